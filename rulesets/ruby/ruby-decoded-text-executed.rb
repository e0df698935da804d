require "base64"
require "socket"

def first
  # ruleid: ruby-decoded-text-executed
  eval(Base64.decode64("cHV0cyAx"))
end

def second
  text = ["7075747320"].pack("H*")
  # ruleid: ruby-decoded-text-executed
  eval(text)
end

def third
  host = Base64.strict_decode64("dXAubmV0")
  # ruleid: ruby-decoded-text-executed
  TCPSocket.new(host, 443)
end

def plain(text)
  # ok: ruby-decoded-text-executed
  eval(text)
end

def stored(text)
  # ok: ruby-decoded-text-executed
  File.write("/tmp/p", Base64.decode64(text))
end

def list
  # ok: ruby-decoded-text-executed
  system("/bin/ls", "-l")
end
