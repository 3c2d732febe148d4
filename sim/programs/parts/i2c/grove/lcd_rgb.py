"""Grove LCD RGB Backlight and Grove 16x2 LCD: letters at 0x3E, the color of the light at 0x62, I2C.

Data sheets JHD1313M1 and AIP31068L (control byte, then an instruction or letters), PCA9633 (NXP, rev 5, table 5).
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.chips._bus_chips import ChipOnI2c
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.hd44780 import Hd44780
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip
from sim.programs.parts.wires import WiresChip
from sim.wires.i2c import Nack

ONE_MORE, LETTERS = 0x80, 0x40  # of a control byte: another one follows after the next byte; what comes is text
CONTROLS = (0x00, ONE_MORE, LETTERS, ONE_MORE | LETTERS)

MODE_1, MODE_2, BRIGHTNESS, GROUP, OUTPUTS = 0x00, 0x01, range(0x02, 0x06), (0x06, 0x07), 0x08
SLEEP = 0x10
OFF, ON, BY_REGISTER = 0, 1, 2  # of OUTPUTS, two bits each; 3: by the group, too
COLORS = ("blue", "green", "red", "light3")  # on the Grove board
LIGHT_RESET = {MODE_1: 0x11, MODE_2: 0x05, **dict.fromkeys(BRIGHTNESS, 0), 0x06: 0xFF, 0x07: 0, OUTPUTS: 0,
               **dict.fromkeys(range(0x09, 0x0D), 0xE0)}  # fmt: skip
ALL_BY_REGISTER = (0xAA, 0xFF)  # what programs for this board write to OUTPUTS
INCREMENT = 0x80  # of the pointer


class GroveLcdChip(ChipOnI2c, DisplayChip):
    """One display with a controller on the bus."""

    def plug(self) -> None:
        self._letters = Hd44780()
        super().plug()
        self.on_bus(self.option("address", 0x3E))

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without the blanks at their end."""
        return self._letters.lines if self._powered else ("", "")

    def power_changed(self) -> None:
        super().power_changed()
        self._letters = Hd44780()

    def write(self, data: bytes) -> None:
        """Take control bytes, each with an instruction, a letter, or a row of them."""
        if not self._powered:
            raise Nack
        self.redraws()
        at = 0
        while at + 1 < len(data):
            control = data[at]
            end = at + 2 if control & ONE_MORE else len(data)
            for byte in data[at + 1 : end]:
                self._letters.byte(byte, bool(control & LETTERS))
            at = end
        if data:
            self.drawn()

    def read(self, count: int) -> bytes:
        """It can only be written to; nobody pulls the wire low."""
        if not self._powered:
            raise Nack
        return b"\xff" * count


class Pca9633Chip(WiresChip, RegisterChip):
    """Four channels of light."""

    wires = COLORS
    usual_address = 0x62
    at_reset: ClassVar[dict[int, int]] = LIGHT_RESET

    def reset(self) -> None:
        """As after power-on: asleep."""
        super().reset()
        for wire in self.wires:
            self.drive(wire, None)

    def get(self, register: int) -> int:
        """What is read."""
        return super().get(register & 0x0F)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        register &= 0x0F
        if register in self.registers:
            self.registers[register] = value
            if register not in (MODE_2, *GROUP):
                self._light()

    def after(self, register: int) -> int:
        """The pointer moves on only when it is told to."""
        return register & INCREMENT | (register + 1) & 0x0F if register & INCREMENT else register

    def _light(self) -> None:
        asleep = self.registers[MODE_1] & SLEEP
        for channel, wire in enumerate(self.wires):
            how = self.registers[OUTPUTS] >> 2 * channel & 3
            share = self.registers[BRIGHTNESS[channel]] / 256 if how >= BY_REGISTER else float(how == ON)
            if how != OFF or not asleep:
                self.drive(wire, 0.0 if asleep else share)


def _fits_lcd(talk: Talk) -> float:
    """Each byte has a control byte before it."""
    sent = [each for each, _ in talk.exchanges if each]
    pairs = [each for each in sent if len(each) > 1]
    if not pairs or any(each[0] not in CONTROLS for each in sent):
        return 0.0
    return 0.98 if all(each[0] for each in pairs) else 0.3


def _fits_light(talk: Talk) -> float:
    """The chip for servos at the same address has other registers there."""
    written = [sent for sent, _ in talk.exchanges if sent]
    if any(sent[0] & 0x7F > max(LIGHT_RESET) for sent in written):
        return 0.0
    lit = any(sent[0] == OUTPUTS and sent[1:] in ((bytes((each,))) for each in ALL_BY_REGISTER) for sent in written)
    if lit or talk.says("pca9633", "jhd1802", "jhd1313", "backlight"):
        return 0.98
    return 0.6 if talk.number == Pca9633Chip.usual_address else 0.0  # boards for motors are more common there


KINDS = (
    PartKind(
        "grove_lcd", GroveLcdChip, Message("script.kind.grove_lcd", "Grove LCD, two lines of letters"), I2C, (),
        addresses=(0x3E,),  # data sheet JHD1313M1
        fits=_fits_lcd,
    ),
    PartKind(
        "pca9633", Pca9633Chip, Message("script.kind.pca9633", "PCA9633, the colored light of a Grove LCD"), I2C, (),
        addresses=(0x60, 0x62),  # data sheet PCA9633, table 4; displays like Grove's of others have 0x60
        fits=_fits_light,
    ),
)  # fmt: skip
