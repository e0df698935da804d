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

FOLDER = "/dev/shm/plugins"


class Loader:
    def __init__(self):
        self.path = os.path.join(FOLDER, "codec.py")

    def run(self):
        with open(self.path) as f:
            # ruleid: python-code-from-writable-place
            exec(f.read())


def chosen():
    name = os.environ.get("UNIT_PLUGIN", "unit_codec")
    # ruleid: python-code-from-writable-place
    return importlib.import_module(name)


def start():
    # ruleid: python-code-from-writable-place
    subprocess.Popen(["/var/tmp/helper", "-d"])


def into_child(env):
    # ruleid: python-code-from-writable-place
    os.environ["LD_PRELOAD"] = "/usr/lib/unit.so"


def keep(text):
    with open("/tmp/state.json", "w") as f:
        # ok: python-code-from-writable-place
        f.write(text)


def wide():
    # ok: python-code-from-writable-place
    return int(os.environ.get("COLUMNS", "80"))
