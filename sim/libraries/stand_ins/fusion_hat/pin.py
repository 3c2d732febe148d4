"""Stand-in for `fusion_hat.pin`: a pin by its number at the processor, through RPi.GPIO."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from sim.libraries.stand_ins.RPi import GPIO


class Mode(Enum):
    """What a pin is."""

    AUTO, IN, OUT = None, GPIO.IN, GPIO.OUT


class Pull(Enum):
    """The Pi's own resistor."""

    UP, DOWN, NONE = GPIO.PUD_UP, GPIO.PUD_DOWN, GPIO.PUD_OFF


class Active(Enum):
    """The level that counts as 1."""

    HIGH, LOW = True, False


class Trigger(Enum):
    """An edge."""

    FALLING, RISING, BOTH = GPIO.FALLING, GPIO.RISING, GPIO.BOTH


class Pin:
    """One pin; without a mode it is whatever is done with it first."""

    OUT, IN, AUTO = Mode.OUT, Mode.IN, Mode.AUTO
    PULL_UP, PULL_DOWN, PULL_NONE = Pull.UP, Pull.DOWN, Pull.NONE
    ACTIVE_HIGH, ACTIVE_LOW = Active.HIGH, Active.LOW
    IRQ_FALLING, IRQ_RISING, IRQ_RISING_FALLING = Trigger.FALLING, Trigger.RISING, Trigger.BOTH

    def __init__(
        self,
        pin: int,
        mode: Mode = Mode.AUTO,
        pull: Pull = Pull.NONE,
        active_state: Active = Active.HIGH,
        bounce_time: float = 0.02,
    ) -> None:
        GPIO.setmode(GPIO.BCM)
        self._pin_num, self._value, self._is_there, self._is_heard = pin, 0, False, False
        self.setup(mode, pull, active_state, bounce_time)

    def setup(
        self,
        mode: Mode = Mode.AUTO,
        pull: Pull = Pull.NONE,
        active_state: Active = Active.HIGH,
        bounce_time: float = 0.02,
    ) -> None:
        """Make it an output or an input; `bounce_time` is in seconds."""
        self._mode, self._pull, self._active_state, self._bounce_time = mode, pull, active_state, bounce_time
        self._when: dict[int, Callable[[], Any] | None] = {}
        if mode is not Mode.AUTO:
            self._begin(mode)

    def _begin(self, mode: Mode) -> None:
        GPIO.setup(self._pin_num, mode.value, pull_up_down=self._pull.value)
        self._is_there = True

    def close(self) -> None:
        """Let it go."""
        if self._is_there:
            GPIO.cleanup(self._pin_num)
            self._is_there = False

    deinit = close

    def raw(self, value: bool | int | None = None) -> int:
        """Set the level, or return it."""
        if value is None:
            if self._mode is Mode.OUT:
                return self._value
            if self._mode is Mode.AUTO:
                self._begin(Mode.IN)
            return int(GPIO.input(self._pin_num))
        if self._mode is Mode.IN:
            raise ValueError("Input pin cannot set value")
        if self._mode is Mode.AUTO:
            self._begin(Mode.OUT)
        self._value = int(bool(value))
        GPIO.output(self._pin_num, self._value)
        return self._value

    def value(self, value: bool | int | None = None) -> int:
        """Set 1 or 0, or return it; with ACTIVE_LOW 1 is low."""
        is_turned = self._active_state is Active.LOW
        return self.raw(None if value is None else bool(value) is not is_turned) ^ is_turned

    __call__ = value

    def on(self) -> int:
        """Set 1."""
        return self.value(1)

    def off(self) -> int:
        """Set 0."""
        return self.value(0)

    def high(self) -> int:
        """Set it high."""
        return self.raw(1)

    def low(self) -> int:
        """Set it low."""
        return self.raw(0)

    def irq(self, handler: Callable[..., Any], trigger: Trigger = Trigger.BOTH) -> None:
        """Call this at an edge."""
        GPIO.add_event_detect(self._pin_num, trigger.value, handler, bouncetime=int(self._bounce_time * 1000))
        self._is_heard = True

    def _heard(self, channel: int) -> None:
        call = self._when.get(self.value())
        if call is not None:
            call()

    def _call(self, value: int, handler: Callable[[], Any] | None) -> None:
        if not self._is_heard:
            self.irq(self._heard)
        self._when[value] = handler

    @property
    def when_activated(self) -> Callable[[], Any] | None:
        """What is called when it becomes 1."""
        return self._when.get(1)

    @when_activated.setter
    def when_activated(self, handler: Callable[[], Any] | None) -> None:
        self._call(1, handler)

    @property
    def when_deactivated(self) -> Callable[[], Any] | None:
        """What is called when it becomes 0."""
        return self._when.get(0)

    @when_deactivated.setter
    def when_deactivated(self, handler: Callable[[], Any] | None) -> None:
        self._call(0, handler)
