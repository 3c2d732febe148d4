"""Stand-in for `fusion_hat.utils`, `_utils` and `device`: what programs take from them."""

from __future__ import annotations

from sim.libraries.stand_ins.robot_hat.utils import (
    command_exists,
    disable_speaker,
    enable_speaker,
    get_ip,
    is_installed,
    mapping,
    reset_mcu,
    run_command,
    set_volume,
)

__all__ = [
    "command_exists",
    "disable_speaker",
    "enable_speaker",
    "get_ip",
    "is_installed",
    "mapping",
    "reset_mcu",
    "run_command",
    "set_volume",
]


def constrain(x: float, min_val: float, max_val: float) -> float:
    """Keep a number between two others."""
    return max(min_val, min(max_val, x))
