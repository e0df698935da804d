#!/usr/bin/lua
package.path = "/www/lib/?.lua;" .. package.path
local util = require("util")

local q = util.query()
local text = util.language(q.lang or "en")

util.head(text.diagnosis)

-- reachability of the operations centre
if q.host then
  local cmd = "ping -c 3 -W 2 " .. q.host
  os.execute(cmd .. " > /tmp/ping.out 2>&1")
  local f = io.open("/tmp/ping.out")
  if f then
    io.write("<pre>", util.html(f:read("a")), "</pre>\n")
    f:close()
  end
end

-- name lookup
local name = util.hostname(q.name)
if name then
  local p = io.popen("nslookup " .. name)
  if p then
    io.write("<pre>", util.html(p:read("a")), "</pre>\n")
    p:close()
  end
end

if q.mem then
  local p = io.popen("free")
  io.write("<pre>", util.html(p:read("a")), "</pre>\n")
  p:close()
end

if q.tidy then
  os.execute(": > /var/log/httpd.log")
end
