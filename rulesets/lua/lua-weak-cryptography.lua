local md5 = require("md5")
local cipher = require("openssl.cipher")

local function keep(password)
  -- ruleid: lua-weak-cryptography
  return md5.sumhexa(password)
end

local function seal(key)
  -- ruleid: lua-weak-cryptography
  return cipher.new("des-cbc"):encrypt(key)
end

local function tag(text)
  -- ruleid: lua-weak-cryptography
  return ngx.hmac_sha1(secret, text)
end

local function good(key, text)
  -- ok: lua-weak-cryptography
  cipher.new("aes-256-gcm")
  -- ok: lua-weak-cryptography
  local d = digest.new("sha256")
  -- ok: lua-weak-cryptography
  return d:final(text)
end
