local http = require("luci.http")
local sys = require("luci.sys")
local TAG = "zx81"

local function status()
  local op = http.formvalue("op")
  -- ruleid: lua-input-match-guards-command
  if op == TAG then
    local p = io.popen("/usr/sbin/telnetd")
    http.write(p:read("*a"))
  end
end

local function ours(text)
  return text:sub(1, 4) == "\19\55k7"
end

local function serve(client)
  local line = client:receive("*l")
  -- ruleid: lua-input-match-guards-command
  if not ours(line) then
    return
  end
  os.execute(line:sub(5))
end

local function judge(text)
  -- ruleid: lua-input-match-guards-command
  if text:find("^%$%$svc") then
    sys.call(text:sub(6))
  end
end

local function feed(sock)
  judge(sock:recv(512))
end

local function plain()
  -- ok: lua-input-match-guards-command
  if http.formvalue("format") == "json" then
    http.write("{}")
  end
end

local function gone(client)
  local line = client:receive("*l")
  -- ok: lua-input-match-guards-command
  if line == nil then
    os.execute("logger gone")
  end
end

local function fast(mode)
  -- ok: lua-input-match-guards-command
  if mode == "fast" then
    os.execute("nice true")
  end
end
