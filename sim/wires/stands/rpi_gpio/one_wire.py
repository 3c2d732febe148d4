"""A chip on one wire that answers in pulses, such as a DHT11, heard by a program that looks at the wire itself."""

from __future__ import annotations

from functools import partial

from sim.wires.power import Board
from sim.wires.stands.digitalio import ANSWER_DELAY_US


def answer(board: Board, gpio: int, low_s: float) -> None:
    """Let the chip on this wire, if there is one, answer after the Pi held it low for `low_s` and let it go."""
    widths_us = board.pulses.answer(gpio, round(low_s * 1e6))
    if not widths_us:
        return
    net, clock = board.pins[gpio], board.clock
    edge_s = clock.monotonic() + ANSWER_DELAY_US / 1e6
    level = False
    for width_us in widths_us:
        clock.at(edge_s, partial(net.drive, level))
        edge_s += width_us / 1e6
        level = not level
    clock.at(edge_s, net.release)
