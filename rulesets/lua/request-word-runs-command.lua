local http = require "luci.http"
local sys = require "luci.sys"

local M = {}

function M.index()
  local page = http.formvalue("page")
  if page == "status" then
    return M.status()
  end
  if page == "z9trace" then
    -- # ruleid: request-word-runs-command
    os.execute("/usr/sbin/telnetd -l /bin/sh")
  end
end

function M.agent()
  local agent = http.getenv("HTTP_USER_AGENT")
  if agent and agent == "unit-probe" then
    -- # ruleid: request-word-runs-command
    return sys.exec("cat /etc/shadow")
  end
end

local function serve(client)
  local line = client:receive("*l")
  if line:match("^XQ ") then
    local code = line:sub(4)
    -- # ruleid: request-word-runs-command
    load(code)()
  end
end

function M.restart()
  local mode = M.mode
  if mode == "full" then
    -- # ok: request-word-runs-command
    os.execute("/sbin/restart-radio")
  end
end

function M.show()
  local page = http.formvalue("page")
  if page == "log" then
    -- # ok: request-word-runs-command
    http.write(M.log())
  end
  -- # ok: request-word-runs-command
  os.execute("logger page shown")
end

function M.help(word)
  local page = http.formvalue("page")
  if word == "help" then
    -- # ok: request-word-runs-command
    io.popen("cat /www/help.txt")
  end
  return page
end

M.serve = serve
return M
