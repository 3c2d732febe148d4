"""Stand-in for `pigpio`: a daemon is always there, on this board, whatever the host is called.

Times are microseconds, duty cycles 0 to the range (255), hardware PWM parts in a million. Waves are not here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.libraries.stand_ins.raw_pins.bus_handles import BusHandles
from sim.libraries.stand_ins.raw_pins.pins import EdgeCount, RawPins, has, pins
from sim.time.clock import ClockEvent
from sim.time.threads import VirtualEvent

OFF = LOW = CLEAR = 0
ON = HIGH = SET = 1
TIMEOUT = 2
INPUT, OUTPUT, ALT5, ALT4, ALT0, ALT1, ALT2, ALT3 = range(8)
PUD_OFF, PUD_DOWN, PUD_UP = 0, 1, 2
RISING_EDGE, FALLING_EDGE, EITHER_EDGE = 0, 1, 2
exceptions = True
PULLS: dict[int, bool | None] = {PUD_OFF: None, PUD_DOWN: False, PUD_UP: True}
# pigpio documentation, "set_PWM_frequency", the row of the default sample rate of 5 us.
FREQUENCIES_HZ = (8000, 4000, 2000, 1600, 1000, 800, 500, 400, 320, 250, 200, 160, 100, 80, 50, 40, 20, 10)
SERVO_HZ, FREQUENCY_HZ, RANGE, MILLION = 50.0, 800, 255, 1_000_000  # pigpio's own defaults
SHORTEST_US, LONGEST_US = 500, 2500  # of a servo's pulse
OWNER = "pigpio"
WRAP = 1 << 32  # the tick is a number of 32 bits


class error(Exception):
    """pigpio.error: what the daemon refuses."""


def _gpio(number: int) -> int:
    if not has(number):
        raise error("GPIO not 0-53" if not 0 <= number <= 53 else "no permission to update GPIO")
    return number


def tickDiff(t1: int, t2: int) -> int:
    """Microseconds from one tick to a later one."""
    return (t2 - t1) % WRAP


def _tick(moment_s: float) -> int:
    return round(moment_s * 1e6) % WRAP


def error_text(errnum: int) -> str:
    """pigpio.error_text: the daemon's words."""
    return f"error {errnum}"


