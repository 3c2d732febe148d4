"""What can happen to the board itself: its process dies, its power goes, its card is full, its clock jumps."""

from __future__ import annotations

from typing import Any

from firmware.latches import Latches

ENOSPC = 28  # Linux errno "No space left on device", a literal because Windows numbers differ
START_AGAIN_S = 2.0  # chosen: systemd starts a service that died again after so long (RestartSec)
BOOT_S = 30.0  # chosen: a Raspberry Pi from power-on until the service runs; measure yours


class BoardDown(BaseException):
    """The program that controlled the parts is gone at this very moment. No `except Exception` may stop it.

    `kind` is the fault that did it. The loop's `finally` still runs in this process, but the pins do not listen.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Card:
    """The memory card with the state file: while it is `full`, saving raises OSError 28, as a real one does."""

    def __init__(self, latches: Latches) -> None:
        self.full = False
        self._latches = latches

    def load(self) -> dict[str, Any] | None:
        """What was saved last."""
        return self._latches.load()

    def save(self, latched: dict[str, Any]) -> None:
        """Keep it. Raises OSError when the card is full."""
        if self.full:
            raise OSError(ENOSPC, "No space left on device")
        self._latches.save(latched)
