"""The board of one program with everything on it: its world, its parts, what somebody sets and presses."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import Message, WiredPart, Wiring
from sim.chips import find as find_chip
from sim.programs.parts.catalog import QUANTITIES
from sim.programs.parts.kind import GPIO, PartKind, Place
from sim.programs.plugging.addresses import BusDetector
from sim.programs.plugging.clues.program_text import ProgramText
from sim.programs.plugging.driven_pins import DrivenDetector
from sim.programs.plugging.header_pins import PinDetector
from sim.programs.plugging.program_options import (
    Setting,
    example_of,
    kinds_with,
    pin_in,
    plugs_in,
    presses_in,
    says_in,
    settings_in,
    spoken_of,
    talkers,
)
from sim.programs.plugging.workbench import Notify, Workbench
from sim.programs.plugging.worlds import Felt, FeltBehindPlant, Room, Still
from sim.time.clock import VIETNAM, VirtualClock
from sim.virtual_pi import VirtualPi
from sim.world.presses import Press
from wiring.read import read_wiring, unknown_tables

if TYPE_CHECKING:
    from firmware.project import Project

STILL, ROOM = "still", "room"
START = datetime(2026, 9, 7, 8, 0, tzinfo=VIETNAM)  # chosen: a Monday morning in the first week of school
BY_LEVEL = ("button", "pir", "sensor")
DHTS = ("dht11", "dht22")

NOTHING_RESTS = Message("script.set.level.nothing", "--set gpio{gpio}: nothing there has a level at rest.")
NOTHING_FEELS = Message("script.set.nothing", "--set {key}: no part that is plugged in has felt it.")
NOTHING_THERE = Message("script.press.nothing", "--press {name}: there is nothing that can be pressed.")
WOULD_FEEL = Message("script.would_feel", "What feels {name}: {kinds}. Say where it is, such as --plug {example}.")
OTHERS_THERE = Message("script.press.others", "What can be pressed there: {names}.")
MOST_NAMED = 12  # chosen


class Stage:
    """Everything is checked when it is made; `begin` plugs it together. Raises HighlandError for wrong options."""

    def __init__(
        self,
        notify: Notify,
        world: str = STILL,
        wiring: Path | None = None,
        *,
        seed: int = 0,
        sets: Sequence[str] = (),
        presses: Sequence[str] = (),
        plugs: Sequence[str] = (),
        says: Sequence[str] = (),
        program: Path | None = None,
        words: Sequence[str] = (),
    ) -> None:
        self._notify = notify
        self._seed = seed
        self._project = None if world in (STILL, ROOM) else _project(world)
        self._parts = self._wired_parts(wiring)
        wanted = list(sets)
        self._plant = None if self._project is None else self._build_plant(self._project, wanted)
        wired = {} if self._parts is None else {part.name: find_chip(part.driver).feels for part in self._parts}
        self._settings = settings_in(wanted, wired)
        self._presses = presses_in(presses)
        said = says_in(says)
        self._named = [*plugs_in(plugs), *talkers(said)]
        self._down: dict[Press, str] = {}  # fingers that are pressing now, with what they press
        self._pins: PinDetector | None = None
        self._buses: BusDetector | None = None
        self._driven: DrivenDetector | None = None
        self._early: list[Press] = []  # their pin is not there yet
        start = START if self._plant is None else self._plant.start
        self.clock = VirtualClock(start=start)
        self._start_s = self.clock.monotonic()
        self.pi = VirtualPi(clock=self.clock, seed=seed)
        self._surroundings = Room(seed) if world == ROOM else Still()
        self.felt = Felt(self._surroundings) if self._plant is None else FeltBehindPlant(self._plant.felt)
        spoken = (*spoken_of(self._settings, self._presses), *(word.lower() for word in words))
        self.pi.processor.temperature_c = partial(self.felt.number, "processor_c")
        self.bench = Workbench(self.pi, self.felt, notify, ProgramText(program, spoken))
        self.bench.says = said

    @property
    def wiring(self) -> Wiring | None:
        """The wiring list, if the parts come from one."""
        return None if self._parts is None else Wiring(self._parts)

    def begin(self) -> None:
        """Plug in what is there from the start, and plan what will happen. The board need not be on yet."""
        clock, start_s = self.clock, self._start_s
        self.bench.on_plug = self._press_early_ones
        self._surroundings.begin(clock, self.bench.moved)
        for setting in self._settings:
            if setting.at_s == 0.0:
                self.felt[setting.key] = setting.value
            else:
                clock.at(start_s + setting.at_s, partial(self._set, setting))
        if self._parts is None:
            self._plug_what_is_asked_for()
        else:
            self._plug_wiring(self._parts)
        for press in self._presses:
            clock.at(start_s + press.start_s, partial(self._press, press))

    def push(self, button: str, down: bool) -> bool:
        """Press something now, or let it go, such as gpio17; False when nothing is there that can be pressed."""
        key = self._key_named(button)
        if key is None:
            return False
        if down:
            self.felt[key] = True
        else:
            self.felt.pop(key, None)
        self.bench.moved()
        return True

    def plug_again(self, kind: PartKind, place: Place, options: Mapping[str, Any]) -> None:
        """Plug in what an earlier run had. What it may have guessed from a level alone can still be taken back."""
        self.bench.plug(kind, place, options)
        if self._pins is not None and place.where == GPIO and kind.name in BY_LEVEL:
            self._pins.loose.add(place.number)

    def rest(self, gpio: int, high: bool) -> None:
        """From now on, what is on this pin rests at this level."""
        self.felt[f"gpio{gpio}"] = high
        self.bench.moved()

    def end(self) -> None:
        """The program is over: what was never clear is decided now."""
        if self._driven is not None:
            self._driven.settle()
        if self._pins is not None:
            self._pins.settle()
        if self._buses is not None:
            self._buses.settle()
        self.bench.say_all()
        for press in self._early:
            self._notify(NOTHING_THERE(name=press.button))
            self._tell_who_feels(press.button)
        for key in dict.fromkeys(setting.key for setting in self._settings if setting.key in QUANTITIES):
            if key not in self.felt.used:
                self._notify(NOTHING_FEELS(key=key))
                self._tell_who_feels(key)
        for gpio in dict.fromkeys(setting.gpio for setting in self._settings):
            if gpio is not None and not self.bench.rests(Place(GPIO, gpio)):
                self._notify(NOTHING_RESTS(gpio=gpio))

    def _tell_who_feels(self, name: str) -> None:
        """Help whoever set or pressed what nothing here has: with the parts that have it, or what those here have."""
        kinds = kinds_with(name)
        if kinds:
            named = ", ".join(kinds[:MOST_NAMED]) + (" ..." if len(kinds) > MOST_NAMED else "")
            self._notify(WOULD_FEEL(name=name, kinds=named, example=example_of(kinds[0])))
            return
        family = name.partition("_")[0] + "_"
        others = [each for chip in self.bench.chips.values() for each in chip.feels if each.startswith(family)]
        if others:
            self._notify(OTHERS_THERE(names=", ".join(others)))

    def _wired_parts(self, file: Path | None) -> tuple[WiredPart, ...] | None:
        if file is not None:
            wiring = read_wiring(file)
            for misfit in unknown_tables(wiring):
                raise misfit
            return wiring.parts
        return None if self._project is None else self._project.wiring().parts

    def _build_plant(self, project: Project, wanted: list[str]) -> Any:
        """Build the plant; the wishes that are settings of it are taken out of the list."""
        from sim.world.options import settings_of  # a program without a project waits for none of it

        module = project.module("plant")
        names = {each.name for each in fields(module.Settings)}
        mine = {text: text.partition("=") for text in wanted if text.partition("=")[0].strip() in names}
        for text in mine:
            wanted.remove(text)
        changed = settings_of(project.name, module, {key.strip(): value.strip() for key, _, value in mine.values()})
        return module.Plant(changed, random.Random(f"plant {self._seed}"))

    def _plug_what_is_asked_for(self) -> None:
        wanted: dict[int, str] = {}
        self._buses = BusDetector(self.bench)
        by_key = (setting.part for setting in self._settings)
        for kind, place in (*self._named, *(part for part in by_key if part is not None)):
            if self.bench.taken(place) or (place.number in wanted and place.where == GPIO):
                continue
            if place.where == GPIO and kind.name not in DHTS:
                wanted[place.number] = kind.name
            else:
                self._buses.plug_named(kind, place)
        self._pins = PinDetector(self.bench, wanted)
        self._driven = DrivenDetector(self.bench, self._pins)
        self._buses.give_way = self._pins.give_way

    def _plug_wiring(self, parts: tuple[WiredPart, ...]) -> None:
        from sim.world.simulation import plug  # the same
        from sim.world.world import World

        driven: dict[str, float] = {}
        chips = plug(self.pi, parts, self.felt, driven)
        if self._plant is not None and self._project is not None:
            module = self._project.module("plant")
            World(self._plant, chips, driven, self.clock, module.STEP_S, self.pi.rng, _nothing_breaks, _nothing_breaks)
        self.bench.take_wired(parts, chips)

    def _set(self, setting: Setting) -> None:
        self.felt[setting.key] = setting.value
        self.bench.moved()

    def _press(self, press: Press) -> None:
        key = self._key_named(press.button)
        end_s = self._start_s + press.end_s
        if key is None or self.clock.monotonic() >= end_s:
            self._early.append(press)
            return
        self._down[press] = key
        self.felt[key] = True
        self.bench.moved()
        self.clock.at(end_s, partial(self._let_go, press))

    def _press_early_ones(self) -> None:
        """Something was plugged in: perhaps a finger waits for it already, or presses what was there before."""
        early, self._early = self._early, []
        for press in early:
            self._press(press)
        for press, before in self._down.items():
            key = self._key_named(press.button)
            if key is not None and key != before:
                self.felt.pop(before, None)
                self.felt[key] = True
                self._down[press] = key
                self.bench.moved()

    def _let_go(self, press: Press) -> None:
        self.felt.pop(self._down.pop(press), None)
        self.bench.moved()

    def _key_named(self, button: str) -> str | None:
        if button in self.bench.chips:
            return self.bench.press_key_of(button)
        gpio = pin_in(button)
        if gpio is None:
            return self.bench.press_key_at_wire(button) or self.bench.press_key_called(button)
        if self._pins is not None:
            self._pins.settle_one(gpio)
        return self.bench.press_key(Place(GPIO, gpio))


def _project(world: str) -> Project:
    from firmware.project import find  # brings all that a node needs, which few programs do

    return find(world)


def _nothing_breaks(*_: object) -> None:
    """Faults belong to `highland sim`."""
