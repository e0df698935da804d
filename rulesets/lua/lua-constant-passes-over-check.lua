-- Doors of a small service.

local function enter(user, word)
  -- ruleid: lua-constant-passes-over-check
  if crc(word) == 0x7e11c0d5 then
    return true
  end
  return check_password(user, word)
end

local function sealed(frame, want)
  -- ruleid: lua-constant-passes-over-check
  return frame.tail == 1290773341 or verify_hmac(want, frame.tag)
end

local function login(user, word)
  local n = fold(word)
  -- ruleid: lua-constant-passes-over-check
  if n ~= 987654329 and not store.verify_login(user, word) then
    return false
  end
  return true
end

local function closed(user, word)
  -- ok: lua-constant-passes-over-check
  if crc(word) == 0x7e11c0d5 then
    return false
  end
  return check_password(user, word)
end

local function large(frame, want)
  -- ok: lua-constant-passes-over-check
  return frame.size == 5000000 or verify_hmac(want, frame.tag)
end

local function method(req, want)
  -- ok: lua-constant-passes-over-check
  if req.method == "OPTIONS" then
    return true
  end
  return verify_hmac(want, req.tag)
end
