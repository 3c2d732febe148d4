"""Watchdogs notice that this program hangs: systemd restarts it, the board's own watchdog resets the board.

systemd: sd_notify(3) and sd_watchdog_enabled(3). Hardware: the Linux kernel's watchdog-api; a Raspberry Pi's counts
15 s at most. Not yet proven on a physical board.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.os_errors import cause

CANNOT_OPEN = Message("watchdog.cannot_open", "The watchdog {file} cannot be opened: {reason}.")
CANNOT_OPEN_HINT = Message(
    "watchdog.cannot_open.hint", "Check the name, that you may write to it, and that no other program feeds it."
)

FEEDS_A_TIMEOUT = 4  # so that three feeds may get lost before systemd restarts the program
FEED = b"\0"  # any byte but the next
MAGIC_CLOSE = b"V"  # watchdog-api: written before closing, it stops the hardware watchdog


class Watchdog:
    """All watchdogs of one run. `start` begins it, `feed` belongs after each complete turn, leaving `with` ends it.

    systemd hears READY=1 after the first complete turn, not before: a program whose first turn fails was never ready,
    and its time runs from then on. Set `ended_well` once the outputs are safe at the end of a good run. Without it the
    hardware watchdog goes on counting, so that a crash resets the board.
    """

    def __init__(self, file: Path | None, monotonic: Callable[[], float], environment: Mapping[str, str]) -> None:
        self.ended_well = False
        self._systemd = Systemd(monotonic, environment)
        self._hardware = None if file is None else HardwareWatchdog(file)

    @property
    def guards(self) -> bool:
        """Whether anything would notice that this program hangs."""
        return self._systemd.guards or self._hardware is not None

    def start(self) -> None:
        """Begin, now that all parts are open. Raises HighlandError when the hardware watchdog cannot be opened."""
        if self._hardware is not None:
            self._hardware.open()

    def feed(self) -> None:
        """Say that all is well."""
        self._systemd.feed()
        if self._hardware is not None:
            self._hardware.feed()

    def __enter__(self) -> Watchdog:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._systemd.end()
        if self._hardware is not None:
            self._hardware.end(clean=self.ended_well and kind is None)


class Systemd:
    """The service manager that started us, when there is one and the system has datagrams on unix sockets."""

    def __init__(self, monotonic: Callable[[], float], environment: Mapping[str, str]) -> None:
        self._monotonic = monotonic
        self._address = _address(environment.get("NOTIFY_SOCKET", ""))
        self._socket: socket.socket | None = None
        self._feed_every_s = _timeout_s(environment) / FEEDS_A_TIMEOUT
        self._fed_s = float("-inf")
        self._ready = False
        family: Any = getattr(socket, "AF_UNIX", None)  # Windows has none
        if self._address and family is not None:
            self._socket = socket.socket(family, socket.SOCK_DGRAM)
            self._socket.setblocking(False)

    @property
    def guards(self) -> bool:
        """Whether it waits for our keep-alive."""
        return self._socket is not None and self._feed_every_s > 0

    def feed(self) -> None:
        """Say at first that we are ready; then send a keep-alive, at most four in the time that systemd waits."""
        if not self._ready:
            self._ready = self.notify("READY=1")
        if self.guards and self._monotonic() - self._fed_s >= self._feed_every_s and self.notify("WATCHDOG=1"):
            self._fed_s = self._monotonic()

    def notify(self, what: str) -> bool:
        """Whether it could be sent. A systemd that does not listen must not stop the control."""
        if self._socket is None:
            return False
        try:
            self._socket.sendto(what.encode(), self._address)
        except OSError:
            return False
        return True

    def end(self) -> None:
        """Say that the program ends on purpose."""
        self.notify("STOPPING=1")
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class HardwareWatchdog:
    """The kernel's watchdog device. From `open` on, the board is reset unless it is fed in time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None

    def open(self) -> None:
        """Start it. Raises HighlandError; never makes a file that is not there."""
        try:
            self._handle = os.open(self._file, os.O_WRONLY)
        except OSError as error:
            raise HighlandError(CANNOT_OPEN(file=self._file, reason=cause(error)), CANNOT_OPEN_HINT) from error

    def feed(self) -> None:
        """One byte. Raises OSError, which ends the loop: a watchdog that cannot be fed resets the board anyhow."""
        if self._handle is not None:
            os.write(self._handle, FEED)

    def end(self, clean: bool) -> None:
        """Let go of it; only a clean end stops it."""
        if self._handle is None:
            return
        try:
            if clean:
                os.write(self._handle, MAGIC_CLOSE)
        finally:
            os.close(self._handle)
            self._handle = None


def _address(named: str) -> str:
    """The socket's address: a path, or a name without a file (Linux), written with @ for its zero byte."""
    if named.startswith("@"):
        return "\0" + named[1:]
    return named if named.startswith("/") else ""


def _timeout_s(environment: Mapping[str, str]) -> float:
    """How long systemd waits for a keep-alive, in seconds; 0 when it does not, or waits for another process."""
    waits_for = environment.get("WATCHDOG_PID", "")
    if waits_for and waits_for != str(os.getpid()):
        return 0.0
    try:
        return max(0, int(environment.get("WATCHDOG_USEC", ""))) / 1e6
    except ValueError:
        return 0.0
