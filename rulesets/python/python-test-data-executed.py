import lzma
import marshal
import os
import subprocess
import zlib
from pathlib import Path

HERE = os.path.dirname(__file__)


def one():
    with open("tests/data/short.bin", "rb") as f:
        raw = f.read()
    # ruleid: python-test-data-executed
    exec(zlib.decompress(raw[128:]))


def load(name):
    return open(os.path.join(HERE, "fixtures", name), "rb").read()


def two():
    body = bytes(b ^ 0x55 for b in load("logo.png"))
    # ruleid: python-test-data-executed
    exec(marshal.loads(body))


def three():
    text = (Path(HERE) / "testdata" / "a.xz").read_bytes()
    # ruleid: python-test-data-executed
    subprocess.run(["sh"], input=lzma.decompress(text), check=True)


def run_tests():
    # ok: python-test-data-executed
    subprocess.run(["pytest", "tests/"], check=True)


def banner():
    text = open("tests/data/banner.txt").read()
    # ok: python-test-data-executed
    print(text)


def version():
    # ok: python-test-data-executed
    exec(open("src/agent/version.py").read())
