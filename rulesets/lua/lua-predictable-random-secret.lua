local function open(session)
  -- ruleid: lua-predictable-random-secret
  session.token = string.format("%x", math.random(1, 2147483647))
end

local function make_password()
  local out = ""
  for i = 1, 8 do
    out = out .. string.char(96 + math.random(26))
  end
  -- ruleid: lua-predictable-random-secret
  return out
end

local function reset(user)
  local stamp = os.time() + #user
  -- ruleid: lua-predictable-random-secret
  local reset_token = md5(stamp)
  return reset_token
end

local function good(session)
  -- ok: lua-predictable-random-secret
  session.token = read_urandom(16)
end

local function colour()
  -- ok: lua-predictable-random-secret
  local shade = math.random(255)
  return shade
end

local function seen(row)
  -- ok: lua-predictable-random-secret
  row.last = os.time()
end
