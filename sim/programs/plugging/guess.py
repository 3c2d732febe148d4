"""A guess at one address or chip select: made when the program speaks as to nothing else, taken back when wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import KEPT, PartKind, Place, Talk
from sim.programs.plugging.workbench import Workbench
from sim.time.clock import ClockEvent

UNLIKE = Message(
    "script.unlike",
    "{where}: the program speaks as to another chip, which the virtual board does not have. What the {kind} answers "
    "means nothing. Try it on a real board.",
)
REVISED = Message("script.revised", "{where}: the {before} was a guess. By its bytes it is the {now}.")

AT_ONCE = 0.35  # chosen: the lead of the best kind that plugs it in before the program has read anything
CLEARLY = 0.25  # chosen: the lead of another kind that takes back what is plugged in
NAMED = 0.3  # chosen: what it weighs that the program's text has the name of a kind
LIKELY = 0.9  # chosen: what the bytes of a talk must weigh for a chip that is elsewhere
UNDECIDED_S = 0.05  # chosen: who has not read for so long only writes, as to a display


class Guess:
    """The guess at one place of a bus. `hear` comes before each transaction; a subclass knows the bus."""

    def __init__(self, bench: Workbench, place: Place, library: Callable[[], str | None]) -> None:
        self._bench = bench
        self._place = place
        self._library = library
        self._talk = Talk(place.address, [], bench.text.words)
        self._heard_s: list[float] = []  # when each exchange of the talk was
        self._kind: PartKind | None = None
        self._unlike = False  # nothing that is here is spoken to like that
        self._held = False  # something is there that only acknowledges
        self._alarm: ClockEvent | None = None

    def hear(self, sent: bytes, asked: int) -> None:
        """The program says something: perhaps it is clear now, or clear that it is something else."""
        if len(self._talk.exchanges) >= KEPT:
            self.listen(False)
            return
        if sent or asked:
            self._talk.exchanges.append((sent, asked))
            self._heard_s.append(self._bench.pi.clock.monotonic())
        library = self._library()
        kinds = at(self._place, self._talk.words) if library is None else made_for(library, self._place)
        ranked = self._ranked(kinds)
        if self._kind is None:
            self._decide(ranked, asked > 0, library is not None)
        elif ranked:
            self._revise(ranked, library is not None)
        elif sent and kinds and not self._unlike:
            self._unlike = True
            self._bench.unlike[self._place] = [kind.name for kind in KINDS.values() if self._is_like(kind)]
            self._bench.notify(UNLIKE(where=self._place.shown, kind=self._kind.name.upper()))
        if self._kind is not None and (library is not None or at(self._place, self._talk.words) == [self._kind]):
            self.listen(False)
        elif len(self._talk.exchanges) >= KEPT and self._kind is None:
            self._decide(ranked, True, False)

    def settle(self) -> None:
        """It is only written to, or the program is over: the best kind it is."""
        ranked = self._ranked(at(self._place, self._talk.words)) if self._talk.exchanges else []
        if ranked and self._kind is None:
            self._plug(ranked, len(self._talk.exchanges))
        elif ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= AT_ONCE):  # it is clear in the end
            self._bench.guesses.pop(self._place, None)

    def listen(self, on: bool) -> None:
        """Hear every transaction from now on, or none."""
        raise NotImplementedError

    def hold(self, on: bool) -> None:
        """Let something acknowledge what is written, before it is clear what it is; or no more."""

    def forget(self) -> None:
        """The part is no longer here: begin anew when somebody asks here again."""
        self._kind = None
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
        self._kind = ranked[0][1]
        self._bench.plug(self._kind, self._place)
        if len(ranked) > 1 and not by_library and ranked[0][0] - ranked[1][0] < AT_ONCE:
            self._bench.guess(self._place, f"--plug {self._place}={ranked[1][1].name}")
        clock = self._bench.pi.clock
        for (sent, asked), heard_s in zip(self._talk.exchanges[:before], self._heard_s, strict=False):
            with clock.as_of(heard_s):
                self.play(sent, asked)

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
    return [
        kind
        for kind in KINDS.values()
        if kind.where == place.where
        and (
            place.address in kind.addresses
            or not kind.addresses
            or (place.address in kind.other_addresses and not words.isdisjoint((kind.name, *kind.aliases)))
        )
    ]


def made_for(library: str, place: Place) -> list[PartKind]:
    """The kinds that a library is made for: those that can be there, or else all of them, if others can be there."""
    kinds = [kind for kind in KINDS.values() if library in kind.libraries and kind.where == place.where]
    here = at(place, frozenset(kind.name for kind in kinds))
    return [kind for kind in kinds if kind in here] or (kinds if here else [])
