"""gpiozero's background threads as virtual threads: the methods that take the place of GPIOThread's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gpiozero import exc
from gpiozero import threads as gpiozero_threads

from sim.wires.threads import VirtualThreads


def starter(threads: VirtualThreads) -> Callable[[Any], None]:
    """Return the method that starts a GPIOThread on virtual time."""

    def start(thread: Any) -> None:
        thread.stopping.clear()
        gpiozero_threads._THREADS.add(thread)
        thread._on_board = threads.start(thread.run, thread.name)

    return start


def join(thread: Any, timeout: float | None = None) -> None:
    """Wait for its end. Raises RuntimeError before its start, ZombieThread when `timeout` virtual seconds are over."""
    on_board = getattr(thread, "_on_board", None)
    if on_board is None:
        raise RuntimeError("cannot join thread before it is started")
    on_board.join(timeout)
    if on_board.alive:
        raise exc.ZombieThread(f"the thread {thread.name!r} did not end within {timeout} virtual seconds")
    gpiozero_threads._THREADS.discard(thread)


def is_alive(thread: Any) -> bool:
    """Say whether it was started and has not ended."""
    on_board = getattr(thread, "_on_board", None)
    return on_board is not None and on_board.alive
