"""What makes the pins safe when the program that had them is gone: every output off, then released.

It needs wiring.toml alone, so it works with a law that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from devices import Wiring
from drivers import find as find_driver


class Opened(Protocol):
    """An output that is off from the moment it was opened."""

    def close(self) -> None:
        """Off once more, then release it."""
        ...


@dataclass(frozen=True, slots=True)
class Output:
    """One GPIO that switches something: BCM number, and whether its load is on when the wire is high."""

    part: str
    pin: int
    active_high: bool = True


def outputs_of(wiring: Wiring) -> tuple[list[Output], dict[str, Exception]]:
    """Every output of a wiring list, in its order, and the parts whose driver does not say what they are."""
    found: list[Output] = []
    unknown: dict[str, Exception] = {}
    for part in wiring.parts:
        try:
            terminals = find_driver(part.driver).terminals
        except Exception as error:  # a driver of a pupil's own may fail in any way: the others come all the same
            unknown[part.name] = error
            continue
        active_high = part.options.get("active_high", True) is not False
        for terminal in terminals:
            pin = part.options.get(terminal.option)
            if terminal.role == "output" and isinstance(pin, int) and not isinstance(pin, bool):
                found.append(Output(part.name, pin, active_high))
    return found, unknown


def _as_relay(output: Output) -> Opened:
    from drivers.relay import Relay

    return Relay(output.pin, output.active_high)


def switch_off(
    outputs: Sequence[Output], opened: Callable[[Output], Opened] = _as_relay
) -> list[tuple[Output, Exception]]:
    """Switch each off and release it, whatever happens to the others. Returns those that failed, with the reason."""
    failed: list[tuple[Output, Exception]] = []
    for output in outputs:
        try:
            opened(output).close()
        except Exception as error:  # any error of a hardware library: the next output still comes
            failed.append((output, error))
    return failed
