-- Output filters of the report server.
--
-- A filter is a module with the functions open, row and close. The list of
-- filters of a report is part of its description.

local M = {}

local BASE = "/usr/lib/report-server"

local known = {
  csv = "report.filter.csv",
  html = "report.filter.html",
  pdf = "report.filter.pdf",
}

local loaded = {}

local function log(level, fmt, ...)
  io.stderr:write(os.date("%F %T "), level, " filters: ", string.format(fmt, ...), "\n")
end

-- Folder for what the server needs while it works on a report.
local function work_folder()
  local name = os.getenv("REPORT_WORK")
  if name == nil or name == "" then
    name = "/var/lib/report-server/work"
  end
  return name
end

-- Filters are looked for in the server's own folders.
local function search_list()
  local folders = { BASE .. "/filters", BASE .. "/lib" }
  local list = {}
  for _, folder in ipairs(folders) do
    list[#list + 1] = folder .. "/?.so"
  end
  return table.concat(list, ";")
end

function M.setup()
  package.cpath = search_list()
  log("info", "%d kinds of output, work in %s", M.count(), work_folder())
end

local function load_filter(kind)
  local name = known[kind]
  if not name then
    return nil, "no filter for " .. tostring(kind)
  end
  local ok, filter = pcall(require, name)
  if not ok then
    return nil, filter
  end
  for _, fn in ipairs({ "open", "row", "close" }) do
    if type(filter[fn]) ~= "function" then
      return nil, name .. " lacks " .. fn
    end
  end
  return filter
end

function M.count()
  local n = 0
  for _ in pairs(known) do
    n = n + 1
  end
  return n
end

function M.get(kind)
  if loaded[kind] then
    return loaded[kind]
  end
  local filter, why = load_filter(kind)
  if not filter then
    log("warn", "%s", why)
    return nil, why
  end
  loaded[kind] = filter
  return filter
end

function M.run(kind, rows, out)
  local filter, why = M.get(kind)
  if not filter then
    return nil, why
  end
  local state = filter.open(out)
  local n = 0
  for _, row in ipairs(rows) do
    filter.row(state, row)
    n = n + 1
  end
  filter.close(state)
  return n
end

return M
