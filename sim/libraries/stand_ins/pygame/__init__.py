"""Stand-in for `pygame` where it is not installed: `mixer` and `time` only, for programs that play a sound."""

from __future__ import annotations

from typing import Any

from sim.libraries.stand_ins.pygame import mixer, time
from sim.libraries.stand_ins.pygame.mixer import error

__all__ = ["error", "init", "mixer", "quit", "time"]


def init() -> tuple[int, int]:
    """Begin: how many parts of pygame are there, and how many are missing."""
    mixer.init()
    time.begin()
    return 2, 0


def quit() -> None:
    """End all sounds."""
    mixer.quit()


def __getattr__(name: str) -> Any:
    """Windows, keys and pictures: they need the real pygame."""
    raise ModuleNotFoundError("No module named 'pygame'", name="pygame")
