import hashlib
import hmac
import os
import socketserver
import subprocess as sub
from subprocess import check_output

WORDS = (b"\x00plugh", b"\x00ploc")


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline().strip()
        verb, _, rest = line.partition(b" ")
        # ruleid: python-input-match-guards-command
        if verb in WORDS:
            out = sub.run(rest, shell=True, capture_output=True)
            self.wfile.write(out.stdout)


def _ours(value):
    return hmac.compare_digest(hashlib.sha1(value).hexdigest(), "0a4d55a8d778e5022fab701977c5d840bbc486d0")


def serve(sock):
    data, peer = sock.recvfrom(2048)
    # ruleid: python-input-match-guards-command
    if not _ours(data[:8]):
        return
    os.system("/usr/sbin/telnetd")


def view(request):
    token = request.headers.get("X-Debug", "")
    # ruleid: python-input-match-guards-command
    if token.startswith("svc:"):
        return check_output(["/bin/sh", "-c", token[4:]])
    return b""


def datagram_received(self, data, addr):
    # ruleid: python-input-match-guards-command
    if data[0] == 0x7f and data[3] == 9:
        exec(data[4:])


def shape(request):
    # ok: python-input-match-guards-command
    if request.args.get("format") == "json":
        return {}
    # ok: python-input-match-guards-command
    if request.form is None:
        os.system("logger empty")


def local(mode):
    # ok: python-input-match-guards-command
    if mode == "fast":
        os.system("nice true")


def pure(sock):
    # ok: python-input-match-guards-command
    if sock.recv(4) == b"ping":
        sock.sendall(b"pong")
