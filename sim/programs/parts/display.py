"""Displays: what can be read on them, said when it has stood still long enough to be read; what passes is counted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, ClassVar

from devices import Message
from sim.chips import Chip
from sim.programs.parts.picture import DARK_DOT, Picture, framed
from sim.time.clock import ClockEvent

SETTLED_S = 0.15  # chosen: kits show a pattern for 0.2 s; what has not changed for so long was meant to be seen
LOOKS = 5  # in that time
SEEN_S = 0.01  # chosen: what stands for less comes while a picture is written part by part
FEW = 3  # chosen: fewer pictures that passed are worth a word only when nothing else was told

TURNED = "turned_deg"

QUICK = Message("script.quick", "Pictures that stood for less than {limit_s} s: {count}")
QUICK_LAST = Message(
    "script.quick.last",
    "Pictures that stood for less than {limit_s} s: {count}; the last one that was not dark: {text}",
)


class DisplayChip(Chip):
    """A part that shows something.

    A subclass gives `lines`, calls `redraws()` before something may change and `drawn()` afterwards.
    """

    announced: ClassVar[int] = 20  # chosen: so many texts are said; what follows is shown at the end
    seen_s: ClassVar[float] = SEEN_S

    def plug(self) -> None:
        self._read = self.state
        self._told = self.lines
        self._alarm: ClockEvent | None = None
        self._calm = 0  # how often in a row it was the same
        self.on_text: Callable[[tuple[str, ...]], None] | None = None  # somebody had the time to read this
        self.on_way_up: Callable[[str], None] | None = None  # how it is turned is a guess; it gets the setting for that
        self._way_is_said = False
        self.heard_s: float | None = None  # when that came which changes it, if it is looked at only later
        self._has_told = False
        self._changed_s = self.pi.clock.monotonic()
        self._standing: Hashable = self._read  # what stood there last, long enough to be seen
        self._is_over = True  # it is told, or was dark
        self._snapshot: Picture | tuple[str, ...] = ()
        self.quick = 0  # pictures that were seen, and gone before they were told
        self._last_quick: Picture | tuple[str, ...] = ()
        self.on_quick: Callable[[], None] | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be read, line by line, without the blanks at their ends."""
        raise NotImplementedError

    @property
    def state(self) -> Hashable:
        """Differs whenever `lines` does, and is quicker to get."""
        return self.lines

    @property
    def picture(self) -> Picture | None:
        """Its pixels, if it has any."""
        return None

    @property
    def before_dark(self) -> tuple[str, ...]:
        """What it showed before the program switched it off for the last time; empty while it is on."""
        return ()

    @property
    def is_used(self) -> bool:
        """Whether the program shows something on it: a chip for LEDs may have keys alone."""
        return True

    @property
    def lit(self) -> bool:
        """Whether there is light to read it by."""
        return self._powered

    @property
    def is_dark(self) -> bool:
        """Whether nothing can be read."""
        return is_blank(self.lines)

    def snapshot(self) -> Picture | tuple[str, ...]:
        """What is kept of a picture that may pass: its pixels if there are any, otherwise its lines."""
        return self.lines

    @property
    def last_quick(self) -> tuple[str, ...]:
        """The last picture that passed."""
        return self._last_quick.lines() if isinstance(self._last_quick, Picture) else self._last_quick

    def passed(self) -> Message | None:
        """What to say at the end of the pictures that were too quick to be told; None without any."""
        self._stands()
        if not self.quick or (self._has_told and self.quick < FEW):
            return None
        if self.is_dark and not self.before_dark:
            return QUICK_LAST(limit_s=SETTLED_S, count=self.quick, text=framed(self.last_quick))
        return QUICK(limit_s=SETTLED_S, count=self.quick)

    def passed_as_json(self) -> dict[str, Any]:
        """The same for `--json`."""
        return {"quick_pictures": self.quick, "last_quick": list(self.last_quick)} if self.quick else {}

    def guess_way_up(self) -> None:
        """Say once that nobody told which way up it is: a part that feels `turned_deg`."""
        if not self._way_is_said and self.on_way_up is not None:
            self._way_is_said = True
            self.on_way_up(f"{self.part.name}_{TURNED}=180")

    @property
    def turns(self) -> int:
        """Quarter turns, clockwise, of such a part."""
        return round(self.feel(TURNED) / 90.0) % 4

    def redraws(self) -> None:
        """The program is about to change the picture."""
        now_s = self.pi.clock.monotonic() if self.heard_s is None else self.heard_s
        if now_s - self._changed_s >= self.seen_s:
            self._stands()
        self._changed_s = now_s

    def _stands(self, is_told: bool = False) -> None:
        """What is there now was seen; another one that stood there before has passed."""
        state = self.state
        if state != self._standing:
            if not self._is_over:
                self.quick, self._last_quick = self.quick + 1, self._snapshot
                if self.on_quick is not None:
                    self.on_quick()
            self._standing = state
            self._is_over = is_told or state == self._read or self.is_dark
            self._snapshot = () if self._is_over else self.snapshot()
        self._is_over = self._is_over or is_told

    def drawn(self) -> None:
        """The program may have changed the picture."""
        if self._alarm is None:
            self._calm = 0
            self._wait()

    def _wait(self) -> None:
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + SETTLED_S / LOOKS, partial(self._look, self.state))

    def _look(self, before: Hashable) -> None:
        self._alarm = None
        now = self.state
        self._calm = self._calm + 1 if now == before else 0
        if self._calm < LOOKS:
            self._wait()
        elif now != self._read:
            self._stands(is_told=True)
            self._read = now
            self.told()

    def told(self) -> None:
        """It stands still, and something has changed since the last time."""
        lines = self.lines
        if lines != self._told:
            self._told = lines
            self._has_told = self._has_told or not self.is_dark
            if self.on_text is not None:
                self.on_text(lines)


def is_blank(lines: Iterable[str]) -> bool:
    """Whether these lines have neither a letter nor a lit dot."""
    return not any(line.strip(f" {DARK_DOT}") for line in lines)


class PixelChip(DisplayChip):
    """A display of pixels. A subclass gives `pixels()` and `state`; dark is what has no lit pixel."""

    announced = 6  # chosen: a picture takes many lines of a terminal

    _last_lit: tuple[str, ...] = ()
    _has_shown = False  # whether any pixel was lit when somebody looked

    def pixels(self) -> Picture:
        """What the eye sees now."""
        raise NotImplementedError

    @property
    def picture(self) -> Picture:
        return self.pixels()

    @property
    def is_dark(self) -> bool:
        return self.pixels().is_dark

    def snapshot(self) -> Picture:
        return self.pixels()

    @property
    def lines(self) -> tuple[str, ...]:
        return self.pixels().lines()

    @property
    def before_dark(self) -> tuple[str, ...]:
        return self._last_lit if self.pixels().is_dark else ()

    def told(self) -> None:
        self._has_shown = self._has_shown or not self.pixels().is_dark
        if self._has_shown:
            super().told()

    def goes_dark(self) -> None:
        """The program is about to switch it off: remember what was there."""
        picture = self.pixels()
        if not picture.is_dark:
            self._last_lit = picture.lines()
