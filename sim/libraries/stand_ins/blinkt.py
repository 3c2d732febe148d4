"""Stand-in for `blinkt`, Pimoroni's library for its eight APA102 LEDs, where it is not installed: data 23, clock 24."""

from __future__ import annotations

import atexit

from sim.libraries.stand_ins.RPi import GPIO
from sim.wires import switched_on

DAT, CLK = 23, 24
NUM_PIXELS = 8
BRIGHTNESS = 7  # of 31: as bright as they are without a word
BEGIN_CLOCKS, END_CLOCKS = 32, 36
STEPS, FULL, MARK = 31, 255, 0xE0
Pixel = list[int]

pixels: list[Pixel] = [[0, 0, 0, BRIGHTNESS] for _ in range(NUM_PIXELS)]
_state = {"open": False, "clear": True}


def _begin() -> None:
    """Another board is on: nobody has used the library there."""
    pixels[:] = [[0, 0, 0, BRIGHTNESS] for _ in range(NUM_PIXELS)]
    _state.update(open=False, clear=True)


switched_on.on_switch.append(_begin)


def set_brightness(brightness: float) -> None:
    """Of all LEDs, 0.0 to 1.0. Raises ValueError."""
    for pixel in pixels:
        pixel[3] = _steps(brightness)


def set_pixel(x: int, r: float, g: float, b: float, brightness: float | None = None) -> None:
    """The color of one LED; it shows at the next `show`."""
    level = pixels[x][3] if brightness is None else _steps(brightness)
    pixels[x] = [int(r) & FULL, int(g) & FULL, int(b) & FULL, level]


def set_all(r: float, g: float, b: float, brightness: float | None = None) -> None:
    """The color of all of them."""
    for x in range(NUM_PIXELS):
        set_pixel(x, r, g, b, brightness)


def get_pixel(x: int) -> tuple[int, int, int, float]:
    """Red, green, blue and brightness of one LED."""
    red, green, blue, level = pixels[x]
    return red, green, blue, round(level / STEPS, 3)


def clear() -> None:
    """All LEDs dark at the next `show`."""
    for pixel in pixels:
        pixel[:3] = [0, 0, 0]


def show() -> None:
    """Send all colors."""
    if not _state["open"]:
        GPIO.setmode(GPIO.BCM)
        GPIO.setwarnings(False)
        GPIO.setup((DAT, CLK), GPIO.OUT)
        atexit.register(_exit)
        _state["open"] = True
    _zeros(BEGIN_CLOCKS)
    for red, green, blue, level in pixels:
        for byte in (MARK | level, blue, green, red):
            _write(byte)
    _zeros(END_CLOCKS)


def set_clear_on_exit(value: bool = True) -> None:
    """Whether they are dark when the program is over."""
    _state["clear"] = value


def _steps(brightness: float) -> int:
    if not 0 <= brightness <= 1:
        raise ValueError("Brightness should be between 0.0 and 1.0")
    return int(STEPS * brightness) & STEPS


def _write(byte: int) -> None:
    for place in range(7, -1, -1):
        GPIO.output(DAT, byte >> place & 1)
        GPIO.output(CLK, 1)
        GPIO.output(CLK, 0)


def _zeros(count: int) -> None:
    GPIO.output(DAT, 0)
    for _ in range(count):
        GPIO.output(CLK, 1)
        GPIO.output(CLK, 0)


def _exit() -> None:
    if _state["clear"]:
        clear()
        show()
    GPIO.cleanup()
