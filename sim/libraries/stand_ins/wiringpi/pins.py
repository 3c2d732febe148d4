"""Pins under the numbers that the program has chosen: levels, pulls, PWM by software and by the processor, interrupts.

As the C library does, nothing happens and nothing is raised before one of the four `wiringPiSetup...` and at a number
that is no pin; here a warning says so. Numbers from 64 on are pins of a chip: chips.py.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from sim.libraries.stand_ins.raw_pins.pins import RawPins, pins
from sim.libraries.stand_ins.wiringpi import names
from sim.python.program import pass_read_time
from sim.time.threads import VirtualEvent
from sim.wires import switched_on

OWNER = "wiringpi"
OF_PROCESSOR = (12, 13, 18, 19)  # BCM numbers with the processor's own PWM
OSCILLATOR_HZ, DIVISOR, RANGE = 19.2e6, 32, 1024  # what pinMode(pin, PWM_OUTPUT) sets (wiringPi.c)
SOFT_UNIT_S = 1e-4  # one step of softPwm's range (softPwm.c)
HIGHEST_TONE_HZ = 5000
FIRST_OF_CHIPS = 64
PULLS = {names.PUD_OFF: None, names.PUD_DOWN: False, names.PUD_UP: True}
NOT_SET_UP = "wiringpi: nothing happens before wiringPiSetup(), wiringPiSetupGpio() or wiringPiSetupPhys()"


class ChipPins(Protocol):
    """The pins of a chip, from 0 on, with the words of pinMode and its kin."""

    def mode(self, pin: int, is_output: bool) -> None: ...
    def pull_up(self, pin: int, is_on: bool) -> None: ...
    def write(self, pin: int, level: bool) -> None: ...
    def read(self, pin: int) -> bool: ...
    def analog_read(self, pin: int) -> int: ...
    def analog_write(self, pin: int, value: int) -> None: ...


class State:
    """What the library has set on one board."""

    def __init__(self) -> None:
        self.mode = names.WPI_MODE_UNINITIALISED
        self.begun_s = 0.0
        self.levels: dict[int, bool] = {}  # what an input gives out as soon as it is an output
        self.pulls: dict[int, bool | None] = {}
        self.soft_ranges: dict[int, int] = {}
        self.pwm_values: dict[int, int] = {}
        self.is_balanced, self.divisor, self.range = True, DIVISOR, RANGE
        self.ends: dict[int, Callable[[], None]] = {}  # of the interrupts
        self.chips: list[tuple[range, ChipPins]] = []
        self.displays: list[Any] = []


_states: list[State] = []
switched_on.on_switch.append(_states.clear)


def state() -> State:
    """That of the board that is on."""
    if not _states:
        _states.append(State())
    return _states[0]


def raw() -> RawPins:
    """The board's pins."""
    return pins(OWNER)


def set_up(mode: int) -> int:
    """Choose what the numbers of pins mean."""
    state().mode, state().begun_s = mode, switched_on.board().clock.monotonic()
    return 0


def gpio_of(pin: int) -> int | None:
    """The BCM number; None: there is no such pin, or no numbers were chosen."""
    if state().mode == names.WPI_MODE_UNINITIALISED:
        warnings.warn(NOT_SET_UP, RuntimeWarning, stacklevel=3)
        return None
    return names.TO_GPIO.get(state().mode, {}).get(pin)


def chip_of(pin: int) -> tuple[ChipPins, int] | None:
    """The chip that has this pin, and its number there."""
    return next(((chip, pin - all_[0]) for all_, chip in state().chips if pin in all_), None)


def add_chip(first: int, count: int, chip: ChipPins) -> int:
    """Give a chip's pins numbers; 0 where they are taken or too low, as wiringPiNewNode says."""
    numbers = range(first, first + count)
    if first < FIRST_OF_CHIPS or any(set(numbers) & set(taken) for taken, _ in state().chips):
        return 0
    state().chips.append((numbers, chip))
    return 1


