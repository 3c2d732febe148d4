"""Find the mistakes in a wiring list before a wire gets warm: what is wrong, why it hurts, what to do instead."""

from __future__ import annotations

from devices import Message, Wiring, WiringError
from wiring.checks import ElectricalMistake
from wiring.checks.building import building
from wiring.checks.buses import addresses, analog, bus_use
from wiring.checks.levels import levels
from wiring.checks.pins import boot_levels, bus_pins, impossible, shared
from wiring.checks.power import power
from wiring.checks.safety import safety
from wiring.links import links

SEE_ALL = Message("check.see_all", "`highland wiring PROJECT` shows the whole list and every mistake in it.")


def mistakes(wiring: Wiring) -> list[ElectricalMistake]:
    """All mistakes found, the worst first. Raises WiringError for an unknown driver."""
    wires = links(wiring)
    found = [
        *levels(wires, wiring),
        *power(wires),
        *shared(wires),
        *addresses(wires),
        *analog(wires, wiring),
        *impossible(wires),
        *bus_pins(wires),
        *boot_levels(wires),
        *bus_use(wires, wiring),
        *building(wires, wiring),
        *safety(wires, wiring),
    ]
    return sorted(found, key=lambda mistake: mistake.severity.rank)


def refuse_what_cannot_work(wiring: Wiring) -> None:
    """Raise WiringError for the first mistake that no board could start with, such as a pin used twice."""
    wires = links(wiring)
    for found in (*shared(wires), *addresses(wires), *analog(wires, wiring), *impossible(wires), *bus_pins(wires)):
        raise WiringError(found.message, SEE_ALL)
