"""How a part that turned out to be a wrong guess leaves the wires, as if it had never been plugged in."""

from __future__ import annotations

from sim.chips import Chip
from sim.virtual_pi import VirtualPi
from sim.wires.pins import BOARD_PULL_UPS


class WireEnds:
    """What a part fastened to the pins: made before it is plugged in, `fasten` just after, `loosen` takes it off."""

    def __init__(self, pi: VirtualPi) -> None:
        self._pi = pi
        self._before = {net.gpio: (net.calls, net.module_pull, net.chip_level) for net in pi.pins.values()}
        self._fastened: dict[int, tuple[object, ...]] = {}

    def fasten(self) -> None:
        """The part is in its place: what is new on each pin is its own."""
        for net in self._pi.pins.values():
            calls, pull, level = self._before[net.gpio]
            if net.calls != calls or net.module_pull is not pull or net.chip_level is not level:
                self._fastened[net.gpio] = tuple(each for each in net.calls if each not in calls)
        self._before.clear()

    def loosen(self) -> None:
        """Take its ends off; what others fastened stays."""
        for gpio, calls in self._fastened.items():
            net = self._pi.pins[gpio]
            for call in calls:
                net.forget(call)
            net.release()
            net.pull(True if gpio in BOARD_PULL_UPS else None)


def take_off(pi: VirtualPi, chip: Chip) -> None:
    """Pull a chip out of every bus that has it."""
    pi.i2c.pull_out(chip)
    pi.spi.pull_out(chip)
    pi.pulses.pull_out(chip)
    pi.one_wire.pull_out(chip)
    pi.serial.pull_out(chip)
