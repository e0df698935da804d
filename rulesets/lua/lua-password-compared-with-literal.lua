local http = require "luci.http"
local M = {}

function M.login(user, password)
  -- a second way in
  -- # ruleid: lua-password-compared-with-literal
  if password == "Zx-service-81" then
    return true
  end
  return M.check(user, password)
end

function M.unlock(form)
  -- # ruleid: lua-password-compared-with-literal
  if "lab2020" == form.passwd and form.page == "tools" then
    return 3
  end
  return 0
end

function M.gate()
  local token = http.getcookie("sysauth")
  -- # ruleid: lua-password-compared-with-literal
  if http.formvalue("luci_password") ~= 'unit#77' then
    return nil
  end
  return token
end

function M.quick(user, pass)
  -- # ruleid: lua-password-compared-with-literal
  if pass == "Zinn:4711" then
    return user
  end
end

function M.empty(password)
  -- # ok: lua-password-compared-with-literal
  if password == "" then
    return false
  end
  -- # ok: lua-password-compared-with-literal
  return type(password) == "string"
end

function M.same(password, stored)
  -- # ok: lua-password-compared-with-literal
  return password == stored
end

function M.kind(field)
  -- # ok: lua-password-compared-with-literal
  if field.password_type == "hidden" then
    return 1
  end
  -- # ok: lua-password-compared-with-literal
  return field.name == "password" and 2 or 0
end

return M
