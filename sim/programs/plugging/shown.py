"""What the displays of a board have shown: said as it happens, and kept for the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.kind import Place
from sim.programs.parts.picture import framed
from sim.time.clock import VirtualClock

SHOWS = Message("script.shows", "{where} shows: {text}")
DARK = Message("script.shows.dark", "{where} shows, without its backlight: {text}")
SHOWS_NOTHING = Message("script.shows.nothing", "{where} is dark now.")
WAY_UP = Message("script.guess.way_up", "{where}: which way up the matrix is, is a guess. If it is wrong: {remedy}")
SHOWS_ON = Message("script.shows.on", "{where}: what it shows from now on is shown at the end.")

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
    on_quick: Callable[[str, DisplayChip], None] | None = None  # a picture has passed that was too quick to be told
    guesses: dict[Place, str] = field(default_factory=dict)  # of the whole board
    _times: dict[str, int] = field(default_factory=dict)
    _start_s: float = 0.0

    def __post_init__(self) -> None:
        self._start_s = self.clock.monotonic()

    def listen(self, name: str, place: Place, chip: DisplayChip) -> None:
        """Listen to one more."""
        chip.on_text = partial(self._shows, name, place, chip)
        chip.on_quick = partial(self._passes, name, chip)
        chip.on_way_up = partial(self._guess_way_up, place)

    def _guess_way_up(self, place: Place, setting: str) -> None:
        """Which way up a matrix is, nobody said; `setting` turns it."""
        self.guesses[place] = f"--set {setting}"
        self.notify(WAY_UP(where=place.shown, remedy=f"--set {setting}"))

    def _passes(self, name: str, chip: DisplayChip) -> None:
        if self.on_quick is not None:
            self.on_quick(name, chip)

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


def deeds(chips: Mapping[str, Chip]) -> tuple[dict[str, dict[str, Any]], list[tuple[str, Message]]]:
    """What the driven parts and the displays did: for `--json`, and in sentences, each with the part's name."""
    found: dict[str, dict[str, Any]] = {}
    stories: list[tuple[str, Message]] = []
    for name, chip in chips.items():
        if isinstance(chip, DoingChip):
            found[name] = dict(chip.as_json())
            stories += [(name, each) for each in chip.did()]
        passed = chip.passed() if isinstance(chip, DisplayChip) else None
        if isinstance(chip, DisplayChip) and (quick := chip.passed_as_json()):
            found[name] = found.get(name, {}) | quick
        if passed is not None:
            stories.append((name, passed))
    return found, stories
