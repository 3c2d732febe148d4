"""The start signal of a chip that answers in pulses, such as a DHT11, on a pin that a program moves by hand."""

from __future__ import annotations

from functools import partial

from sim.wires.pins import Net
from sim.wires.switched_on import Board

ANSWER_DELAY_US = 30  # a DHT22 answers 20-40 us after the Pi let the wire go (Aosong AM2302 product manual, 7.3)
RAISED_S = 200e-6  # chosen: some programs raise the wire for a moment, as data sheets draw it, before they listen


def low_before(net: Net, now_s: float) -> float:
    """Seconds for which a pin was held low just before it is let go now; 0 when it was not."""
    if net.duty == 0.0:
        return now_s - net.fell_s
    return max(net.rose_s - net.fell_s, 0.0) if net.duty == 1.0 and now_s - net.rose_s <= RAISED_S else 0.0


def up_since(net: Net, now_s: float) -> float:
    """When the wire went up, of a pin that is let go now: a program may have raised it before."""
    return net.rose_s if net.duty == 1.0 else now_s


def answer(board: Board, gpio: int, low_s: float, up_s: float) -> bool:
    """Let a chip answer now that the Pi held the wire low for `low_s`, until `up_s`; False when there is none."""
    widths_us = board.pulses.answer(gpio, round(low_s * 1e6))
    if not widths_us:
        return False
    net, clock = board.pins[gpio], board.clock
    now_s = clock.monotonic()
    edge_s = up_s + ANSWER_DELAY_US / 1e6
    level = False
    for width_us in widths_us:
        clock.at(max(edge_s, now_s), partial(net.drive, level))
        edge_s += width_us / 1e6
        level = not level
    clock.at(edge_s, net.release)
    return True
