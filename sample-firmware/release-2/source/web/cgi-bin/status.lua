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
  local cmds = {
    rrud = "tail -n 50 /var/log/rrud.log",
    httpd = "tail -n 50 /var/log/httpd.log",
  }
  local p = cmds[q.log] and io.popen(cmds[q.log])
  if p then
    io.write("<pre>", util.html(p:read("a")), "</pre>\n")
    p:close()
  end
end
