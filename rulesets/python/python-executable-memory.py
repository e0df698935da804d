import ctypes
import mmap
import os

BYTES = bytes([0x31, 0xC0, 0xC3])


def first():
    # ruleid: python-executable-memory
    room = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    room.write(BYTES)
    kind = ctypes.CFUNCTYPE(ctypes.c_int)
    # ruleid: python-executable-memory
    return kind(ctypes.addressof(ctypes.c_char.from_buffer(room)))()


def second(libc, at):
    # ruleid: python-executable-memory
    libc.mprotect(at, 4096, 7)


def third(argv):
    # ruleid: python-executable-memory
    fd = os.memfd_create("unit")
    os.write(fd, BYTES)
    os.execve(fd, argv, os.environ)


def shared():
    # ok: python-executable-memory
    return mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE)


def callback(f):
    # ok: python-executable-memory
    kind = ctypes.CFUNCTYPE(ctypes.c_int)
    # ok: python-executable-memory
    return kind(f)


def cast(p):
    # ok: python-executable-memory
    return ctypes.cast(p, ctypes.c_char_p)
