"""Chips that are clocked bit by bit: over the SPI port, or over plain pins that a program moves by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sim.wires.pins import Net, Pins

Out = bool | None  # what a chip puts on its output wire; None: it lets go


class ShiftChip(Protocol):
    """A chip that takes a bit at each rise of its clock. Each call returns what is on its output wire from now on."""

    def select(self, selected: bool) -> Out:
        """Its chip-select wire becomes active, or inactive."""
        ...

    def rise(self, level: bool) -> Out:
        """The clock rises while the wire into the chip has this level."""
        ...

    def fall(self) -> Out:
        """The clock falls."""
        ...


def shift_bytes(chip: ShiftChip, data: Sequence[int]) -> list[int]:
    """One transaction over the SPI port, mode 0, high bit first: both sides look at the rise of the clock."""
    out = chip.select(True)
    found = []
    for byte in data:
        answer = 0
        for bit in range(7, -1, -1):
            answer = answer << 1 | bool(out)
            chip.rise(bool(byte >> bit & 1))
            out = chip.fall()
        found.append(answer)
    chip.select(False)
    return found


class ShiftWires:
    """The wires between a header and a chip that is clocked by hand.

    `select` is None for a chip without such a wire; `into` is None for one that only answers. The wires into and out of
    the chip may be one and the same.
    """

    def __init__(
        self, chip: ShiftChip, clock: Net, out: Net, into: Net | None = None, select: Net | None = None,
        active: bool = False,
    ) -> None:  # fmt: skip
        self._chip = chip
        self._clock_net, self._out_net, self._into, self._select_net = clock, out, into, select
        self._active = active
        self.on_others_clock: Callable[[], None] | None = None  # the clock rises, and this chip is not selected
        self._clock = clock.level
        self._selected = select is None
        self._out: Out = None
        if out.module_pull is None:
            out.pull(False)  # as the input of the SPI port: what nobody drives reads 0
        for net in (clock, out, *(each for each in (into, select) if each is not None)):
            net.clocked = True
        clock.on_change(self._clocked)
        if select is not None:
            select.on_change(self._chosen)

    def replay(self, rises_and_falls: Sequence[bool | None]) -> None:
        """Say to the chip what was said before it was known: the level at each rise of the clock, None for a fall."""
        self._selected = True
        out = self._chip.select(True)
        for level in rises_and_falls:
            out = self._chip.fall() if level is None else self._chip.rise(level)
        self.put(out)

    def put(self, out: Out) -> None:
        """The chip moves its output wire."""
        if out is not self._out:
            self._out = out
            if out is None:
                self._out_net.release()
            else:
                self._out_net.drive(out)

    def _chosen(self) -> None:
        net = self._select_net
        assert net is not None
        selected = net.duty is not None and net.level is self._active
        if selected is not self._selected:
            self._selected = selected
            self.put(self._chip.select(selected))

    def _clocked(self) -> None:
        level = self._clock_net.level
        if level is self._clock:
            return
        self._clock = level
        if self._selected:
            into = self._into
            if level:
                self.put(self._chip.rise(into.level if into is not None else False))
            else:
                self.put(self._chip.fall())
        elif level and self.on_others_clock is not None:
            self.on_others_clock()


def wires_by_hand(chip: ShiftChip, pins: Pins, options: Mapping[str, int], active: bool = False) -> ShiftWires:
    """The wires of a part whose options name them: `clock`, `out`, and perhaps `into` and `select`."""
    into, select = (pins[options[name]] if name in options else None for name in ("into", "select"))
    return ShiftWires(chip, pins[options["clock"]], pins[options["out"]], into, select, active)
