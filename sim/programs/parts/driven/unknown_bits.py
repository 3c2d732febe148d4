"""Bits that are sent with a clock to no part that is known: it is said that nobody knows who receives them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH, LOW

SHORT_S = 1e-3  # chosen: no lamp is switched on for so short
PAUSE_S = 3e-3  # chosen: after so long the next burst begins
FEWEST = 24  # chosen: pulses
BITS = 8

BITS_SENT = Message("script.kind.unknown_bits", "bits are sent (data, clock); what receives them is not known")
SENT = Message("script.unknown_bits.sent", "{count} bits were sent, and nothing here understands them.")


class UnknownBitsChip(DrivenChip):
    """Its pins are data and clock."""

    takes_bits = True

    def begin(self) -> None:
        self.count = 0

    def follow(self, stream: Stream, now_s: float) -> None:
        self.count += stream.codes.count(4 * self.pins[1] + HIGH)

    def did(self) -> Sequence[Message]:
        return (SENT(count=self.count),)

    def as_json(self) -> dict[str, Any]:
        return {"bits": self.count}

    def now(self) -> Sequence[Message]:
        return (SENT(count=self.count),)


def recognize(seen: Seen) -> Claim | None:
    """A wire with short pulses in bursts of whole bytes, and another one that changes only while it is low."""
    if not seen.is_over:
        return None
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy]
    for clock in sorted(wires, key=lambda gpio: -seen.rises(gpio)):
        if seen.rises(clock) < FEWEST or not _is_in_bursts(seen.stream.of((clock,))):
            continue
        for data in wires:
            if data != clock and seen.rises(data) and _is_data(seen.stream.of((clock, data)), clock, data):
                return Claim("unknown_bits", (data, clock))
    return None


def _is_in_bursts(stream: Stream) -> bool:
    """Short pulses, eight of them or a multiple, and then a pause."""
    rises = [t_s for code, t_s in zip(stream.codes, stream.times, strict=True) if code & 3 == HIGH]
    falls = [t_s for code, t_s in zip(stream.codes, stream.times, strict=True) if code & 3 == LOW]
    high_s = [min((fall - rise for fall in falls[place : place + 3] if fall > rise), default=0.0)
              for place, rise in enumerate(rises)]  # fmt: skip
    if not high_s or median(high_s) > SHORT_S:
        return False
    lengths, length = [], 1
    for before, after in pairwise(rises):
        if after - before > PAUSE_S:
            lengths.append(length)
            length = 0
        length += 1
    lengths.append(length)
    return sum(each % BITS == 0 for each in lengths) >= 0.9 * len(lengths)


def _is_data(stream: Stream, clock: int, data: int) -> bool:
    """Whether it changes now and then, and nearly always while the clock is low."""
    high, changes, at_high = False, 0, 0
    for code in stream.codes:
        if code >> 2 == clock:
            high = code & 3 == HIGH
        else:
            changes += 1
            at_high += high
    return changes >= BITS and min(at_high, changes - at_high) <= changes // 10


KINDS = (PartKind("unknown_bits", UnknownBitsChip, BITS_SENT, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((90, recognize),)
