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
