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
from sim.python.swaps import Swaps
from sim.time.threads import VirtualEvent, VirtualLock
from sim.wires.switched_on import Board


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


def apply(patches: tuple[Patch, ...], swaps: Swaps) -> None:
    """Put every replacement in, so that `swaps` can put back what was there."""
    for module, attribute, replacement in patches:
        owner: Any = import_module(module)
        *path, name = attribute.split(".")
        for step in path:
            owner = getattr(owner, step)
        swaps.put(owner, name, replacement)
