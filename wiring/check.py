"""Find the mistakes in a wiring list before a wire gets warm: what is wrong, why it hurts, what to do instead."""

from __future__ import annotations

from devices import Message, Wiring, WiringError
from wiring.checks.analog import analog
from wiring.checks.buses import addresses, bus_habits
from wiring.checks.levels import levels
from wiring.checks.pins import buses, impossible, moods, shared
from wiring.checks.power import power
from wiring.links import I2C_PINS, SPI_PINS, Link, links
from wiring.mistake import Mistake

__all__ = ["I2C_PINS", "SPI_PINS", "Link", "check", "links", "mistakes", "refuse_what_cannot_work"]

SEE_ALL = Message("check.see_all", "`highland wiring PROJECT` shows the whole list and every mistake in it.")


def mistakes(wiring: Wiring) -> list[Mistake]:
    """All mistakes found, the dangerous ones first. Empty when none was found. Raises WiringError: unknown driver."""
    wires = links(wiring)
    found = [
        *levels(wires, wiring),
        *power(wires),
        *shared(wires),
        *addresses(wires),
        *analog(wires, wiring),
        *impossible(wires),
        *buses(wires),
        *moods(wires),
        *bus_habits(wires, wiring),
    ]
    return sorted(found, key=lambda mistake: mistake.severity.rank)


def check(wiring: Wiring) -> list[Message]:
    """All mistakes found, as sentences, the dangerous ones first."""
    return [mistake.message for mistake in mistakes(wiring)]


def refuse_what_cannot_work(wiring: Wiring) -> None:
    """Raise WiringError for the first mistake that no board could start with, such as a pin used twice."""
    wires = links(wiring)
    for found in (*shared(wires), *addresses(wires), *analog(wires, wiring), *impossible(wires), *buses(wires)):
        raise WiringError(found.message, SEE_ALL)
