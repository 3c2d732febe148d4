"""A TM1637 pulls its data wire low at the ninth clock of each byte: programs look whether it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.programs.parts.decoder import Header
from sim.programs.parts.driven.lights.tm1637 import ADDRESS, DATA, FIXED, Reader
from sim.wires.journal import FREE
from sim.wires.pins import Net

JUST_LET_GO = 6  # entries: it lets the wire go beside the falling clock, and looks
MOST_LOOKS = 100  # chosen: after so many it is another input, and costs nothing more
MESSAGE = 48  # entries of a whole byte and of its begin
KNOWN = (b"%c" % DATA, b"%c" % FIXED, b"%c" % ADDRESS)


class Tm1637Answers:
    """Holds the data wire low while the Pi lets it go, as soon as a byte that only a TM1637 is sent wants an answer."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._journal = header.pi.pins.journal()
        self._looks: dict[int, Callable[[], None]] = {}
        self._in_vain: dict[int, int] = {}
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net))

    def _claimed(self, net: Net) -> None:
        if net.gpio not in self._looks:
            self._looks[net.gpio] = look = partial(self._look, net)
            net.on_look(look)

    def _look(self, net: Net) -> None:
        codes = self._journal.codes
        if 4 * net.gpio + FREE not in codes[-JUST_LET_GO:]:
            self._in_vain[net.gpio] = vain = self._in_vain.get(net.gpio, 0) + 1
            if vain > MOST_LOOKS:
                net.forget(self._looks[net.gpio])
            return
        said = codes[-MESSAGE:]
        for clock in {code >> 2 for code in said[-JUST_LET_GO:]} - {net.gpio}:
            reader = Reader(clock, net.gpio)
            for _ in reader.take(said):
                pass
            if reader.waits_after in KNOWN:
                net.pull(False)
                net.forget(self._looks[net.gpio])
                return


DECODERS = (Tm1637Answers,)
