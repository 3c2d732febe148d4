"""How often one seat may send what, and one address may join: a flood slows its own sender, nobody else."""

from __future__ import annotations

from collections.abc import Callable

from classroom.relay.entry.slowing import Slowing


class Limits:
    """One bucket a seat and kind of message. `now` is a clock in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.tiles = Slowing(5, 1.25, now)  # one a second, and a little for a clock that is not ours
        self.works = Slowing(5, 1.0, now)
        self.hand_ins = Slowing(3, 0.2, now)
        self.boards = Slowing(6, 2.5, now)
        self.joins = Slowing(80, 1.0, now)  # of an address: a class behind one router, each twice
        self.orders = Slowing(40, 10.0, now)
