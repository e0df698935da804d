import asyncio
import http.server
import socket

PORT = 9931

s = socket.socket()
# ruleid: python-constant-listening-port
s.bind(("", 31999))
# ruleid: python-constant-listening-port
s.bind(("0.0.0.0", PORT))
# ruleid: python-constant-listening-port
web = http.server.HTTPServer(("", 8099), http.server.BaseHTTPRequestHandler)


async def go(cb, port):
    # ruleid: python-constant-listening-port
    await asyncio.start_server(cb, "::", 6677)
    # ok: python-constant-listening-port
    await asyncio.start_server(cb, "::", port)


# ok: python-constant-listening-port
s.bind(("", 0))
# ok: python-constant-listening-port
s.bind("/run/app.sock")
