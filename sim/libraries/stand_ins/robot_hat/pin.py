"""Stand-in for `robot_hat.pin`: a pin by its number or by what stands on the HAT, through gpiozero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import gpiozero

OF_D = (17, 4, 27, 22, 23, 24, 25, 4, 5, 6, 12, 13, 19, 16, 26, 20, 21)  # D0 to D16 of the HAT


class Pin:
    """One pin; without a mode it is an output, and an input as soon as it is read."""

    OUT, IN = 0x01, 0x02
    PULL_UP, PULL_DOWN, PULL_NONE = 0x11, 0x12, None
    IRQ_FALLING, IRQ_RISING, IRQ_RISING_FALLING = 0x21, 0x22, 0x23
    _dict: ClassVar[Mapping[str, int]] = {
        **{f"D{place}": gpio for place, gpio in enumerate(OF_D)},
        **{"SW": 25, "USER": 25, "LED": 26, "BOARD_TYPE": 12, "RST": 16},
        **{"BLEINT": 13, "BLERST": 20, "MCURST": 5, "CE": 8},
    }

    def __init__(
        self,
        pin: str | int,
        mode: int | None = None,
        pull: int | None = None,
        *_: Any,
        active_state: bool | None = None,
        dict: Mapping[str, int] | None = None,
    ) -> None:
        names = self._dict if dict is None else dict
        if isinstance(pin, str) and pin not in names:
            raise ValueError(f"Pin should be in {list(names)}, not {pin}")
        if isinstance(pin, int) and pin not in names.values():
            raise ValueError(f"Pin should be in {list(names.values())}, not {pin}")
        self._pin_num: int = names[pin] if isinstance(pin, str) else pin
        self._board_name = pin if isinstance(pin, str) else f"GPIO{pin}"
        self._active_state = active_state
        self.gpio: Any = None
        self.setup(mode, pull)

    def setup(self, mode: int | None, pull: int | None = None) -> None:
        """Make it an output, or an input with this pull."""
        if mode not in (None, self.OUT, self.IN):
            raise ValueError("mode param error, should be None, Pin.OUT, Pin.IN")
        if pull not in (self.PULL_NONE, self.PULL_UP, self.PULL_DOWN):
            raise ValueError("pull param error, should be None, Pin.PULL_NONE, Pin.PULL_DOWN, Pin.PULL_UP")
        self.close()
        self._mode, self._pull = mode, pull
        if mode in (None, self.OUT):
            self.gpio = gpiozero.OutputDevice(self._pin_num)
        elif pull == self.PULL_UP:
            self.gpio = gpiozero.InputDevice(self._pin_num, pull_up=True)
        else:
            is_free = pull is None and self._active_state is not None
            self.gpio = gpiozero.InputDevice(
                self._pin_num, pull_up=None if is_free else False, active_state=self._active_state if is_free else None
            )

    def close(self) -> None:
        """Let it go."""
        if self.gpio is not None:
            self.gpio.close()
            self.gpio = None

    deinit = close

    def value(self, value: bool | None = None) -> int:
        """Set the level, or return it."""
        if value is None:
            if self._mode in (None, self.OUT):
                self.setup(self.IN)
            return int(self.gpio.value)
        if self._mode == self.IN:
            self.setup(self.OUT)
        self.gpio.value = bool(value)
        return int(bool(value))

    __call__ = value

    def on(self) -> int:
        """Set it high."""
        return self.value(True)

    def off(self) -> int:
        """Set it low."""
        return self.value(False)

    high, low = on, off

    def toggle(self) -> None:
        """Set the other level."""
        self.value(not self.gpio.value)

    def irq(
        self, handler: Callable[[], Any], trigger: int, bouncetime: int = 200, pull: int | None = None
    ) -> None:  # fmt: skip
        """Call this at a falling edge, a rising one, or both, at most once in so many milliseconds."""
        if trigger not in (self.IRQ_FALLING, self.IRQ_RISING, self.IRQ_RISING_FALLING):
            raise ValueError("trigger param error, should be Pin.IRQ_FALLING, Pin.IRQ_RISING, Pin.IRQ_RISING_FALLING")
        if not isinstance(self.gpio, gpiozero.Button):
            self.close()
            self._mode = self.IN
            self.gpio = gpiozero.Button(self._pin_num, pull_up=pull == self.PULL_UP, bounce_time=bouncetime / 1000)
        is_pulled_up = self.gpio.pull_up
        for edge, ends_pressed in ((self.IRQ_FALLING, is_pulled_up), (self.IRQ_RISING, not is_pulled_up)):
            if trigger in (edge, self.IRQ_RISING_FALLING):
                setattr(self.gpio, "when_pressed" if ends_pressed else "when_released", handler)

    def name(self) -> str:
        """Return its name at the processor."""
        return f"GPIO{self._pin_num}"
