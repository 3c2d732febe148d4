"""The Sense HAT: 64 colored LEDs, climate, motion and a small joystick."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from devices import Message
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.i2c.motion.moved import ACCELERATION, GYRO, HEADING
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.wires.strips import Color

ADDRESS = 0x46  # of its LEDs and joystick (Raspberry Pi documentation, "Sense HAT hardware")
SIDE = 8
STICK = {f"joystick_{direction}": direction for direction in ("up", "down", "left", "right", "middle")}
DARK = (0, 0, 0)
NEARLY_OFF = 24  # chosen: no eye takes it for lit beside the others
LETTERS = {
    (1, 0, 0): "R", (0, 1, 0): "G", (0, 0, 1): "B", (1, 1, 0): "Y", (0, 1, 1): "C", (1, 0, 1): "M", (1, 1, 1): "W",
}  # fmt: skip


class SenseHatChip(DisplayChip):
    """A Sense HAT."""

    feels = ("temperature_c", "humidity_pct", "pressure_hpa", *ACCELERATION, *GYRO, HEADING, *STICK)

    def plug(self) -> None:
        self.colors: tuple[Color, ...] = (DARK,) * SIDE * SIDE
        self.text = ""
        self.on_stick: Callable[[str, bool], object] | None = None
        self._held: set[str] = set()
        super().plug()

    def light(self, colors: Sequence[Color], text: str = "") -> None:
        """Light the LEDs."""
        self.redraws()
        self.colors, self.text = tuple(colors), text
        self.drawn()

    def world_moved(self) -> None:
        for quantity, direction in STICK.items():
            down = bool(self.feel(quantity))
            if down is not (direction in self._held):
                (self._held.add if down else self._held.discard)(direction)
                if self.on_stick is not None:
                    self.on_stick(direction, down)

    @property
    def state(self) -> Hashable:
        return self.colors, self.text

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, or eight rows: a letter for the color of each LED, a dot for a dark one."""
        if self.text:
            return (self.text,)
        if all(color == DARK for color in self.colors):
            return ()
        rows = (self.colors[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE))
        return tuple(" ".join(_letter(color) for color in row) for row in rows)


def _letter(color: Color) -> str:
    brightest = max(color)
    if brightest < NEARLY_OFF:
        return "\u00b7"
    red, green, blue = (int(part > brightest / 2) for part in color)
    return LETTERS[red, green, blue]


def _never(_: Talk) -> float:
    """No program speaks to it in bytes: the library asks for the hat."""
    return 0.0


QUANTITIES = tuple(Quantity(name, False) for name in STICK)
KINDS = (
    PartKind(
        "sense_hat", SenseHatChip, Message("script.kind.sense_hat", "Sense HAT, with LEDs, climate, motion, joystick"),
        I2C, ("temperature_c", "humidity_pct"),
        addresses=(ADDRESS,),
        libraries=("sense_hat", "sense_emu"),
        fits=_never,
    ),
)  # fmt: skip
