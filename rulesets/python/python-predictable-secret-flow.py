import os
import random
import secrets
import time


class Session:
    def open(self):
        seed = random.getrandbits(64)
        # ruleid: python-predictable-secret-flow
        self.token = "%016x" % seed

    def seen(self):
        # ok: python-predictable-secret-flow
        self.last = time.time()


def draw():
    return random.choice("abcdef")


def make_password():
    letters = []
    for _ in range(8):
        letters.append(draw())
    # ruleid: python-predictable-secret-flow
    return "".join(letters)


def reset(user):
    stamp = int(time.time()) ^ os.getpid()
    # ruleid: python-predictable-secret-flow
    reset_token = hex(stamp)
    return reset_token


def good():
    # ok: python-predictable-secret-flow
    token = secrets.token_hex(16)
    return token


def colour():
    # ok: python-predictable-secret-flow
    shade = random.randint(0, 255)
    return shade
