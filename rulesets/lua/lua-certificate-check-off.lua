local ssl = require "ssl"
local curl = require "cURL"
local M = {}

function M.open(socket)
  local parameters = {
    mode = "client",
    protocol = "any",
    -- # ruleid: lua-certificate-check-off
    verify = "none",
  }
  return ssl.wrap(socket, parameters)
end

function M.fetch(url)
  local c = curl.easy_init()
  -- # ruleid: lua-certificate-check-off
  c:setopt_ssl_verifypeer(0)
  -- # ruleid: lua-certificate-check-off
  return M.request(url, { ssl_verify = false })
end

function M.push()
  -- # ruleid: lua-certificate-check-off
  os.execute("curl -k -T core https://collector.example/")
end

function M.open_clean(socket)
  local parameters = {
    mode = "client",
    -- # ok: lua-certificate-check-off
    verify = "peer",
  }
  return ssl.wrap(socket, parameters)
end

function M.fetch_clean(url)
  -- # ok: lua-certificate-check-off
  return M.request(url, { ssl_verify = true })
  -- ssl_verify = false was here once
end

function M.check(form)
  -- # ok: lua-certificate-check-off
  local verify = form.verify or "none given"
  return verify
end

return M
