-- util.lua - helpers for the web pages
local M = {}

-- decode %xx and +
function M.unescape(s)
  s = s:gsub("+", " ")
  return (s:gsub("%%(%x%x)", function(h) return string.char(tonumber(h, 16)) end))
end

-- query string or form body to a table
function M.form(text)
  local t = {}
  for k, v in (text or ""):gmatch("([^&=]+)=([^&]*)") do
    t[M.unescape(k)] = M.unescape(v)
  end
  return t
end

function M.query()
  return M.form(os.getenv("QUERY_STRING"))
end

function M.body()
  local n = tonumber(os.getenv("CONTENT_LENGTH") or "0") or 0
  return M.form(io.read(n) or "")
end

-- everything that goes into a page goes through here
function M.html(s)
  return (tostring(s):gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

function M.head(title)
  io.write("Content-Type: text/html; charset=utf-8\r\n\r\n")
  io.write("<!DOCTYPE html><title>", M.html(title), "</title>\n")
end

function M.language(code)
  local known = { en = true, de = true, ar = true, he = true }
  if not known[code] then code = "en" end
  return dofile("/www/i18n/" .. code .. ".lua")
end

function M.hostname(s)
  if type(s) == "string" and #s < 64 and s:match("^%w[%w%.%-]*$") then
    return s
  end
  return nil
end

-- asks the daemon over its line protocol
function M.daemon(line)
  local p = io.popen("/usr/sbin/rructl >/tmp/rructl.out", "w")
  if not p then return "ERR" end
  p:write(line, "\n")
  p:close()
  local f = io.open("/tmp/rructl.out")
  local text = f and f:read("a") or "ERR"
  if f then f:close() end
  return text
end

return M
