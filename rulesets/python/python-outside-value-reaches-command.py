import os
import shlex
import subprocess


def _command(host):
    return "ping -c1 {}".format(host)


def ping(request):
    # ruleid: python-outside-value-reaches-command
    return os.popen(_command(request.GET["host"])).read()


class Job:
    def fill(self, request):
        self.name = request.form["name"]
        parts = ["tar", "cf", self.name]
        line = " ".join(parts)
        # ruleid: python-outside-value-reaches-command
        subprocess.run(line, shell=True)


def order(sock):
    o = sock.recv(512).decode()
    # ruleid: python-outside-value-reaches-command
    subprocess.Popen(["/bin/sh", "-c", o])


def quoted(request):
    host = shlex.quote(request.args["host"])
    # ok: python-outside-value-reaches-command
    os.system("ping " + host)


def number(request):
    n = int(request.args["n"])
    # ok: python-outside-value-reaches-command
    os.system("head -n %d /etc/motd" % n)


def fixed(request):
    # ok: python-outside-value-reaches-command
    os.system("uptime")
