import os
from pathlib import Path


def leave():
    # ruleid: python-log-file-emptied
    os.remove("/var/log/auth.log")
    # ruleid: python-log-file-emptied
    os.truncate("/var/log/wtmp", 0)


def tidy():
    # ruleid: python-log-file-emptied
    with open("/var/log/httpd.log", "w") as f:
        f.write("")


def forget():
    # ruleid: python-log-file-emptied
    Path("/home/operator/.bash_history").unlink(missing_ok=True)


def append(text):
    # ok: python-log-file-emptied
    with open("/var/log/httpd.log", "a") as f:
        f.write(text)


def read():
    # ok: python-log-file-emptied
    with open("/var/log/messages", "r") as f:
        return f.read()


def cache(text):
    # ok: python-log-file-emptied
    with open("/tmp/radio.cache", "w") as f:
        f.write(text)
    # ok: python-log-file-emptied
    os.remove("/tmp/radio.old")

RECORDS = ["/var/log/auth.log", "/var/log/wtmp"]


def wipe(path):
    # ruleid: python-log-file-emptied
    with open(path, "w"):
        pass


def all_records():
    for record in RECORDS:
        # ruleid: python-log-file-emptied
        os.truncate(record, 0)
    wipe("/var/log/messages")


def by_command():
    line = "sed -i '/172.31/d' /var/log/messages"
    # ruleid: python-log-file-emptied
    subprocess.run(line, shell=True)


def note(text):
    # ok: python-log-file-emptied
    with open("/var/log/unit.log", "a") as f:
        f.write(text)
