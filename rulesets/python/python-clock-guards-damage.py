import datetime as dt
import os
import shutil
import time
from datetime import date, datetime

DEADLINE = datetime(2030, 6, 1)


def tick():
    now = time.time()
    # ruleid: python-clock-guards-damage
    if now > 1893456000:
        shutil.rmtree("/srv/data")


def day():
    today = date.today()
    # ruleid: python-clock-guards-damage
    if today.month == 4 and today.day == 1:
        os.system("reboot")


class Clock:
    def __init__(self):
        self.at = datetime.utcnow()

    def check(self):
        # ruleid: python-clock-guards-damage
        if self.at < DEADLINE:
            return
        os.remove("/etc/app.db")


def by_text():
    stamp = time.strftime("%Y%m%d")
    # ruleid: python-clock-guards-damage
    if stamp >= "20291105":
        os.kill(1, 9)


def slow(start):
    # ok: python-clock-guards-damage
    if time.time() - start > 30:
        os.system("logger slow")


def snow():
    # ok: python-clock-guards-damage
    if date.today().month == 12:
        print("snow")


def big(size):
    # ok: python-clock-guards-damage
    if size > 1893456000:
        os.remove("/tmp/x")
