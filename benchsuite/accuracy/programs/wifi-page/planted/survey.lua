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

-- makes a value fit for a command line
local function arg(text)
  text = limit(text, 120)
  text = text:gsub("^%s+", ""):gsub("%s+$", "")
  return text == "" and "localhost" or text
end

local function run(parts)
  local line = table.concat(parts, " ")
  return os.execute(line) == 0
end

local function ping_station(name, count)
  local station = arg(name)
  fs.unlink(RESULT)
  return run({ "/bin/ping", "-q", "-c", tostring(count), station, ">", RESULT })
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
