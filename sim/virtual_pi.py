"""A virtual Raspberry Pi: inside `with VirtualPi() as pi:` the real libraries meet virtual wires and virtual time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sim.libraries import modules
from sim.python.swaps import Swaps
from sim.time.backend import Backend
from sim.time.clock import VirtualClock
from sim.time.threads import VirtualThreads
from sim.wires import switched_on
from sim.wires.cameras import CameraPort
from sim.wires.hats import Hats
from sim.wires.i2c import I2cBus
from sim.wires.missing import Missing
from sim.wires.old_names import OldNames
from sim.wires.one_wire import OneWireBus
from sim.wires.pins import Pins
from sim.wires.pulses import PulseWires
from sim.wires.sounds import SoundWires
from sim.wires.spi import SpiBus
from sim.wires.strips import StripWires
from sim.wires.uart import SerialPorts

if TYPE_CHECKING:
    from sim.libraries.gpiozero_patches import Patch
    from sim.libraries.gpiozero_pins import VirtualFactory


class VirtualPi:
    """One board. Chips may be plugged in before or after it is switched on; they stay when it is switched off.

    `with` switches it on for the whole process, once at a time, and off again; a second `with` is a reboot. Between two
    slices of a run it can be `set_aside` for another board.
    `seed` makes `rng`: all randomness of the board and its chips comes from it, so a run can be repeated.
    `backend` is what its threads run on, by default the usual one for this machine.
    """

    def __init__(self, *, clock: VirtualClock | None = None, seed: int = 0, backend: Backend | None = None) -> None:
        self.clock = VirtualClock() if clock is None else clock
        self.rng = random.Random(seed)
        self.pins = Pins(self.clock)
        self.i2c = I2cBus(self.clock)
        self.spi = SpiBus(self.pins)
        self.pulses = PulseWires(self.pins)
        self.one_wire = OneWireBus(self.clock)
        self.strips = StripWires()
        self.sounds = SoundWires()
        self.hats = Hats()
        self.processor = switched_on.Processor()
        self.camera = CameraPort()
        self.missing = Missing()
        self.old_names = OldNames()
        self.serial = SerialPorts(self.clock)
        self._threads = VirtualThreads(self.clock, backend)
        self._swaps = Swaps()
        self._factory: VirtualFactory | None = None
        self._patches: tuple[Patch, ...] = ()

    def __enter__(self) -> Self:
        self._plug_in()
        return self

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Stand still inside the block, so that another board may be the one of this process; nothing is closed."""
        if self._factory is None:  # it is switched off
            yield
            return
        self._unplug()
        try:
            yield
        finally:
            self._plug_in()

    def _plug_in(self) -> None:
        board = switched_on.Board(
            self.clock,
            self._threads,
            self.pins,
            self.i2c,
            self.spi,
            self.pulses,
            self.one_wire,
            strips=self.strips,
            sounds=self.sounds,
            hats=self.hats,
            processor=self.processor,
            camera=self.camera,
            missing=self.missing,
            old_names=self.old_names,
            serial=self.serial,
        )
        # Imported here and not above: they import gpiozero, which a program may never need.
        # Imported before the stand-ins are plugged in: gpiozero keeps the spidev that it finds at its own import.
        from sim.libraries.gpiozero_patches import apply, table
        from sim.libraries.gpiozero_pins import VirtualFactory

        switched_on.switch_on(board)
        try:
            modules.plug_in(self.clock)
            if self._factory is None:
                self._factory = VirtualFactory(self.clock, self.pins)
                self._patches = table(board, self._factory)
            apply(self._patches, self._swaps)
        except BaseException:
            self._unplug()
            self._factory = None
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close_devices()
        finally:
            try:
                self._threads.end_all()
            finally:
                self._unplug()
                self._factory = None
                self.pins.reset()

    def _close_devices(self) -> None:
        """Close what the program left open, as gpiozero does when a program ends."""
        from sim.libraries.gpiozero_patches import close_for_good

        assert self._factory is not None
        for device in self._factory.devices():
            for _ in range(getattr(device, "_refs", 1)):  # a shared device, such as the SPI port, counts its users
                close_for_good(device)

    def _unplug(self) -> None:
        self._swaps.undo()
        modules.unplug()
        switched_on.switch_off()
