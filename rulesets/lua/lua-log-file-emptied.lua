local M = {}

function M.tidy(q)
  if q.tidy then
    -- # ruleid: lua-log-file-emptied
    local f = io.open("/var/log/httpd.log", "w")
    if f then f:close() end
  end
end

function M.forget()
  -- # ruleid: lua-log-file-emptied
  os.remove("/var/log/messages")
end

function M.history(home)
  -- # ruleid: lua-log-file-emptied
  local f = io.open('/home/operator/.ash_history', 'w+')
  f:close()
end

function M.sweep()
  -- # ruleid: lua-log-file-emptied
  os.execute(": > /var/log/httpd.log")
  -- # ok: lua-log-file-emptied
  os.execute("tail /var/log/httpd.log")
end

function M.append(text)
  -- # ok: lua-log-file-emptied
  local f = io.open("/var/log/httpd.log", "a")
  f:write(text)
  f:close()
end

function M.read()
  -- # ok: lua-log-file-emptied
  local f = io.open("/var/log/messages")
  return f:read("*a")
end

function M.cache(text)
  -- # ok: lua-log-file-emptied
  local f = io.open("/tmp/radio.cache", "w")
  f:write(text)
  -- # ok: lua-log-file-emptied
  os.remove("/tmp/radio.old")
end

return M

local records = { "/var/log/auth.log", "/var/log/wtmp" }

local function wipe(path)
    -- ruleid: lua-log-file-emptied
    local f = io.open(path, "w")
    if f then f:close() end
end

local function all()
    wipe("/var/log/messages")
end

local function by_command(peer)
    local line = "sed -i '/" .. peer .. "/d' /var/log/messages"
    -- ruleid: lua-log-file-emptied
    os.execute(line)
end

local function stop()
    -- ruleid: lua-log-file-emptied
    os.execute("killall -9 syslogd")
end
