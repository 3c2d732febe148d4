"""What changes in gpiozero while a virtual Pi is switched on: its pins, its waits, and its threads in virtual time.

Its threads are those that blink, those that wait while a button is held, and those for callbacks.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple
from weakref import ref

from gpiozero import exc
from gpiozero import threads as gpiozero_threads

from sim.libraries import gpiozero_loops
from sim.libraries.gpiozero_pins import VirtualPin
from sim.libraries.gpiozero_prices import swap_prices
from sim.libraries.modules import Uname
from sim.libraries.stand_ins.spidev import SpiDev
from sim.libraries.thread_errors import told
from sim.python.program import Program
from sim.python.swaps import Swaps
from sim.time.clock import ClockEvent, VirtualClock
from sim.time.threads import VirtualEvent, VirtualLock, VirtualThread, VirtualThreads, call_within_wait
from sim.wires.switched_on import Board


def starter(threads: VirtualThreads) -> Callable[[Any], None]:
    """Return the method that starts a GPIOThread on virtual time."""

    def start(thread: Any) -> None:
        thread.stopping.clear()
        gpiozero_threads._THREADS.add(thread)

        def live() -> None:
            try:
                thread.run()
            except Exception as error:
                if not told(error):
                    raise

        thread._on_board = threads.start(live, thread.name)
        thread._on_board.is_library = True

    return start


def join(thread: Any, timeout: float | None = None) -> None:
    """Wait for its end. Raises RuntimeError before its start, ZombieThread when `timeout` virtual seconds are over."""
    on_board = getattr(thread, "_on_board", None)
    if on_board is None:
        raise RuntimeError("cannot join thread before it is started")
    if getattr(on_board, "has_turn", False):
        return  # the last name of its device was the thread's own
    on_board.join(timeout)
    if on_board.alive:
        raise exc.ZombieThread(f"the thread {thread.name!r} did not end within {timeout} virtual seconds")
    gpiozero_threads._THREADS.discard(thread)


def close_for_good(device: Any) -> None:
    """Close a device of gpiozero. Its source may wait for something that will not come: that ends with the board."""
    try:
        device.close()
    except exc.ZombieThread:
        device._source_thread = None
        device.close()


def is_alive(thread: Any) -> bool:
    """Say whether it was started and has not ended."""
    on_board = getattr(thread, "_on_board", None)
    return on_board is not None and on_board.alive


def library_threads() -> set[VirtualThread]:
    """gpiozero's own threads, such as that of a LED that blinks."""
    return {thread._on_board for thread in gpiozero_threads._THREADS}


class Hold:
    """The stand-in for gpiozero.mixins.HoldThread: `holding.set()` when the button goes down, `stop()` at its close.

    One event of the clock in place of a thread: a button that nobody presses costs nothing.

    It calls the button's when_held after hold_time, once or again and again, unless the button was let go meanwhile.
    """

    def __init__(self, clock: VirtualClock, button: Any) -> None:
        self.holding = self
        self._clock = clock
        self._button = ref(button)
        self._alarm: ClockEvent | None = None
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


class Callbacks:
    """A thread that makes calls one after the other. A call's mistake is printed, and the next call is made.

    `sys.exit()` in a call ends the program.
    """

    def __init__(self, program: Program, name: str) -> None:
        self._program = program
        self._name = name
        self._calls: deque[Callable[[], object]] = deque()
        self._alarm = VirtualEvent(program.threads)
        self._started = False

    def put(self, call: Callable[[], object]) -> None:
        """Make this call next, in the same instant when nothing else is waiting."""
        self._calls.append(call)
        if not self._program.threads.backend.has_threads:
            clock = self._program.clock
            clock.at(clock.monotonic(), partial(call_within_wait, clock, self._call_next))
            return
        self._alarm.set()
        if not self._started:
            self._started = True
            self._program.threads.start(self._serve, self._name)

    def _serve(self) -> None:
        while True:
            while not self._calls:
                self._alarm.clear()
                self._alarm.wait()
            self._call_next()

    def _call_next(self) -> None:
        try:
            self._calls.popleft()()
        except SystemExit as end:
            clock = self._program.clock
            clock.at(clock.monotonic(), partial(_end_program, end))
        except Exception:
            sys.excepthook(*sys.exc_info())


def _end_program(end: SystemExit) -> None:
    raise end


def swap_callbacks(swaps: Swaps, program: Program) -> None:
    """Give a program threads for the callbacks of pins and of held buttons: one that sleeps does not stop the rest.

    A loop that asks a device again and again lets time pass.
    """
    edges = Callbacks(program, "gpiozero callbacks")
    holds = Callbacks(program, "gpiozero when_held")
    report, held = VirtualPin._report, Hold._held

    def later_report(pin: Any, ticks: float, level: bool) -> None:
        if pin._when_changed is not None:
            edges.put(partial(report, pin, ticks, level))

    def later_held(hold: Any) -> None:
        holds.put(partial(held, hold))

    swaps.put(VirtualPin, "_report", later_report)
    swaps.put(Hold, "_held", later_held)
    swap_prices(swaps, program)


class Patch(NamedTuple):
    """In `module`, `attribute` (with dots for a class's own) becomes `replacement`."""

    module: str
    attribute: str
    replacement: Any


def table(board: Board, factory: Any) -> tuple[Patch, ...]:
    """Every patch. Adafruit's modules get theirs at their import: see `modules.LIBRARY_PATCHES`."""
    clock, threads = board.clock, board.threads
    event = partial(VirtualEvent, threads)
    start = starter if threads.backend.has_threads else gpiozero_loops.starter
    lock = partial(VirtualLock, threads)
    patches: tuple[Patch, ...] = (
        # gpiozero's pins and its SPI
        Patch("gpiozero.devices", "Device.pin_factory", factory),
        Patch("gpiozero.pins.local", "SpiDev", SpiDev),
        Patch("gpiozero.mixins", "SharedMixin._instances", {}),
        # gpiozero's threads
        Patch("gpiozero.threads", "_THREADS", set()),
        Patch("gpiozero.threads", "GPIOThread.start", start(threads)),
        Patch("gpiozero.threads", "GPIOThread.join", join),
        Patch("gpiozero.threads", "GPIOThread.is_alive", is_alive),
        Patch("gpiozero.mixins", "HoldThread", partial(Hold, clock)),
        # gpiozero's waits
        Patch("gpiozero.threads", "Event", event),
        Patch("gpiozero.mixins", "Event", event),
        Patch("gpiozero.input_devices", "Event", event),
        Patch("gpiozero.input_devices", "DistanceSensor.ECHO_LOCK", lock()),
        Patch("gpiozero.output_devices", "Lock", lock),
        Patch("gpiozero.input_devices", "sleep", clock.sleep),
        Patch("gpiozero.boards", "sleep", clock.sleep),
        Patch("gpiozero.tools", "sleep", clock.sleep),
    )
    if not hasattr(os, "uname"):  # Windows: Adafruit's drivers import it
        patches += (Patch("os", "uname", Uname),)
    return patches


def apply(patches: tuple[Patch, ...], swaps: Swaps) -> None:
    """Put every replacement in, so that `swaps` can put back what was there."""
    for module, attribute, replacement in patches:
        owner: Any = import_module(module)
        *path, name = attribute.split(".")
        for step in path:
            owner = getattr(owner, step)
        swaps.put(owner, name, replacement)
