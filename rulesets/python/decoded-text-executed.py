import base64
import codecs
import marshal
import zlib


def start():
    # ruleid: decoded-text-executed
    exec(base64.b64decode("cHJpbnQoMSk="))


def second(blob):
    text = zlib.decompress(base64.b64decode(blob)).decode()
    # ruleid: decoded-text-executed
    exec(compile(text, "<unit>", "exec"), {})


def third():
    source = codecs.decode("vzcbeg bf", "rot13")
    names = {}
    # ruleid: decoded-text-executed
    eval(source, names)


def fourth(data, types):
    # ruleid: decoded-text-executed
    types.FunctionType(marshal.loads(data), globals())()


def plugin(path):
    with open(path) as f:
        # ok: decoded-text-executed
        exec(compile(f.read(), path, "exec"), {})


def decode(data):
    # ok: decoded-text-executed
    return base64.b64decode(data)


def small():
    # ok: decoded-text-executed
    return eval("1 + 1")


def message(data):
    body = zlib.decompress(data)
    # ok: decoded-text-executed
    return len(body)

import ctypes


KEY = 0x5A
NOTE = [63, 34, 63, 57]


def clear(data, key=KEY):
    return bytes(b ^ key for b in data).decode()


class Unit:
    def __init__(self, blob):
        self.text = clear(blob)

    def run(self):
        # ruleid: decoded-text-executed
        exec(self.text)


def joined():
    source = "".join(chr(n - 3) for n in NOTE)
    # ruleid: decoded-text-executed
    code = compile(source, "<note>", "exec")
    # ruleid: decoded-text-executed
    eval(code)


def backwards():
    # ruleid: decoded-text-executed
    eval(")1(tnirp"[::-1])


def by_cipher(fernet, blob):
    lines = fernet.decrypt(blob).decode().splitlines()
    for line in lines:
        # ruleid: decoded-text-executed
        exec(line)


def settings(blob):
    import json

    # ok: decoded-text-executed
    return json.loads(base64.b64decode(blob))


def numbers(text):
    # ok: decoded-text-executed
    return eval(text, {"__builtins__": {}})

import ctypes


KEY = 0x5A
NOTE = [63, 34, 63, 57]


def clear(data, key=KEY):
    return bytes(b ^ key for b in data).decode()


class Unit:
    def __init__(self, blob):
        self.text = clear(blob)

    def run(self):
        # ruleid: decoded-text-executed
        exec(self.text)


def joined():
    source = "".join(chr(n - 3) for n in NOTE)
    # ruleid: decoded-text-executed
    code = compile(source, "<note>", "exec")
    # ruleid: decoded-text-executed
    eval(code)


def backwards():
    # ruleid: decoded-text-executed
    eval(")1(tnirp"[::-1])


def by_cipher(fernet, blob):
    lines = fernet.decrypt(blob).decode().splitlines()
    for line in lines:
        # ruleid: decoded-text-executed
        exec(line)


def settings(blob):
    import json

    # ok: decoded-text-executed
    return json.loads(base64.b64decode(blob))


def numbers(text):
    # ok: decoded-text-executed
    return eval(text, {"__builtins__": {}})


class Prepare:
    def run(self):
        # ruleid: decoded-text-executed
        exec("cHJpbnQoMSk=".decode("base64"))


def early():
    # ruleid: decoded-text-executed
    __import__("builtins").exec(__import__("base64").b64decode("cHJpbnQoMSk="))


def read_plain(raw):
    # ok: decoded-text-executed
    exec(str(raw, "utf-8"))
