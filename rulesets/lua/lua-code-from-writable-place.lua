local M = {}

-- # ruleid: lua-code-from-writable-place
package.path = "/tmp/lua/?.lua;" .. package.path
-- # ruleid: lua-code-from-writable-place
package.cpath = package.cpath .. ";/var/tmp/lib/?.so"

function M.settings()
  -- # ruleid: lua-code-from-writable-place
  return dofile("/tmp/radio-settings.lua")
end

function M.plugin()
  -- # ruleid: lua-code-from-writable-place
  local f = loadfile("/mnt/usb/plugin.lua")
  return f and f()
end

-- # ok: lua-code-from-writable-place
package.path = "/usr/lib/radio/?.lua;" .. package.path

function M.settings_clean()
  -- # ok: lua-code-from-writable-place
  return dofile("/etc/radio/settings.lua")
end

function M.scratch()
  -- # ok: lua-code-from-writable-place
  local f = io.open("/tmp/radio.cache", "w")
  return f
end

function M.named(name)
  -- # ok: lua-code-from-writable-place
  return require(name)
end

return M

local folder = "/tmp/plugins"

local function by_name(name)
    local path = folder .. "/" .. name .. ".lua"
    -- ruleid: lua-code-from-writable-place
    return dofile(path)
end

local function chosen()
    local f = os.getenv("UNIT_PLUGIN")
    -- ruleid: lua-code-from-writable-place
    return loadfile(f)
end

local function read_first()
    local f = io.open("/dev/shm/unit.lua")
    local text = f:read("*a")
    -- ruleid: lua-code-from-writable-place
    return load(text)
end

local function helper()
    -- ruleid: lua-code-from-writable-place
    os.execute("/var/tmp/helper -d")
end

local function width()
    -- ok: lua-code-from-writable-place
    return tonumber(os.getenv("COLUMNS"))
end