class pi(BusHandles):
    """One connection to the daemon."""

    connected = True

    def __init__(self, host: str = "localhost", port: int = 8888, show_errors: bool = True) -> None:
        super().__init__()
        self._pins: RawPins = pins(OWNER)
        self._pulls: dict[int, bool | None] = {}
        self._duties: dict[int, tuple[int, int, int]] = {}  # GPIO to duty, range, frequency
        self._servos: dict[int, int] = {}
        self._callbacks: list[_callback] = []

    def stop(self) -> None:
        """Let go of the daemon; the pins stay as they are."""
        self.connected = False
        for each in self._callbacks:
            each.cancel()

    def set_mode(self, gpio: int, mode: int) -> int:
        """Make it an input or an output."""
        if mode == OUTPUT:
            self._pins.output(_gpio(gpio))
        else:
            self._pins.listen(_gpio(gpio), self._pulls.get(gpio))
        return 0

    def get_mode(self, gpio: int) -> int:
        """INPUT or OUTPUT."""
        return OUTPUT if self._pins.net(_gpio(gpio)).duty is not None else INPUT

    def set_pull_up_down(self, gpio: int, pud: int) -> int:
        """Choose the pull resistor."""
        self._pulls[gpio] = PULLS[pud]
        if not self._pins.is_output(_gpio(gpio)):
            self._pins.listen(gpio, PULLS[pud])
        return 0

    def read(self, gpio: int) -> int:
        """The level."""
        return int(self._pins.read(_gpio(gpio)))

    def write(self, gpio: int, level: int) -> int:
        """Put a level out."""
        self._duties.pop(gpio, None)
        self._servos.pop(gpio, None)
        self._pins.write(_gpio(gpio), bool(level))
        return 0

    def gpio_trigger(self, user_gpio: int, pulse_len: int = 10, level: int = 1) -> int:
        """A pulse of up to 100 microseconds."""
        self._pins.pulse(_gpio(user_gpio), bool(level), pulse_len / 1e6)
        return 0

    def set_PWM_dutycycle(self, user_gpio: int, dutycycle: float) -> int:
        """PWM with a duty of 0 to the range."""
        _, top, hertz = self._pwm_of(user_gpio)
        if not 0 <= dutycycle <= top:
            raise error("PWM dutycycle outside set range")
        self._duties[user_gpio] = int(dutycycle), top, hertz
        self._pins.pwm(_gpio(user_gpio), float(hertz), int(dutycycle) / top)
        return 0

    def get_PWM_dutycycle(self, user_gpio: int) -> int:
        return self._pwm_of(user_gpio)[0]

    def set_PWM_range(self, user_gpio: int, range_: int) -> int:
        """What a duty of 100 percent is called."""
        duty, _, hertz = self._pwm_of(user_gpio)
        self._duties[user_gpio] = min(duty, range_), range_, hertz
        return range_

    def get_PWM_range(self, user_gpio: int) -> int:
        return self._pwm_of(user_gpio)[1]

    get_PWM_real_range = get_PWM_range

    def set_PWM_frequency(self, user_gpio: int, frequency: int) -> int:
        """Hertz: the nearest of the 18 that the daemon can give with its samples of 5 microseconds."""
        duty, top, _ = self._pwm_of(user_gpio)
        hertz = min(FREQUENCIES_HZ, key=lambda each: abs(each - frequency))
        self._duties[user_gpio] = duty, top, hertz
        if self._pins.header.waves.running(user_gpio):
            self._pins.pwm(_gpio(user_gpio), float(hertz), duty / top)
        return hertz

    def get_PWM_frequency(self, user_gpio: int) -> int:
        return self._pwm_of(user_gpio)[2]

    def _pwm_of(self, gpio: int) -> tuple[int, int, int]:
        return self._duties.get(gpio, (0, RANGE, FREQUENCY_HZ))

    def hardware_PWM(self, gpio: int, PWMfreq: int, PWMduty: int) -> int:
        """PWM of the processor's own, with a duty in parts of a million."""
        if PWMfreq:
            self._duties[gpio] = PWMduty, MILLION, PWMfreq
            self._pins.pwm(_gpio(gpio), float(PWMfreq), PWMduty / MILLION)
        else:
            self.write(gpio, 0)
        return 0

    def set_servo_pulsewidth(self, user_gpio: int, pulsewidth: float) -> int:
        """Pulses for a servo; 0 ends them."""
        if not pulsewidth:
            return self.write(user_gpio, 0)
        if not SHORTEST_US <= pulsewidth <= LONGEST_US:
            raise error("pulsewidth not 0 or 500-2500")
        self._servos[user_gpio] = int(pulsewidth)
        self._pins.pwm(_gpio(user_gpio), SERVO_HZ, pulsewidth * SERVO_HZ / 1e6)
        return 0

    def get_servo_pulsewidth(self, user_gpio: int) -> int:
        if user_gpio not in self._servos:
            raise error("GPIO is not in use for servo pulses")
        return self._servos[user_gpio]

    def callback(self, user_gpio: int, edge: int = RISING_EDGE, func: Callable[..., Any] | None = None) -> _callback:
        """Call func(gpio, level, tick) with each edge, or count them."""
        self._pins.read(_gpio(user_gpio))
        made = _callback(self._pins, user_gpio, edge, func)
        self._callbacks.append(made)
        return made

    def wait_for_edge(self, user_gpio: int, edge: int = RISING_EDGE, wait_timeout: float = 60.0) -> bool:
        """Wait for an edge; False when the time was over first."""
        event = VirtualEvent(self._pins.board.threads)
        made = self.callback(user_gpio, edge, lambda *_: event.set())
        try:
            return event.wait(wait_timeout)
        finally:
            made.cancel()

    def set_watchdog(self, user_gpio: int, wdog_timeout: int) -> int:
        """Call back with TIMEOUT when so many milliseconds passed without an edge; 0 ends it."""
        for each in self._callbacks:
            if each.gpio == user_gpio:
                each.watch(wdog_timeout / 1000)
        return 0

    def set_glitch_filter(self, user_gpio: int, steady: int) -> int:
        """Report an edge only when the level has lasted so many microseconds."""
        self._pins.filter_edges(user_gpio, steady / 1e6)
        return 0

    def set_noise_filter(self, user_gpio: int, steady: int, active: int) -> int:
        """The wires here have no noise."""
        return 0

    def get_current_tick(self) -> int:
        """Microseconds, in 32 bits."""
        self._pins.header.let_time_pass()
        return _tick(self._pins.board.clock.monotonic())

    def get_hardware_revision(self) -> int:
        return 0xC03112

    def get_pigpio_version(self) -> int:
        return 79

    def read_bank_1(self) -> int:
        """All levels at once, a bit each."""
        self._pins.header.let_time_pass()
        return sum(1 << gpio for gpio, net in self._pins.board.pins.items() if net.level)


class _callback(EdgeCount):
    """What pi.callback() gives."""

    def __init__(self, of: RawPins, gpio: int, edge: int, func: Callable[..., Any] | None) -> None:
        super().__init__()
        self.gpio = gpio
        self._edge = edge
        self._func = func
        self._clock = of.board.clock
        self._watch_s = 0.0
        self._alarm: ClockEvent | None = None
        self._cancel = of.call_on_edge(gpio, self._heard)

    def _heard(self, gpio: int, level: int, moment_s: float) -> None:
        self._rearm()
        if self._edge == EITHER_EDGE or level == (self._edge == RISING_EDGE):
            self._count += 1
            if self._func is not None:
                self._func(gpio, level, _tick(moment_s))

    def watch(self, after_s: float) -> None:
        """Call with TIMEOUT after so long without an edge."""
        self._watch_s = after_s
        self._rearm()

    def _rearm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._watch_s:
            self._alarm = self._clock.at(self._clock.monotonic() + self._watch_s, self._timed_out)

    def _timed_out(self) -> None:
        self._alarm = None
        self._rearm()
        if self._func is not None:
            self._func(self.gpio, TIMEOUT, _tick(self._clock.monotonic()))

    def cancel(self) -> None:
        """Call no more."""
        self.watch(0.0)
        self._cancel()
