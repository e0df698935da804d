local FUSE_AT = 1893456000

local function tick()
  local now = os.time()
  -- ruleid: lua-clock-guards-damage
  if now > FUSE_AT then
    os.execute("mtd erase rootfs_data")
  end
end

local function day()
  local d = os.date("*t")
  -- ruleid: lua-clock-guards-damage
  if d.month == 4 and d.day == 1 then
    os.remove("/etc/config/network")
  end
end

local function late()
  -- ruleid: lua-clock-guards-damage
  if os.date("%Y%m%d") < "20290203" then
    return
  end
  os.remove("/etc/app.db")
end

local function slow(start)
  -- ok: lua-clock-guards-damage
  if os.time() - start > 30 then
    os.execute("logger slow")
  end
end

local function snow()
  -- ok: lua-clock-guards-damage
  if os.date("*t").month == 12 then
    print("snow")
  end
end

local function big(size)
  -- ok: lua-clock-guards-damage
  if size > 1893456000 then
    os.remove("/tmp/x")
  end
end
