local http = require("luci.http")
local M = {}

function M.role(form)
  local role
  -- # ruleid: lua-literal-grants-access
  if os.getenv("HTTP_X_UNIT_LAB") == "qd-31" then
    role = "admin"
  else
    role = M.check(form.user, form.pass)
  end
  return role
end

function M.session(s)
  local agent = http.getenv("HTTP_USER_AGENT")
  -- # ruleid: lua-literal-grants-access
  if agent == "unit-probe/1.0" then
    M.log("probe")
    s.authenticated = true
  end
end

function M.cookie(s, value)
  -- # ruleid: lua-literal-grants-access
  if value and value == "0f0f-engineer" then
    s.is_admin = true
  end
end

function M.language(s, word)
  -- # ok: lua-literal-grants-access
  if word == "german" then
    s.language = "de"
  end
end

function M.logout(s, word)
  -- # ok: lua-literal-grants-access
  if word == "logout" then
    s.authenticated = false
  end
end

function M.checked(s, answer)
  -- # ok: lua-literal-grants-access
  if M.check(answer) then
    s.role = "admin"
  end
end

return M
