"""Let Ctrl-C and SIGTERM end a loop safely."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[list[int]]:
    """The first signal calls `stop`, so that the loop ends after its turn; a second one breaks it off.

    Gives the list of signals that came. Enter it after the parts are open: Blinka's PulseIn takes SIGTERM for itself.
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
    before = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)  # None: not set by Python
