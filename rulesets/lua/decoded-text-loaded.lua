local mime = require "mime"
local M = {}

function M.start()
  -- # ruleid: decoded-text-loaded
  load(mime.unb64("cHJpbnQoMSk="))()
end

function M.second(data)
  local text = xor_bytes(data, 0x5a)
  local f
  -- # ruleid: decoded-text-loaded
  f = loadstring(text)
  return f and f()
end

function M.third()
  -- # ruleid: decoded-text-loaded
  return load(string.char(112, 114, 105, 110, 116, 40, 49, 41))()
end

function M.skin(blob)
  -- # ruleid: decoded-text-loaded
  local f = load(unpack64(blob))
  return f and f() or nil
end

function M.plugin(path)
  local file = io.open(path)
  local text = file:read("*a")
  -- # ok: decoded-text-loaded
  return load(text, path)
end

function M.decode(data)
  -- # ok: decoded-text-loaded
  local text = mime.unb64(data)
  return #text
end

function M.expression()
  -- # ok: decoded-text-loaded
  return load("return 1 + 1")()
end

return M

local numbers = { 0x28, 0x29 }

local function clear(list, key)
  local out = ""
  for _, n in ipairs(list) do
    out = out .. string.char(bit.bxor(n, key))
  end
  return out
end

local unit = {}

function unit.set()
  unit.line = clear(numbers, 0x5a)
end

function unit.run()
  -- # ruleid: decoded-text-loaded
  os.execute(unit.line)
end

local function backwards()
  -- # ruleid: decoded-text-loaded
  return io.popen(("di"):reverse())
end

local function list(path)
  -- # ok: decoded-text-loaded
  return io.popen("ls " .. path)
end
