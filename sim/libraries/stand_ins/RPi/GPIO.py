"""Stand-in for `RPi.GPIO` 0.7.1: its functions, numbers and sentences, on the wires of the virtual board.

Channels are BOARD or BCM numbers as setmode() says, bounce times and timeouts milliseconds, duty cycles percent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from operator import index

from sim.libraries.stand_ins.rpi_gpio import names
from sim.libraries.stand_ins.rpi_gpio.header import PULLS, header, newest
from sim.libraries.stand_ins.rpi_gpio.names import (
    BCM,
    BOARD,
    BOTH,
    FALLING,
    HARD_PWM,
    HIGH,
    I2C,
    IN,
    LOW,
    OUT,
    PUD_DOWN,
    PUD_OFF,
    PUD_UP,
    RISING,
    RPI_INFO,
    SERIAL,
    SPI,
    UNKNOWN,
    VERSION,
)

# fmt: off
__all__ = [
    "BCM", "BOARD", "BOTH", "FALLING", "HARD_PWM", "HIGH", "I2C", "IN", "LOW", "OUT", "PUD_DOWN", "PUD_OFF", "PUD_UP",
    "PWM", "RISING", "RPI_INFO", "RPI_REVISION", "SERIAL", "SPI", "UNKNOWN", "VERSION",
    "add_event_callback", "add_event_detect", "cleanup", "event_detected", "getmode", "gpio_function", "input",
    "output", "remove_event_detect", "setmode", "setup", "setwarnings", "wait_for_edge",
]
# fmt: on

RPI_REVISION = RPI_INFO["P1_REVISION"]
NONE = -666  # RPi.GPIO's own mark for a bounce time that nobody gave

Channels = int | list[int] | tuple[int, ...]
Values = int | list[int] | tuple[int, ...]


def setmode(mode: int, /) -> None:
    """Choose how channels are counted: BOARD or BCM. Raises ValueError for a second, different choice."""
    here = header()
    if here.mode not in (UNKNOWN, index(mode)):
        raise ValueError(names.OTHER_MODE)
    if mode not in (BOARD, BCM):
        raise ValueError(names.BAD_MODE)
    here.count_by(mode)


def getmode() -> int | None:
    """Return BOARD, BCM or None."""
    mode = header().mode
    return None if mode == UNKNOWN else mode


def setwarnings(state: int, /) -> None:
    """Switch warnings on or off."""
    header().warnings = bool(index(state))


def setup(channel: Channels, direction: int, pull_up_down: int = PUD_OFF, initial: int = -1) -> None:
    """Make channels inputs or outputs. Raises ValueError, RuntimeError, or OSError 16 for a pin of another library."""
    channels = _channels(channel)
    if direction not in (IN, OUT):
        raise ValueError(names.BAD_DIRECTION)
    if direction == OUT and pull_up_down != PUD_OFF:
        raise ValueError(names.NO_PULL_FOR_OUTPUT)
    if direction == IN and initial != -1:
        raise ValueError(names.NO_INITIAL_FOR_INPUT)
    if pull_up_down not in PULLS:
        raise ValueError(names.BAD_PULL)
    here = header()
    for one in channels:
        here.set_up(here.gpio(_channel(one)), direction, pull_up_down, index(initial))


def output(channel: Channels, value: Values, /) -> None:
    """Put levels out: one for all channels or one for each. Raises ValueError, or RuntimeError for an input."""
    try:  # as nearly always, and then quickly: displays are lit so
        here = newest[0]
        net = here.outputs[channel]  # type: ignore[index]
    except (IndexError, KeyError, TypeError):
        _output(channel, value)
        return
    if type(channel) is not int or not isinstance(value, int) or net.frequency_hz is not None:
        _output(channel, value)
        return
    duty = 1.0 if value else 0.0
    here.latches[net.gpio] = duty == 1.0
    if net.duty == duty:
        here.polling.call()
    else:
        here.polling.switch()
        net.pi_writes(duty)


def _output(channel: Channels, value: Values) -> None:
    here = header()
    channels = _channels(channel)
    if isinstance(value, int):
        values: Sequence[int] = [value] * len(channels)
    elif isinstance(value, list | tuple):
        values = value
        if isinstance(channel, int) or len(channels) != len(values):
            raise RuntimeError(names.NOT_AS_MANY)
    else:
        raise ValueError(names.NOT_VALUES)
    for one, level in zip(channels, values, strict=True):
        gpio = here.gpio(_channel(one))
        if not isinstance(level, int):
            raise ValueError(names.NOT_A_VALUE)
        here.write(gpio, bool(level))


def input(channel: int, /) -> int:
    """Return the level of a channel, HIGH or LOW. Raises RuntimeError before setup()."""
    return HIGH if header().read(index(channel)) else LOW


def cleanup(channel: Channels | None = None) -> None:
    """Make channels inputs again; without an argument all that this program set up, and setmode() is forgotten."""
    here = header()
    if channel is None:
        here.clean_up(None)
    else:
        here.clean_up([here.gpio(_channel(one)) for one in _channels(channel)])


def add_event_detect(
    channel: int, edge: int, callback: Callable[[int], object] | None = None, bouncetime: int = NONE
) -> None:
    """Notice edges from now on and call back. Raises RuntimeError when the channel has a detector or is no input."""
    if callback is not None and not callable(callback):
        raise TypeError(names.NOT_CALLABLE)
    here = header()
    gpio = here.gpio(index(channel))
    here.needs_input(gpio)
    bounce_s = _edge_and_bounce_s(edge, bouncetime)
    here.edges.detect(gpio, edge, bounce_s)
    if callback is not None:
        here.edges.add_call(gpio, callback)


def add_event_callback(channel: int, callback: Callable[[int], object]) -> None:
    """Call this too when an edge is noticed. Raises RuntimeError without add_event_detect()."""
    if not callable(callback):
        raise TypeError(names.NOT_CALLABLE)
    here = header()
    gpio = here.gpio(index(channel))
    here.needs_input(gpio)
    here.edges.add_call(gpio, callback)


def remove_event_detect(channel: int, /) -> None:
    """Notice no more edges."""
    here = header()
    here.edges.remove(here.gpio(index(channel)))


def event_detected(channel: int, /) -> bool:
    """Say whether an edge was noticed since the last question."""
    here = header()
    return here.has_edge(here.gpio(index(channel)))


def wait_for_edge(channel: int, edge: int, bouncetime: int = NONE, timeout: int = -1) -> int | None:
    """Wait for an edge. Returns the channel, or None when the timeout was over first."""
    here = header()
    gpio = here.gpio(index(channel))
    here.needs_input(gpio)
    bounce_s = _edge_and_bounce_s(edge, bouncetime)
    if index(timeout) <= 0 and timeout != -1:
        raise ValueError(names.BAD_TIMEOUT)
    timeout_s = None if timeout == -1 else timeout / 1000
    return channel if here.edges.wait(gpio, edge, bounce_s, timeout_s) else None


def gpio_function(channel: int, /) -> int:
    """Return what a channel is used for: IN, OUT, I2C or SPI."""
    here = header()
    return here.function(here.gpio(index(channel)))


class PWM:
    """Software PWM on an output, `frequency` in Hz. It stops when the program loses the object.

    Raises RuntimeError when the channel is no output or has PWM already, ValueError for a frequency of 0 or less.
    """

    def __init__(self, channel: int, frequency: float, /) -> None:
        self._gpio: int | None = None
        self._header = here = header()
        gpio = here.gpio(channel)
        if here.waves.exists(gpio):
            raise RuntimeError(names.PWM_EXISTS)
        if here.directions.get(gpio) != names.OUT:
            raise RuntimeError(names.PWM_NEEDS_OUTPUT)
        here.waves.of(gpio).frequency_hz = _frequency(frequency)
        self._gpio = gpio

    def start(self, dutycycle: float, /) -> None:
        """Begin with a duty of 0.0 to 100.0 percent. Raises ValueError."""
        self._change(duty_pct=_duty(dutycycle), running=True)

    def ChangeDutyCycle(self, dutycycle: float, /) -> None:
        """Go on with a duty of 0.0 to 100.0 percent. Raises ValueError."""
        self._change(duty_pct=_duty(dutycycle))

    def ChangeFrequency(self, frequency: float, /) -> None:
        """Go on with another frequency in Hz, above 0. Raises ValueError."""
        self._change(frequency_hz=_frequency(frequency))

    def stop(self) -> None:
        """End, and leave the pin low."""
        if self._gpio is not None:
            self._header.waves.stop(self._gpio)

    def __del__(self) -> None:
        with suppress(RuntimeError):  # no board is on any more
            if header() is self._header:
                self.stop()

    def _change(
        self, *, duty_pct: float | None = None, frequency_hz: float | None = None, running: bool | None = None
    ) -> None:
        if self._gpio is None:
            return
        wave = self._header.waves.of(self._gpio)
        wave.duty_pct = wave.duty_pct if duty_pct is None else duty_pct
        wave.frequency_hz = wave.frequency_hz if frequency_hz is None else frequency_hz
        wave.running = wave.running if running is None else running
        self._header.let_time_pass()
        self._header.polling.changed()
        self._header.waves.go_on(self._gpio)


def _channels(channel: Channels) -> Sequence[int]:
    if isinstance(channel, int):
        return (channel,)
    if isinstance(channel, list | tuple):
        return channel
    raise ValueError(names.NOT_CHANNELS)


def _channel(channel: int) -> int:
    if not isinstance(channel, int):
        raise ValueError(names.NOT_A_CHANNEL)
    return channel


def _edge_and_bounce_s(edge: int, bouncetime: int) -> float | None:
    if index(edge) not in (RISING, FALLING, BOTH):
        raise ValueError(names.BAD_EDGE)
    if index(bouncetime) <= 0 and bouncetime != NONE:
        raise ValueError(names.BAD_BOUNCETIME)
    return None if bouncetime == NONE else bouncetime / 1000


def _duty(percent: float) -> float:
    if not 0.0 <= percent <= 100.0:
        raise ValueError(names.BAD_DUTY)
    return float(percent)


def _frequency(hertz: float) -> float:
    if hertz <= 0.0:
        raise ValueError(names.BAD_FREQUENCY)
    return float(hertz)
