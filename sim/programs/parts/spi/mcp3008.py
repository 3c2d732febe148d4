"""MCP3008, as projects have it too."""

from __future__ import annotations

from sim.chips.mcp3008 import Mcp3008Chip
from sim.programs.parts.kind import CONVERTER, SPI, PartKind

KINDS = (
    PartKind(
        "mcp3008", Mcp3008Chip, CONVERTER(name="MCP3008"), SPI, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(8)),
    ),
)  # fmt: skip
