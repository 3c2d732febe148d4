"""Stand-in for `grove.led`: one lamp on a pin, or one WS2812."""

from __future__ import annotations

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.grove.gpio import GPIO
from sim.libraries.stand_ins.rpi_ws281x import Color, PixelStrip
from sim.wires import switched_on

STRIP_CHANNELS = {12: 0, 13: 1, 18: 0, 19: 1}
SHORTEST_S = 0.001
STRIP_HZ, STRIP_DMA = 800_000, 10


class OneLed:
    """A lamp."""

    MAX_BRIGHT = 100

    def __init__(self, pin: int) -> None:
        self.brightness = self.MAX_BRIGHT
        self._light = False
        self._color = (255, 255, 255)
        self._blinks = 0  # how often it has been told to blink or to stop
        self._is_blinking = False

    def blink(self, on: float = 0.5, off: float = 0.5) -> None:
        """Blink with these seconds until it is told otherwise; with zeros, stop."""
        self._times_s = (on, off)
        if on < SHORTEST_S and off < SHORTEST_S:
            self._stop()
        elif not self._is_blinking:
            self._is_blinking = True
            number = self._blinks
            switched_on.board().threads.start(lambda: self._go_on_blinking(number), "grove.led")

    def light(self, on: bool | None = None) -> bool:
        """Switch it; return whether it is on."""
        if isinstance(on, bool):
            self._stop()
            self._light = on
            self._lighton(on)
        return self._light

    def color(self, r: int | None = None, g: int = 0, b: int = 0) -> tuple[int, int, int]:
        """Its color, 0 to 255 each; here nobody can change it."""
        return self._color

    def _stop(self) -> None:
        self._blinks += 1
        self._is_blinking = False

    def _go_on_blinking(self, number: int) -> None:
        while number == self._blinks:
            for is_on, seconds in zip((True, False), self._times_s, strict=True):
                if number == self._blinks:
                    self._lighton(is_on)
                    sleep(seconds)

    def _lighton(self, b: bool = True) -> None:
        """Put it out on the wire."""


class OneLedTypedGpio(OneLed):
    """A lamp on a pin."""

    def __init__(self, pin: int, high_enable: bool = True) -> None:
        super().__init__(pin)
        self._on_level = high_enable
        self._gpio = GPIO(pin, GPIO.OUT)

    def _lighton(self, b: bool = True) -> None:
        self._gpio.write(int(self._on_level == bool(b) and bool(self.brightness)))


class OneLedTypedWs2812(OneLed):
    """One WS2812 on GPIO12, 13, 18 or 19."""

    def __init__(self, pin: int) -> None:
        super().__init__(pin)
        if pin not in STRIP_CHANNELS:
            print(f"OneLedTypedWs2812: pin {pin} could not used with WS2812")
            return
        self.strip = PixelStrip(1, pin, STRIP_HZ, STRIP_DMA, False, 255, STRIP_CHANNELS[pin])
        self.strip.begin()

    def color(self, r: int | None = None, g: int = 0, b: int = 0) -> tuple[int, int, int]:
        """Its color, 0 to 255 each, when it is next switched on."""
        if isinstance(r, int):
            self._color = (r, g, b)
        return self._color

    def _lighton(self, b: bool = True) -> None:
        share = self.brightness / self.MAX_BRIGHT if b else 0
        self.strip.setPixelColor(0, Color(*(int(share * part) for part in self._color)))
        self.strip.show()
