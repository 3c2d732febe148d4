"""What all parts on the I2C bus share: opening late, and what to say when nobody answers.

Each part opens the bus for itself: Linux keeps their transfers apart, and no part depends on another one's closing.
A part that is unplugged at boot must not stop a gas alarm: it is looked for at each read until it is there.
"""

from __future__ import annotations

from typing import Any, ClassVar

from devices import Message, Part, ReadError

SILENT = Message("i2c.silent", "{model} at address {address} did not answer.")
SILENT_HINT = Message(
    "i2c.silent.hint", "Check its power, the SDA wire on pin 3 and the SCL wire on pin 5; then run i2cdetect -y 1."
)
STUCK = Message("i2c.stuck", "The I2C bus hung while {model} at address {address} was read.")
STUCK_HINT = Message(
    "i2c.stuck.hint", "SDA (pin 3) or SCL (pin 5) is held low: look for a short, then unplug the parts one by one."
)
NO_BUS = Message("i2c.no_bus", "The I2C bus for {model} at address {address} could not be opened.")
NO_BUS_HINT = Message("i2c.no_bus.hint", "Turn I2C on: sudo raspi-config, Interface Options, I2C. Then start again.")

TIMED_OUT = 110  # ETIMEDOUT on Linux; as a number, because other systems count errors differently


class I2cPart(Part):
    """A part with an I2C address. A subclass says in `_open` which library speaks to it."""

    model: ClassVar[str]

    def __init__(self, address: int) -> None:
        self._address = address
        self._bus: Any = None
        self._chip: Any = None

    def _open(self, bus: Any) -> Any:
        """The library's object for this part; ValueError or OSError when it does not answer."""
        raise NotImplementedError

    def _connected(self) -> Any:
        """The library's object, opened now if it was not there before. Raises ReadError."""
        if self._chip is not None:
            return self._chip
        if self._bus is None:
            self._bus = self._open_bus()
        try:
            self._chip = self._open(self._bus)
        except (OSError, ValueError) as error:
            raise self._lost(error) from error
        return self._chip

    def _open_bus(self) -> Any:
        import board
        import busio

        try:
            return busio.I2C(board.SCL, board.SDA)
        except (OSError, ValueError, RuntimeError) as error:
            raise ReadError(self._fill(NO_BUS), NO_BUS_HINT) from error

    def _lost(self, error: Exception) -> ReadError:
        """What to tell people about a failed transfer. The next read looks for the part afresh."""
        self._chip = None
        if getattr(error, "errno", None) == TIMED_OUT:
            return ReadError(self._fill(STUCK), STUCK_HINT)
        return ReadError(self._fill(SILENT), SILENT_HINT)

    def _fill(self, message: Message, **values: object) -> Message:
        return message(model=self.model, address=f"0x{self._address:02X}", **values)

    def restart(self) -> None:
        """Let go; the next read opens the part again."""
        self._chip = None

    def close(self) -> None:
        """Let go of the bus."""
        self._chip = None
        if self._bus is not None:
            self._bus.deinit()
            self._bus = None
