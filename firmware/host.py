"""The computer that runs the program: its model, where it keeps what must survive a restart, and its stop signals."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from devices import HighlandError, Message

MODEL = "proc/device-tree/model"  # the device tree's name of the board, ends in a zero byte
UPTIME = "proc/uptime"
CPU_INFO = "proc/cpuinfo"  # older kernels: the line `Model` at its end
PI = "Raspberry Pi"
SYSTEM = Path("/var/lib/highland")

NO_HOME = Message("host.no_home", "This user has no home folder to keep anything in. Nothing was started.")
NO_HOME_HINT = Message(
    "host.no_home.hint",
    "Set HOME to a folder of your own, or name one: `--data FOLDER` for the hub, `--state FILE` for `highland run`.",
)


class NoHome(HighlandError):
    """A user without a home folder."""


def board_model(root: Path = Path("/")) -> str | None:
    """The model, such as `Raspberry Pi Zero 2 W Rev 1.0`, or None on any other machine."""
    try:
        model = (root / MODEL).read_text(encoding="utf-8", errors="replace").strip("\0\n ")
    except OSError:
        model = ""
    if PI in model:
        return model
    try:
        lines = (root / CPU_INFO).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip() == "Model" and PI in value:
            return value.strip()
    return None


def powered_s(root: Path = Path("/")) -> float:
    """For how many seconds this computer has been on without a break; 0 where it does not say."""
    try:
        return float((root / UPTIME).read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0.0


def state_home(system: Path = SYSTEM, home: Path | None = None) -> Path:
    """The folder for latches, outboxes and the hub's store: a service's /var/lib/highland, else the person's own."""
    if system.is_dir() and os.access(system, os.W_OK):
        return system
    return own_state_home(home)


def own_state_home(home: Path | None = None) -> Path:
    """The person's own folder for them. Raises HighlandError for a user who has no home folder."""
    return (home or home_folder()) / ".local" / "state" / "highland"


def kept_home(system: Path = SYSTEM, home: Path | None = None) -> Path:
    """The folder for what is measured on a board and read by whoever runs there: /var/lib/highland where there is one.

    Unlike `state_home` it does not depend on who asks: a person's --check and the service must see the same values.
    Raises HighlandError.
    """
    return system if system.is_dir() else (home or home_folder()) / ".local" / "state" / "highland"


def home_folder() -> Path:
    """The person's own folder. Raises NoHome for a user who has none."""
    try:
        return Path.home()
    except RuntimeError:
        raise NoHome(NO_HOME, NO_HOME_HINT) from None


NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")  # Windows has the first two
SIGNALS = tuple(signal.Signals[name] for name in NAMES if name in signal.Signals.__members__)


class StopRequest:
    """Remembers that a signal asked to stop, and passes it to the loop as soon as there is one."""

    def __init__(self) -> None:
        self._came = False
        self._stop: Callable[[], None] | None = None

    def __call__(self) -> None:
        """Called by a signal."""
        self._came = True
        if self._stop is not None:
            self._stop()

    def connect(self, stop: Callable[[], None]) -> None:
        """Call `stop` when a signal comes; at once when one came before."""
        self._stop = stop
        if self._came:
            stop()


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[list[int]]:
    """The first signal calls `stop`, so that the loop ends after its turn; a second one raises KeyboardInterrupt.

    Gives the list of signals that came. Enter it before parts are opened and again after: a library may take a signal
    for itself (Blinka's PulseIn takes SIGTERM). With `nohup` a closed terminal is ignored, as it should be.
    Outside the main thread Python cannot take signals, so nothing is changed there.
    """
    caught: list[int] = []

    def on_signal(number: int, _: object) -> None:
        if caught:
            raise KeyboardInterrupt
        caught.append(number)
        stop()

    if threading.current_thread() is not threading.main_thread():
        yield caught
        return
    before = {number: signal.signal(number, on_signal) for number in SIGNALS if not _kept_out_by_nohup(number)}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)  # None: not set by Python


def _kept_out_by_nohup(number: signal.Signals) -> bool:
    return number.name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN
