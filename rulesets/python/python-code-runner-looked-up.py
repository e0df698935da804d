import base64
import builtins
import importlib
import operator
import os
import sys

# ruleid: python-code-runner-looked-up
STEPS = {"a": str, "b": vars(sys.modules["builtins"])["ex" + "ec"]}

# ruleid: python-code-runner-looked-up
runner = getattr(builtins, "lave"[::-1])

# ruleid: python-code-runner-looked-up
start = getattr(os, "".join(["sys", "tem"]))

# ruleid: python-code-runner-looked-up
call = getattr(os, base64.b64decode("cG9wZW4=").decode())

part = "comp"
# ruleid: python-code-runner-looked-up
build = getattr(importlib.import_module("builtins"), part + "ile")

# ruleid: python-code-runner-looked-up
take = operator.attrgetter("e" "val")(builtins)

# ruleid: python-code-runner-looked-up
last = builtins.__dict__["".join(map(chr, (101, 120, 101, 99)))]


def pick(table):
    # ruleid: python-code-runner-looked-up
    return globals()["__builtins__"]["exec"](table)


def shape(kind):
    # ok: python-code-runner-looked-up
    return getattr(builtins, kind)


def describe(obj, key):
    # ok: python-code-runner-looked-up
    text = getattr(obj, "evaluate")
    # ok: python-code-runner-looked-up
    name = getattr(obj, "get_" + key)
    # ok: python-code-runner-looked-up
    count = getattr(obj, "sys" + "log", None)
    return text, name, count


# ok: python-code-runner-looked-up
compiled = getattr(builtins, "str")
# ok: python-code-runner-looked-up
platform = getattr(os, "system")
# ok: python-code-runner-looked-up
numbers = vars(sys)["version_info"]


def from_letters():
    # ruleid: python-code-runner-looked-up
    return list(map(getattr(__builtins__, str(oct)[20] + str(hash)[21] + "r"), [1, 2]))


def named(word):
    # ok: python-code-runner-looked-up
    return getattr(__builtins__, word)
