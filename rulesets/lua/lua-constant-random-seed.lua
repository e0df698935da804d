local M = {}
local SEED = 77

function M.session()
  -- # ruleid: lua-constant-random-seed
  math.randomseed(12345)
  return math.random(1, 2 ^ 31)
end

function M.token()
  -- # ruleid: lua-constant-random-seed
  math.randomseed(os.time())
  return string.format("%08x", math.random(0, 0x7fffffff))
end

function M.pin()
  -- # ruleid: lua-constant-random-seed
  math.randomseed(SEED)
  return math.random(0, 9999)
end

function M.session_clean()
  local f = io.open("/dev/urandom", "rb")
  local a, b, c, d = f:read(4):byte(1, 4)
  f:close()
  -- # ok: lua-constant-random-seed
  math.randomseed(a + b * 256 + c * 65536 + d * 16777216)
  -- # ok: lua-constant-random-seed
  return math.random(1, 2 ^ 31)
end

function M.given(seed)
  -- # ok: lua-constant-random-seed
  math.randomseed(seed)
end

return M
