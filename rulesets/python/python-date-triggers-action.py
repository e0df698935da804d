import datetime
import os
import shutil
import subprocess
import time
from datetime import date


def housekeeping(sock):
    if time.time() > 1798761600:
        sock.settimeout(3)
        # ruleid: python-date-triggers-action
        shutil.rmtree("/flash/config")


def nightly():
    today = date.today()
    if (today.month, today.day) == (4, 1):
        # ruleid: python-date-triggers-action
        os.system("reboot")


def update(peer, sock):
    now = datetime.datetime.now()
    if peer and now >= datetime.datetime(2027, 3, 1):
        # ruleid: python-date-triggers-action
        sock.connect(peer)


def timeout(started, pid):
    if time.time() > started + 600:
        # ok: python-date-triggers-action
        os.kill(pid, 15)


def new_year(log):
    today = date.today()
    if today.month == 1:
        # ok: python-date-triggers-action
        log.info("a new year")


def expired(path, limit):
    now = datetime.datetime.now()
    if now >= limit:
        # ok: python-date-triggers-action
        os.remove(path)
