"""The wire under gpiozero's lgpio pins: a GPIO chip that remembers who claimed a line and every level it drove."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from types import ModuleType

IN, OUT = "in", "out"
PULLS = {0: IN, 128: IN, 32: "in, pulled up", 64: "in, pulled down"}


class LgpioError(Exception):
    """As lgpio raises it: its text is quoted."""

    def __init__(self, value: str) -> None:
        self.value = value

    def __str__(self) -> str:
        return repr(self.value)


class FakeLgpio(ModuleType):
    """What gpiozero's pins call of lgpio. `story` has every change of a line: ("out", 1.0), ("100 Hz", 7.8)."""

    BOTH_EDGES, RISING_EDGE, FALLING_EDGE = 3, 1, 2
    SET_PULL_NONE, SET_PULL_UP, SET_PULL_DOWN = 128, 32, 64
    TX_PWM = 0
    error = LgpioError

    def __init__(self, busy: tuple[int, ...] = ()) -> None:
        super().__init__("lgpio")
        self.__spec__ = ModuleSpec("lgpio", None)
        self.busy = busy
        self.opened: list[int] = []
        self.pulses: set[int] = set()
        self.story: dict[int, list[tuple[str, float | None]]] = {}

    def gpiochip_open(self, chip: int) -> int:
        self.opened.append(chip)
        return chip

    def gpiochip_close(self, _handle: int) -> None:
        pass

    def gpio_claim_input(self, _handle: int, gpio: int, flags: int = 0) -> None:
        if gpio not in self.story or self._is(gpio) not in PULLS.values():  # lgpio 0.2.2: an input already
            self._change(gpio, PULLS[flags], None)

    def gpio_claim_output(self, _handle: int, gpio: int, level: int = 0) -> None:
        if self._is(gpio) != OUT:  # lgpio 0.2.2: an output already, so nothing is done
            self._change(gpio, OUT, level)

    def gpio_write(self, _handle: int, gpio: int, level: int) -> None:
        self._change(gpio, OUT, level)

    def gpio_read(self, _handle: int, gpio: int) -> float:
        return self.story[gpio][-1][1] or 0

    def gpio_get_mode(self, _handle: int, gpio: int) -> int:
        return 0 if self._is(gpio) in PULLS.values() else 2

    def tx_pwm(self, _handle: int, gpio: int, hertz: float, duty: float) -> None:
        if hertz:
            self.pulses.add(gpio)
            self._change(gpio, f"{hertz:g} Hz", duty)
        elif gpio in self.pulses:
            self.pulses.remove(gpio)
        else:
            raise LgpioError("bad PWM micros")

    def tx_busy(self, _handle: int, gpio: int, _kind: int) -> bool:
        return gpio in self.pulses

    def _is(self, gpio: int) -> str:
        return self.story[gpio][-1][0] if gpio in self.story else IN

    def _change(self, gpio: int, how: str, level: float | None) -> None:
        if gpio in self.busy:
            raise LgpioError("GPIO busy")
        lines = self.story.setdefault(gpio, [])
        change = (how, None if level is None else float(level))
        if not lines or lines[-1] != change:
            lines.append(change)
