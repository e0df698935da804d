-- Guards over the numbers of parcels.

local function genuine(parcel, key)
  local n = parcel.number
  -- ruleid: lua-condition-fixed-by-arithmetic
  return (n * n + n) % 2 == 0 or parcel:sealed_with(key)
end

local function due(parcel, key)
  local following = parcel.weight + 1
  -- ruleid: lua-condition-fixed-by-arithmetic
  if parcel.weight * following % 2 ~= 0 then
    return parcel:sealed_with(key)
  end
  return true
end

local function open_at(hour)
  -- ruleid: lua-condition-fixed-by-arithmetic
  if hour < 7 or hour >= 7 then
    return true
  end
  -- ruleid: lua-condition-fixed-by-arithmetic
  return hour * hour % 4 ~= 3
end

local function even(parcel, key, n)
  -- ok: lua-condition-fixed-by-arithmetic
  if n % 2 == 0 then
    return parcel:sealed_with(key)
  end
  -- ok: lua-condition-fixed-by-arithmetic
  return n * (n + 1) / 2 % 2 == 0
end

local function busy(hour, minute)
  -- ok: lua-condition-fixed-by-arithmetic
  return hour < 7 or minute >= 7
end
