import ctypes
import os
import pickle
import runpy
import sys


# ruleid: python-code-from-writable-place
sys.path.insert(0, "/tmp/radio")


def hook():
    # ruleid: python-code-from-writable-place
    return ctypes.CDLL("/dev/shm/libtrace.so")


def settings():
    # ruleid: python-code-from-writable-place
    exec(open("/var/tmp/settings.py").read())


def state():
    # ruleid: python-code-from-writable-place
    return pickle.load(open("/tmp/radio.state", "rb"))


# ok: python-code-from-writable-place
sys.path.append(os.path.dirname(__file__))


def hook_clean():
    # ok: python-code-from-writable-place
    return ctypes.CDLL("/usr/lib/libradio.so")


def settings_clean(path):
    # ok: python-code-from-writable-place
    return runpy.run_path(path)


def scratch():
    # ok: python-code-from-writable-place
    with open("/tmp/radio.cache", "w") as f:
        f.write("1")
