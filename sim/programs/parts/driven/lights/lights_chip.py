"""Lights that are switched one after the other, so fast that the eye sees all at once: what a person would see."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from devices import Message
from sim.programs.parts.display import FEW, QUICK_LAST, SETTLED_S, DisplayChip, is_blank
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.picture import framed

FUSED_S = 0.1  # chosen: what comes round ten times a second the eye sees as one picture, if a flickering one
FAINT = 0.15  # chosen: a light that is on for less than a seventh of the longest is a ghost of the next digit
MAX_QUICK = 12  # chosen: pictures that are named at the end
PASSING = 0.02  # chosen: share of the time; what is on for less comes while the wires are written one after the other
BLACK = 0.002  # chosen: of the time; what is lit for less is not seen

QUICK = Message("script.lights.quick", "Pictures that stood for less than {limit_s} s: {pictures}")
QUICK_MORE = Message(
    "script.lights.quick_more", "Pictures that stood for less than {limit_s} s: {pictures}, and {count} more"
)
QUICK_COUNT = Message("script.lights.quick_count", "{count} pictures stood for less than {limit_s} s.")
RAN = Message("script.lights.ran", "Its picture moved: about {count} stood for less than {limit_s} s.")
RAN_LAST = Message(
    "script.lights.ran_last",
    "Its picture moved: about {count} stood for less than {limit_s} s; the last one that was not dark: {text}",
)


class LightsChip(DrivenChip, DisplayChip):
    """Lamps in a row, digits or a matrix. A subclass calls `enter` at each change and gives `seen`.

    `state` of `enter` is whatever says which lamps are lit at that moment.
    """

    def plug(self) -> None:
        self._now: Hashable = None
        self._since_s = 0.0
        self._dwell: dict[Hashable, float] = {}
        self._total_s = 0.0
        self._left = False  # what stands there came once each, since the picture
        self._again: set[Hashable] = set()  # states that came round
        self._came: set[Hashable] = set()  # what came in the moment before this one
        self._picture: tuple[str, ...] = ("",)
        self._picture_s = 0.0
        self._is_told = True
        self._is_settled = True
        self._stood = False  # one state alone made the picture
        self._quick: list[tuple[str, ...]] = []  # pictures that stood, too briefly to be told
        self._ran = 0  # how many more came of lamps in turn
        self._last_lit: tuple[str, ...] = ()
        super().plug()
        DisplayChip.plug(self)

    def seen(self, dwell: Mapping[Hashable, float]) -> tuple[str, ...]:
        """The lines that a person sees when the states last so many seconds each, over and over."""
        raise NotImplementedError

    @property
    def still_s(self) -> float:
        """What lasts so long is a picture of its own, and not a part of one."""
        return FUSED_S

    @property
    def lines(self) -> tuple[str, ...]:
        return self._picture

    @property
    def is_busy(self) -> bool:
        return not (self._is_settled and self._is_told)

    def enter(self, state: Hashable, t_s: float) -> None:
        """From now on other lamps are lit."""
        if state == self._now:
            return
        lasted_s = t_s - self._since_s
        if self._now is not None:
            if lasted_s >= self.still_s:
                self._stand(self._since_s)
            else:
                if self._now in self._dwell:
                    self._again.add(self._now)
                self._dwell[self._now] = self._dwell.get(self._now, 0.0) + lasted_s
                self._total_s += lasted_s
                if self._total_s >= FUSED_S:
                    self._draw_round(t_s)
        self._now, self._since_s, self._is_settled = state, t_s, False

    def until(self, now_s: float) -> None:
        """Nothing has changed until now."""
        if not self._is_settled and now_s - self._since_s >= FUSED_S:
            self._stand(self._since_s)
            self._is_settled = True
        if not self._is_told and now_s - self._picture_s >= SETTLED_S:
            self._announce()

    def _stand(self, since_s: float) -> None:
        """One state has lasted so long that it is a picture of its own."""
        self._draw({self._now: FUSED_S}, since_s, stood=True)

    def _draw_round(self, t_s: float) -> None:
        """Draw what came round in the last moment; what came once each, as a die that rolls, is no picture."""
        dwell = self._dwell
        came = {state for state, each_s in dwell.items() if each_s >= PASSING * self._total_s}
        if came == self._came or 2 * sum(dwell[state] for state in self._again) >= self._total_s:
            self._draw(dwell, t_s)
        elif not self._left:
            self._leave(t_s - self._total_s)
            self._left = self._is_told = True
        self._dwell, self._total_s, self._again, self._came = {}, 0.0, set(), came

    def _draw(self, dwell: dict[Hashable, float], t_s: float, stood: bool = False) -> None:
        picture = self.seen(dwell)
        self._dwell, self._total_s = {}, 0.0
        if picture != self._picture or self._left:
            self._leave(t_s)
            self._left, self._stood = False, stood
            self._picture, self._picture_s, self._is_told = picture, t_s, False
            self.tell(t_s, "shows", " ".join(picture))

    def _leave(self, t_s: float) -> None:
        """The picture is over: it has stood, or was quick."""
        if not self._is_told and t_s - self._picture_s >= SETTLED_S:
            self._announce()
        elif not self._is_told:
            is_dark = is_blank(self._picture)
            self._last_lit = self._last_lit if is_dark else self._picture
            if not self._stood:
                self._ran += not is_dark
            elif self._picture not in self._quick:
                self._quick.append(self._picture)

    def did(self) -> Sequence[Message]:
        if not self._quick:
            return self._has_run()
        if len(self._quick[0]) > 1:
            if is_blank(self._picture) and self._last_lit:
                return (QUICK_LAST(count=len(self._quick), limit_s=SETTLED_S, text=framed(self._last_lit)),)
            return (QUICK_COUNT(count=len(self._quick), limit_s=SETTLED_S),)
        named = " ".join(f"[{each[0]}]" for each in self._quick[:MAX_QUICK])
        more = len(self._quick) - MAX_QUICK
        if more > 0:
            return (QUICK_MORE(pictures=named, count=more, limit_s=SETTLED_S),)
        return (QUICK(pictures=named, limit_s=SETTLED_S),)

    def _has_run(self) -> Sequence[Message]:
        """What to say of lamps in turn whose picture moved: it is looked at ten times a second."""
        if not self._ran or (self._has_told and self._ran < FEW):
            return ()
        if is_blank(self._picture) and self._last_lit:
            return (RAN_LAST(count=self._ran, limit_s=SETTLED_S, text=framed(self._last_lit)),)
        return (RAN(count=self._ran, limit_s=SETTLED_S),)

    def passed_as_json(self) -> dict[str, Any]:
        count = len(self._quick) + self._ran
        return {"quick_pictures": count, "last_quick": list(self._last_lit)} if count else {}

    def _announce(self) -> None:
        """It stood still so long that somebody could read it."""
        self._is_told = True
        self.told()


def bright(lit_s: Mapping[Hashable, float], whole_s: float) -> set[Hashable]:
    """The lamps that are seen, when each is lit for so long: no ghosts, and nothing that is lit for a moment only."""
    longest_s = max(lit_s.values(), default=0.0)
    return {lamp for lamp, each_s in lit_s.items() if each_s >= max(FAINT * longest_s, BLACK * whole_s)}
