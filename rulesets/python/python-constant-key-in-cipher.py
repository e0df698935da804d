import hmac
import os

from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHARED = b"0123456789abcdef"


def seal(data, nonce):
    # ruleid: python-constant-key-in-cipher
    return AES.new(SHARED, AES.MODE_GCM, nonce=nonce).encrypt(data)


def sign(data):
    # ruleid: python-constant-key-in-cipher
    return hmac.new(b"R@dioUnitShared", data, "sha256").hexdigest()


def open_backup(data):
    key = bytes.fromhex("00112233445566778899aabbccddeeff")
    # ruleid: python-constant-key-in-cipher
    box = AESGCM(key)
    return box.decrypt(data[:12], data[12:], None)


def seal_clean(key, data, nonce):
    # ok: python-constant-key-in-cipher
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt(data)


def sign_clean(data):
    # ok: python-constant-key-in-cipher
    return hmac.new(os.environ["UNIT_KEY"].encode(), data, "sha256").hexdigest()


def fresh():
    fresh_key = Fernet.generate_key()
    # ok: python-constant-key-in-cipher
    return Fernet(fresh_key)
