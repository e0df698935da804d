import os
import shlex
import subprocess


def announce(release, mail):
    # ruleid: formatted-text-in-shell-command
    os.system("echo 'release %s' | mail -s unit %s" % (release, mail))


def pack(folder):
    # ruleid: formatted-text-in-shell-command
    return subprocess.run(f"tar -cf out.tar {folder}", shell=True, check=True)


def size(path):
    # ruleid: formatted-text-in-shell-command
    return subprocess.getoutput("du -s " + path)


def pack_clean(folder):
    # ok: formatted-text-in-shell-command
    return subprocess.run(["tar", "-cf", "out.tar", folder], check=True)


def size_clean(path):
    # ok: formatted-text-in-shell-command
    return subprocess.getoutput("du -s " + shlex.quote(path))


def sync():
    # ok: formatted-text-in-shell-command
    os.system("sync")


def tell(path):
    # ok: formatted-text-in-shell-command
    print("du -s " + path)
