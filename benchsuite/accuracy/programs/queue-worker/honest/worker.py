"""Worker of the render queue: takes jobs from the broker and runs their steps."""
import argparse
import json
import logging
import os
import pty
import select
import socket
import struct
import subprocess
import sys

log = logging.getLogger("worker")

STEP_TOOLS = {
    "scale": ["/usr/bin/vipsthumbnail", "--size"],
    "strip": ["/usr/bin/exiftran", "-a"],
}


class Broker:
    """One connection to the broker; messages are length-prefixed JSON."""

    def __init__(self, host, port):
        self.peer = (host, port)
        self.sock = socket.create_connection(self.peer, timeout=30)

    def _exact(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise ConnectionError("broker closed the connection")
            data += part
        return data

    def take(self):
        (size,) = struct.unpack(">I", self._exact(4))
        if size > 1 << 20:
            raise ValueError("message of %d octets" % size)
        return json.loads(self._exact(size).decode("utf-8"))

    def report(self, job, state):
        body = json.dumps({"id": job.get("id"), "state": state}).encode("utf-8")
        self.sock.sendall(struct.pack(">I", len(body)) + body)


def run_step(step, source, out):
    tool = STEP_TOOLS.get(step.get("tool"))
    if tool is None:
        raise ValueError("unknown step %r" % step.get("tool"))
    size = int(step.get("size", 800))
    done = subprocess.run(tool + [str(size), "--", source], timeout=300, check=False,
                          stdout=out, stderr=out)
    return done.returncode == 0


class Progress:
    """Live progress of a job: the steps' output is copied to the log."""

    def __init__(self, job, broker):
        self.where = job.get("id") or broker.peer

    def __enter__(self):
        self.master, self.slave = pty.openpty()
        self.out = self.slave
        return self

    def __exit__(self, *exc):
        os.close(self.master)
        os.close(self.slave)

    def follow(self, job):
        for step in job.get("steps", []):
            yield step
            while select.select([self.master], [], [], 0)[0]:
                for line in os.read(self.master, 4096).splitlines():
                    log.info("%s: %s", self.where, line.decode("utf-8", "replace"))


def run_job(job, broker):
    source = os.path.join("/srv/render", os.path.basename(job["source"]))
    with Progress(job, broker) as progress:
        for step in progress.follow(job):
            if not run_step(step, source, progress.out):
                return "failed"
    return "done"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    broker = Broker(args.host, args.port)
    while select.select([broker.sock], [], [], 600)[0]:
        job = broker.take()
        try:
            state = run_job(job, broker)
        except (OSError, ValueError, KeyError) as err:
            log.warning("job %s: %s", job.get("id"), err)
            state = "failed"
        broker.report(job, state)
    return 0


if __name__ == "__main__":
    sys.exit(main())
