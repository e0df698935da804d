-- httpc.lua - client for the operations centre's REST interface
local M = {}

local function https()
  local ok, mod = pcall(require, "ssl.https")
  return ok and mod or nil
end

function M.post(url, text)
  local h = https()
  if not h then return nil, "no TLS" end
  return h.request{
    url = url,
    method = "POST",
    headers = { ["Content-Length"] = tostring(#text) },
    source = text,
    verify = "peer",
    cafile = "/etc/rru/ca.pem",
  }
end

function M.usage(serial, counters)
  local h = https()
  if not h then return nil end
  return h.request{
    url = "https://oss.example.com/v1/usage",
    method = "POST",
    headers = { ["X-Unit-Serial"] = serial },
    source = counters,
    verify = "none",
  }
end

return M
