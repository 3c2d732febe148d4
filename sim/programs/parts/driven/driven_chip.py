"""A part that is driven and never answers: it takes what comes on its wires, and says what it did."""

from __future__ import annotations

from sim.programs.parts.doing import DoingChip
from sim.programs.parts.driven.stream import Stream


class DrivenChip(DoingChip):
    """One driven part on the wires `pins`. A subclass takes changes in `follow`, in the order in which they came.

    `shared`: wires that it hears as well, but that are not its own.
    `takes_bits`: the levels of its wires mean nothing by themselves, also when the program has ended.
    """

    takes_bits = False
    shared: tuple[int, ...] = ()

    def plug(self) -> None:
        self.pins: tuple[int, ...] = tuple(self.part.options["pins"])
        for gpio in self.pins if self.takes_bits else ():
            self.pi.pins[gpio].clocked = True
        self.begin()

    def begin(self) -> None:
        """Called once, before the first change."""

    def follow(self, stream: Stream, now_s: float) -> None:
        """Take what came on its wires until `now_s`; called without changes, too, while `is_busy`."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether it has to be looked at again soon, even when nothing comes on its wires."""
        return False

    def end(self, now_s: float) -> None:
        """The program is over."""
