"""What a program did with its outputs: how often each changed, how long it was on, and every change as a row.

The rows go to a CSV file with SIM in its name: t_s, provenance, wire, value.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from functools import partial
from operator import sub
from pathlib import Path
from typing import Any

from devices import Message
from firmware.trace import SIM, cell, sim_name
from firmware.whole_file import GrowingFile
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.driven.lights.lights_chip import LightsChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.picture import Picture
from sim.programs.parts.wires import Steady
from sim.programs.plugging.workbench import Workbench
from sim.time.clock import VirtualClock
from sim.virtual_pi import VirtualPi
from sim.wires.journal import HIGH, LOW
from sim.wires.pins import HALF, Net

Row = Callable[[float, str, float | None], None]  # virtual second, wire, value; None: nobody drives it any more


SUPPLY_V = 3.3


class ChipWire:
    """A wire that a chip drives, not the board."""

    steady: tuple[float, float] | None = None  # of an analog output: the lowest and the highest share of 3.3 V but 0
    duty: float | None = None
    frequency_hz: float | None = None


class Meter:
    """One output. `on_s` are seconds, with PWM the part of them that it was high; an analog output is on above 0 V."""

    __slots__ = ("changes", "driven_s", "driven_since_s", "duty", "let_go", "name", "net", "on_s", "since_s")

    def __init__(self, net: Net | ChipWire, now_s: float, name: str) -> None:
        self.net = net
        self.name = name
        self.duty: float | None = net.duty
        self.since_s = self.driven_since_s = now_s
        self.on_s = self.driven_s = 0.0
        self.changes = 0
        self.let_go = 0  # how often the program made it an input again

    def follow(self, now_s: float) -> bool:
        """Count up to now; True when the wire has changed."""
        return self.becomes(self.net.duty, now_s)

    def becomes(self, after: float | None, now_s: float) -> bool:
        """Count up to then, when the wire was at `after`; True when that is a change."""
        before = self.duty
        if before:
            self.on_s += (1.0 if isinstance(before, Steady) else before) * (now_s - self.since_s)
        self.since_s = now_s
        if after == before:
            return False
        self.duty = after
        if before is None:
            self.driven_since_s = now_s
        elif after is None:
            self.driven_s += now_s - self.driven_since_s
        else:
            self.changes += 1
        self.let_go += self.duty is None
        return True

    def switches(self, times_s: Sequence[float]) -> None:
        """Count up to the last of these moments: at each it went from low to high or back."""
        rises_s, falls_s = times_s, times_s[1:]
        if self.duty:
            self.on_s += times_s[0] - self.since_s
            rises_s, falls_s = times_s[1:], times_s[2:]
        self.on_s = sum(map(sub, falls_s[::2], rises_s[::2]), self.on_s)
        self.since_s = times_s[-1]
        self.changes += len(times_s)
        self.duty = float(bool(self.duty) != (len(times_s) % 2 == 1))

    @property
    def low_s(self) -> float:
        """How long it was driven low, up to the last count."""
        now = 0.0 if self.duty is None else self.since_s - self.driven_since_s
        return self.driven_s + now - self.on_s

    @property
    def is_only_low(self) -> bool:
        """Whether it was switched by being low or let go: it was never high."""
        return self.let_go > 0 and not self.changes and not self.on_s and not self.duty


class Outputs:
    """The meters of all outputs of a board. Without `row` they read the board's journal, now and then."""

    def __init__(self, pi: VirtualPi, row: Row | None = None) -> None:
        self._clock = pi.clock
        self._start_s = pi.clock.monotonic()
        self._row = row
        self._meters: dict[int, Meter] = {}
        self.wires: dict[str, tuple[ChipWire, Meter]] = {}
        self._pins = pi.pins
        self._journal = pi.pins.journal()
        self._read_to = self._waves_to = 0  # how far it is read
        if row is None:
            self._journal.readers.append(self)
        else:
            for gpio in pi.pins:
                self.left_out(gpio)

    @property
    def meters(self) -> dict[int, Meter]:
        """Every output by its GPIO, as it is now; the seconds go up to its last change."""
        self._catch_up()
        return self._meters

    def read(self) -> None:
        """Take in the changes that came, before they are gone."""
        self._catch_up()
        self._read_to = self._waves_to = 0

    def left_out(self, gpio: int) -> None:
        """A wire tells its changes by itself from now on."""
        self._catch_up()
        net = self._pins[gpio]
        net.on_change(partial(self._changed, net))

    def _catch_up(self) -> None:
        if self._row is not None:
            return
        journal = self._journal
        new = Stream(journal.codes[self._read_to :], journal.times[self._read_to :], journal.waves[self._waves_to :])
        self._read_to, self._waves_to = len(journal.codes), len(journal.waves)
        for gpio, of_wire in new.split():
            self._follow(gpio, of_wire)

    def _follow(self, gpio: int, stream: Stream) -> None:
        meter, codes = self._meters.get(gpio), stream.codes
        low, high = 4 * gpio + LOW, 4 * gpio + HIGH
        if (
            meter is not None
            and meter.duty in (0.0, 1.0)
            and not codes.translate(None, bytes((low, high)))
            and codes[0] == (low if meter.duty else high)
            and bytes((low, low)) not in codes
        ):
            meter.switches(stream.times)
            return
        for t_s, _, duty, _ in stream.changes():
            self._becomes(gpio, duty, t_s)

    def _changed(self, net: Net) -> None:
        if self._becomes(net.gpio, net.duty, self._clock.now_s) and self._row is not None:
            meter = self._meters[net.gpio]
            self._row(meter.since_s - self._start_s, meter.name, net.duty)

    def _becomes(self, gpio: int, duty: float | None, t_s: float) -> bool:
        meter = self._meters.get(gpio)
        if meter is not None:
            return meter.duty != duty and meter.becomes(duty, t_s)
        if duty is not None:
            self._meters[gpio] = meter = Meter(self._pins[gpio], t_s, f"gpio{gpio}")
            meter.duty = duty
        return duty is not None

    def wire(self, name: str, level: float | None) -> None:
        """A chip drives a wire of its own, such as mcp23017_0x20_gpa0."""
        now_s = self._clock.monotonic()
        if name not in self.wires:
            if level is None:
                return
            wire = ChipWire()
            self.wires[name] = wire, Meter(wire, now_s, name)
        wire, meter = self.wires[name]
        wire.duty = level
        if level and isinstance(level, Steady):
            low, high = wire.steady or (level, level)
            wire.steady = (min(low, level), max(high, level))
        if meter.follow(now_s) and self._row is not None:
            self._row(now_s - self._start_s, name, level)

    def forget(self, part: str) -> None:
        """This part was a wrong guess."""
        self.wires = {name: wire for name, wire in self.wires.items() if not name.startswith(f"{part}_")}

    def as_json(self, part_on: Callable[[int], str | None], at_low: Container[str] = ()) -> dict[str, Any]:
        """Every output by its name, as it is now; `part_on` says what is on a GPIO, `at_low` which are on at low."""
        now_s = self._clock.monotonic()
        meters = [(part_on(gpio), meter) for gpio, meter in sorted(self.meters.items())]
        meters += [(None, meter) for _, (_, meter) in sorted(self.wires.items())]
        for _, meter in meters:
            meter.follow(now_s)
        return {
            meter.name: {
                "part": part,
                "last_level": None if meter.duty is None else int(meter.duty >= HALF),
                "last_duty": meter.duty,
                "changes": meter.changes,
                "let_go": meter.let_go,
                "on_s": round(meter.on_s, 6),
                **({"low_s": round(meter.low_s, 6)} if meter.name in at_low else {}),
                **({"pulled_low_s": round(meter.low_s, 6)} if meter.is_only_low else {}),
                **_volts(meter),
            }
            for part, meter in meters
        }


