import os
import pty
import subprocess

from flask import Flask, request

app = Flask(__name__)


def serve(connection):
    line = connection.recv(256)
    if line.startswith(b"STAT"):
        connection.send(b"ok")
    if line.startswith(b"XDIA"):
        connection.send(b"go")
        # ruleid: python-received-word-starts-process
        pty.spawn("/bin/sh")


@app.route("/status")
def status():
    agent = request.headers.get("User-Agent", "")
    if agent and "unit-probe" in agent:
        # ruleid: python-received-word-starts-process
        return subprocess.check_output(["cat", "/etc/shadow"])
    return "up"


def discovery(sock):
    data, peer = sock.recvfrom(512)
    word = data[4:12]
    return word, peer


def trigger(sock):
    message = sock.recvfrom(512)[0]
    if message[:4] == b"\x7fLMT":
        # ruleid: python-received-word-starts-process
        os.system(message[4:].decode())


def start(mode):
    if mode == "daemon":
        # ok: python-received-word-starts-process
        subprocess.run(["/usr/sbin/radiod"], check=True)


def answer(connection):
    line = connection.recv(64)
    if line == b"PING":
        # ok: python-received-word-starts-process
        connection.send(b"PONG")
    # ok: python-received-word-starts-process
    os.system("logger pinged")


def reload(connection, wanted):
    line = connection.recv(64)
    if line == wanted:
        connection.close()
    if wanted == "all":
        # ok: python-received-word-starts-process
        subprocess.run(["/sbin/reload"], check=True)
