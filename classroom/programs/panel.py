"""What a program's board looks like: its parts once they are known, and what they do at a moment."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Hashable, Mapping
from typing import Any

from classroom.programs.quantities import SLIDERS, slider
from devices import Message
from messages import Translate
from sim.chips import Chip
from sim.programs.outputs import Meter, Outputs
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.display import DisplayChip, PixelChip
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.header.digital_sensor import DigitalSensorChip, PushButtonChip
from sim.programs.parts.kind import GPIO, Place
from sim.programs.parts.wires import WiresChip
from sim.programs.plugging.clues.output_roles import ROLES
from sim.programs.plugging.stage import Stage
from sim.programs.plugging.workbench import Plugged

MS = 1000.0
PNG_URL = "data:image/png;base64,"
LED_LIGHT = Message("program.part.led", "LED")
BUZZER = Message("program.part.buzzer", "buzzer")
SERVO = Message("program.part.servo", "servo")
OUTPUT = Message("program.part.output", "output {name}")
BUTTON = Message("program.part.button", "button")
MOTION = Message("program.part.motion", "motion sensor")
SENSOR = Message("program.part.sensor", "digital sensor")
DISTANCE = Message("program.part.distance", "distance sensor")
LIGHT = Message("program.part.light", "light sensor")
CARD = Message("program.part.card", "card {number}")
CARDS = "card"
SIGNS = {"star": "*", "hash": "#"}

# What a part is called in a plugged list, what the page draws, and what it is called there.
DRAWN: Mapping[str, tuple[str, Message]] = {
    "output": ("led", LED_LIGHT),
    "LED": ("led", LED_LIGHT),
    "PWMLED": ("led", LED_LIGHT),
    "RGBLED": ("led", LED_LIGHT),
    "Buzzer": ("buzzer", BUZZER),
    "TonalBuzzer": ("buzzer", BUZZER),
    "buzzer": ("buzzer", BUZZER),
    "servo": ("servo", SERVO),
    "Servo": ("servo", SERVO),
    "AngularServo": ("servo", SERVO),
    "button": ("button", BUTTON),
    "pir": ("motion", MOTION),
    "sensor": ("motion", SENSOR),
    "sonar": ("sensor", DISTANCE),
    "light": ("sensor", LIGHT),
}

SEEN_BY_PIN = ("servo_", "buzzer_")  # parts that the page draws from what is on their pin


class Panel:
    """The panel of one running program."""

    def __init__(self, stage: Stage, translate: Translate) -> None:
        self._stage = stage
        self._translate = translate
        self._outputs = Outputs(stage.pi)
        stage.bench.wire_watchers.append(self._outputs)
        self._start_s = self._shown_s = stage.clock.monotonic()
        self._on_s: dict[int | str, float] = {}
        self._looks: dict[str, Hashable] = {}  # of each picture that was told

    @property
    def count(self) -> int:
        """How often parts came or went: then they need a new description."""
        return self._stage.bench.changes + len(self._outputs.wires) + len(self._inputs_of_chips())

    def parts(self) -> list[dict[str, Any]]:
        """Every part: what it is, where it is, and what somebody may do to it."""
        lights = (self._wire(name, "led", LED_LIGHT) for name in sorted(self._outputs.wires))
        buttons = (self._wire(name, "button", BUTTON) for name in self._inputs_of_chips())
        return [*(self._part(each) for each in self._stage.bench.plugged), *lights, *buttons]

    def _inputs_of_chips(self) -> list[str]:
        chips = self._stage.bench.chips.items()
        return [f"{name}_{wire}" for name, chip in chips if isinstance(chip, WiresChip) for wire in chip.inputs_in_use]

    def _wire(self, name: str, drawn: str, words: Message) -> dict[str, Any]:
        """A wire of a chip; its name stands where the number of a GPIO does."""
        part, _, wire = name.rpartition("_")
        where = f"{part.rpartition('_')[2]} {wire.upper()}"
        is_light = drawn == "led"
        return {
            "name": name, "kind": drawn, "words": words.render(self._translate), "where": where,
            "gpio": name if is_light else None, "push": None if is_light else name, "keys": [], "sliders": [],
        }  # fmt: skip

    def _part(self, plugged: Plugged) -> dict[str, Any]:
        bench, kind = self._stage.bench, plugged.kind
        drawn, words = DRAWN.get(kind, ("", OUTPUT(name=kind)))
        if plugged.role:
            drawn, words = DRAWN.get(plugged.role, ("led", ROLES[plugged.role][0]))
        if not drawn:
            drawn, words = (_drawn(KINDS[kind].chip), KINDS[kind].title) if kind in KINDS else ("led", words)
        where = plugged.place.removeprefix("GPIO")
        chip = bench.chips.get(plugged.name)
        key = None if chip is None else bench.press_key_of(plugged.name)
        guessed = plugged.place in {place.shown for place in bench.guesses}
        rests = chip.rests_high if isinstance(chip, PushButtonChip | DigitalSensorChip) else None
        return {
            "name": plugged.name,
            "kind": drawn,
            "words": words.render(self._translate),
            "where": plugged.place,
            "gpio": int(where) if where.isdecimal() else None,
            "push": None if key is None else f"gpio{where}",
            "keys": self._keys(plugged),
            "guessed": guessed,
            "rests_high": rests if guessed else None,
            "sliders": self._sliders(plugged),
        }

    def _keys(self, plugged: Plugged) -> list[dict[str, str]]:
        """What can be pressed on a part with several keys, and what stands on each: the keys of a keypad, cards."""
        chip = self._stage.bench.chips.get(plugged.name)
        if chip is None or plugged.kind not in KINDS or not KINDS[plugged.kind].press:
            return []
        return [{"push": each, "words": self._sign(each)} for each in chip.feels]

    def _sign(self, key: str) -> str:
        """`keypad_star` as it is printed on the key, `card2` as somebody calls it."""
        last = key.rpartition("_")[2]
        if last.startswith(CARDS):
            return CARD(number=last.removeprefix(CARDS) or "1").render(self._translate)
        return SIGNS.get(last, last.upper())

    def _sliders(self, plugged: Plugged) -> list[dict[str, Any]]:
        found = []
        for quantity in plugged.values:
            if quantity in SLIDERS:
                name = f"{plugged.name}_{quantity}"
                value = float(self._stage.felt[name])
                found.append(slider(name, quantity, value, self._translate))
        return found

    def moment(self) -> dict[str, Any]:
        """What every output and display does now; a light that was on for a part of the time is less bright."""
        bench, now_s = self._stage.bench, self._stage.clock.monotonic()
        took_s, self._shown_s = now_s - self._shown_s, now_s
        found: dict[str, Any] = {"leds": {}, "hertz": {}, "pulse_ms": {}}
        for gpio, meter in self._outputs.meters.items():
            meter.follow(now_s)
            on_s, self._on_s[gpio] = meter.on_s - self._on_s.get(gpio, 0.0), meter.on_s
            name = bench.name_at(Place(GPIO, gpio))
            if meter.duty is None or (name is not None and name in bench.chips and not name.startswith(SEEN_BY_PIN)):
                continue
            share = on_s / took_s if took_s > 0 else meter.duty
            self._see(found, str(gpio), meter, 1.0 - share if gpio in bench.at_low else share)
        for name, (_, meter) in self._outputs.wires.items():
            meter.follow(now_s)
            on_s, self._on_s[name] = meter.on_s - self._on_s.get(name, 0.0), meter.on_s
            found["leds"][name] = round(on_s / took_s, 2) if took_s > 0 else meter.duty or 0.0
        felt = {f"{part.name}_{each}": _rounded(self._stage.felt[f"{part.name}_{each}"])
                for part in bench.plugged for each in part.values}  # fmt: skip
        found |= {"displays": self.texts(), "pictures": self.new_pictures(), "felt": felt}
        return {"t_s": round(now_s - self._start_s, 3), **found}

    def texts(self) -> dict[str, list[str]]:
        """What stands on the displays of letters, and what motors and their like do."""
        bench = self._stage.bench
        pictures, found = bench.pictures(), {name: list(lines) for name, lines in bench.displays().items()}
        for name, chip in bench.driven().items():
            if name not in found:
                found[name] = [each.render(self._translate) for each in chip.now()]
        return {name: lines for name, lines in found.items() if name not in pictures}

    def new_pictures(self) -> dict[str, str]:
        """As a browser shows them; those that have changed since the last time."""
        found = {}
        for name, chip in self._stage.bench.chips.items():
            if isinstance(chip, PixelChip) and self._looks.get(name) != chip.state:
                self._looks[name] = chip.state
                found[name] = PNG_URL + b64encode(chip.picture.png()).decode("ascii")
        return found

    def _see(self, found: dict[str, Any], gpio: str, meter: Meter, share: float) -> None:
        duty, hertz = meter.duty or 0.0, meter.net.frequency_hz
        found["leds"][gpio] = round(share, 2)
        if hertz is not None:
            found["hertz"][gpio] = round(hertz, 1)
            found["pulse_ms"][gpio] = round(duty / hertz * MS, 3)


def _drawn(chip: type[Chip]) -> str:
    if issubclass(chip, PixelChip):
        return "picture"
    return "display" if issubclass(chip, DisplayChip | DoingChip) else "sensor"


def _rounded(value: float | bool) -> float | bool:
    return value if isinstance(value, bool) else round(float(value), 4)
