"""What the keys of the live picture do, as pure steps: (console, key) in, (console, order) out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from devices import Message
from sim.world.faults import MACHINE, WORLD, Fault

SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 18000.0)
WATCH_S = 180.0  # a lesson should be over in about three minutes when nobody asks for another speed
PAGE = 9  # entries a menu shows at once: the digit keys 1 to 9
NEXT = "n"

WHICH_PART = Message("live.which_part", "Break which part?")
WHICH_FAULT = Message("live.which_fault", "How shall {part} break?")
WHICH_MEND = Message("live.which_mend", "Mend what?")
WHICH_BUTTON = Message("live.which_button", "Press which button?")
NOTHING_BROKEN = Message("live.nothing_broken", "Nothing is broken.")
NO_BUTTON = Message("live.no_button", "This project has no button.")


@dataclass(frozen=True, slots=True)
class Break:
    """Order: let this fault begin."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Mend:
    """Order: let this fault end."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Push:
    """Order: a finger on this button."""

    button: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Order: end the run."""


Order = Break | Mend | Push | Quit


@dataclass(frozen=True, slots=True)
class Menu:
    """A question with numbered answers; an answer is an order or the next menu."""

    title: Message
    entries: tuple[tuple[str, Order | Menu], ...]
    first: int = 0

    @property
    def shown(self) -> tuple[tuple[str, Order | Menu], ...]:
        """The entries of this page."""
        return self.entries[self.first : self.first + PAGE]

    @property
    def has_more(self) -> bool:
        """Whether the entries need more than one page."""
        return len(self.entries) > PAGE


@dataclass(frozen=True, slots=True)
class Console:
    """What the keys have set so far."""

    speed: float
    paused: bool = False
    menu: Menu | None = None
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """What can be done to the board at this moment: faults by part, faults that are there, buttons."""

    faults: Mapping[str, Sequence[Fault]]
    active: Sequence[Fault] = ()
    buttons: Sequence[str] = ()


def press(console: Console, key: str, board: Board) -> tuple[Console, Order | None]:
    """The console after a key, and what the board is to do. Keys that mean nothing change nothing."""
    if key in ("q", "Q", "\x03"):
        return replace(console, menu=None), Quit()
    if console.menu is not None:
        return _in_menu(console, console.menu, key)
    action = _KEYS.get(key.lower() if key.isalpha() else key)
    return (action(replace(console, note=None), board), None) if action else (console, None)


def _in_menu(console: Console, menu: Menu, key: str) -> tuple[Console, Order | None]:
    if key == NEXT and menu.has_more:
        first = menu.first + PAGE
        return replace(console, menu=replace(menu, first=first if first < len(menu.entries) else 0)), None
    if not key.isascii() or not key.isdigit() or not 1 <= int(key) <= len(menu.shown):
        return replace(console, menu=None), None
    chosen = menu.shown[int(key) - 1][1]
    if isinstance(chosen, Menu):
        return replace(console, menu=chosen), None
    return replace(console, menu=None), chosen


def _pause(console: Console, _: Board) -> Console:
    return replace(console, paused=not console.paused)


def _faster(console: Console, _: Board) -> Console:
    return replace(console, speed=next((each for each in SPEEDS if each > console.speed), console.speed))


def _slower(console: Console, _: Board) -> Console:
    return replace(console, speed=next((each for each in reversed(SPEEDS) if each < console.speed), console.speed))


def _break(console: Console, board: Board) -> Console:
    parts = tuple(
        (part, Menu(WHICH_FAULT(part=part), tuple((str(fault), Break(fault)) for fault in faults)))
        for part, faults in board.faults.items()
    )
    return replace(console, menu=Menu(WHICH_PART, parts))


def _mend(console: Console, board: Board) -> Console:
    if not board.active:
        return replace(console, note=NOTHING_BROKEN)
    return replace(console, menu=Menu(WHICH_MEND, tuple((str(fault), Mend(fault)) for fault in board.active)))


def _push(console: Console, board: Board) -> Console:
    if not board.buttons:
        return replace(console, note=NO_BUTTON)
    return replace(console, menu=Menu(WHICH_BUTTON, tuple((button, Push(button)) for button in board.buttons)))


_KEYS: dict[str, Callable[[Console, Board], Console]] = {
    " ": _pause,
    "+": _faster,
    "=": _faster,  # the same key without Shift
    "-": _slower,
    "b": _break,
    "m": _mend,
    "p": _push,
}


def speed_to_watch(for_s: float) -> float:
    """The speed at which a run of that many seconds is over in about three minutes."""
    return next((speed for speed in SPEEDS if for_s / speed <= WATCH_S), SPEEDS[-1])


SHOWN_AT_ONCE = ("stuck", "welded", "dead", *WORLD, *MACHINE)  # beside off and wrong; the others are for --fault


def faults_to_offer(
    can_fail: Mapping[str, Sequence[str]], parts: Sequence[str], switches: frozenset[str]
) -> dict[str, list[Fault]]:
    """What a class may break, by part or thing: from everything that can fail, faults that show something at once.

    `switches` are the felt quantities that only know yes and no: they are held at yes or at no.
    """
    offered: dict[str, list[Fault]] = {part: [] for part in parts}
    for name, kinds in can_fail.items():
        part = max((each for each in parts if name == each or name.startswith(each + "_")), key=len, default=name)
        here = offered.setdefault(part, [])
        for kind in kinds:
            if kind == "off":
                if name == part:
                    here.append(Fault(name, "off"))
            elif name in switches:
                if kind == "stuck":
                    here += [Fault(name, "stuck", details={"value": value}) for value in (1.0, 0.0)]
            elif kind == "wrong":
                here += [Fault(name, "wrong", details={"gain": gain}) for gain in (0.5, 2.0)]
            elif kind in SHOWN_AT_ONCE:
                here.append(Fault(name, kind))
    return offered