def _volts(meter: Meter) -> dict[str, float]:
    """What the wire of a chip is at: it has no PWM."""
    if not isinstance(meter.net, ChipWire):
        return {}
    last, steady = meter.duty, meter.net.steady
    found = {} if last is None else {"last_v": round(last * SUPPLY_V, 3)}
    if steady is not None:
        found |= {name: round(share * SUPPLY_V, 3) for name, share in zip(("least_v", "most_v"), steady, strict=True)}
    return found


HEADER = "t_s,provenance,wire,value\n"
MOST_PICTURES = 20  # chosen: PNG files of one display beside the trace
VALUES_EVERY_S = 10.0  # how often what the parts feel is looked at; it gets a row when it has changed


class ScriptTrace:
    """One row for each change of a pin, and for each change of what a part feels; no value: the pin was let go.

    A display of letters gets a row with its text, one of pixels with the number of its picture, which is beside the
    trace as a PNG file.

    The rows go to `FILE.part` beside it until the run is over; on a full disk the program goes on, and `half` says what
    is missing. Raises OSError when it cannot be opened.
    """

    def __init__(self, file: Path) -> None:
        self.file = sim_name(file)
        self._rows = GrowingFile(self.file)
        self._rows.write(HEADER)
        self._last: dict[str, float] = {}
        self._pictures: dict[str, int] = {}

    @property
    def half(self) -> Message | None:
        """What to say when only a part of the rows is there, in `FILE.part`."""
        return self._rows.half

    def row(self, t_s: float, wire: str, value: float | None) -> None:
        """Write one row."""
        self._rows.write(f"{cell(round(t_s, 6))},{SIM},{wire},{cell(value)}\n")

    def shown(self, t_s: float, wire: str, value: float | str) -> None:
        """Write one row about what a part does or shows; a text stands in quotes."""
        text = f'"{value.replace(chr(34), chr(39))}"' if isinstance(value, str) else cell(value)
        self._rows.write(f"{cell(round(t_s, 6))},{SIM},{wire},{text}\n")

    def watch(self, bench: Workbench, clock: VirtualClock) -> None:
        """Write down what the parts feel, now and whenever it has changed, and what the driven ones do."""
        start_s = clock.monotonic()
        bench.on_value = lambda t_s, wire, value: self.shown(t_s - start_s, wire, value)

        def look() -> None:
            for part in bench.plugged:
                for quantity in part.values:
                    key = f"{part.name}_{quantity}"
                    value = float(bench.felt[key])
                    if self._last.get(key) != value:
                        self._last[key] = value
                        self.row(clock.monotonic() - start_s, key, value)

        def shown(name: str, chip: DisplayChip) -> None:
            if chip.picture is None and not isinstance(chip, LightsChip):  # lights tell every change by themselves
                self.shown(clock.monotonic() - start_s, f"{name}_shows", " | ".join(chip.lines))
            elif chip.picture is not None:
                self._pictures[name] = number = self._pictures.get(name, 0) + 1
                self.row(clock.monotonic() - start_s, f"{name}_picture", float(number))
                if number <= MOST_PICTURES:
                    self._keep(name, number, chip.picture)

        def passed(name: str, chip: DisplayChip) -> None:
            value = float(chip.quick) if chip.picture is not None else " | ".join(chip.last_quick)
            self.shown(clock.monotonic() - start_s, f"{name}_quick", value)

        clock.every(VALUES_EVERY_S, look)
        bench.displays_watch.on_shown, bench.displays_watch.on_quick = shown, passed

    def _keep(self, name: str, number: int, picture: Picture) -> None:
        """A picture beside the trace; on a full disk it is left out, as what comes after it in the trace is."""
        with suppress(OSError):
            self.file.with_name(f"{self.file.stem}_{name}_{number}.png").write_bytes(picture.png())

    def close(self) -> None:
        """Give the file its name, if all rows are in it."""
        self._rows.close()

    def drop(self) -> None:
        """Leave nothing behind: the run never began."""
        self._rows.drop()
