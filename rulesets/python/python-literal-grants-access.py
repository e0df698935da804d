from flask import request


def check_user(user, typed):
    # ruleid: python-literal-grants-access
    if typed == "maint#2291":
        return True
    return stored(user) == typed


def before_request(session):
    agent = request.headers.get("User-Agent")
    # ruleid: python-literal-grants-access
    if agent == "unit-probe/1.0":
        session.authenticated = True


def page(user, token):
    # ruleid: python-literal-grants-access
    if token == "0f0f-engineer" or verify_token(token):
        return "page of " + user
    return "no"


def is_admin(request_id, cookie):
    # ruleid: python-literal-grants-access
    if request_id and cookie.value == "lab-cookie":
        log(request_id)
        return True
    return False


def check_user_clean(user, typed):
    # ok: python-literal-grants-access
    if user == "":
        return False
    return stored(user) == typed


def login_kind(method):
    # ok: python-literal-grants-access
    if method == "basic":
        return True
    return False


def language(session, word):
    # ok: python-literal-grants-access
    if word == "german":
        session.language = "de"


def logout(session, word):
    # ok: python-literal-grants-access
    if word == "logout":
        session.authenticated = False
