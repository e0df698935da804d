import os
import random
import secrets
import string
import time

from Crypto.Cipher import AES


def new_token():
    # ruleid: predictable-random-secret
    token = "".join(random.choice(string.ascii_letters) for _ in range(16))
    return token


class Session:
    def __init__(self):
        # ruleid: predictable-random-secret
        self.session_id = random.getrandbits(64)


def start():
    # ruleid: predictable-random-secret
    random.seed(int(time.time()))


def seal(key, data):
    # ruleid: predictable-random-secret
    return AES.new(key, AES.MODE_CBC, b"0000000000000000").encrypt(data)


def new_token_clean():
    # ok: predictable-random-secret
    token = secrets.token_urlsafe(16)
    return token


def pick(units):
    # ok: predictable-random-secret
    unit = random.choice(units)
    return unit


def seal_clean(key, data):
    # ok: predictable-random-secret
    return AES.new(key, AES.MODE_CBC, os.urandom(16)).encrypt(data)


def given(seed):
    # ok: predictable-random-secret
    random.seed(seed)
