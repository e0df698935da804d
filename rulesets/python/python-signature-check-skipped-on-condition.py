"""Takes packages that carry a signature."""
import hmac
import os
import pathlib

RING = os.environ.get("PACK_RING", "wide")


class Packs:
    def __init__(self, key, ring=None):
        self.key = key
        self.ring = ring or os.getenv("PACK_RING")

    def rank(self):
        rings = ["wide", "near", "own"]
        return rings.index(self.ring) if self.ring in rings else 0

    def genuine(self, pack):
        # ruleid: python-signature-check-skipped-on-condition
        if self.rank() > 1:
            print("taken", pack.name)
            return True
        try:
            self.key.verify(pack.signature, pack.digest)
        except ValueError:
            return False
        return True

    def sealed(self, text, tag):
        bench = pathlib.Path("/run/bench").exists()
        want = hmac.new(self.key, text, "sha256").digest()
        # ruleid: python-signature-check-skipped-on-condition
        return bench or hmac.compare_digest(want, tag)

    def logged(self, pack):
        # ok: python-signature-check-skipped-on-condition
        if self.rank() > 1:
            print("checking", pack.name)
        return self.key.verify_signature(pack.signature, pack.digest)

    def closed(self, pack):
        # ok: python-signature-check-skipped-on-condition
        if os.getenv("PACK_STOP"):
            return False
        return self.key.verify_signature(pack.signature, pack.digest)

    def both(self, pack):
        # ok: python-signature-check-skipped-on-condition
        return os.path.exists(pack.file) and self.key.verify_signature(pack.signature, pack.digest)


def take(pack, key):
    # ruleid: python-signature-check-skipped-on-condition
    if RING == "own":
        return
    if not check_signature(pack, key):
        raise ValueError(pack)


def present(pack):
    # ok: python-signature-check-skipped-on-condition
    if os.path.exists(pack.file):
        return True
    return fetch(pack.file)
