import hashlib

from Crypto.Cipher import AES, DES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def store(password):
    # ruleid: python-weak-cryptography
    return hashlib.md5(password.encode()).hexdigest()


def seal(key, data):
    # ruleid: python-weak-cryptography
    return DES.new(key, DES.MODE_CBC, b"12345678").encrypt(data)


def blocks(key, data):
    # ruleid: python-weak-cryptography
    return AES.new(key, AES.MODE_ECB).encrypt(data)


def stream(key):
    # ruleid: python-weak-cryptography
    return Cipher(algorithms.ARC4(key), mode=None)


def digest(data):
    # ruleid: python-weak-cryptography
    return hashlib.new("sha1", data).digest()


def store_clean(password, salt):
    # ok: python-weak-cryptography
    return hashlib.scrypt(password.encode(), salt=salt, n=16384, r=8, p=1)


def seal_clean(key, data, nonce):
    # ok: python-weak-cryptography
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt(data)


def cache_name(data):
    # ok: python-weak-cryptography
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def digest_clean(data):
    # ok: python-weak-cryptography
    return hashlib.new("sha256", data).digest()
