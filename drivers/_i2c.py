"""What all parts on the I2C bus share: lazy opening, errors when nothing answers, and a pause after a hang.

Each part opens the bus for itself: Linux serializes their transfers, and no part depends on another one's closing. A
part that is unplugged at boot must not stop a gas alarm: each read tries again to open it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, ClassVar

from devices import Clock, Message, Part, ReadError
from drivers._blinka import board_pins, missing
from drivers._buses import I2C

SILENT = Message("i2c.silent", "{model} at address {address} did not answer.")
SILENT_HINT = Message(
    "i2c.silent.hint", "Check its power, the SDA wire on pin 3 and the SCL wire on pin 5; then run i2cdetect -y 1."
)
STUCK = Message("i2c.stuck", "The I2C bus hung while {model} at address {address} was read.")
STUCK_HINT = Message(
    "i2c.stuck.hint", "SDA (pin 3) or SCL (pin 5) is held low: look for a short, then unplug the parts one by one."
)
RESTS = Message("i2c.rests", "The I2C bus hung a moment ago: {model} at address {address} is not read yet.")
UNFINISHED = Message("i2c.unfinished", "{model} at address {address} never reports a finished measurement.")
UNFINISHED_HINT = Message(
    "i2c.unfinished.hint", "SDA (pin 3) may be held low, or another chip sits at that address: unplug one by one."
)
NO_BUS = Message("i2c.no_bus", "The I2C bus for {model} at address {address} could not be opened.")
NO_BUS_HINT = Message("i2c.no_bus.hint", "Run `i2cdetect -y 1`. If that fails too, restart the board.")

TIMED_OUT = 110  # ETIMEDOUT on Linux; as a number, because other systems count errors differently
REST_S = 5.0  # chosen: each try on a hung bus costs the loop 1 s, Linux's own timeout


def open_bus() -> Any:
    """The I2C bus, as Adafruit's libraries want it. Raises ReadError when the board says why not, or the library's."""
    pins = board_pins()
    try:
        import busio

        return busio.I2C(pins.SCL, pins.SDA)
    except ImportError as error:
        raise missing(error) from error
    except (OSError, ValueError, RuntimeError) as error:
        problem = I2C.problem()
        if problem is not None:
            raise problem from error
        raise


class _Wire:
    """The two wires that all parts share: after a hang they are left alone for a while."""

    newest: ClassVar[Callable[[], _Wire | None]] = staticmethod(lambda: None)  # its parts keep it

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.rests_until_s: float | None = None

    @classmethod
    def by(cls, clock: Clock) -> _Wire:
        """The one for all parts with this clock. Another clock means another run, on a bus that has not hung."""
        found = cls.newest()
        if found is None or found.clock is not clock:
            found = cls(clock)
            cls.newest = weakref.ref(found)
        return found


class I2cPart(Part):
    """A part with an I2C address. A subclass opens its library in `_open`."""

    model: ClassVar[str]

    def __init__(self, clock: Clock, address: int) -> None:
        self._clock = clock
        self._address = address
        self._wire = _Wire.by(clock)
        self._bus: Any = None
        self._chip: Any = None

    def _open(self, bus: Any) -> Any:
        """The library's object for this part; ValueError or OSError when it does not answer."""
        raise NotImplementedError

    def _connected(self) -> Any:
        """The library's object, opened now if it was not there before. Raises ReadError."""
        if self._wire.rests_until_s is not None:
            self._wait_for_the_wire(self._wire.rests_until_s)
        if self._chip is not None:
            return self._chip
        if self._bus is None:
            self._bus = self._open_bus()
        try:
            self._knock()
            self._chip = self._open(self._bus)
        except (OSError, ValueError) as error:
            raise self._lost(error) from error
        return self._chip

    def _wait_for_the_wire(self, until_s: float) -> None:
        if self._clock.monotonic() < until_s:
            raise ReadError(self._fill(RESTS), STUCK_HINT)
        self._wire.rests_until_s = None

    def _open_bus(self) -> Any:
        try:
            return open_bus()
        except ReadError:
            raise
        except (OSError, ValueError, RuntimeError) as error:
            raise ReadError(self._fill(NO_BUS), NO_BUS_HINT) from error

    def _knock(self) -> None:
        """One transfer without data. On a hung bus the library's own probe would take two, and hide the cause."""
        from adafruit_bus_device.i2c_device import I2CDevice

        with I2CDevice(self._bus, self._address, probe=False) as device:
            device.write(b"")

    def _lost(self, error: Exception) -> ReadError:
        """The error for a failed transfer. The next read opens the part again."""
        self._chip = None
        if getattr(error, "errno", None) == TIMED_OUT:
            self._wire.rests_until_s = self._clock.monotonic() + REST_S
            return ReadError(self._fill(STUCK), STUCK_HINT)
        return ReadError(self._fill(SILENT), SILENT_HINT)

    def _unfinished(self) -> ReadError:
        """The error for zeros instead of a measurement. The next read opens the part again."""
        self._chip = None
        return ReadError(self._fill(UNFINISHED), UNFINISHED_HINT)

    def _fill(self, message: Message, **values: object) -> Message:
        return message(model=self.model, address=f"0x{self._address:02X}", **values)

    def restart(self) -> None:
        """Close; the next read opens the part again."""
        self._chip = None

    def close(self) -> None:
        """Close the bus."""
        self._chip = None
        if self._bus is not None:
            self._bus.deinit()
            self._bus = None
