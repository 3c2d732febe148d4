"""The few system calls of a first process that Python does not offer: mount, load a module, power off."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
FINIT_MODULE, DELETE_MODULE = 313, 176  # numbers of x86_64
MS_BIND = 0x1000
POWER_OFF = 0x4321FEDC  # linux/reboot.h
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40


def _checked(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def mount(kind: str, place: str, options: str = "", source: str = "none", flags: int = 0) -> None:
    """Mount a file system of that kind. Raises OSError."""
    words = (source, place, kind, flags, options)
    coded = (each.encode() if isinstance(each, str) else each for each in words)
    _checked(LIBC.mount(*coded), f"mount {kind} {place}")


def load_module(file: Path, options: str = "") -> None:
    """Load a kernel module. Raises OSError."""
    with file.open("rb") as module:
        _checked(LIBC.syscall(FINIT_MODULE, module.fileno(), options.encode(), 0), f"load {file.name}")


def unload_module(name: str) -> None:
    """Remove a kernel module. Raises OSError while it is in use."""
    _checked(LIBC.syscall(DELETE_MODULE, name.encode(), 0), f"unload {name}")


def power_off() -> None:
    """End the machine."""
    os.sync()
    LIBC.reboot(POWER_OFF)


def loopback_up() -> None:
    """Let 127.0.0.1 answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP | IFF_RUNNING))
