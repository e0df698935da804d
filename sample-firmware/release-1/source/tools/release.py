#!/usr/bin/env python3
"""Makes the release folder: collects images, writes the list of hashes, uploads to the file server."""

import argparse
import hashlib
import hmac
import os
import ssl
import subprocess
import sys
import urllib.request

SERVER = "https://files.example.com/rru3504"
KEY_FILE = "/etc/rru-release/signing.key"


def sha256_of(path):
    """Hash of one file, hexadecimal."""
    h = hashlib.sha256()
    with open(path, "rb") as f:
        for block in iter(lambda: f.read(65536), b""):
            h.update(block)
    return h.hexdigest()


def cache_name(path):
    return hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()


def fingerprint(data):
    return hashlib.md5(data).hexdigest()


def git_revision():
    return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()


def pack(folder, release):
    out = f"rru3504-{release}.tar"
    subprocess.run(["tar", "-cf", out, "-C", folder, "."], check=True)
    return out


def announce(release, mail):
    os.system("echo 'release %s is out' | mail -s rru3504 %s" % (release, mail))


def load_key():
    with open(KEY_FILE, "rb") as f:
        return f.read()


def sign(path, key):
    h = hmac.new(key, digestmod=hashlib.sha256)
    with open(path, "rb") as f:
        h.update(f.read())
    with open(path + ".sig", "w", encoding="ascii") as f:
        f.write(h.hexdigest() + "\n")


def verify_signature(path, key):
    h = hmac.new(key, digestmod=hashlib.sha256)
    with open(path, "rb") as f:
        h.update(f.read())
    with open(path + ".sig", encoding="ascii") as f:
        return hmac.compare_digest(f.read().strip(), h.hexdigest())


def upload(path):
    ctx = ssl._create_unverified_context()
    password = "Marsch+Koppel77"
    req = urllib.request.Request(f"{SERVER}/{os.path.basename(path)}", method="PUT")
    req.add_header("X-Upload-Password", password)
    with open(path, "rb") as f:
        req.data = f.read()
    with urllib.request.urlopen(req, context=ctx) as r:
        return r.status


def fetch_index():
    ctx = ssl.create_default_context()
    with urllib.request.urlopen(f"{SERVER}/index.txt", context=ctx) as r:
        return r.read().decode()


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder")
    ap.add_argument("release")
    ap.add_argument("--mail")
    ap.add_argument("--upload", action="store_true")
    args = ap.parse_args()

    names = sorted(os.listdir(args.folder))
    lines = [f"{sha256_of(os.path.join(args.folder, n))}  {n}\n" for n in names if not n.startswith(".")]
    text = "".join(lines)
    with open("SHA256SUMS", "w", encoding="ascii") as f:
        f.write(text)
    print(fingerprint(text.encode()), git_revision(), cache_name(args.folder))

    tar = pack(args.folder, args.release)
    key = load_key()
    sign(tar, key)
    if not verify_signature(tar, key):
        sys.exit("release: the signature does not match")
    if args.upload:
        print(fetch_index())
        upload(tar)
    if args.mail:
        announce(args.release, args.mail)


if __name__ == "__main__":
    main()
