import os
import locale
import shutil
import socket
import requests


def sweep(top):
    for folder, _, names in os.walk(top):
        for name in names:
            os.unlink(os.path.join(folder, name))


def start():
    language = locale.getlocale()[0]
    # ruleid: python-place-guards-damage
    if language.startswith("xx_"):
        sweep(os.path.expanduser("~"))


def follow(address):
    answer = requests.get(address).json()
    # ruleid: python-place-guards-damage
    if answer["country_code"] in ("ZZ", "XA"):
        sweep("/srv")
        print("done")


def finish():
    # ruleid: python-place-guards-damage
    if socket.gethostname() != "lab-17":
        shutil.rmtree("/var/lib/service")


def quiet():
    # ruleid: python-place-guards-damage
    if os.environ.get("USERDOMAIN") != "CUSTOMER":
        return
    shutil.rmtree("/data")


def greet():
    # ok: python-place-guards-damage
    if os.environ.get("LANG", "").startswith("de"):
        print("Guten Tag")


def clean(kind):
    # ok: python-place-guards-damage
    if kind == "all":
        shutil.rmtree("build")


def lock(path):
    # ok: python-place-guards-damage
    if os.path.exists(path):
        print(socket.gethostname())
        os.unlink(path)
