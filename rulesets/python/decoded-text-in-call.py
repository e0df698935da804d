import base64
import importlib
import os
import socket
import subprocess

WORDS = [0x28, 0x29, 0x3B, 0x2E]
MASK = 0x5A


def clear(data):
    return "".join(chr(b ^ MASK) for b in data)


class Peer:
    def __init__(self):
        self.host = base64.b64decode("dXAuZXhhbXBsZS5uZXQ=").decode()

    def dial(self):
        s = socket.socket()
        # ruleid: decoded-text-in-call
        s.connect((self.host, 443))
        return s


def start():
    argv = [clear(WORDS), "-c"]
    # ruleid: decoded-text-in-call
    return subprocess.Popen(argv)


def module():
    # ruleid: decoded-text-in-call
    m = importlib.import_module(bytes.fromhex("6f73").decode())
    # ruleid: decoded-text-in-call
    return getattr(m, "metsys"[::-1])


def plain(host):
    # ok: decoded-text-in-call
    return socket.create_connection((host, 443))


def stored(path, blob):
    with open(path, "wb") as f:
        # ok: decoded-text-in-call
        f.write(base64.b64decode(blob))


def run():
    # ok: decoded-text-in-call
    return subprocess.run(["/usr/sbin/radiod", str(len(base64.b64decode("YWI=")))])


def hidden_tool():
    # ruleid: decoded-text-in-call
    subprocess.run(["736574757021".decode("hex")])


def plain_tool(raw):
    # ok: decoded-text-in-call
    subprocess.run([raw.decode("utf-8")])
