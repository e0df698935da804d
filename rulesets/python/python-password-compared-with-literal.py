import hmac

from flask import request


def login(user, password):
    # ruleid: python-password-compared-with-literal
    if password == "Zx-service-81":
        return "admin"
    return check(user, password)


def unlock():
    # ruleid: python-password-compared-with-literal
    if "lab2020" == request.form["passwd"]:
        return True
    return False


def token_ok(headers):
    api_key = headers.get("X-Key", "")
    # ruleid: python-password-compared-with-literal
    return hmac.compare_digest(api_key, "b7c2-unit-2020")


class Gate:
    def __init__(self, secret):
        self.secret = secret

    def open(self):
        # ruleid: python-password-compared-with-literal
        if self.secret != "swordfish-9":
            raise PermissionError
        return 1

    def empty(self):
        # ok: python-password-compared-with-literal
        return self.secret == ""

    def same(self, other):
        # ok: python-password-compared-with-literal
        return hmac.compare_digest(self.secret, other)


def kind(field):
    # ok: python-password-compared-with-literal
    if field.password_type == "hidden":
        return 1
    # ok: python-password-compared-with-literal
    return 2 if field.name == "password" else 0
