"""What the displays of a board have shown: said as it happens, and kept for the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from devices import Message
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.kind import Place
from sim.time.clock import VirtualClock

SHOWS = Message("script.shows", "{where} shows: {text}")
DARK = Message("script.shows.dark", "{where} shows, without its backlight: {text}")
SHOWS_NOTHING = Message("script.shows.nothing", "{where} is dark now.")
SHOWS_ON = Message("script.shows.on", "{where}: what it shows from now on is shown at the end.")

NARROWEST = 16  # columns of the smallest display of several lines in use
SIDE_BY_SIDE = 2  # more lines stand one under the other
MOST_KEPT = 1000  # chosen: texts of one run, enough for a quarter of an hour of a clock


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that stood still long enough to be read."""

    t_s: float
    name: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class DisplaysWatch:
    """Listens to every display of one board. `on_shown` gets the name of a display that shows something new."""

    clock: VirtualClock
    notify: Callable[[Message], None]
    shown: list[Shown] = field(default_factory=list)
    on_shown: Callable[[str, DisplayChip], None] | None = None
    _times: dict[str, int] = field(default_factory=dict)
    _start_s: float = 0.0

    def __post_init__(self) -> None:
        self._start_s = self.clock.monotonic()

    def listen(self, name: str, place: Place, chip: DisplayChip) -> None:
        """Listen to one more."""
        chip.on_text = partial(self._shows, name, place, chip)

    def _shows(self, name: str, place: Place, chip: DisplayChip, lines: tuple[str, ...]) -> None:
        if len(self.shown) < MOST_KEPT:
            self.shown.append(Shown(self.clock.monotonic() - self._start_s, name, lines))
        times = self._times[name] = self._times.get(name, 0) + 1
        if times <= chip.announced:
            self.notify(_sentence(place, chip, lines))
        elif times == chip.announced + 1:
            self.notify(SHOWS_ON(where=place.shown))
        if self.on_shown is not None:
            self.on_shown(name, chip)


def _sentence(place: Place, chip: DisplayChip, lines: tuple[str, ...]) -> Message:
    is_dark = chip.picture.is_dark if chip.picture is not None else not chip.lit and not any(lines)
    if is_dark:
        return SHOWS_NOTHING(where=place.shown)
    return (SHOWS if chip.lit else DARK)(where=place.shown, text=framed(lines))


def framed(lines: Sequence[str]) -> str:
    """The lines of a display in a frame; one or two lines of text side by side."""
    columns = max(map(len, lines), default=0)
    if len(lines) <= SIDE_BY_SIDE:
        columns = max(columns, NARROWEST if len(lines) == SIDE_BY_SIDE else 0)
        return " ".join(f"[{line:{columns}}]" for line in lines)
    bar = "\u2500" * columns
    inside = (f"\u2502{line:{columns}}\u2502" for line in lines)
    return "\n".join(("", f"\u250c{bar}\u2510", *inside, f"\u2514{bar}\u2518"))
