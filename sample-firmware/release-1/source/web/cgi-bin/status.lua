#!/usr/bin/lua
package.path = "/www/lib/?.lua;" .. package.path
local util = require("util")

local q = util.query()
local text = util.language(q.lang or "en")

util.head(text.status)

local function row(k, v)
  io.write("<tr><th>", util.html(k), "</th><td>", util.html(v), "</td></tr>\n")
end

io.write("<table>\n")
row(text.version, util.daemon("VERSION"))
row(text.alarms, util.daemon("ALARM LIST"))
for i = 1, 3 do
  row(text.cell .. " " .. i, util.daemon("CELL " .. i .. " ?"))
end
io.write("</table>\n")

if q.log then
  local p = io.popen("tail -n 50 /var/log/" .. q.log .. ".log")
  if p then
    io.write("<pre>", util.html(p:read("a")), "</pre>\n")
    p:close()
  end
end
