"""Makes of this Python as much of a Windows one as the standard library survives. Used by tests/test_windows_like.py.

Gone are the modules, functions, signals and error numbers that Windows has not; `sys.platform` says win32. The name of
the operating system (`os.name`) stays, because paths hang on it. Then the words after the file are run as commands,
with + between two of them; `import` imports every module of ours.
"""

from __future__ import annotations

import asyncio  # noqa: F401  # these look at the platform when they are imported, and want Windows' own modules
import concurrent.futures.process  # noqa: F401
import ctypes  # noqa: F401
import errno
import http.server  # noqa: F401
import importlib.abc
import logging.handlers  # noqa: F401
import os
import select
import signal
import socket
import ssl  # noqa: F401
import subprocess  # noqa: F401
import sys
import time
import urllib.request  # noqa: F401
import uuid  # noqa: F401
import zoneinfo  # noqa: F401
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

TREE = Path(__file__).parent.parent
# docs.python.org: "Availability: Unix", and the modules of "Unix-specific services". `posix` itself stays: it is what
# `os` and its results are made of.
NO_MODULES = frozenset(
    (
        *("pwd", "grp", "spwd", "crypt", "fcntl", "termios", "tty", "pty", "resource", "syslog", "nis"),
        *("readline", "curses", "_curses", "ossaudiodev"),
    )
)
NOT_IN_OS = (
    *("uname", "fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "getgroups", "setuid", "setgid", "setsid"),
    *("getpgid", "getpgrp", "setpgid", "killpg", "getsid", "nice", "getpriority", "wait", "wait3", "wait4", "sysconf"),
    *("getloadavg", "chown", "fchown", "lchown", "chroot", "mkfifo", "mknod", "openpty", "ttyname", "tcgetpgrp"),
    *("sched_yield", "sched_getaffinity", "statvfs", "fstatvfs", "pread", "pwrite", "readv", "writev", "ctermid"),
    *("eventfd", "memfd_create", "posix_spawn", "posix_spawnp", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC", "O_SYNC"),
)
SIGNALS_ON_WINDOWS = ("SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM")
NOT_IN_SIGNAL = (
    *("alarm", "setitimer", "getitimer", "pause", "pthread_kill", "pthread_sigmask", "sigwait", "sigwaitinfo"),
    *("sigtimedwait", "sigpending", "siginterrupt"),
)
NOT_IN_TIME = ("tzset", "clock_gettime", "clock_gettime_ns", "clock_getres", "clock_settime", "pthread_getcpuclockid")
NOT_IN_ERRNO = ("EREMOTEIO", "ENOTBLK", "ENOMEDIUM", "ERFKILL")


class NotOnWindows(importlib.abc.MetaPathFinder):
    """Finds nothing where Windows has nothing."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname.partition(".")[0] in NO_MODULES:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def become_windows() -> None:
    """From now on."""
    for name in NO_MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, NotOnWindows())
    for owner, names in (
        (os, NOT_IN_OS),
        (signal, NOT_IN_SIGNAL),
        (signal, [name for name in dir(signal) if name.startswith("SIG") and name[3:].isalnum()]),
        (select, ("poll", "epoll", "devpoll", "kqueue")),
        (time, (*NOT_IN_TIME, *(name for name in dir(time) if name.startswith("CLOCK_")))),
        (socket, ("AF_UNIX", "sendmsg", "recvmsg", "if_nameindex")),
        (errno, NOT_IN_ERRNO),
    ):
        for name in names:
            if name not in SIGNALS_ON_WINDOWS and hasattr(owner, name):
                delattr(owner, name)
    keyboard: Any = ModuleType("msvcrt")  # Windows' own
    keyboard.kbhit, keyboard.getwch = (lambda: False), (lambda: "")
    sys.modules["msvcrt"] = keyboard
    sys.platform = "win32"


def import_everything() -> None:
    """Import every module of ours, and print how many there were."""
    from importlib import import_module

    from sim.python.swaps import ROOMS

    files = [file for room in ROOMS for file in sorted((TREE / room).rglob("*.py"))]
    for file in files:
        steps = file.relative_to(TREE).with_suffix("").parts
        import_module(".".join(steps).removesuffix(".__init__"))
    print(len(files))


if __name__ == "__main__":
    sys.path[0] = str(TREE)
    with suppress(ImportError):  # its own code for the Windows console needs a real one
        import uvicorn.protocols.http.h11_impl  # noqa: F401
    become_windows()
    if sys.argv[1:] == ["import"]:
        import_everything()
    else:
        from highland.__main__ import main

        for words in " ".join(sys.argv[1:]).split(" + "):
            code = main(words.split())
            print(f"exit code {code}", flush=True)
