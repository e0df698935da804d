import os
import shlex
import socket
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    # ruleid: request-value-in-shell-command
    os.system("ping -c 1 " + host)
    return "done"


@app.route("/trace", methods=["POST"])
def trace():
    target = request.form["target"]
    line = f"traceroute {target}"
    # ruleid: request-value-in-shell-command
    return subprocess.check_output(line, timeout=30, shell=True)


def serve(connection: socket.socket) -> None:
    order = connection.recv(512).decode()
    if order:
        # ruleid: request-value-in-shell-command
        subprocess.Popen("/opt/tools/%s" % order, shell=True)


def export_logs():
    # ruleid: request-value-in-shell-command
    os.popen("cp /var/log/radio.log {}".format(os.environ["EXPORT_DIR"]))


def list_backups():
    path = "/var/backup"
    # ok: request-value-in-shell-command
    os.system("ls -l " + path)


@app.route("/ping2")
def ping_without_shell():
    host = request.args.get("host", "")
    # ok: request-value-in-shell-command
    return subprocess.run(["ping", "-c", "1", host], check=True).stdout


@app.route("/ping3")
def ping_quoted():
    host = request.args.get("host", "")
    # ok: request-value-in-shell-command
    os.system("ping -c 1 " + shlex.quote(host))
    return "done"


@app.route("/restart")
def restart():
    user = request.form["user"]
    app.logger.info("restart by %s", user)
    # ok: request-value-in-shell-command
    os.system("/sbin/restart-radio")
    return user
