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
