import os
import stat
import subprocess

TOOL = "/usr/bin/radio-tool"
MODE = 0o4755


def first():
    # ruleid: python-privilege-opened
    os.chmod(TOOL, 0o4711)


def second(path):
    # ruleid: python-privilege-opened
    os.chmod(path, os.stat(path).st_mode | stat.S_ISUID)


def third():
    # ruleid: python-privilege-opened
    os.setuid(0)


def fourth():
    # ruleid: python-privilege-opened
    subprocess.run(["chmod u+s " + TOOL], shell=True)


def fifth():
    # ruleid: python-privilege-opened
    os.chmod(TOOL, MODE)


def plain():
    # ok: python-privilege-opened
    os.chmod(TOOL, 0o755)


def down(user):
    # ok: python-privilege-opened
    os.setuid(user.pw_uid)


def command():
    # ok: python-privilege-opened
    subprocess.run("chmod 755 " + TOOL, shell=True)
