"""MCP3008, as projects have it too."""

from __future__ import annotations

from sim.chips.mcp3008 import Mcp3008Chip
from sim.programs.parts.kind import CONVERTER, SPI, PartKind, Talk


def _fits(talk: Talk) -> float:
    """Three bytes, the first a start bit and eight bits later an answer of ten (DS21295, figure 6-1)."""
    return 0.7 * sum(len(sent) == 3 and sent[0] == 1 for sent, _ in talk.exchanges) / len(talk.exchanges)


KINDS = (
    PartKind(
        "mcp3008", Mcp3008Chip, CONVERTER(name="MCP3008"), SPI, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(8)),
        fits=_fits,
    ),
)  # fmt: skip