def pinMode(pin: int, mode: int) -> None:
    """Make it an input, an output, or PWM."""
    found = chip_of(pin)
    if found is not None:
        found[0].mode(found[1], mode != names.INPUT)
        return
    gpio = gpio_of(pin)
    if gpio is None:
        return
    if mode == names.SOFT_PWM_OUTPUT:
        softPwmCreate(pin, 0, 100)
    elif mode == names.SOFT_TONE_OUTPUT:
        softToneCreate(pin)
    elif mode == names.PWM_OUTPUT:
        if gpio in OF_PROCESSOR:
            state().is_balanced, state().divisor, state().range = True, DIVISOR, RANGE
            raw().output(gpio, False)
            state().pwm_values[gpio] = 0
    elif mode == names.OUTPUT:
        state().pwm_values.pop(gpio, None)
        if not raw().is_output(gpio):
            raw().output(gpio, state().levels.get(gpio))
    elif mode == names.INPUT:
        _listen(gpio)


def pullUpDnControl(pin: int, pud: int) -> None:
    """Choose the pull resistor."""
    found = chip_of(pin)
    if found is not None:
        found[0].pull_up(found[1], pud == names.PUD_UP)
        return
    gpio = gpio_of(pin)
    if gpio is not None:
        state().pulls[gpio] = PULLS[pud]
        if not raw().is_output(gpio):
            _listen(gpio)


def _listen(gpio: int) -> None:
    raw().listen(gpio, state().pulls.get(gpio, raw().net(gpio).pi_pull))


def digitalWrite(pin: int, value: int) -> None:
    """Put a level out; an input keeps it until it is an output."""
    found = chip_of(pin)
    if found is not None:
        found[0].write(found[1], bool(value))
        return
    gpio = gpio_of(pin)
    if gpio is None:
        return
    state().levels[gpio] = bool(value)
    if raw().is_output(gpio) and gpio not in state().pwm_values:
        raw().write(gpio, bool(value))


def digitalRead(pin: int) -> int:
    """The level; 0 of what is no pin."""
    found = chip_of(pin)
    if found is not None:
        return int(found[0].read(found[1]))
    gpio = gpio_of(pin)
    return 0 if gpio is None else int(raw().read(gpio))


def digitalWriteByte(value: int) -> None:
    """Eight levels for the pins 0 to 7 of wiringPi."""
    for bit in range(8):
        gpio = names.TO_GPIO[names.WPI_MODE_PINS][bit]
        if raw().is_output(gpio):
            raw().write(gpio, bool(value >> bit & 1))


def analogRead(pin: int) -> int:
    """What a converter's input reads; 0 of the Pi's own pins."""
    found = chip_of(pin)
    return 0 if found is None else found[0].analog_read(found[1])


def analogWrite(pin: int, value: int) -> None:
    """Give a converter's output a value."""
    found = chip_of(pin)
    if found is not None:
        found[0].analog_write(found[1], value)


def pwmWrite(pin: int, value: int) -> None:
    """A value of 0 to the range, on a pin with the processor's PWM."""
    gpio = gpio_of(pin)
    if gpio in state().pwm_values:
        state().pwm_values[gpio] = value
        _pulse(gpio)


def pwmSetRange(range: int) -> None:
    """What a full value is called."""
    state().range = range
    _pulse_all()


def pwmSetClock(divisor: int) -> None:
    """How much slower than 19.2 MHz it counts; 2 to 4095."""
    state().divisor = max(2, min(divisor, 4095))
    _pulse_all()


def pwmSetMode(mode: int) -> None:
    """PWM_MODE_MS: one pulse a period, as servos need it. PWM_MODE_BAL: as many short ones as fit."""
    state().is_balanced = mode == names.PWM_MODE_BAL
    _pulse_all()


def _pulse_all() -> None:
    for gpio in state().pwm_values:
        _pulse(gpio)


def _pulse(gpio: int) -> None:
    top = max(1, state().range)
    high = max(0, min(state().pwm_values[gpio], top))
    pulses = max(1, min(high, top - high)) if state().is_balanced else 1
    raw().pwm(gpio, OSCILLATOR_HZ / state().divisor / top * pulses, high / top)


def softPwmCreate(pin: int, value: int, range: int) -> int:
    """PWM by software with a period of range times 0.1 ms."""
    gpio = gpio_of(pin)
    if gpio is None or range <= 0:
        return -1
    state().soft_ranges[gpio] = range
    raw().output(gpio, False)
    softPwmWrite(pin, value)
    return 0


