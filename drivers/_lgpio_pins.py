"""gpiozero's lgpio pins, with four differences: an output begins at its level, and is let go with a pull to that
level; a full or empty pulse is a constant level; a busy pin says which it is.

lgpio 0.2.2 returns success for a claim of a line that is an output already, without setting its level, and refuses to
end pulses that have ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from devices import HighlandError, Message

REFUSED = "GPIO busy"  # lgpio's own words, also when rpi-lgpio asked it
BUSY = Message("pins.busy", "GPIO{gpio} is in use.")


class PinBusy(HighlandError):
    """A line of the GPIO chip that somebody else uses; `gpio` and `chip` say which."""

    def __init__(self, gpio: int, chip: int) -> None:
        super().__init__(BUSY(gpio=gpio))
        self.gpio, self.chip = gpio, chip


def lgpio_factory(chip: int) -> Any:
    """gpiozero's factory on a chip, with our pins. Raises whatever the library raises when it cannot be started."""
    with folder_for_a_pipe():
        import lgpio
    from gpiozero.pins.lgpio import LGPIOFactory, LGPIOPin

    factory = LGPIOFactory(chip)
    factory.pin_class = type("Pin", (OurPin, LGPIOPin), {"lgpio": lgpio})
    return factory


class NamesABusyPin:
    """Before one of gpiozero's pin classes among the bases: a line that lgpio finds busy says which one it is."""

    def __init__(self, factory: Any, info: Any) -> None:
        try:
            super().__init__(factory, info)  # type: ignore[call-arg]  # gpiozero has no types
        except Exception as error:
            if REFUSED in str(error):
                raise PinBusy(int(info.name.removeprefix("GPIO")), getattr(factory, "chip", 0)) from error
            raise


class OurPin(NamesABusyPin):
    """What differs from gpiozero's LGPIOPin, which comes after it among the bases; `lgpio` is the library."""

    lgpio: ClassVar[Any]
    factory: Any
    _number: int
    _first_level = False  # what lgpio gives an output that nobody gave a level
    _pwm: tuple[float, float] | None  # hertz and percent, while the pin is one for pulses

    @property
    def _line(self) -> tuple[int, int]:
        return self.factory._handle, self._number

    def output_with_state(self, state: bool) -> None:
        """One request to the kernel for both: the wire of an active-low relay is never low in between."""
        self._first_level = bool(state)
        self.lgpio.gpio_claim_output(*self._line, bool(state))
        self.lgpio.gpio_write(*self._line, bool(state))

    def close(self) -> None:
        """An input, pulled weakly to the level with which an output began: to off, even if it could not be switched."""
        if self.factory._handle is None or self.function != "output":  # type: ignore[attr-defined]
            super().close()  # type: ignore[misc]
            return
        pull = self.lgpio.SET_PULL_UP if self._first_level else self.lgpio.SET_PULL_DOWN
        self.lgpio.gpio_claim_input(*self._line, pull)

    def _set_state(self, value: float) -> None:
        if not self._pwm:
            super()._set_state(value)  # type: ignore[misc]
            return
        hertz, _ = self._pwm
        if 0.0 < value < 1.0:
            self.lgpio.tx_pwm(*self._line, hertz, 100.0 * value)
        else:
            self._end_pulses()
            self.lgpio.gpio_write(*self._line, bool(value))
        self._pwm = (hertz, 100.0 * value)

    def _set_frequency(self, value: float | None) -> None:
        if value or not self._pwm:
            super()._set_frequency(value)  # type: ignore[misc]
        else:
            self._end_pulses()
            self._pwm = None

    def _end_pulses(self) -> None:
        if self.lgpio.tx_busy(*self._line, self.lgpio.TX_PWM):
            self.lgpio.tx_pwm(*self._line, 0, 0)


@contextmanager
def folder_for_a_pipe() -> Iterator[None]:
    """lgpio makes a pipe in the working folder when it is imported, and fails where this user may not write.

    The pipe is open at both ends afterward, so its name may go.
    """
    here = os.getcwd()
    with TemporaryDirectory(prefix="highland-") as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)
