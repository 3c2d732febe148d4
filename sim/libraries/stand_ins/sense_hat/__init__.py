"""Stand-in for `sense_hat`: LEDs, climate, motion and joystick of a Sense HAT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import atan2, degrees, hypot, radians
from typing import Any

from sim.libraries.stand_ins.sense_hat.stick import (
    ACTION_HELD,
    ACTION_PRESSED,
    ACTION_RELEASED,
    DIRECTION_DOWN,
    DIRECTION_LEFT,
    DIRECTION_MIDDLE,
    DIRECTION_RIGHT,
    DIRECTION_UP,
    InputEvent,
    SenseStick,
)
from sim.wires import switched_on
from sim.wires.hats import SenseHatBoard
from sim.wires.strips import Color

# fmt: off
__all__ = [
    "ACTION_HELD", "ACTION_PRESSED", "ACTION_RELEASED", "DIRECTION_DOWN", "DIRECTION_LEFT", "DIRECTION_MIDDLE",
    "DIRECTION_RIGHT", "DIRECTION_UP", "InputEvent", "SenseHat", "SenseStick",
]
# fmt: on
SIDE = 8
FULL = 255
READ_S = 0.01  # chosen: what one sensor takes
COLUMNS = 6  # of a letter, with the gap behind it
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


class SenseHat:
    """The Sense HAT. Raises OSError when none is there."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self._board = switched_on.board()
        self._hat: SenseHatBoard = self._board.hats.sense_hat()
        self._pixels: list[Color] = [BLACK] * SIDE * SIDE
        self._rotation = 0
        self.low_light = False
        self.gamma = list(range(32))
        self.stick = SenseStick(self._board, self._hat)

    # The LEDs.

    @property
    def rotation(self) -> int:
        """0, 90, 180 or 270 degrees."""
        return self._rotation

    @rotation.setter
    def rotation(self, r: int) -> None:
        self.set_rotation(r)

    def set_rotation(self, r: int = 0, redraw: bool = True) -> None:
        """Turn the picture. Raises ValueError for other angles."""
        if r not in (0, 90, 180, 270):
            raise ValueError("Rotation must be 0, 90, 180 or 270 degrees")
        self._rotation = r
        self._show()

    def flip_h(self, redraw: bool = True) -> list[list[int]]:
        """Mirror the picture from left to right."""
        return self._arranged(lambda x, y: (SIDE - 1 - x, y))

    def flip_v(self, redraw: bool = True) -> list[list[int]]:
        """Mirror the picture from top to bottom."""
        return self._arranged(lambda x, y: (x, SIDE - 1 - y))

    def _arranged(self, of: Callable[[int, int], tuple[int, int]]) -> list[list[int]]:
        places = [of(x, y) for y in range(SIDE) for x in range(SIDE)]
        self._pixels = [self._pixels[y * SIDE + x] for x, y in places]
        self._show()
        return self.get_pixels()

    def set_pixels(self, pixel_list: Sequence[Any]) -> None:
        """Light all 64 LEDs. Raises ValueError for another number of them."""
        if len(pixel_list) != SIDE * SIDE:
            raise ValueError("Pixel lists must have 64 elements")
        self._pixels = [_color(pixel) for pixel in pixel_list]
        self._show()

    def get_pixels(self) -> list[list[int]]:
        return [list(pixel) for pixel in self._pixels]

    def set_pixel(self, x: int, y: int, *args: Any) -> None:
        """Light one LED. Raises ValueError for one that is not there."""
        if not (0 <= x < SIDE and 0 <= y < SIDE):
            raise ValueError(f"{'X' if not 0 <= x < SIDE else 'Y'} position must be between 0 and 7")
        self._pixels[y * SIDE + x] = _color(args[0] if len(args) == 1 else args)
        self._show()

    def get_pixel(self, x: int, y: int) -> list[int]:
        return list(self._pixels[y * SIDE + x])

    def clear(self, *args: Any) -> None:
        """Give all of them one color; black when none is given."""
        color = BLACK if not args else _color(args[0] if len(args) == 1 else args)
        self._pixels = [color] * SIDE * SIDE
        self._show()

    def show_letter(self, s: str, text_colour: Any = WHITE, back_colour: Any = BLACK) -> None:
        """Show one letter. Raises ValueError for more."""
        if len(s) > 1:
            raise ValueError("Only one character may be passed into this method")
        self._show(s)

    def show_message(
        self, text_string: str, scroll_speed: float = 0.1, text_colour: Any = WHITE, back_colour: Any = BLACK
    ) -> None:
        """Scroll a text over the LEDs; it takes its time."""
        self._show(text_string)
        self._board.clock.sleep((len(text_string) * COLUMNS + SIDE) * scroll_speed)
        self.clear(back_colour)

    def _show(self, text: str = "") -> None:
        turns = self._rotation // 90
        pixels = self._pixels
        for _ in range(turns):
            pixels = [pixels[(SIDE - 1 - x) * SIDE + y] for y in range(SIDE) for x in range(SIDE)]
        self._board.clock.sleep(READ_S / 10)
        self._hat.light(pixels, text)

    # Climate.

    def _read(self, quantity: str) -> float:
        self._board.clock.sleep(READ_S)
        return float(self._hat.feel(quantity))

    def get_temperature(self) -> float:
        """Celsius."""
        return self._read("temperature_c")

    get_temperature_from_humidity = get_temperature_from_pressure = get_temperature

    def get_humidity(self) -> float:
        """Percent."""
        return self._read("humidity_pct")

    def get_pressure(self) -> float:
        """Millibar."""
        return self._read("pressure_hpa")

    temp = temperature = property(get_temperature)
    humidity = property(get_humidity)
    pressure = property(get_pressure)

    # Motion.

    def set_imu_config(self, compass_enabled: bool, gyro_enabled: bool, accel_enabled: bool) -> None:
        """All three always measure here."""

    def get_accelerometer_raw(self) -> dict[str, float]:
        """Acceleration in g."""
        return {axis: self._read(f"accel_{axis}_g") for axis in "xyz"}

    def get_gyroscope_raw(self) -> dict[str, float]:
        """Turning in radians a second."""
        return {axis: radians(self._read(f"gyro_{axis}_dps")) for axis in "xyz"}

    def get_compass(self) -> float:
        """Degrees clockwise from north."""
        return self._read("heading_deg")

    def get_compass_raw(self) -> dict[str, float]:
        """The field of the earth in microtesla; only its direction is right."""
        heading = radians(self._read("heading_deg"))
        return {"x": 30.0 * (1 - heading * heading / 2), "y": -30.0 * heading, "z": 20.0}

    def get_orientation_degrees(self) -> dict[str, float]:
        """Pitch, roll and yaw from 0 to 360."""
        force = self.get_accelerometer_raw()
        pitch = degrees(atan2(-force["x"], hypot(force["y"], force["z"])))
        roll = degrees(atan2(force["y"], force["z"]))
        return {"pitch": pitch % 360, "roll": roll % 360, "yaw": self.get_compass() % 360}

    def get_orientation_radians(self) -> dict[str, float]:
        """The same in radians, from -pi to pi."""
        return {name: radians((angle + 180) % 360 - 180) for name, angle in self.get_orientation_degrees().items()}

    get_orientation = get_accelerometer = get_gyroscope = get_orientation_degrees
    orientation = accelerometer = gyroscope = gyro = accel = property(get_orientation_degrees)
    orientation_radians = property(get_orientation_radians)
    accelerometer_raw = accel_raw = property(get_accelerometer_raw)
    gyroscope_raw = gyro_raw = property(get_gyroscope_raw)
    compass = property(get_compass)
    compass_raw = property(get_compass_raw)


def _color(pixel: Any) -> Color:
    """Three numbers from 0 to 255. Raises ValueError for others."""
    parts = tuple(pixel)
    if len(parts) != 3:
        raise ValueError("Pixel arguments must be given as (r, g, b) or r, g, b")
    if any(not 0 <= part <= FULL for part in parts):
        raise ValueError("Pixel elements must be between 0 and 255")
    red, green, blue = (int(part) for part in parts)
    return red, green, blue
