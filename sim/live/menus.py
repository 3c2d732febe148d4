"""The menus of the live picture: what can be broken, mended and pressed, in words, with the code to type beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from devices import Message
from firmware.names import Names
from sim.world.fault_orders import thing_words, to_do
from sim.world.fault_words import OF_THE_BOARD, in_words
from sim.world.faults import MACHINE, WORLD, Fault, parse_fault

PAGE = 9  # entries a menu shows at once: the digit keys 1 to 9

WHAT_FAILS = Message("live.what_fails", "What should fail?")
WHICH_PART = Message("live.which_part", "Which part should fail?")
WHICH_FAULT = Message("live.which_fault", "How should it fail: {part}?")
WHICH_MEND = Message("live.which_mend", "Which fault should be cleared?")
WHICH_BUTTON = Message("live.which_button", "Press which button?")
SOMETHING_ELSE = Message("live.something_else", "Something else ...")


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


class Entry(NamedTuple):
    """An answer in a menu: its words, what is typed for it on the command line, and what it leads to."""

    words: Message | str
    code: str
    leads_to: Order | Menu


@dataclass(frozen=True, slots=True)
class Menu:
    """A question with numbered answers; an answer is an order or the next menu."""

    title: Message
    entries: tuple[Entry, ...]
    first: int = 0

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries of this page."""
        return self.entries[self.first : self.first + PAGE]

    @property
    def has_more(self) -> bool:
        """Whether the entries need more than one page."""
        return len(self.entries) > PAGE


def break_menu(offered: Mapping[str, Sequence[Fault]], names: Names, lang: str) -> Menu:
    """What can be broken: first what names.toml has words of its own for, then everything, part by part."""
    named = {part: [each for each in faults if _has_name(each, names)] for part, faults in offered.items()}
    parts = Menu(WHICH_PART, tuple(_part(part, faults, names, lang) for part, faults in named.items() if faults))
    common = [Entry(name.short(lang), code, InjectFault(parse_fault(code))) for code, name in names.faults.items()]
    return Menu(WHAT_FAILS, (*common, Entry(SOMETHING_ELSE, "", parts))) if common else parts


def _has_name(fault: Fault, names: Names) -> bool:
    """Whether names.toml, where there is one, calls it something: how warm a gas sensor is, nobody sees."""
    tables = (names.channels, names.outputs, names.parts, names.things, OF_THE_BOARD)
    return not names.channels or any(fault.target in table for table in tables)


def mend_menu(active: Iterable[Fault], names: Names, lang: str) -> Menu:
    """What is broken now."""
    return Menu(WHICH_MEND, tuple(Entry(in_words(each, names, lang), "", ClearFault(each)) for each in active))


def press_menu(buttons: Iterable[str], names: Names, lang: str) -> Menu:
    """The buttons of the project."""
    return Menu(WHICH_BUTTON, tuple(Entry(names.part(each).short(lang), each, PressButton(each)) for each in buttons))


def _part(part: str, faults: Sequence[Fault], names: Names, lang: str) -> Entry:
    what = thing_words(part, names, lang, of_part=True)
    entries = tuple(Entry(to_do(each, names, lang), str(each), InjectFault(each)) for each in faults)
    return Entry(what, part, Menu(WHICH_FAULT(part=what), entries))


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
