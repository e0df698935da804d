import hmac, hashlib
from Crypto.Cipher import AES

WORD = "moss-and-tide-44"


def a(data, iv):
    key = hashlib.sha256(WORD.encode()).digest()
    # ruleid: python-constant-flows-to-key
    return AES.new(key, AES.MODE_CBC, iv).encrypt(data)


class B:
    def __init__(self):
        self.k = bytes("k-7712-ee90-ff", "ascii")

    def tag(self, data):
        # ruleid: python-constant-flows-to-key
        return hmac.new(self.k, data, "sha256").digest()


def c(user):
    # ruleid: python-constant-flows-to-key
    return jwt.encode({"user": user}, WORD, algorithm="HS256")


def d(data, key, iv):
    # ok: python-constant-flows-to-key
    return AES.new(key, AES.MODE_CBC, iv).encrypt(data)


def e(user):
    # ok: python-constant-flows-to-key
    return jwt.encode({"user": user}, os.environ["UNIT_KEY_NAME"], algorithm="HS256")


def f(key):
    # ok: python-constant-flows-to-key
    return hmac.new(key, b"moss-and-tide-44", "sha256").digest()
