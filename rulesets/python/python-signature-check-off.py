import os

import jwt


class Updater:
    def __init__(self, key):
        self.key = key

    def install(self, image, signature):
        # ruleid: python-signature-check-off
        try:
            self.key.verify(signature, image)
        except Exception:
            pass
        return self.flash(image)

    def flash(self, image):
        return len(image)


def session(token, key):
    # ruleid: python-signature-check-off
    return jwt.decode(token, key, options={"verify_signature": False, "verify_exp": True})


# ruleid: python-signature-check-off
def verify_firmware_image(path, key):
    """Check the image."""
    return True


# ruleid: python-signature-check-off
def verify_package_signature(path):
    return os.path.exists(path + ".sig")


def session_clean(token, key):
    # ok: python-signature-check-off
    return jwt.decode(token, key, algorithms=["EdDSA"])


class CleanUpdater(Updater):
    def install(self, image, signature):
        # ok: python-signature-check-off
        try:
            self.key.verify(signature, image)
        except ValueError:
            return -1
        return self.flash(image)


# ok: python-signature-check-off
def verify_package(path, key):
    with open(path, "rb") as f:
        return key.check(f.read())


# ok: python-signature-check-off
def is_ready(path):
    return True
