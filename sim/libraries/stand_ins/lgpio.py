"""Stand-in for `lgpio` 0.2: GPIO chip 0 (and 4, as a Pi 5 calls it) is the header of the virtual board.

Duty cycles are percent, servo pulses microseconds, moments of edges nanoseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.libraries.stand_ins.raw_pins.bus_handles import BusHandles
from sim.libraries.stand_ins.raw_pins.pins import EdgeCount, RawPins, has, pins
from sim.wires import switched_on

OWNER = "lgpio"
CHIPS = (0, 4)
SET_ACTIVE_LOW, SET_OPEN_DRAIN, SET_OPEN_SOURCE, SET_PULL_UP, SET_PULL_DOWN, SET_PULL_NONE = 4, 8, 16, 32, 64, 128
RISING_EDGE, FALLING_EDGE, BOTH_EDGES = 1, 2, 3
LOW, HIGH, TIMEOUT = 0, 1, 2
BAD_HANDLE, BAD_GPIO, BUSY, CANNOT_OPEN = "unknown handle", "bad GPIO number", "GPIO busy", "can not open gpiochip"
PERCENT = 100.0


class error(Exception):
    """lgpio.error."""


class _Buses:
    """The open buses of one board."""

    def __init__(self) -> None:
        self.board: Any = None
        self.handles = BusHandles()


_buses = _Buses()


def _bus() -> BusHandles:
    board = switched_on.board()
    if _buses.board is not board:
        _buses.board, _buses.handles = board, BusHandles()
    return _buses.handles


def _pins(handle: int, gpio: int) -> RawPins:
    if handle not in CHIPS:
        raise error(BAD_HANDLE)
    if not has(gpio):
        raise error(BAD_GPIO)
    return pins(OWNER)


def _pull(flags: int) -> bool | None:
    return True if flags & SET_PULL_UP else False if flags & SET_PULL_DOWN else None


def gpiochip_open(gpiochip: int) -> int:
    """Open the chip; its handle."""
    if gpiochip not in CHIPS:
        raise error(CANNOT_OPEN)
    return gpiochip


def gpiochip_close(handle: int) -> int:
    """Close it: what was claimed is given back."""
    pins(OWNER).free_all()
    return 0


def gpio_claim_output(handle: int, gpio: int, level: int = 0, lFlags: int = 0) -> int:
    """Make it an output. Raises lgpio.error when another library has it."""
    try:
        _pins(handle, gpio).output(gpio, bool(level))
    except OSError as busy:
        raise error(BUSY) from busy
    return 0


def gpio_claim_input(handle: int, gpio: int, lFlags: int = 0) -> int:
    """Make it an input. Raises lgpio.error when another library has it."""
    try:
        _pins(handle, gpio).listen(gpio, _pull(lFlags))
    except OSError as busy:
        raise error(BUSY) from busy
    return 0


def gpio_claim_alert(handle: int, gpio: int, eFlags: int, lFlags: int = 0, notify_handle: Any = None) -> int:
    """Make it an input whose edges are noticed."""
    return gpio_claim_input(handle, gpio, lFlags)


def gpio_free(handle: int, gpio: int) -> int:
    """Give it back."""
    _pins(handle, gpio).free(gpio)
    return 0


def gpio_read(handle: int, gpio: int) -> int:
    """The level."""
    return int(_pins(handle, gpio).read(gpio))


def gpio_write(handle: int, gpio: int, level: int) -> int:
    """Put a level out."""
    _pins(handle, gpio).write(gpio, bool(level))
    return 0


def gpio_get_mode(handle: int, gpio: int) -> int:
    """Bit 1: an output."""
    return 2 if _pins(handle, gpio).net(gpio).duty is not None else 0


def tx_pwm(
    handle: int, gpio: int, pwm_frequency: float, pwm_duty_cycle: float, pulse_offset: int = 0, pulse_cycles: int = 0
) -> int:
    """PWM; a frequency of 0 ends it."""
    mine = _pins(handle, gpio)
    if pwm_frequency:
        mine.pwm(gpio, pwm_frequency, pwm_duty_cycle / PERCENT)
    else:
        mine.write(gpio, False)
    return 0


def tx_servo(
    handle: int,
    gpio: int,
    pulse_width: float,
    servo_frequency: float = 50,
    pulse_offset: int = 0,
    pulse_cycles: int = 0,
) -> int:
    """Pulses for a servo; a width of 0 ends them."""
    return tx_pwm(handle, gpio, servo_frequency if pulse_width else 0, pulse_width * servo_frequency / 1e4)


def tx_pulse(
    handle: int, gpio: int, pulse_on: int, pulse_off: int, pulse_offset: int = 0, pulse_cycles: int = 0
) -> int:
    """One pulse, or PWM of these lengths in microseconds."""
    mine = _pins(handle, gpio)
    if pulse_cycles == 1 or not pulse_off:
        mine.pulse(gpio, True, pulse_on / 1e6)
    else:
        mine.pwm(gpio, 1e6 / (pulse_on + pulse_off), pulse_on / (pulse_on + pulse_off))
    return 0


class _callback(EdgeCount):
    """What lgpio.callback() gives."""

    def __init__(self, handle: int, gpio: int, edge: int, func: Callable[..., Any] | None) -> None:
        super().__init__()
        self._handle = handle
        self._edge = edge
        self._func = func
        self._cancel = _pins(handle, gpio).call_on_edge(gpio, self._heard)

    def _heard(self, gpio: int, level: int, moment_s: float) -> None:
        if self._edge == BOTH_EDGES or level == (self._edge == RISING_EDGE):
            self._count += 1
            if self._func is not None:
                self._func(self._handle, gpio, level, round(moment_s * 1e9))

    def cancel(self) -> None:
        """Call no more."""
        self._cancel()


def callback(handle: int, gpio: int, edge: int = RISING_EDGE, func: Callable[..., Any] | None = None) -> _callback:
    """Call func(chip, gpio, level, timestamp) with each edge."""
    return _callback(handle, gpio, edge, func)


def gpio_set_debounce_micros(handle: int, gpio: int, debounce_micros: int) -> int:
    """Report an edge only when the level has lasted so long."""
    _pins(handle, gpio).filter_edges(gpio, debounce_micros / 1e6)
    return 0


def i2c_open(i2c_bus: int, i2c_address: int, i2c_flags: int = 0) -> int:
    """Open a chip on the I2C bus."""
    return _bus().i2c_open(i2c_bus, i2c_address)


def spi_open(spi_device: int, spi_channel: int, spi_baud: int, spi_flags: int = 0) -> int:
    """Open a chip-select wire of the SPI port."""
    return _bus().spi_open(spi_channel, spi_baud)


def __getattr__(name: str) -> Any:
    """The functions of open buses: i2c_read_byte_data, spi_xfer and the others."""
    if name.startswith(("i2c_", "spi_")):
        return getattr(_bus(), name)
    raise AttributeError(f"module 'lgpio' has no attribute {name!r}")
