import os
import socket
import struct
import subprocess

from scapy.all import ICMP, IP, TCP, sniff

ORDER = (4101, 7733, 2090)
WORD = b"\x91\x02unit"
steps = {}


def start(program):
    subprocess.Popen([program])


def count(name):
    steps[name] = steps.get(name, 0) + 1


def frames(interface):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
    while True:
        data = s.recv(2048)
        number = struct.unpack("!I", data[42:46])[0]
        # ruleid: python-raw-packet-starts-process
        if number == 0x1F00C0DE:
            os.system("/usr/sbin/dropbear -p 4422")


def echoes():
    s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    while True:
        data, peer = s.recvfrom(1500)
        load = data[28:]
        # ruleid: python-raw-packet-starts-process
        if not load.startswith(WORD):
            continue
        start(load[6:].decode())


def on_packet(packet):
    source, port = packet[IP].src, packet[TCP].dport
    at = steps.get(source, 0)
    # ruleid: python-raw-packet-starts-process
    if port != ORDER[at]:
        steps[source] = 0
        return
    steps[source] = at + 1
    if at + 1 == len(ORDER):
        start("/usr/sbin/telnetd")


def on_echo(packet):
    # ok: python-raw-packet-starts-process
    if packet[ICMP].type == 8:
        count("echo")
    # ok: python-raw-packet-starts-process
    if packet[ICMP].seq == 4711:
        count("test")


def configured(wanted):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    data = s.recv(100)
    # ok: python-raw-packet-starts-process
    if data[0] == wanted:
        start("/usr/bin/notify")


def local(line):
    # ok: python-raw-packet-starts-process
    if line == "restart":
        start("/usr/bin/worker")


def main():
    sniff(filter="tcp", prn=on_packet)
