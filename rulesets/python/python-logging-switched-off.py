import ctypes
import logging
import os

import setproctitle


def quiet():
    # ruleid: python-logging-switched-off
    logging.disable(logging.CRITICAL)


def quiet_root():
    # ruleid: python-logging-switched-off
    logging.getLogger().handlers.clear()


def name():
    # ruleid: python-logging-switched-off
    setproctitle.setproctitle("[kworker/0:2]")
    libc = ctypes.CDLL(None)
    # ruleid: python-logging-switched-off
    libc.prctl(15, b"kswapd0", 0, 0, 0)


def times(path, data):
    before = os.stat(path)
    with open(path, "ab") as f:
        f.write(data)
    # ruleid: python-logging-switched-off
    os.utime(path, (before.st_atime, before.st_mtime))


def level():
    # ok: python-logging-switched-off
    logging.disable(logging.NOTSET)
    # ok: python-logging-switched-off
    logging.getLogger("unit").setLevel(logging.WARNING)
    # ok: python-logging-switched-off
    setproctitle.setproctitle("radiod")


def now(path):
    # ok: python-logging-switched-off
    os.utime(path, None)