def softPwmWrite(pin: int, value: int) -> None:
    """A value of 0 to the range."""
    gpio = gpio_of(pin)
    top = state().soft_ranges.get(gpio) if gpio is not None else None
    if gpio is not None and top is not None:
        raw().pwm(gpio, 1.0 / (top * SOFT_UNIT_S), max(0, min(value, top)) / top)


def softPwmStop(pin: int) -> None:
    """End it, with the pin at low."""
    gpio = gpio_of(pin)
    if gpio is not None and state().soft_ranges.pop(gpio, None) is not None:
        raw().write(gpio, False)


def softToneCreate(pin: int) -> int:
    """Make it an output for tones."""
    gpio = gpio_of(pin)
    if gpio is None:
        return -1
    raw().output(gpio, False)
    return 0


def softToneWrite(pin: int, freq: int) -> None:
    """A tone of so many hertz, up to 5000; 0: silence."""
    gpio = gpio_of(pin)
    if gpio is not None and freq > 0:
        raw().pwm(gpio, float(min(freq, HIGHEST_TONE_HZ)), 0.5)
    elif gpio is not None:
        raw().write(gpio, False)


def softToneStop(pin: int) -> None:
    """Silence."""
    softToneWrite(pin, 0)


def wiringPiISR(pin: int, mode: int, function: Callable[[], object]) -> int:
    """Call back with each edge of this kind; a later function takes the place of an earlier one."""
    gpio = gpio_of(pin)
    if gpio is None:
        return -1
    if not raw().is_output(gpio):
        raw().read(gpio)
    state().ends.pop(gpio, lambda: None)()
    state().ends[gpio] = raw().call_on_edge(gpio, partial(_edge, mode, function))
    return 0


def _edge(mode: int, function: Callable[[], object], gpio: int, level: int, moment_s: float) -> None:
    if mode in (names.INT_EDGE_SETUP, names.INT_EDGE_BOTH) or (mode == names.INT_EDGE_RISING) == bool(level):
        function()


def waitForInterrupt(pin: int, timeout_ms: int) -> int:
    """1 as soon as there is an edge, 0 after so long without one; -1: for ever."""
    gpio = gpio_of(pin)
    if gpio is None:
        return -1
    event = VirtualEvent(raw().board.threads)
    end = raw().call_on_edge(gpio, lambda *_: event.set())
    try:
        return int(event.wait(None if timeout_ms < 0 else timeout_ms / 1000.0))
    finally:
        end()


def shiftOut(data_pin: int, clock_pin: int, order: int, value: int) -> None:
    """Eight bits, each with a pulse of the clock."""
    for bit in range(8):
        digitalWrite(data_pin, value >> (7 - bit if order == names.MSBFIRST else bit) & 1)
        digitalWrite(clock_pin, names.HIGH)
        digitalWrite(clock_pin, names.LOW)


def shiftIn(data_pin: int, clock_pin: int, order: int) -> int:
    """Eight bits, each read while the clock is high."""
    value = 0
    for bit in range(8):
        digitalWrite(clock_pin, names.HIGH)
        value |= digitalRead(data_pin) << (7 - bit if order == names.MSBFIRST else bit)
        digitalWrite(clock_pin, names.LOW)
    return value


def delay(milliseconds: int) -> None:
    """Wait."""
    switched_on.board().clock.sleep(max(0, milliseconds) / 1e3)


def delayMicroseconds(microseconds: int) -> None:
    """Wait."""
    switched_on.board().clock.sleep(max(0, microseconds) / 1e6)


def micros() -> int:
    """Microseconds since wiringPiSetup."""
    pass_read_time()
    return round((switched_on.board().clock.monotonic() - state().begun_s) * 1e6)


def millis() -> int:
    """Milliseconds since wiringPiSetup."""
    return micros() // 1000


def wpiPinToGpio(pin: int) -> int:
    """wiringPi's number to the BCM number; -1: no pin."""
    return names.TO_GPIO[names.WPI_MODE_PINS].get(pin, -1)


def physPinToGpio(pin: int) -> int:
    """The header's number to the BCM number; -1: no pin."""
    return names.TO_GPIO[names.WPI_MODE_PHYS].get(pin, -1)
