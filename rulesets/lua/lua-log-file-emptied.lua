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
