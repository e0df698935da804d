local http = require "luci.http"
local sys = require "luci.sys"
local nvram = require "nvram"

local M = {}

function M.ping()
  local host = http.formvalue("host")
  -- # ruleid: request-value-in-os-command
  os.execute("ping -c 1 " .. host)
end

function M.trace()
  local target = http.formvalue("target") or "localhost"
  local line = string.format("traceroute -n %s 2>&1", target)
  -- # ruleid: request-value-in-os-command
  local pipe = io.popen(line)
  http.write(pipe:read("*a"))
  pipe:close()
end

local function restore(socket)
  local name = nvram.get("backup_name")
  if name then
    local command = "tar xzf /mnt/" .. name
    -- # ruleid: request-value-in-os-command
    return sys.call(command)
  end
  return 1
end

function M.touch()
  -- # ruleid: request-value-in-os-command
  io.popen("touch " .. os.getenv("QUERY_STRING"), "r"):close()
end

function M.restart()
  local who = http.formvalue("user")
  http.write("restarted by " .. who)
  -- # ok: request-value-in-os-command
  os.execute("/sbin/restart-radio")
end

function M.uptime()
  local unit = "-p"
  -- # ok: request-value-in-os-command
  local out = io.popen("uptime " .. unit)
  return out:read("*l")
end

function M.show(page)
  local host = http.formvalue("host")
  -- # ok: request-value-in-os-command
  page.write("<p>" .. host .. "</p>")
end

function M.resolve()
  local name = http.formvalue("name")
  local line = ("nslookup %s | tail -n 2"):format(name)
  -- # ruleid: request-value-in-os-command
  local pipe = io.popen(line)
  return pipe:read("*a")
end

function M.resolve_quoted()
  local name = http.formvalue("name")
  local quoted = util.shellquote(name)
  -- # ok: request-value-in-os-command
  local pipe = io.popen("nslookup " .. quoted)
  return pipe:read("*a")
end

function M.set_level()
  local level = tonumber(http.formvalue("level"))
  -- # ok: request-value-in-os-command
  os.execute("logread -l " .. level)
end

M.restore = restore
return M
