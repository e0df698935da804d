import ctypes
import importlib.util
import os
import pathlib
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


# ok: python-object-keeps-writable-code-folder
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "vendor"))


class Plain:
    def __init__(self):
        self.base = pathlib.Path(__file__).parent

    def prepare(self):
        # ok: python-object-keeps-writable-code-folder
        sys.path.append(str(self.base))


class Workspace:
    def __init__(self, root=None):
        self.root = pathlib.Path(root or tempfile.gettempdir()) / "reports"

    def path(self, *parts):
        return self.root.joinpath(*parts)


class Registry:
    def __init__(self, workspace):
        self.search = [workspace.path("formats"), HERE]

    def prepare(self):
        for folder in reversed(self.search):
            entry = str(folder)
            # ruleid: python-object-keeps-writable-code-folder
            sys.path.insert(0, entry)

    def fixed(self):
        # ok: python-object-keeps-writable-code-folder
        sys.path.append("/usr/share/reports")


class Codecs:
    folder = "/dev/shm/codecs"

    def load(self, name):
        # ruleid: python-object-keeps-writable-code-folder
        return ctypes.CDLL(os.path.join(self.folder, name + ".so"))


def load(registry, name):
    place = registry.search[0] / (name + ".py")
    # ruleid: python-object-keeps-writable-code-folder
    spec = importlib.util.spec_from_file_location(name, place)
    return importlib.util.module_from_spec(spec)


def own(name):
    # ok: python-object-keeps-writable-code-folder
    return importlib.util.spec_from_file_location(name, os.path.join(os.path.dirname(__file__), name))
