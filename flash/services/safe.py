"""What makes the pins safe when the program that had them is gone: every output off, then released.

It needs no law, and no wiring.toml either when the program wrote down what it opened. It is quick: until it is done a
Pi may hold the outputs where the dead program left them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from firmware.board.outputs import Output, outputs_of, remembered


class Opened(Protocol):
    """An output that is off from the moment it was opened."""

    def close(self) -> None:
        """Off once more, then release it."""
        ...


def to_switch_off(project: str) -> tuple[list[Output], dict[str, Exception]]:
    """What the program had opened, by its own note; without one, what wiring.toml says.

    The second are the parts that nothing is known of. Raises HighlandError when wiring.toml cannot be read, either.
    """
    noted = remembered(project)
    if noted:
        return noted, {}
    from firmware.project import find  # not above: what takes long to load is loaded only when it is needed

    return outputs_of(find(project).wiring())


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
