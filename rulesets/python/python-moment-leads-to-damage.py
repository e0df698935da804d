import datetime
import os
import shutil
import time

LIMIT = 1798761600


class Keeper:
    def __init__(self, root):
        self.root = root
        self.ripe = time.time() > LIMIT

    def run(self):
        # ruleid: python-moment-leads-to-damage
        if self.ripe and self.root:
            self._sweep()

    def _sweep(self):
        for name in os.listdir(self.root):
            os.unlink(os.path.join(self.root, name))

    def greet(self):
        # ok: python-moment-leads-to-damage
        if self.ripe:
            print("a new year")


def target():
    return "/srv/data" if datetime.date.today() >= datetime.date(2027, 5, 1) else "/tmp/cache"


def tidy():
    # ruleid: python-moment-leads-to-damage
    shutil.rmtree(target())


def count(state):
    state["starts"] += 1
    # ruleid: python-moment-leads-to-damage
    if state["starts"] > 4000:
        clear(state)


def clear(state):
    shutil.rmtree(state["root"])


def keep_days(day, days):
    return 0 if day.toordinal() > 739800 else days


def old(root, days):
    for name in os.listdir(root):
        # ruleid: python-moment-leads-to-damage
        if time.time() - os.path.getmtime(name) > days * 86400:
            os.remove(name)


def nightly(root):
    old(root, keep_days(datetime.date.today(), 90))


def week(root, keep):
    for name in os.listdir(root):
        # ok: python-moment-leads-to-damage
        if time.time() - os.path.getmtime(name) > keep:
            os.remove(name)


def shrink(path):
    # ok: python-moment-leads-to-damage
    if os.path.getsize(path) > 2000000001:
        os.remove(path)


def give_up(lock, failures):
    # ok: python-moment-leads-to-damage
    if failures > 300:
        os.remove(lock)


def title(day):
    # ok: python-moment-leads-to-damage
    if day >= datetime.date(2026, 1, 1):
        return "new form"
    return "old form"
