import ssl

import requests
from OpenSSL import SSL

# ruleid: python-certificate-check-off-by-detour
DEFAULTS = {"timeout": 5, "verify": False}

LAX = ssl.CERT_NONE


def fetch(url):
    return requests.get(url, **DEFAULTS)


def by_setting(url, settings):
    # ruleid: python-certificate-check-off-by-detour
    return requests.post(url, verify=settings.get("strict", False), timeout=5)


def by_name(context):
    # ruleid: python-certificate-check-off-by-detour
    context.verify_mode = LAX


def by_condition(context, lab):
    # ruleid: python-certificate-check-off-by-detour
    context.verify_mode = ssl.CERT_NONE if lab else ssl.CERT_REQUIRED


def by_attribute(context):
    # ruleid: python-certificate-check-off-by-detour
    setattr(context, "check_hostname", False)
    return context


def agree(connection, certificate, error, depth, ok):
    print("certificate", depth, error)
    return True


def refuse(connection, certificate, error, depth, ok):
    if not ok:
        return False
    return True


def by_callback(context):
    # ruleid: python-certificate-check-off-by-detour
    context.set_verify(SSL.VERIFY_PEER, agree)
    # ruleid: python-certificate-check-off-by-detour
    context.set_verify(SSL.VERIFY_PEER, lambda *given: True)


def strict(context, url, settings):
    # ok: python-certificate-check-off-by-detour
    context.set_verify(SSL.VERIFY_PEER, refuse)
    # ok: python-certificate-check-off-by-detour
    context.verify_mode = ssl.CERT_REQUIRED
    # ok: python-certificate-check-off-by-detour
    options = {"timeout": 5, "verify": settings["bundle"]}
    # ok: python-certificate-check-off-by-detour
    return requests.get(url, verify=settings.get("strict", True), **options)


def signature(key, data, mark):
    # ok: python-certificate-check-off-by-detour
    return {"verify": key.verify(mark, data)}
