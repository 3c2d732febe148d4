"""Which virtual board is switched on in this process. There can be one: gpiozero and `import board` know only one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.time.clock import VirtualClock
from sim.time.threads import VirtualThreads
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

IDLE_C = 48.0  # chosen: a Pi 4 that has little to do, in a room of 27 C


class Processor:
    """`temperature_c` says how warm it is; whoever knows better puts another function there."""

    def __init__(self) -> None:
        self.temperature_c: Callable[[], float] = lambda: IDLE_C


@dataclass(frozen=True, slots=True)
class Board:
    """The wires of one board, with the clock and the threads that its programs live on."""

    clock: VirtualClock
    threads: VirtualThreads
    pins: Pins
    i2c: I2cBus
    spi: SpiBus
    pulses: PulseWires
    one_wire: OneWireBus
    strips: StripWires
    sounds: SoundWires
    hats: Hats
    processor: Processor
    camera: CameraPort
    missing: Missing
    old_names: OldNames
    serial: SerialPorts


on: list[Board] = []  # the board that is on, or nothing
on_switch: list[Callable[[], object]] = []  # called when a board is switched on or off


def switch_on(board: Board) -> None:
    """Make `board` the board of this process. Raises RuntimeError while another one is on."""
    if on:
        raise RuntimeError(
            "A virtual Pi is already switched on, and one process is one board: leave its `with` block first."
        )
    on.append(board)
    _tell()


def switch_off() -> None:
    """Leave the process without a board."""
    on.clear()
    _tell()


def _tell() -> None:
    for call in on_switch:
        call()


def board() -> Board:
    """Return the board that is on. Raises RuntimeError when none is."""
    if not on:
        raise RuntimeError("No virtual Pi is switched on: this part was opened outside of `with VirtualPi()`.")
    return on[0]
