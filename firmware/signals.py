"""Let Ctrl-C, SIGTERM, a closed terminal and Ctrl-\\ end a run safely."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
