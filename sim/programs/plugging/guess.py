"""A guess at one address or chip select: made when the program speaks as to nothing else, taken back when wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from devices import Message
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.foreign_talks import foreign_chip, may_be_foreign
from sim.programs.parts.i2c.ports.tca9548a import Tca9548aChip
from sim.programs.parts.kind import I2C, KEPT, PartKind, Place, Talk
from sim.programs.plugging.workbench import Workbench
from sim.time.clock import ClockEvent
from sim.wires.i2c import CHANNEL

UNLIKE = Message(
    "script.unlike",
    "{where}: the program speaks as to another chip, which the virtual board does not have. What the {kind} answers "
    "means nothing. Try it on a real board.",
)
NOT_HERE = Message(
    "script.not_here",
    "{where}: the program speaks as to another chip than the {kind}, which was only a guess. What it answered means "
    "nothing; from now on nobody answers, because the virtual board does not have that chip. Try it on a real board.",
)
FOREIGN = Message(
    "script.foreign",
    "{where}: nobody answers. By its bytes the program speaks to a chip such as {chip}, and the virtual board has "
    "none. Try it on a real board; if another chip is there, say so: --plug {place}={kind}.",
)
FOREIGN_LATE = Message(
    "script.foreign.late",
    "{where}: the {before} was a guess, and what it answered means nothing. By its bytes the program speaks to a chip "
    "such as {chip}, and the virtual board has none: from now on nobody answers. Try it on a real board; if it is a "
    "{before}, say so: --plug {place}={kind}.",
)
REVISED = Message("script.revised", "{where}: the {before} was a guess. By its bytes it is the {now}.")

AT_ONCE = 0.35  # chosen: the lead of the best kind that plugs it in before the program has read anything
CLEARLY = 0.25  # chosen: the lead of another kind that takes back what is plugged in
NAMED = 0.3  # chosen: what it weighs that the program's text has the name of a kind
LIKELY = 0.9  # chosen: what the bytes of a talk must weigh for a chip that is elsewhere
CHANNELS = 64  # of eight multiplexers
BY_LIBRARY = "adafruit_tca9548a"  # it connects a channel for its own chip alone
UNDECIDED_S = 0.05  # chosen: who has not read for so long only writes, as to a display


class Guess:
    """The guess at one place of a bus. `hear` comes before each transaction; a subclass knows the bus."""

    def __init__(self, bench: Workbench, place: Place, library: Callable[[], str | None]) -> None:
        self._bench = bench
        self._place = place
        self._library = library
        self._talk = Talk(place.address, [], bench.text.words, bench.text.numbers)
        self._heard_s: list[float] = []  # when each exchange of the talk was
        self._kind: PartKind | None = None
        self._share = 0.0  # how well its first words fitted it
        self._unlike = False  # nothing that is here is spoken to like that
        self._foreign = False  # it is clear that the chip is not here
        self._held = False  # something is there that only acknowledges
        self._alarm: ClockEvent | None = None

    def hear(self, sent: bytes, asked: int) -> None:
        """The program says something: perhaps it is clear now, or clear that it is something else."""
        if len(self._talk.exchanges) >= KEPT:
            self.listen(False)
            return
        if self._foreign:
            return
        if sent or asked:
            self._talk.exchanges.append((sent, asked))
            self._heard_s.append(self._bench.pi.clock.monotonic())
        library = self._library()
        if library is None and not self._is_named() and (chip := foreign_chip(self._talk, self._place.where)):
            self._refuse(chip)
            return
        kinds = at(self._place, self._talk.words) if library is None else made_for(library, self._place)
        ranked = self._ranked(kinds)
        if self._kind is None:
            self._decide(ranked, asked > 0, library is not None)
        elif ranked:
            self._revise(ranked, library is not None)
        elif sent and kinds and not self._unlike:
            self._tell_unlike(library is not None)
        if self._kind is not None and (library is not None or self._is_only(self._kind)):
            self.listen(False)
        elif len(self._talk.exchanges) >= KEPT and self._kind is None:
            self._decide(ranked, True, False)

    def settle(self) -> None:
        """It is only written to, or the program is over: the best kind it is."""
        exchanges = [] if self._foreign else self._talk.exchanges
        ranked = self._ranked(at(self._place, self._talk.words)) if exchanges else []
        if ranked and self._kind is None:
            self._plug(ranked, len(self._talk.exchanges))
            return
        is_clear = len(ranked) == 1 or (ranked and ranked[0][0] - ranked[1][0] >= AT_ONCE)
        if is_clear and not self._is_second_display():
            self._bench.guesses.pop(self._place, None)

    def listen(self, on: bool) -> None:
        """Hear every transaction from now on, or none."""
        raise NotImplementedError

    def hold(self, on: bool) -> None:
        """Let something acknowledge what is written, before it is clear what it is; or no more."""

    def forget(self) -> None:
        """The part is no longer here: begin anew when somebody asks here again."""
        self._kind = None
        self._foreign = False
        self._take_off()
        self.listen(False)
        self._talk.exchanges.clear()
        self._heard_s.clear()

    def play(self, sent: bytes, asked: int) -> None:
        """Say to the chip what was said before it was known; the clock stands at the moment of that."""
        raise NotImplementedError

    def _ranked(self, kinds: Sequence[PartKind]) -> list[tuple[float, PartKind]]:
        shares = [(kind.fits(self._talk), kind) for kind in kinds]
        found = [(share + NAMED * self._talk.says(kind.name), kind) for share, kind in shares if share > 0.0]
        return sorted(found, key=lambda each: -each[0])

    def _is_named(self) -> bool:
        """Whether the program names a kind that can be here."""
        kinds = at(self._place, self._talk.words)
        return any(self._talk.says(kind.name, *kind.aliases) for kind in kinds)

    def _is_only(self, kind: PartKind) -> bool:
        """Whether nothing else can be here, nor turn out to be what is not here."""
        sure = self._is_named() or not may_be_foreign(self._place.address, self._place.where)
        return sure and at(self._place, self._talk.words) == [kind]

    def _refuse(self, chip: str) -> None:
        """It is a chip that is not here: nobody answers from now on."""
        before, place = self._kind, self._place
        kinds = [kind.name for _, kind in self._ranked(at(place, self._talk.words))] or [
            each.name for each in at(place)
        ]
        self._take_off()
        self._foreign = True
        where, chip = place.shown, chip.upper()
        if before is not None:
            self._unlike_told(before.name, [])
            name = before.name
            message = FOREIGN_LATE(where=where, before=name.upper(), chip=chip, place=str(place), kind=name)
            self._bench.notify(message)
        elif kinds:
            self._bench.notify(FOREIGN(where=where, chip=chip, place=str(place), kind=kinds[0]))

    def _tell_unlike(self, by_library: bool) -> None:
        """No kind is spoken to like that: what was plugged in for a weak reason is taken off."""
        assert self._kind is not None
        name, likely = self._kind.name.upper(), [kind.name for kind in KINDS.values() if self._is_like(kind)]
        self._unlike = True
        if by_library or self._is_named() or self._share >= LIKELY:
            self._bench.notify(UNLIKE(where=self._place.shown, kind=name))
        else:
            self._take_off()
            self._foreign = True
            self._bench.notify(NOT_HERE(where=self._place.shown, kind=name))
        self._unlike_told(name, likely)

    def _unlike_told(self, kind: str, likely: Sequence[str]) -> None:
        self._bench.unlike[self._place] = kind.upper(), likely
        if self._place.where == I2C:
            self._bench.pi.i2c.not_missed.add(self._place.number)

    def _is_like(self, kind: PartKind) -> bool:
        return kind.where == self._place.where and kind.fits(self._talk) >= LIKELY

    def _decide(self, ranked: list[tuple[float, PartKind]], at_once: bool, by_library: bool) -> None:
        if not ranked:
            self._take_off()
            self.listen(False)
        elif at_once or by_library or len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= AT_ONCE:
            self._plug(ranked, len(self._talk.exchanges) - 1, by_library)
        elif not self._held:
            self._held = True
            self.hold(True)
            clock = self._bench.pi.clock
            self._alarm = clock.at(clock.monotonic() + UNDECIDED_S, self.settle)

    def _revise(self, ranked: list[tuple[float, PartKind]], by_library: bool) -> None:
        assert self._kind is not None
        now = next((share for share, kind in ranked if kind is self._kind), 0.0)
        share, best = ranked[0]
        if best is self._kind or (now > 0.0 and share - now < CLEARLY):
            return
        self._bench.notify(REVISED(where=self._place.shown, before=self._kind.name.upper(), now=best.name.upper()))
        self._plug(ranked, len(self._talk.exchanges) - 1, by_library)

    def _plug(self, ranked: list[tuple[float, PartKind]], before: int, by_library: bool = False) -> None:
        self._take_off()
        self._share, self._kind = ranked[0]
        self._bench.plug(self._kind, self._place)
        if len(ranked) > 1 and not by_library and ranked[0][0] - ranked[1][0] < AT_ONCE:
            self._bench.guess(self._place, f"--plug {self._place}={ranked[1][1].name}")
        elif self._is_second_display():
            self._bench.guess(self._place, f"--plug {Place(I2C, self._place.address)}={self._kind.name}")
        clock = self._bench.pi.clock
        for (sent, asked), heard_s in zip(self._talk.exchanges[:before], self._heard_s, strict=False):
            with clock.as_of(heard_s):
                self.play(sent, asked)

    def _is_second_display(self) -> bool:
        """Whether it is a display behind a channel, and one with its address is behind another: perhaps both are one.

        A program that connects channels by hand may speak to a display on the bus itself while one is connected.
        """
        assert self._kind is not None
        number, address = self._place.number, self._place.address
        if number == address or not issubclass(self._kind.chip, DisplayChip):
            return False
        others = (address + CHANNEL * each for each in range(1, CHANNELS + 1))
        return any(each != number and self._bench.taken(Place(I2C, each)) for each in others) and not any(
            BY_LIBRARY in source for source in self._bench.text.sources
        )

    def _take_off(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._held:
            self._held = False
            self.hold(False)
        if self._kind is not None:
            self._bench.unplug(self._place)
            self._kind = None


def at(place: Place, words: frozenset[str] = frozenset()) -> list[PartKind]:
    """The kinds that can be at a place of a bus, some only by the program's words; without addresses any will do."""
    found = _at(place.where, place.address, place.number != place.address)
    return [kind for kind, by_words in found if by_words is None or not words.isdisjoint(by_words)]


@cache
def _at(where: str, address: int, is_behind: bool) -> tuple[tuple[PartKind, frozenset[str] | None], ...]:
    """The kinds that can be there, and which words must say so; None: none must."""
    return tuple(
        (kind, None if not kind.addresses or address in kind.addresses else frozenset((kind.name, *kind.aliases)))
        for kind in KINDS.values()
        if kind.where == where
        and not (is_behind and issubclass(kind.chip, Tca9548aChip))  # one behind the other: not here
        and (not kind.addresses or address in kind.addresses or address in kind.other_addresses)
    )


def made_for(library: str, place: Place) -> list[PartKind]:
    """The kinds that a library is made for: those that can be there, or else all of them, if others can be there."""
    kinds = [kind for kind in KINDS.values() if library in kind.libraries and kind.where == place.where]
    here = at(place, frozenset(kind.name for kind in kinds))
    return [kind for kind in kinds if kind in here] or (kinds if here else [])
