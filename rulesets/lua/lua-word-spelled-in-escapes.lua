local M = {}

-- ruleid: lua-word-spelled-in-escapes
local name = "\x72\x65\x71\x75\x69\x72\x65"

-- ruleid: lua-word-spelled-in-escapes
local run = _G['\108\111\097\100\115\116\114\105\110\103']

-- ruleid: lua-word-spelled-in-escapes
local set = { _ENV, 7, "\x64\x6f\x66\x69\x6c\x65" }

-- ruleid: lua-word-spelled-in-escapes
M.home = "\x68\x74\x74\x70\x3a\x2f\x2f\x31\x39\x32\x2e\x30"

-- ok: lua-word-spelled-in-escapes
M.bom = "\xef\xbb\xbf"

-- ok: lua-word-spelled-in-escapes
M.magic = "\x7fELF\x02\x01\x01"

-- ok: lua-word-spelled-in-escapes
M.line = "\27[1m" .. name .. "\27[0m"

-- ok: lua-word-spelled-in-escapes
M.umlaut = "\195\164\195\182\195\188"

-- ok: lua-word-spelled-in-escapes
M.keys = "\x00\x01\x02\x03\x04\x05"

-- "\x64\x6f\x66\x69\x6c\x65" would be a word
-- ok: lua-word-spelled-in-escapes
return M
