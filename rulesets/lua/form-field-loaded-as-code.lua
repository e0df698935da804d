local cgi = require("cgi")
local http = require("luci.http")

local q = cgi.query()

if q.mode == "x" then
  -- # ruleid: form-field-loaded-as-code
  local f = load(q.body)
  io.write(tostring(f()))
end

local function handle()
  local text = http.formvalue("snippet")
  -- # ruleid: form-field-loaded-as-code
  return loadstring(text)()
end

local function header()
  -- # ruleid: form-field-loaded-as-code
  return load(os.getenv("HTTP_X_CODE"))()
end

local function plugin(name)
  -- # ok: form-field-loaded-as-code
  return dofile("/usr/lib/radio/" .. name)
end

local function number()
  -- # ok: form-field-loaded-as-code
  return tonumber(q.number)
end

local function constant()
  -- # ok: form-field-loaded-as-code
  return load("return 1 + 2")()
end

return { handle, header, plugin, number, constant }
