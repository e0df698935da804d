import os
from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

START = b"unit-vector-0001"


def a(key):
    # ruleid: python-constant-vector-flow
    return AES.new(key, AES.MODE_CBC, START)


def b(key):
    iv = bytes(16)
    # ruleid: python-constant-vector-flow
    return modes.CBC(iv)


def c(key, text):
    nonce = b"\x00" * 12
    # ruleid: python-constant-vector-flow
    return AESGCM(key).encrypt(nonce, text, None)


def d(key):
    iv = os.urandom(16)
    # ok: python-constant-vector-flow
    return AES.new(key, AES.MODE_CBC, iv)


def e(key, message):
    # ok: python-constant-vector-flow
    return AES.new(key, AES.MODE_CBC, message[:16])


def f(key, text, nonce):
    # ok: python-constant-vector-flow
    return AESGCM(key).encrypt(nonce, text, None)
