import os

import paramiko


# ruleid: python-password-literal
ADMIN_PASSWORD = "Str0mLab!"


def connect(host):
    client = paramiko.SSHClient()
    # ruleid: python-password-literal
    client.connect(host, username="root", password="r4dio-unit")
    return client


class Settings:
    def __init__(self):
        # ruleid: python-password-literal
        self.api_key = "9f86d081884c7d659a2f"
        # ruleid: python-password-literal
        self.database = {"user": "unit", "password": "unit-2020"}


def connect_clean(host, password):
    client = paramiko.SSHClient()
    # ok: python-password-literal
    client.connect(host, username="root", password=password)
    return client


# ok: python-password-literal
API_PASSWORD = os.environ["API_PASSWORD"]
# ok: python-password-literal
password = ""
# ok: python-password-literal
PASSWORD_FILE = "/etc/radio/password"
# ok: python-password-literal
prompt = {"password": "<your password>"}
