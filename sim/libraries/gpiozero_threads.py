"""When a button is held: gpiozero's hold thread as one event of the clock, so that an idle button costs nothing.

gpiozero's background threads as virtual threads: the methods that take the place of GPIOThread's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

from gpiozero import exc
from gpiozero import threads as gpiozero_threads

from sim.time.clock import Event, VirtualClock
from sim.time.threads import VirtualThreads


class Hold:
    """Stands in for gpiozero.mixins.HoldThread: `holding.set()` when the button goes down, `stop()` at its close.

    It calls the button's when_held after hold_time, once or again and again, unless the button was let go meanwhile.
    """

    def __init__(self, clock: VirtualClock, button: Any) -> None:
        self.holding = self
        self._clock = clock
        self._button = ref(button)
        self._alarm: Event | None = None
        self._closed = False

    def set(self) -> None:
        """Start to count: the button went down."""
        self._cancel()
        button = self._button()
        if button is not None and not self._closed:
            self._alarm = self._clock.at(self._clock.monotonic() + button.hold_time, self._held)

    def stop(self) -> None:
        """Count no more: the button is closed."""
        self._closed = True
        self._cancel()

    def _cancel(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _held(self) -> None:
        self._alarm = None
        button = self._button()
        if button is None or button._inactive_event.is_set():
            return
        if button._held_from is None:
            button._held_from = button.pin_factory.ticks()
        button._fire_held()
        if button.hold_repeat and self._alarm is None and not button._inactive_event.is_set():
            self.set()


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
