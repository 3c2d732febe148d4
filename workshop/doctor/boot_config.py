"""What config.txt of the boot partition says for one model of the board.

Raspberry Pi documentation, "config.txt": a line in square brackets is a filter that holds until the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FILTERS = (  # what stands in the device tree -> the filters that are true for it
    (r"Raspberry Pi Zero 2", {"all", "pi0", "pi02"}),
    (r"Raspberry Pi Zero W", {"all", "pi0", "pi0w"}),
    (r"Raspberry Pi Zero", {"all", "pi0"}),
    (r"Raspberry Pi 2 ", {"all", "pi2"}),
    (r"Raspberry Pi 3 Model . Plus", {"all", "pi3", "pi3+"}),
    (r"Raspberry Pi 3 ", {"all", "pi3"}),
    (r"Raspberry Pi 400", {"all", "pi4", "pi400"}),
    (r"Raspberry Pi 4 ", {"all", "pi4"}),
    (r"Raspberry Pi Compute Module 4S", {"all", "pi4", "cm4s"}),
    (r"Raspberry Pi Compute Module 4", {"all", "pi4", "cm4"}),
    (r"Raspberry Pi 500", {"all", "pi5", "pi500"}),
    (r"Raspberry Pi Compute Module 5", {"all", "pi5", "cm5"}),
    (r"Raspberry Pi 5 ", {"all", "pi5"}),
)
ON = ("", "on", "yes", "1", "true", "okay")


@dataclass(frozen=True)
class BootConfig:
    """The settings in force: `lines` are (name, value) in their order."""

    lines: tuple[tuple[str, str], ...]

    def parameter(self, *names: str) -> bool | None:
        """Whether a dtparam of these names is on; None where no line sets it. The last line wins."""
        found: bool | None = None
        for name, value in self.lines:
            if name in ("dtparam", "device_tree_param"):
                for each in value.split(","):
                    key, _, said = each.partition("=")
                    if key.strip() in names:
                        found = said.strip().lower() in ON
        return found

    def overlays(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each dtoverlay with its parameters."""
        for name, value in self.lines:
            if name in ("dtoverlay", "device_tree_overlay") and value:
                overlay, *rest = re.split("[,:]", value)
                yield overlay.strip(), {key.strip(): said.strip() for key, _, said in (x.partition("=") for x in rest)}

    def value(self, name: str) -> str | None:
        """The value of a plain line such as `enable_uart=1`; the last one wins."""
        return next((value for key, value in reversed(self.lines) if key == name), None)


def read_boot_config(text: str, model: str) -> BootConfig:
    """The lines of a config.txt that hold for a model."""
    true = next((filters for pattern, filters in FILTERS if re.match(pattern, model)), {"all"})
    lines, holds = [], True
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            holds = line[1:-1].strip().lower() in true
        elif line and holds:
            name, _, value = line.partition("=")
            lines.append((name.strip(), value.strip()))
    return BootConfig(tuple(lines))
