"""SI1145 on Grove's sunlight sensor: light, infrared, and the UV index made of both, I2C.

Data sheet Si1145/46/47 (Silicon Labs, revision 1.41): commands in table 11, registers in table 14. A measurement that
is asked for is over at once. Nearness is not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

COMMAND, PARAMETER, RESPONSE, VISIBLE, INFRARED, UV, READ_BACK = 0x18, 0x17, 0x20, 0x22, 0x24, 0x2C, 0x2E
KEY, KEY_IS, PERIOD = 0x07, 0x17, 0x08
NOP, RESET, QUERY, SET = 0x00, 0x01, 0x80, 0xA0
FORCE, PAUSE, AUTO = (0x06, 0x07), (0x09, 0x0A, 0x0B), (0x0D, 0x0E, 0x0F)
CHANNELS, CHANNEL_OF = 0x01, {VISIBLE: 0x10, INFRARED: 0x20, UV: 0x80}
GAIN_OF, RANGE_OF, HIGH_RANGE = {VISIBLE: 0x11, INFRARED: 0x1E}, {VISIBLE: 0x12, INFRARED: 0x1F}, 0x20
DARK, COUNTS_A_LUX = 256, {VISIBLE: 0.282, INFRARED: 2.44}  # table 3: in sunlight, at gain 1
AT_RESET = {
    **dict.fromkeys((*range(0x03, 0x0B), *range(0x0F, 0x11), *range(0x13, 0x19), *range(0x20, 0x2F), 0x30), 0),
    0x00: 0x45, 0x01: 0x00, 0x02: 0x08,
}  # fmt: skip


class Si1145Chip(RegisterChip):
    """One sensor."""

    feels = ("light_lux", "uv_index")
    usual_address = 0x60
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._parameters = [0] * 32
        self._goes_on = self._measured = False

    def get(self, register: int) -> int:
        """What is read; by itself it goes on measuring."""
        if register in (VISIBLE, INFRARED, UV):
            if self._goes_on:
                self._measure()
            elif not self._measured:
                self.asleep(COMMAND, FORCE[0])
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a command is carried out, and counted in the lower half of the answer."""
        if register == COMMAND:
            self._obey(value)
        elif register in AT_RESET and 0x02 < register < 0x18:
            self.registers[register] = value

    def _obey(self, command: int) -> None:
        number = command & 0x1F
        if command == RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
            return
        if command == NOP:
            self.registers[RESPONSE] = 0
            return
        if command & 0xE0 == SET:
            self._parameters[number] = self.registers[PARAMETER]
        if command & 0xE0 in (SET, QUERY):
            self.registers[READ_BACK] = self._parameters[number]
        elif command in FORCE:
            self._measure()
        elif command in (*AUTO, *PAUSE):
            self._goes_on = command in AUTO[1:] and any(self.registers[PERIOD + each] for each in (0, 1))
        else:
            self.not_modeled(COMMAND)
        self.registers[RESPONSE] = self.registers[RESPONSE] + 1 & 0x0F

    def _measure(self) -> None:
        self._measured = True
        lux = self.feel("light_lux")
        for at, channel in CHANNEL_OF.items():
            if at == UV:
                value = round(100 * self.feel("uv_index")) * any(self.registers[each] for each in range(0x13, 0x17))
            else:
                gain = 2 ** (self._parameters[GAIN_OF[at]] & 7)
                weak = 14.5 if self._parameters[RANGE_OF[at]] & HIGH_RANGE else 1.0  # table 15
                value = min(DARK + round(lux * COUNTS_A_LUX[at] * gain / weak), 0xFFFF)
            if self._parameters[CHANNELS] & channel and self.registers[KEY] == KEY_IS:
                self.registers |= {at: value & 0xFF, at + 1: value >> 8}


def _fits(talk: Talk) -> float:
    """A servo driver at the same address is woken before it is asked for such registers."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    key = any(sent == bytes((KEY, KEY_IS)) for sent, _ in talk.exchanges)
    data = any(sent[:1] in (b"\x22", b"\x24", b"\x2c") and asked > 1 for sent, asked in talk.exchanges)
    return 0.98 if key or data or talk.says("si1145", "si114", "si1151") else 0.0


KINDS = (
    PartKind(
        "si1145", Si1145Chip, Message("script.kind.uv", "{name}, light and UV light")(name="SI1145"), I2C,
        ("light_lux", "uv_index"),
        addresses=(0x60,),  # section 4
        aliases=("si1146", "si1147", "si114"),
        libraries=("adafruit_si1145", "seeed_si114x"),
        fits=_fits,
    ),
)  # fmt: skip
