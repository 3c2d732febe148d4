"""Parts on plain pins that a program clocks by hand: found when it reads a pin in step with another that it moves.

Until the part is known, what the program does to its pins is kept, and then said to the part again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.header import clocked_roles, hx711
from sim.programs.parts.header.clocked_roles import LOOK, Roles
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.spi import shift_converters, thermocouples, tlc1543
from sim.programs.parts.spi.shift_converters import MAKES
from sim.wires.journal import WAVE
from sim.wires.pins import HALF, Net
from sim.wires.shifting import ShiftWires

CONVERTERS = {kind.name: kind for kind in shift_converters.KINDS}
# The type that has two bits more, and how many bits a program clocks then, from the start bit on.
LONGER = {"mcp3008": ("mcp3208", 19), "mcp3002": ("mcp3202", 17)}
SCALE, OF_TEN_CLOCKS = hx711.KINDS[0], tlc1543.KINDS[0]
ONLY_READ = {kind.name: kind for kind in (*hx711.KINDS, *thermocouples.KINDS)}

SOFTWARE_SPI = "LocalPiSoftwareSPI"  # of gpiozero
SPI_PINS = ("clock_pin", "miso_pin", "mosi_pin", "select_pin")  # in the order of Roles
PAUSE_S = 0.02  # chosen: after so long without a move a new question begins
STEP_S = 1e-3  # chosen: who reads a pin in step with its clock is faster; who looks at a switch is not
PULLED_STEP_S = 2e-4  # the same for a wire with a resistor, which is more likely a switch
STEPS = 16  # chosen: so many bits in step are no accident
FEWER_STEPS = 8  # the same when the program is over
LONGEST = 400  # moves that are kept
MOST_LOOKS = 300  # chosen: after so many looks between moves it is no question
MOVES = 20_000  # chosen: so many moves and nothing is read in step: these are displays and motors

NOBODY = Message(
    "script.clocked",
    "nobody answers here, every bit reads 0. GPIO{clock} clocks this wire, and the virtual board does not know "
    "which chip that is. If it is one of {kinds}, say so with --plug gpio{out}={kind}",
)
TOO_LONG = Message(
    "script.clocked.too_long",
    "nobody answers here, every bit reads 0. The program clocks more bits than any converter has, and the virtual "
    "board does not know which chip that is. Try it on a real board",
)

TOO_SHORT = Message(
    "script.clocked.too_short",
    "nobody answers here, every bit reads 0. The program clocks fewer bits than a converter that we know needs, and "
    "the virtual board does not know which chip that is. Try it on a real board",
)


class UnknownChip(Chip):
    """A part of which nothing is known but its wires. It never answers, and the wire is held low by a weak resistor."""

    def plug(self) -> None:
        for gpio in self.part.options["pins"]:
            self.pi.pins[gpio].clocked = True
        self.pi.pins[self.part.options.get("out", self.part.options["pin"])].pull(False)


UNKNOWN = PartKind("unknown", UnknownChip, Message("script.kind.unknown", "unknown chip"), GPIO, (), needs_partner=True)
KINDS = (UNKNOWN,)


class Listened:
    """One input of which it is not known yet what hangs on it."""

    __slots__ = ("clock", "in_step", "judged", "looked_s")

    def __init__(self) -> None:
        self.clock: int | None = None
        self.in_step = 0
        self.judged = 0
        self.looked_s = 0.0


class ClockedLines:
    """Watches all pins until every input is known, or until so much was moved that nothing will come.

    What the program moves is read in the board's journal, when it looks at an input.
    """

    def __init__(self, header: Header) -> None:
        self._header = header
        self._pins = header.pi.pins
        self._clock = header.pi.clock
        self._now = header.pi.clock.monotonic
        self._record: list[tuple[int, bool | int | None]] = []
        self._journal = header.pi.pins.journal()
        self._journal.readers.append(self)
        self._read_to = self._waves_to = 0  # how far it is read
        self._known: set[int] = set()  # whose moves are of no interest
        self._is_over = False
        self._last_s = self._now()
        self._moves = 0
        self._inputs: dict[int, Listened] = {}
        self._only: dict[int, PartKind | None] = {}  # what only gives bits, by the GPIO that was asked about
        self._ears = {net.gpio: partial(self._moved, net) for net in self._nets}
        self._eyes = {net.gpio: self._eye(net) for net in self._nets}
        for net in self._nets:
            net.on_claim(partial(self._claimed, net))

    @property
    def _nets(self) -> list[Net]:
        return list(self._pins.values())

    def settle(self) -> None:
        """The program is over."""
        for gpio, listened in list(self._inputs.items()):
            if listened.in_step >= FEWER_STEPS:
                self._tell_unknown(self._pins[gpio], listened.clock)

    def _claimed(self, net: Net) -> None:
        """A library takes the pin: listen to it, and to what moves while it is read."""
        software = _software_spi()
        if software is not None:
            self._plug_software_spi(*software)
        elif net.gpio not in self._inputs and not net.clocked:
            self._inputs[net.gpio] = Listened()
            net.on_look(self._eyes[net.gpio])

    def _plug_software_spi(self, roles: Roles, kind: str) -> None:
        if not any(self._pins[gpio].clocked for gpio in roles.options().values()):
            self._plug(roles, CONVERTERS.get(kind, CONVERTERS["mcp3008"]))

    def read(self) -> None:
        """Take in the moves that came, before they are gone."""
        self._catch_up()
        self._read_to = self._waves_to = 0

    def left_out(self, gpio: int) -> None:
        """A wire tells its changes by itself from now on."""
        if not self._is_over and gpio not in self._known:
            self._pins[gpio].on_change(self._ears[gpio])

    def _catch_up(self) -> None:
        journal = self._journal
        codes, waves = journal.codes, journal.waves
        if self._is_over:
            return
        new = Stream(codes[self._read_to :], journal.times[self._read_to :], waves[self._waves_to :])
        self._read_to, self._waves_to = len(codes), len(waves)
        if self._known:
            new = new.without(self._known)
        times = new.times
        last = len(times) - 1
        while last > 0 and times[last] - times[last - 1] <= PAUSE_S:
            last -= 1
        if last > 0 and self._moves + last <= MOVES:  # what came before the last pause is forgotten anyhow
            self._moves += last
            new = Stream(new.codes[last:], times[last:], new.waves)
            if new.waves:
                new.waves = new.waves[-sum(code & 3 == WAVE for code in new.codes) :]
            self._record.clear()
        for t_s, gpio, duty, _ in new.changes():
            self._note(gpio, None if duty is None else duty >= HALF, t_s)

    def _moved(self, net: Net) -> None:
        """A wire that is not in the journal any more."""
        self._catch_up()
        self._note(net.gpio, None if net.duty is None else net.level, self._now())

    def _note(self, gpio: int, level: bool | None, t_s: float) -> None:
        record = self._record
        if t_s - self._last_s > PAUSE_S or len(record) > LONGEST:
            record.clear()
        self._last_s = t_s
        record.append((gpio, level))
        self._moves += 1
        if self._moves > MOVES and not self._is_over:
            self._is_over = True
            for net in self._nets:
                self._forget(net)

    def _eye(self, net: Net) -> Callable[[], None]:
        """What sees the looks at one wire: where nothing moves it does little."""
        gpio, codes, clock = net.gpio, self._journal.codes, self._clock
        is_no_scale = False

        def looked() -> None:
            nonlocal is_no_scale
            if len(codes) != self._read_to:
                self._catch_up()
            now_s = clock.now_s
            if now_s - self._last_s <= PAUSE_S and self._record:
                if gpio in self._inputs:
                    self._looked(net, self._inputs[gpio], now_s)
            elif not is_no_scale and gpio in self._inputs:
                is_no_scale = self._only_read(gpio) is not SCALE
                if net.level and not is_no_scale:
                    self._wait(net)

        return looked

    def _looked(self, net: Net, listened: Listened, now_s: float) -> None:
        record = self._record
        if record[-1] == (net.gpio, LOOK):
            listened.in_step = 0
            return
        record.append((net.gpio, LOOK))
        listened.judged += 1
        if listened.judged > MOST_LOOKS:
            self._forget(net)
            return
        ten = clocked_roles.asked_in_ten(record, net.gpio, self._header.opened(), self._header.names)
        if ten is not None and self._header.named(ten[0].select or net.gpio) in (None, OF_TEN_CLOCKS.name):
            self._plug(ten[0], OF_TEN_CLOCKS, {"address": ten[1]})
            return
        since = [*self._still_low(record), *record]
        roles = clocked_roles.asked(since, net.gpio, self._header.names, lambda gpio: self._pins[gpio].level)
        if roles is not None:
            self._plug(roles, self._converter(roles))
            return
        kind = self._only_read(net.gpio)
        if kind is not None:
            roles = clocked_roles.listened(record, net.gpio, self._header.names, kind is not SCALE)
        if kind is not None and roles is not None:
            self._plug(roles, kind)
        elif kind is SCALE and net.level:
            self._wait(net)
        else:
            self._count(net, listened, now_s)

    def _still_low(self, record: list[tuple[int, bool | int | None]]) -> list[tuple[int, bool]]:
        """Chip selects that were made low long ago, as many programs open them: the first question finds them low."""
        moved = {gpio for gpio, _ in record}
        names = self._header.names
        return [
            (net.gpio, False)
            for net in self._nets
            if net.duty == 0.0 and net.gpio not in moved and names(net.gpio) & clocked_roles.SELECT_NAMES
        ]

    def _wait(self, net: Net) -> None:
        """A scale says with a low wire that it is ready: a program may wait for that before it clocks anything."""
        roles = clocked_roles.waits(net.gpio, self._header.opened(), self._header.names, self._is_output)
        if roles is not None:
            self._plug(roles, SCALE)

    def _is_output(self, gpio: int) -> bool:
        return self._pins[gpio].duty is not None

    def _only_read(self, gpio: int) -> PartKind | None:
        """The part that gives bits without being asked, if somebody or the program's text names one."""
        if gpio not in self._only:
            wanted = self._header.named(gpio)
            named = [name for name in ONLY_READ if name in self._header.words or name == wanted]
            self._only[gpio] = ONLY_READ[named[0]] if len(named) == 1 else None
        return self._only[gpio]

    def _converter(self, roles: Roles) -> PartKind:
        """Which converter is asked: the one that somebody named, or else by the bits before the first look."""
        for gpio in (roles.select, roles.out):
            wanted = None if gpio is None else self._header.named(gpio)
            if wanted in CONVERTERS:
                return CONVERTERS[wanted]
        named = [name for name in MAKES if name in self._header.words]
        if len(named) == 1:
            return CONVERTERS[named[0]]
        count = len(roles.command)
        if roles.into == roles.out:
            likely = ("adc0832", "adc0834")[count > MAKES["adc0832"].command + 2]
        else:
            likely = "mcp3002" if count <= MAKES["mcp3002"].command + 1 else "mcp3008"
        return CONVERTERS[likely if not named or likely in named else named[0]]

    def _plug(self, roles: Roles, kind: PartKind, more: Mapping[str, int] | None = None) -> None:
        options = roles.options()
        gpios = tuple(options.values())
        place = roles.out if roles.select is None else roles.select
        chip: Any = self._header.claim(kind, place, gpios, {**options, **(more or {})})
        for gpio in gpios:
            self._forget(self._pins[gpio])
        if chip is not None:
            self._begin(chip, roles, kind)

    def _begin(self, chip: Any, roles: Roles, kind: PartKind) -> None:
        if kind.name in LONGER and not self._is_named(roles):
            chip.on_asked = partial(self._asked, roles, *LONGER[kind.name])
        if kind.name in CONVERTERS and roles.select is not None and not self._is_named(roles):
            chip.on_too_long = partial(self._header.change, replace(UNKNOWN, title=TOO_LONG()), roles.select)
            chip.on_too_short = partial(self._header.change, replace(UNKNOWN, title=TOO_SHORT()), roles.select)
        if roles.select is not None:
            chip.wires.on_others_clock = partial(self._clocked_for_another, chip.wires, roles, kind)
        chip.wires.replay(roles.said)

    def _is_named(self, roles: Roles) -> bool:
        wanted = {self._header.named(gpio) for gpio in roles.options().values()}
        return not wanted.isdisjoint(MAKES) or not self._header.words.isdisjoint(MAKES)

    def _asked(self, roles: Roles, longer: str, bits: int, count: int) -> None:
        """The first question was answered: whoever goes on for two more bits knows a converter with twelve."""
        if bits <= count <= bits + 1 and roles.select is not None:
            chip: Any = self._header.change(CONVERTERS[longer], roles.select)
            chip.wires.on_others_clock = partial(self._clocked_for_another, chip.wires, roles, CONVERTERS[longer])

    def _clocked_for_another(self, wires: ShiftWires, roles: Roles, kind: PartKind) -> None:
        """The clock of a known part rises, and another wire selects: a second one shares its wires."""
        self._catch_up()
        if self._now() - self._last_s > PAUSE_S:
            return
        select = clocked_roles.last_select(self._record, self._header.names)
        if select is None or self._pins[select].clocked:
            return
        wires.on_others_clock = None
        said = (None if roles.into is None else self._pins[roles.into].level,)
        another = Roles(roles.clock, roles.out, roles.into, select, said)
        chip = self._header.claim(kind, select, (select,), another.options())
        if chip is not None:
            self._begin(chip, another, kind)

    def _count(self, net: Net, listened: Listened, now_s: float) -> None:
        """Is it read bit by bit, by a program that knows a chip of which we do not?"""
        longest_s = STEP_S if net.pi_pull is None else PULLED_STEP_S
        quick, listened.looked_s = now_s - listened.looked_s < longest_s, now_s
        if not quick:
            return
        rises = clocked_roles.rises_between(self._record, net.gpio)
        if len(rises) > 1:
            return  # other things were done between: a new question, or a display
        clock = rises[0] if rises else None
        if clock is None or listened.clock not in (None, clock):
            listened.in_step = 0
        listened.clock = clock
        if clock is not None:
            listened.in_step += 1
        if listened.in_step >= STEPS:
            self._tell_unknown(net, clock)

    def _tell_unknown(self, net: Net, clock: int | None) -> None:
        self._forget(net)
        if clock is not None:
            kinds = ", ".join((*ONLY_READ, *CONVERTERS))
            title = NOBODY(out=net.gpio, clock=clock, kinds=kinds, kind="hx711")
            self._header.claim(replace(UNKNOWN, title=title), net.gpio, (net.gpio, clock))

    def _forget(self, net: Net) -> None:
        """Its part is known: its moves are of no more interest."""
        if not self._is_over:
            self._catch_up()
        self._known.add(net.gpio)
        net.forget(self._ears[net.gpio])
        net.forget(self._eyes[net.gpio])
        self._inputs.pop(net.gpio, None)


def _software_spi() -> tuple[Roles, str] | None:
    """The pins that gpiozero is just opening for SPI by hand, and the name of the device that wants them; or None."""
    frame, roles = sys._getframe(1), None
    while frame is not None:
        mine = frame.f_locals.get("self")
        name = type(mine).__name__
        if name.startswith(SOFTWARE_SPI) and all(pin in frame.f_locals for pin in SPI_PINS):
            clock, out, into, select = (_gpio(frame.f_locals[pin]) for pin in SPI_PINS)
            roles = Roles(clock, out, into, select, ())
        if roles is not None and name.lower() in CONVERTERS:
            return roles, name.lower()
        frame = frame.f_back  # type: ignore[assignment]  # None at the end
    return None if roles is None else (roles, "")


def _gpio(pin: int | str | None) -> Any:
    """gpiozero's name of a pin as a number."""
    return int(pin.removeprefix("GPIO")) if isinstance(pin, str) else pin


DECODERS = (ClockedLines,)
