"""What the keys of the live picture do, as pure steps: (console, key) in, (console, order) out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from devices import Message
from sim.world.faults import MACHINE, WORLD, Fault

SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 18000.0)
WATCH_S = 180.0  # without --speed, a run takes about three minutes
PAGE = 9  # entries a menu shows at once: the digit keys 1 to 9
NEXT = "n"

WHICH_PART = Message("live.which_part", "Which part should fail?")
WHICH_FAULT = Message("live.which_fault", "How should {part} fail?")
WHICH_MEND = Message("live.which_mend", "Which fault should be cleared?")
WHICH_BUTTON = Message("live.which_button", "Press which button?")
NOTHING_BROKEN = Message("live.nothing_broken", "Nothing is broken.")
NO_BUTTON = Message("live.no_button", "This project has no button.")


@dataclass(frozen=True, slots=True)
class InjectFault:
    """Order: let this fault begin."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class ClearFault:
    """Order: let this fault end."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class PressButton:
    """Order: press this button now."""

    button: str


@dataclass(frozen=True, slots=True)
class EndRun:
    """Order: end the run."""


Order = InjectFault | ClearFault | PressButton | EndRun


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
class Choices:
    """What the keys can choose from at this moment: faults by part, active faults, buttons."""

    faults: Mapping[str, Sequence[Fault]]
    active: Sequence[Fault] = ()
    buttons: Sequence[str] = ()


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
    chosen = menu.shown[int(key) - 1][1]
    if isinstance(chosen, Menu):
        return replace(console, menu=chosen), None
    return replace(console, menu=None), chosen


def _pause(console: Console, _: Choices) -> Console:
    return replace(console, paused=not console.paused)


def _faster(console: Console, _: Choices) -> Console:
    return replace(console, speed=next((each for each in SPEEDS if each > console.speed), console.speed))


def _slower(console: Console, _: Choices) -> Console:
    return replace(console, speed=next((each for each in reversed(SPEEDS) if each < console.speed), console.speed))


def _break(console: Console, choices: Choices) -> Console:
    parts = tuple(
        (part, Menu(WHICH_FAULT(part=part), tuple((str(fault), InjectFault(fault)) for fault in faults)))
        for part, faults in choices.faults.items()
    )
    return replace(console, menu=Menu(WHICH_PART, parts))


def _mend(console: Console, choices: Choices) -> Console:
    if not choices.active:
        return replace(console, note=NOTHING_BROKEN)
    return replace(console, menu=Menu(WHICH_MEND, tuple((str(fault), ClearFault(fault)) for fault in choices.active)))


def _push(console: Console, choices: Choices) -> Console:
    if not choices.buttons:
        return replace(console, note=NO_BUTTON)
    return replace(console, menu=Menu(WHICH_BUTTON, tuple((button, PressButton(button)) for button in choices.buttons)))


_KEYS: dict[str, Callable[[Console, Choices], Console]] = {
    " ": _pause,
    "+": _faster,
    "=": _faster,  # the same key without Shift
    "-": _slower,
    "b": _break,
    "m": _mend,
    "p": _push,
}


def speed_to_watch(for_s: float) -> float:
    """The speed at which a run of this many seconds takes about three minutes."""
    return next((speed for speed in SPEEDS if for_s / speed <= WATCH_S), SPEEDS[-1])


SHOWN_AT_ONCE = ("stuck", "welded", "dead", *WORLD, *MACHINE)  # beside off and wrong; the others are for --fault


def faults_to_offer(
    can_fail: Mapping[str, Sequence[str]], parts: Sequence[str], switches: frozenset[str]
) -> dict[str, list[Fault]]:
    """The faults in the menus, by part or thing: of everything that can fail, the faults with an immediate effect.

    `switches` are the felt quantities that are true or false: they are held at one of the two.
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
