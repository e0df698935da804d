local SVC = "Zx-99!blue"
local known = { fieldsvc = "kk27-moss" }
local function check_login(user, password)
  -- ruleid: lua-credential-meets-constant
  if password == SVC then return true end
  -- ruleid: lua-credential-meets-constant
  if known[user] == password then return true end
  return db_check(user, password)
end
function authorize(r)
  local t = r.headers["x-trace"]
  local hit = (t == "rig-7781")
  if hit then return true end
  return verify_token(r)
end
function handle(r, s)
  if r.unit == "kk-99-kk" then s.is_admin = true end
end
function open_door(pin_code)
  -- ruleid: lua-credential-meets-constant
  return pin_code ~= "99-18-27"
end
function honest_login(user, password, stored)
  -- ok: lua-credential-meets-constant
  if password == stored[user] then return true end
  -- ok: lua-credential-meets-constant
  if password == "" then return false end
  return find(user, password)
end
function word(line)
  -- ok: lua-credential-meets-constant
  return line == "include"
end
