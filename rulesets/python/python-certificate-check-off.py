import ssl
import urllib.request

import paramiko
import requests


def fetch(url):
    # ruleid: python-certificate-check-off
    return requests.get(url, timeout=5, verify=False).content


def open_update(url):
    context = ssl.create_default_context()
    # ruleid: python-certificate-check-off
    context.check_hostname = False
    # ruleid: python-certificate-check-off
    context.verify_mode = ssl.CERT_NONE
    return urllib.request.urlopen(url, context=context)


def session():
    s = requests.Session()
    # ruleid: python-certificate-check-off
    s.verify = False
    return s


def shell(host):
    client = paramiko.SSHClient()
    # ruleid: python-certificate-check-off
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(host)


def push(request):
    # ruleid: python-certificate-check-off
    loose = ssl._create_unverified_context()
    request.method = "PUT"
    # ruleid: python-certificate-check-off
    return urllib.request.urlopen(request, context=loose)


def fetch_clean(url):
    # ok: python-certificate-check-off
    return requests.get(url, timeout=5, verify="/etc/radio/ca.pem").content


def open_update_clean(url):
    context = ssl.create_default_context()
    # ok: python-certificate-check-off
    context.verify_mode = ssl.CERT_REQUIRED
    return urllib.request.urlopen(url, context=context)


def shell_clean(host):
    client = paramiko.SSHClient()
    # ok: python-certificate-check-off
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    # ok: python-certificate-check-off
    client.connect(host, allow_agent=False)
