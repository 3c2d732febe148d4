"""Stand-in for `playsound`, where it is not installed."""

from __future__ import annotations

import os

from sim.libraries.stand_ins.pygame.mixer import length_s
from sim.wires import switched_on


class PlaysoundException(Exception):
    """The file is not there."""


def playsound(sound: str, block: bool = True) -> None:
    """Play a file, and wait for its end."""
    if not os.path.exists(sound):
        raise PlaysoundException(f"Cannot find a sound with filename: {sound}")
    board = switched_on.board()
    board.sounds.play(os.path.basename(sound))
    if block:
        board.clock.sleep(length_s(sound))
