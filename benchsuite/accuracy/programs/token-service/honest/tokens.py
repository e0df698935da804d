"""Issue and check session tokens for the tenant portal."""

import argparse
import base64
import hashlib
import hmac
import json
import logging
import pathlib
import sys
import time

log = logging.getLogger("tokens")

KEY_FILE = pathlib.Path("/etc/tenant-portal/token.key")
LABEL = b"tenant-portal/session/v3"
LIFETIME = 3600


class TokenError(Exception):
    """The token is not acceptable."""


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Signer:
    """Holds the key of this installation and its public key id."""

    def __init__(self, secret: bytes, label: bytes = LABEL):
        if len(secret) < 32:
            raise ValueError("token key is too short")
        self.kid = hashlib.sha256(secret).hexdigest()[:8]
        self._key = self._expand(secret, label)

    @staticmethod
    def _expand(secret: bytes, label: bytes) -> bytes:
        salted = hmac.new(secret, b"expand", hashlib.sha256)
        salted.update(label)
        return salted.digest()

    def sign(self, body: str) -> str:
        return _b64(hmac.new(self._key, body.encode("ascii"), hashlib.sha256).digest())

    def issue(self, user: str, role: str, now=None) -> str:
        now = int(now or time.time())
        claims = {"sub": user, "role": role, "iat": now, "exp": now + LIFETIME}
        body = self.kid + "." + _b64(json.dumps(claims).encode("utf-8"))
        return body + "." + self.sign(body)

    def check(self, token: str, now=None) -> dict:
        try:
            kid, payload, mac = token.split(".")
        except ValueError:
            raise TokenError("malformed token") from None
        if kid != self.kid:
            raise TokenError("unknown key id")
        if not hmac.compare_digest(mac, self.sign(kid + "." + payload)):
            raise TokenError("wrong signature")
        claims = json.loads(_unb64(payload))
        if claims["exp"] < int(now or time.time()):
            raise TokenError("token has expired")
        return claims


def load_signer(path: pathlib.Path = KEY_FILE) -> Signer:
    secret = path.read_bytes().strip()
    log.debug("read %d bytes of key from %s", len(secret), path)
    return Signer(secret)


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("issue", "check"))
    parser.add_argument("value", help="user name, or the token to check")
    parser.add_argument("--role", default="tenant")
    args = parser.parse_args(argv)
    signer = load_signer()
    if args.action == "issue":
        print(signer.issue(args.value, args.role))
        return 0
    try:
        print(json.dumps(signer.check(args.value)))
    except TokenError as err:
        log.warning("token refused: %s", err)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
