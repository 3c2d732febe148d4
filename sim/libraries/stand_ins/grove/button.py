"""Stand-in for `grove.button`: a button that tells single clicks, double clicks and long presses apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.grove.gpio import GPIO
from sim.libraries.stand_ins.RPi import GPIO as PINS
from sim.libraries.thread_errors import told
from sim.wires import switched_on

LOOKS_EVERY_S, CLICK_S, SECOND_WITHIN_S, LONG_S = 0.02, 0.03, 0.3, 2.0

OnEvent = Callable[[Any, dict[str, Any]], object]


class Button:
    """What has events: bits in `code`."""

    EV_RAW_STATUS, EV_SINGLE_CLICK, EV_DOUBLE_CLICK, EV_LONG_PRESS, EV_LEVEL_CHANGED = 1, 2, 4, 8, 16
    pins: ClassVar[list[int]] = []

    def __init__(self, pin: int) -> None:
        Button.pins.append(pin)
        self._index = Button.pins.index(pin)
        self._calls: tuple[Any, OnEvent | None] = (None, None)

    def get_on_event(self) -> tuple[Any, OnEvent | None]:
        """What `on_event` was given."""
        return self._calls

    def on_event(self, obj: Any, callback: OnEvent) -> None:
        """Call this with that object and each event."""
        if obj and callable(callback):
            self._calls = (obj, callback)

    def is_pressed(self) -> bool:
        """Whether it is held."""
        return False

    def _send_event(self, event: int, pressed: bool, tm: float) -> None:
        obj, call = self._calls
        if call is not None:
            call(obj, {"index": self._index, "code": event, "pressed": pressed, "time": tm})


class ButtonTypedGpio(Button):
    """A button on a pin, looked at every 20 ms; its edges are events, too."""

    def __init__(self, pin: int, low_pressed: bool = True) -> None:
        super().__init__(pin)
        self._low_pressed = low_pressed
        self._gpio = GPIO(pin)
        PINS.setup(pin, PINS.IN, PINS.PUD_UP if low_pressed else PINS.PUD_DOWN)  # the resistor on the module
        self._gpio.on_event = self._edge
        switched_on.board().threads.start(self._watch, "grove.button")

    def is_pressed(self) -> bool:
        """Whether it is held."""
        return self._low_pressed != bool(self._gpio.read())

    def _edge(self, pin: int, level: int) -> None:
        self._send_event(self.EV_LEVEL_CHANGED, self.is_pressed(), switched_on.board().clock.time())

    def _watch(self) -> None:
        """In a thread of its own; an error in what it calls ends it, as it does in the real one."""
        clock = switched_on.board().clock
        since_s: float | None = None  # when it was pressed
        last_click_s, is_long = float("-inf"), False
        while True:
            now_s, pressed = clock.monotonic(), self.is_pressed()
            event = 0
            if since_s is not None:
                lasted_s = now_s - since_s
                if pressed and not is_long and lasted_s >= LONG_S:
                    event, is_long = self.EV_LONG_PRESS, True
                elif not pressed and not is_long and lasted_s > CLICK_S:
                    is_second = now_s - last_click_s < SECOND_WITHIN_S
                    event = self.EV_DOUBLE_CLICK if is_second else self.EV_SINGLE_CLICK
                    last_click_s = float("-inf") if is_second else now_s
            if not pressed:
                since_s, is_long = None, False
            elif since_s is None:
                since_s = now_s
            try:
                if event:
                    self._send_event(event, pressed, clock.time())
            except Exception as error:
                if not told(error):
                    raise
                return
            sleep(LOOKS_EVERY_S)
