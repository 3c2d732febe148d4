"""The SPI bus: a chip at each chip-select wire, words out and words in at the same time.

A chip select is called by its device number: 0 and 1 are CE0 and CE1, and a higher number is the GPIO that a program
pulls low by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sim.wires.pins import GPIO_COUNT, Net, Observer, Pins

PORT = 0  # the SPI port on the header; its devices are the chip-select wires
CHIP_SELECTS = (8, 7)  # GPIO of CE0 and CE1
BUS_GPIOS = (9, 10, 11)  # MISO, MOSI, SCLK


LED_BEGIN, LED_WORD, LED_MARK = 4, 4, 0xE0  # APA102: bytes of 0, then four for each LED, which begin with 111


def is_for_leds(words: Sequence[int]) -> bool:
    """Whether these are colors of APA102 LEDs, which have no chip select: they hear all that the port sends."""
    starts, rest = words[LED_BEGIN::LED_WORD], len(words) - LED_BEGIN
    if any(words[:LED_BEGIN]) or not any(start >= LED_MARK for start in starts):
        return False
    if all(start >= LED_MARK or not start for start in starts):
        return True
    # Adafruit's library leaves other marks in LEDs that were never set, and ends with half a bit for each.
    return any(LED_WORD * count + -(-count // 16) == rest for count in range(rest // 5, rest // LED_WORD + 1))


class SpiChip(Protocol):
    """A chip behind a chip-select wire."""

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Take the words of one transaction and give as many back."""
        ...


class SpiBus:
    """SPI port 0: SCLK GPIO11, MOSI GPIO10, MISO GPIO9, CE0 GPIO8, CE1 GPIO7."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins
        self._chips: dict[tuple[int, int], SpiChip] = {}
        self.transactions = 0
        self.observer: Observer | None = None  # who watches the bus
        self.on_absent: Callable[[int, int, Sequence[int]], None] | None = None  # may plug in what was asked for
        self.interrupt: Net | None = None  # a wire with which a chip asks for attention
        self._watchers: dict[int, Callable[[Sequence[int]], None]] = {}
        self.selects: set[int] = set()  # the GPIOs with which the program has selected chips by itself
        self._held: tuple[Net | None, int, int] = (None, 0, 0)  # the select, when it fell, and the last that fell then

    def attach(self, port: int, device: int, chip: SpiChip) -> None:
        """Plug a chip in at a chip-select wire. Raises ValueError when the wire does not exist or is taken."""
        if port != PORT or not 0 <= device < GPIO_COUNT:
            raise ValueError(f"no SPI chip-select wire {port}.{device}: a Pi's header has 0.0 (CE0) and 0.1 (CE1)")
        if (port, device) in self._chips:
            raise ValueError(f"two chips cannot share the SPI chip-select wire {port}.{device}")
        self._chips[port, device] = chip

    def detach(self, port: int, device: int) -> SpiChip:
        """Pull a chip out and return it. Raises KeyError when there is none."""
        return self._chips.pop((port, device))

    def chip(self, port: int, device: int) -> SpiChip | None:
        """Return the chip at a chip-select wire, or None."""
        return self._chips.get((port, device))

    def watch(self, device: int, call: Callable[[Sequence[int]], None] | None) -> None:
        """Call `call` before each transaction at a chip select; it may plug a chip in, or another one. None: nobody."""
        if call is None:
            self._watchers.pop(device, None)
        else:
            self._watchers[device] = call

    def selected(self) -> int | None:
        """The device that the program selects by itself: the output that went low last and still is; None: none.

        A display has a second wire that goes low, D/C. So the wire that was the select stays it as long as it is low,
        and CE0 or CE1 is it when one of them went low as well.
        """
        low = [net for net in self._pins.values() if net.duty == 0.0 and net.gpio not in BUS_GPIOS]
        if not low:
            return None
        held, held_fell, last_fell = self._held
        net = max(low, key=lambda net: net.fell)
        if held is not None and held in low and held.fell == held_fell:
            net = held
        else:
            net = next((each for each in low if each.gpio in CHIP_SELECTS and each.fell > last_fell), net)
        self.selects.add(net.gpio)
        self._held = net, net.fell, max(each.fell for each in low)
        return CHIP_SELECTS.index(net.gpio) if net.gpio in CHIP_SELECTS else net.gpio

    def pull_out(self, chip: object) -> None:
        """Pull this chip out, wherever it is."""
        for port, device in [place for place, each in self._chips.items() if each is chip]:
            self.detach(port, device)

    def transfer(self, port: int, device: int, data: Sequence[int], reads: bool = True) -> list[int]:
        """Exchange words. With no chip the input wire is pulled down and every word reads 0.

        `reads` is whether the program looks at what comes back.
        """
        self.transactions += 1
        watcher = self._watchers.get(device)
        if watcher is not None:
            watcher(data)
        chip = self._chips.get((port, device))
        if chip is None and watcher is None and self.on_absent is not None:
            self.on_absent(port, device, data)
            chip = self._chips.get((port, device))
        if chip is not None:
            return chip.transfer(data)
        if self.observer is not None and reads:
            self.observer.no_spi_chip(device, data)
        return [0] * len(data)
