"""Everything in other modules that changes while a virtual Pi is switched on, as one table."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from sim.libraries import gpiozero_threads
from sim.libraries.gpiozero_threads import Hold
from sim.libraries.modules import Uname
from sim.libraries.stand_ins.spidev import SpiDev
from sim.time.threads import VirtualEvent, VirtualLock
from sim.wires.switched_on import Board

MISSING = object()  # the owner had no such attribute of its own


class Patch(NamedTuple):
    """In `module`, `attribute` (with dots for a class's own) becomes `replacement`."""

    module: str
    attribute: str
    replacement: Any


def table(board: Board, factory: Any) -> tuple[Patch, ...]:
    """Return every patch. Adafruit's modules get theirs when they are imported: see `modules.LIBRARY_PATCHES`."""
    clock, threads = board.clock, board.threads
    event = partial(VirtualEvent, threads)
    lock = partial(VirtualLock, threads)
    patches: tuple[Patch, ...] = (
        # gpiozero's pins and its SPI
        Patch("gpiozero.devices", "Device.pin_factory", factory),
        Patch("gpiozero.pins.local", "SpiDev", SpiDev),
        Patch("gpiozero.mixins", "SharedMixin._instances", {}),
        # gpiozero's threads
        Patch("gpiozero.threads", "_THREADS", set()),
        Patch("gpiozero.threads", "GPIOThread.start", gpiozero_threads.starter(threads)),
        Patch("gpiozero.threads", "GPIOThread.join", gpiozero_threads.join),
        Patch("gpiozero.threads", "GPIOThread.is_alive", gpiozero_threads.is_alive),
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


class Patches:
    """The patches of one board while it is on."""

    def __init__(self) -> None:
        self._undo: list[tuple[Any, str, Any]] = []

    def apply(self, patches: tuple[Patch, ...]) -> None:
        """Put every replacement in."""
        for module, attribute, replacement in patches:
            owner: Any = import_module(module)
            *path, name = attribute.split(".")
            for step in path:
                owner = getattr(owner, step)
            self._undo.append((owner, name, vars(owner).get(name, MISSING)))
            setattr(owner, name, replacement)

    def undo(self) -> None:
        """Put back what was there, last one first."""
        while self._undo:
            owner, name, before = self._undo.pop()
            if before is MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)
