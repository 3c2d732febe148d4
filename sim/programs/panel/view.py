"""What one frame of the panel shows, collected from a running board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from devices import Message
from sim.live.words import Tongue
from sim.programs.outputs import Outputs
from sim.programs.panel.desk import Desk, Knob
from sim.programs.parts.catalog import KINDS, QUANTITIES
from sim.programs.parts.kind import GPIO, Place
from sim.programs.plugging.devices_on_pins import device_on
from sim.programs.plugging.stage import Stage
from sim.programs.plugging.workbench import Plugged
from sim.programs.plugging.worlds import with_unit

DOWN = Message("panel.down", "pressed")
RESTS = Message("panel.rests", "-")
HERTZ = Message("panel.hertz", "{hertz:.0f} Hz")
AT_PLUG = 1  # each value is looked at once when its part is plugged in
MANY = 40  # chosen: knobs; a keypad has sixteen


@dataclass(frozen=True, slots=True)
class Light:
    """An output: its name, and the share of the last moment for which it was on; None when it was let go."""

    name: str
    share: float | None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A display with its lines, or a motor with its sentence."""

    name: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class PanelView:
    """All that one frame shows. `printed` are the program's last lines."""

    file: str
    t_s: float
    speed: float
    desk: Desk
    lights: Sequence[Light]
    screens: Sequence[Screen]
    knobs: Sequence[Knob]
    printed: Sequence[str]


class Board:
    """Looks at a running board, again and again."""

    def __init__(self, stage: Stage, tongue: Tongue) -> None:
        self._stage = stage
        self._tongue = tongue
        self._outputs = Outputs(stage.pi)
        self._on_s: dict[int, float] = {}
        self._start_s = self._seen_s = stage.clock.monotonic()
        self._reads: Counter[str] = Counter()
        self._looking = False  # it is this board who reads
        stage.felt.on_read = self._was_read

    def _was_read(self, key: str) -> None:
        if not self._looking:
            self._reads[key] += 1

    @property
    def t_s(self) -> float:
        """Virtual seconds since the program's first line."""
        return self._stage.clock.monotonic() - self._start_s

    def lights(self) -> list[Light]:
        """Every plain output; those of displays and motors are told there."""
        bench, now_s = self._stage.bench, self._stage.clock.monotonic()
        took_s, self._seen_s = now_s - self._seen_s, now_s
        kinds = {part.place: part for part in bench.plugged}
        found = []
        for gpio, meter in sorted(self._outputs.meters.items()):
            meter.follow(now_s)
            on_s, self._on_s[gpio] = meter.on_s - self._on_s.get(gpio, 0.0), meter.on_s
            name = bench.name_at(Place(GPIO, gpio))
            if name is not None and name in bench.chips:
                continue
            share = None if meter.duty is None else min(on_s / took_s, 1.0) if took_s > 0 else meter.duty
            if share is not None and gpio in bench.at_low:
                share = 1.0 - share
            hertz = meter.net.frequency_hz
            more = "" if hertz is None or not meter.duty else self._tongue.says(HERTZ(hertz=hertz))
            found.append(Light(_called(gpio, kinds.get(f"GPIO{gpio}")), share, more))
        return found

    def screens(self) -> list[Screen]:
        """Every display with what can be read on it, and what motors, servos and buzzers do."""
        bench = self._stage.bench
        pictures, displays = bench.pictures(), bench.displays()
        found = [Screen(n, pictures[n].lines() if n in pictures else lines) for n, lines in displays.items()]
        for name, chip in bench.driven().items():
            if name not in displays:
                found.append(Screen(name, [self._tongue.says(each) for each in chip.now()]))
        return found

    def knobs(self) -> list[Knob]:
        """Everything that can be pressed, and every value that the program reads or that is announced."""
        found: list[Knob] = []
        bench = self._stage.bench
        self._looking = True
        for plugged in bench.plugged:
            chip = bench.chips.get(plugged.name)
            kind = KINDS.get(plugged.kind)
            if chip is not None:
                quantities = type(chip).feels if kind is None else kind.quantities
                announced = () if kind is None else kind.announced
                found += [
                    self._knob(plugged, each) for each in quantities if self._is_offered(plugged, each, announced)
                ]
        self._looking = False
        return found[:MANY]

    def _is_offered(self, plugged: Plugged, quantity: str, announced: Sequence[str]) -> bool:
        about = QUANTITIES.get(quantity)
        if about is None:
            return False
        key = f"{plugged.name}_{quantity}"
        moved = key in self._stage.felt or self._reads[key] > AT_PLUG or quantity in announced
        return isinstance(about.still, bool) or (about.words is not None and moved)

    def _knob(self, plugged: Plugged, quantity: str) -> Knob:
        about = QUANTITIES[quantity]
        key = f"{plugged.name}_{quantity}"
        value = self._stage.felt[key]
        if isinstance(about.still, bool):
            on = bool(value) is not about.still
            words = plugged.name if quantity in ("pressed", "motion", "active") else key
            return Knob(key, words, on, self._tongue.says(DOWN if on else RESTS))
        words = quantity if about.words is None else self._tongue.says(about.words)
        return Knob(
            key, f"{plugged.name}: {words}", float(value), with_unit(quantity, value), about.low, about.high, about.step
        )


def _called(gpio: int, plugged: Plugged | None) -> str:
    """`GPIO17 LED`; a plain output by its role in the program, such as relay."""
    if plugged is None:
        return f"GPIO{gpio}"
    device = device_on(gpio)
    of_gpiozero = "" if device is None else type(device).__name__
    what = (plugged.role or of_gpiozero) if plugged.kind == "output" else plugged.kind
    return f"GPIO{gpio} {what}".strip()
