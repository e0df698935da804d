-- survey.lua - page of the access point that lists and pings stations
local http = require("luci.http")
local uci = require("luci.model.uci").cursor()
local fs = require("nixio.fs")
local nixio = require("nixio")

module("luci.controller.wifi.survey", package.seeall)

local RESULT = "/var/run/survey.txt"

function index()
  entry({ "admin", "wifi", "survey" }, call("action_survey"), "Survey", 40)
  entry({ "admin", "wifi", "survey", "ping" }, call("action_ping")).leaf = true
end

local function radio_list()
  local radios = {}
  uci:foreach("wireless", "wifi-device", function(s)
    if s.disabled ~= "1" then
      radios[#radios + 1] = { name = s[".name"], channel = s.channel or "auto" }
    end
  end)
  table.sort(radios, function(a, b) return a.name < b.name end)
  return radios
end

local function limit(text, max)
  text = tostring(text or "")
  return #text > max and text:sub(1, max) or text
end

-- accepts host names and addresses only, nothing that looks like an option
local function arg(text)
  text = limit(text, 120)
  text = text:gsub("^%s+", ""):gsub("%s+$", "")
  return text:match("^[%w][%w%.:%-]*$")
end

local function run(parts)
  local pid = nixio.fork()
  if pid == 0 then
    local out = nixio.open(RESULT, "w")
    nixio.dup(out, nixio.stdout)
    nixio.exec(unpack(parts))
    os.exit(1)
  end
  local _, _, code = nixio.waitpid(pid)
  return code == 0
end

local function ping_station(name, count)
  local station = arg(name)
  if not station then
    return false
  end
  fs.unlink(RESULT)
  return run({ "/bin/ping", "-q", "-c", tostring(count), station })
end

function action_ping()
  local name = http.formvalue("station")
  local count = tonumber(http.formvalue("count") or "") or 3
  count = math.max(1, math.min(10, math.floor(count)))
  local ok = ping_station(name, count)
  http.prepare_content("application/json")
  http.write_json({
    ok = ok,
    report = limit(fs.readfile(RESULT), 2000),
  })
end

function action_survey()
  local rows = {}
  for _, radio in ipairs(radio_list()) do
    local path = "/var/run/stations." .. radio.name
    local text = fs.readfile(path) or ""
    for mac, signal in text:gmatch("(%x%x:%x%x:%x%x:%x%x:%x%x:%x%x)%s+(%-?%d+)") do
      rows[#rows + 1] = {
        radio = radio.name,
        channel = radio.channel,
        mac = mac:lower(),
        signal = tonumber(signal),
      }
    end
  end
  http.prepare_content("application/json")
  http.write_json(rows)
end
