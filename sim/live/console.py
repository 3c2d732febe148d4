"""What the keys of the live picture do, as pure steps: (console, key) in, (console, order) out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from devices import Message
from sim.live.menus import PAGE, EndRun, Menu, Order

SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 18000.0)
WATCH_S = 180.0  # without --speed, a run takes about three minutes
NEXT = "n"

NOTHING_BROKEN = Message("live.nothing_broken", "Nothing is broken.")
NO_BUTTON = Message("live.no_button", "This project has no button.")


@dataclass(frozen=True, slots=True)
class Console:
    """What the keys have set so far."""

    speed: float
    paused: bool = False
    menu: Menu | None = None
    note: Message | None = None
    seeking: bool = False  # on to the next change, as fast as it goes

    @property
    def stands_still(self) -> bool:
        """Whether the world waits: nobody chooses in a menu while it runs away."""
        return self.paused or self.menu is not None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the keys can choose from at this moment; a menu without entries has nothing to choose."""

    to_break: Menu
    to_mend: Menu
    to_press: Menu


def on_key(console: Console, key: str, choices: Choices) -> tuple[Console, Order | None]:
    """The console after a key, and an order for the run. Keys without a meaning change nothing."""
    if key in ("q", "Q", "\x03"):
        return replace(console, menu=None), EndRun()
    if console.menu is not None:
        return _in_menu(console, console.menu, key)
    action = _KEYS.get(key.lower() if key.isalpha() else key)
    return (action(replace(console, note=None), choices), None) if action else (console, None)


def _in_menu(console: Console, menu: Menu, key: str) -> tuple[Console, Order | None]:
    if key == NEXT and menu.has_more:
        first = menu.first + PAGE
        return replace(console, menu=replace(menu, first=first if first < len(menu.entries) else 0)), None
    if not key.isascii() or not key.isdigit() or not 1 <= int(key) <= len(menu.shown):
        return replace(console, menu=None), None
    chosen = menu.shown[int(key) - 1].leads_to
    if isinstance(chosen, Menu):
        return replace(console, menu=chosen), None
    return replace(console, menu=None), chosen


def _pause(console: Console, _: Choices) -> Console:
    return replace(console, paused=not console.paused, seeking=False)


def _faster(console: Console, _: Choices) -> Console:
    return replace(console, speed=next((each for each in SPEEDS if each > console.speed), console.speed))


def _slower(console: Console, _: Choices) -> Console:
    return replace(console, speed=next((each for each in reversed(SPEEDS) if each < console.speed), console.speed))


def _seek(console: Console, _: Choices) -> Console:
    """Begin, or stop where it is."""
    return replace(console, seeking=not console.seeking)


def _break(console: Console, choices: Choices) -> Console:
    return replace(console, menu=choices.to_break, seeking=False)


def _mend(console: Console, choices: Choices) -> Console:
    if not choices.to_mend.entries:
        return replace(console, note=NOTHING_BROKEN)
    return replace(console, menu=choices.to_mend, seeking=False)


def _push(console: Console, choices: Choices) -> Console:
    if not choices.to_press.entries:
        return replace(console, note=NO_BUTTON)
    return replace(console, menu=choices.to_press, seeking=False)


_KEYS: dict[str, Callable[[Console, Choices], Console]] = {
    " ": _pause,
    "+": _faster,
    "=": _faster,  # the same key without Shift
    "-": _slower,
    NEXT: _seek,
    "b": _break,
    "m": _mend,
    "p": _push,
}


def speed_to_watch(for_s: float) -> float:
    """The speed at which a run of this many seconds takes about three minutes."""
    return next((speed for speed in SPEEDS if for_s / speed <= WATCH_S), SPEEDS[-1])
