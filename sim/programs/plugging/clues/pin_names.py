"""What a program calls its pins: `GAS_PIN = 17`, `gas = InputDevice(17)`, `pins = {"red": 17}`, `board.D17`."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from sim.libraries.stand_ins.rpi_gpio.names import BOARD_TO_GPIO, WIRING_PI_TO_GPIO
from sim.programs.plugging.clues.program_text import ProgramText, nodes, pieces
from sim.wires.pins import GPIO_COUNT

BLINKA = re.compile(r"[DG]P?(\d+)")  # board.D17, and GP17 as some write
WORDY = re.compile(r"(?:GPIO|BCM)(\d+)")  # gpiozero takes "GPIO17", "BOARD11" and "J8:11" too
ON_HEADER = re.compile(r"(?:BOARD|J8:)(\d+)")
NO_PINS = (
    *("sleep", "range", "wait", "PWM", "start", "ChangeDutyCycle", "ChangeFrequency", "map", "write_byte"),
    *("analogRead", "analog_read", "read_adc", "ADCDevice", "ADS7830", "PCF8591"),
)
PIN_FIRST = ("softToneWrite", "softPwmCreate", "softPwmWrite", "pwmWrite", "digitalWrite", "pinMode", "output")
NO_NAMES = ("initial", "pull_up", "timeout", "bouncetime", "pull_up_down")
NUMBERS = frozenset(  # names with these words hold how many, how long or how fast: no pins
    ("count", "num", "number", "delay", "time", "timeout", "max", "min", "size", "length", "freq", "frequency", "duty",
     "interval", "seconds", "secs", "ms", "threshold", "width", "height", "baud", "brightness", "volume")
)  # fmt: skip
MOST_ROUNDS = 3  # a name for a name for a number


class PinNames:
    """The words for each GPIO. A number that is no pin, such as a time, gives words to a pin that is not used."""

    def __init__(self, text: ProgramText) -> None:
        self.trees = text.trees
        self._names: dict[int, set[str]] = {}
        self._by_name: dict[str, dict[int, None]] = {}
        self._lists: dict[str, int] = {}  # names of several pins, and the file that says so: the program's own is first
        self._file = 0
        names = {node.id for tree in text.trees for node in nodes(tree) if isinstance(node, ast.Name)}
        attributes = {
            node.attr for tree in text.trees for node in nodes(tree) if isinstance(node, ast.Attribute)
        }  # fmt: skip
        self._to_gpio = _counted(attributes | names)
        self._makers = {
            node.name: each
            for tree in text.trees
            for node in nodes(tree)
            if isinstance(node, ast.ClassDef)
            for each in node.body
            if isinstance(each, ast.FunctionDef) and each.name == "__init__"
        }
        for _ in range(MOST_ROUNDS):
            for self._file, tree in enumerate(text.trees):
                for node in nodes(tree):
                    self._look_at(node)

    def words(self, gpio: int) -> frozenset[str]:
        """The words of all names for this GPIO."""
        return frozenset(word for name in self._names.get(gpio, ()) for word in pieces(name))

    def called(self, words: frozenset[str]) -> tuple[int, ...]:
        """The GPIOs that names with one of these words mean, in the order of the text.

        Where one name means several, as `rows = [5, 6, 13]`, the longest list counts. A constant such as `L4 = 1` may
        mean GPIO0 or 1; `last_dt = 0` is no pin.
        """
        groups = [
            tuple(gpio for gpio in gpios if gpio > 1 or name.isupper())
            for name, gpios in self._by_name.items()
            if not words.isdisjoint(pieces(name))
        ]
        longest = max(groups, key=len, default=())
        return longest if len(longest) > 1 else tuple(dict.fromkeys(gpio for group in groups for gpio in group))

    def _look_at(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._bind(node.target, node.value)
        elif isinstance(node, ast.keyword):
            if node.arg is not None and node.arg not in NO_NAMES:
                self._name(node.arg, self.pins_in(node.value))
        else:
            self._look_at_more(node)

    def _look_at_more(self, node: ast.AST) -> None:
        if isinstance(node, ast.Dict):
            self._look_at_keys(node)
        elif isinstance(node, ast.FunctionDef):
            self._look_at_defaults(node)
        elif isinstance(node, ast.Call):
            self._look_at_call(node)
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            self._call(node.target.id, self.pins_in(node.iter))

    def _look_at_call(self, node: ast.Call) -> None:
        """`FlameSensor(17)` and `read_rain(17)` say something about the pin, too, but no variable has that name."""
        name = _name_of(node.func)
        pins = node.args[: 1 if name in PIN_FIRST else None]
        for each in pins if name is not None and name not in NO_PINS else ():
            if isinstance(each, ast.Constant):
                self._call(name or "", tuple(self._gpio_of(each.value)))
        if name in self._makers:  # `Alarm(21, 20)` says what its own names are
            for parameter, each in zip(self._makers[name].args.args[1:], node.args, strict=False):
                self._name(parameter.arg, self.pins_in(each))

    def _call(self, name: str, gpios: Sequence[int]) -> None:
        """A name that is no constant's: it says what a pin is for, and nothing of its own means that pin."""
        for gpio in gpios:
            self._names.setdefault(gpio, set()).add(name)

    def _look_at_keys(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                self._name(key.value, self.pins_in(value))

    def _look_at_defaults(self, node: ast.FunctionDef) -> None:
        arguments = [*node.args.posonlyargs, *node.args.args]
        for argument, default in zip(reversed(arguments), reversed(node.args.defaults), strict=False):
            self._name(argument.arg, self.pins_in(default))

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple | ast.List):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                for each, its in zip(target.elts, value.elts, strict=True):
                    self._bind(each, its)
            elif len(gpios := self.pins_in(value)) == len(target.elts):  # `in1, in2, enable = LEFT_MOTOR`
                for each, gpio in zip(target.elts, gpios, strict=True):
                    self._name(_name_of(each) or "", (gpio,))
            return
        name = _name_of(target)
        if name is not None:
            self._name(name, self.pins_in(value))

    def _name(self, name: str, gpios: Sequence[int]) -> None:
        words = {*pieces(name)}
        if "pin" not in words and not words.isdisjoint(NUMBERS):
            return
        for gpio in gpios:
            self._names.setdefault(gpio, set()).add(name)
        if len(gpios) > 1 and self._lists.setdefault(name, self._file) != self._file:
            return  # the example in a module, which has other wires
        if gpios:
            self._by_name.setdefault(name, {}).update(dict.fromkeys(gpios))

    def pins_in(self, value: ast.expr) -> Sequence[int]:
        """The GPIOs that an expression names: a number, a list of numbers, a call that makes a device of one."""
        return tuple(dict.fromkeys(self._found_in(value)))

    def _found_in(self, value: ast.expr) -> Iterator[int]:
        if isinstance(value, ast.Constant):
            yield from self._gpio_of(value.value)
        elif isinstance(value, ast.Tuple | ast.List | ast.Dict | ast.ListComp | ast.GeneratorExp):
            for each in _elements(value):
                yield from self._found_in(each)
        elif isinstance(value, ast.Attribute) and BLINKA.fullmatch(value.attr):
            yield int(value.attr.lstrip("DGP"))
        elif isinstance(value, ast.Name | ast.Attribute):
            yield from self._by_name.get(_name_of(value) or "", ())
        elif isinstance(value, ast.Call) and _name_of(value.func) not in NO_PINS:
            for each in value.args:
                yield from self._found_in(each)
            for keyword in value.keywords:
                if keyword.arg not in NO_NAMES:
                    yield from self._found_in(keyword.value)

    def _gpio_of(self, value: object) -> Iterator[int]:
        if isinstance(value, bool):
            return
        if isinstance(value, int):
            gpio = value if self._to_gpio is None else self._to_gpio.get(value, -1)
            if 0 <= gpio < GPIO_COUNT:
                yield gpio
        elif isinstance(value, str):
            wordy, on_header = WORDY.fullmatch(value), ON_HEADER.fullmatch(value)
            if wordy is not None:
                yield int(wordy[1])
            elif on_header is not None and int(on_header[1]) in BOARD_TO_GPIO:
                yield BOARD_TO_GPIO[int(on_header[1])]


def _counted(names: Collection[str]) -> Mapping[int, int] | None:
    """What the program's numbers of pins mean, by the names of its calls; None: they are the GPIOs' own."""
    if "wiringPiSetup" in names or "WPI_MODE_PINS" in names:
        return WIRING_PI_TO_GPIO
    on_header = ("BOARD" in names and "BCM" not in names) or not {"wiringPiSetupPhys", "WPI_MODE_PHYS"}.isdisjoint(
        names
    )
    return BOARD_TO_GPIO if on_header else None


def _elements(value: ast.Tuple | ast.List | ast.Dict | ast.ListComp | ast.GeneratorExp) -> list[ast.expr]:
    """What a list is made of; that of `[Button(pin) for pin in (5, 6)]` is what the numbers come from."""
    if isinstance(value, ast.ListComp | ast.GeneratorExp):
        return [value.generators[0].iter]
    return value.values if isinstance(value, ast.Dict) else value.elts


def _name_of(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None
