"""What is plugged where, as plain data. `projects.wiring` reads it from a project's wiring.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class WiredPart:
    """One part of a wiring list.

    `name` is what the project calls it (`gas`), `driver` the file that drives it (`mq`), `options` what the driver
    is given (pin, address, load resistor), `sampling` how it is sampled, filtered and switched, `electrical` what
    stands between the part and the board (`signal_v` behind a divider or level shifter, `current_ma` from the GPIO).
    """

    name: str
    driver: str
    options: Mapping[str, Any]
    sampling: Mapping[str, Any] = field(default_factory=dict)
    electrical: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wiring:
    """All parts of a project, in the order of the file."""

    parts: tuple[WiredPart, ...]

    def part(self, name: str) -> WiredPart:
        """The part with that name. Raises KeyError."""
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)
