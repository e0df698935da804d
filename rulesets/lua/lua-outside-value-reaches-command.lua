local http = require("luci.http")
local sys = require("luci.sys")

local function line(host)
  return ("ping -c1 %s"):format(host)
end

local function ping()
  local cmd = line(http.formvalue("host"))
  -- ruleid: lua-outside-value-reaches-command
  return sys.exec(cmd)
end

local function pack(job)
  -- ruleid: lua-outside-value-reaches-command
  os.execute("tar cf /tmp/x " .. job.name)
end

local function fill(c)
  local job = {}
  job.name = c:receive("*l")
  pack(job)
end

local function order(sock)
  local parts = { sock:recv(64), "2>&1" }
  local text = table.concat(parts, " ")
  -- ruleid: lua-outside-value-reaches-command
  local p = io.popen(text)
  return p
end

local function number()
  local n = tonumber(http.formvalue("n"))
  -- ok: lua-outside-value-reaches-command
  os.execute("head -n " .. n .. " /etc/motd")
end

local function fixed()
  -- ok: lua-outside-value-reaches-command
  os.execute("uptime")
end

local function given(name)
  -- ok: lua-outside-value-reaches-command
  os.execute("id " .. name)
end
