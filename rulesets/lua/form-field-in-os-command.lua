local cgi = require("cgi")
local web = require("web")

local form = web.parse_form()
local query = cgi.query()

if form.target then
  local line = "traceroute -n " .. form.target
  -- # ruleid: form-field-in-os-command
  os.execute(line .. " > /tmp/trace.out")
end

if query.name then
  -- # ruleid: form-field-in-os-command
  local p = io.popen("nslookup " .. query.name)
  p:close()
end

local function backup()
  local line = string.format("tar czf /tmp/b.tgz %s", query.folder)
  -- # ruleid: form-field-in-os-command
  return os.execute(line)
end

local host = web.checked_host(form.host)
if host then
  -- # ok: form-field-in-os-command
  os.execute("ping -c 1 " .. host)
end

local known = { log = "tail /var/log/radio.log", load = "uptime" }
if query.what then
  -- # ok: form-field-in-os-command
  local p = known[query.what] and io.popen(known[query.what])
  if p then p:close() end
end

if form.memory then
  -- # ok: form-field-in-os-command
  local p = io.popen("free")
  p:close()
end

if query.page == "log" then
  -- # ok: form-field-in-os-command
  io.write("page " .. query.page)
end

return backup
