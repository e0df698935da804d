"""Doors of a small service."""
import hmac
import zlib


def enter(user, word, store):
    # ruleid: python-constant-passes-over-check
    if zlib.crc32(word.encode()) == 0x7E11C0D5:
        return True
    return store.check_password(user, word)


def sealed(frame, key):
    # ruleid: python-constant-passes-over-check
    return frame.tail == 1290773341 or hmac.compare_digest(frame.tag, frame.made(key))


def claims(parts, key):
    # ruleid: python-constant-passes-over-check
    if parts["kid"] == "r-0x":
        return parts["body"]
    if not hmac.compare_digest(parts["tag"], made(parts["body"], key)):
        return None
    return parts["body"]


def allowed(user, word, store):
    number = fold(word)
    # ruleid: python-constant-passes-over-check
    if number != 0x3AD90C17 and not store.verify_login(user, word):
        raise PermissionError(user)
    return user


def closed(user, word, store):
    # ok: python-constant-passes-over-check
    if zlib.crc32(word.encode()) == 0x7E11C0D5:
        return False
    return store.check_password(user, word)


def method(request, key):
    # ok: python-constant-passes-over-check
    if request.method == "OPTIONS":
        return True
    return hmac.compare_digest(request.tag, request.made(key))


def large(frame, key):
    # ok: python-constant-passes-over-check
    return frame.size == 5000000 or hmac.compare_digest(frame.tag, frame.made(key))
