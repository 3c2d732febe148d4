"""MLX90614: the temperature of what is in front of it, I2C. Data sheet MLX90614 (Melexis): table 5, section 8.4."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack, on_wire

AMBIENT, OBJECT = 0x06, 0x07  # of the RAM; words, low byte first, and a checksum
EMISSIVITY, ALL = 0x24, 0xFFFF  # of the EEPROM: 1.0
KELVIN_A_COUNT, ZERO_C = 0.02, 273.15
POLYNOMIAL = 0x07  # section 8.4.2
OBJECT_C = "object_temperature_c"
KNOWN = (AMBIENT, OBJECT, EMISSIVITY)


def checksum(data: bytes) -> int:
    """The packet error code of SMBus: B4 07 B5 D2 3A gives 30 (section 8.4.3.2, figure 8)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ (POLYNOMIAL if crc & 0x80 else 0)) & 0xFF
    return crc


class Mlx90614Chip(TellingChip):
    """One thermometer that touches nothing."""

    feels = (OBJECT_C, "temperature_c")

    def plug(self) -> None:
        self._command = 0
        self.on_bus(self.option("address", 0x5A))

    def write(self, data: bytes) -> None:
        """Take the number of a register."""
        if not self._powered:
            raise Nack
        if data:
            self._command = data[0]

    def read(self, count: int) -> bytes:
        """Give its word and the checksum."""
        if not self._powered:
            raise Nack
        word = self._word().to_bytes(2, "little")
        address = on_wire(self._address) << 1
        pec = checksum(bytes((address, self._command, address | 1)) + word)
        return (word + bytes((pec,)))[:count].ljust(count, b"\xff")

    def _word(self) -> int:
        if self._command == EMISSIVITY:
            return ALL
        if self._command not in KNOWN:
            return self.not_modeled(self._command)
        celsius = self.feel(OBJECT_C if self._command == OBJECT else "temperature_c")
        return min(max(round((celsius + ZERO_C) / KELVIN_A_COUNT), 0), 0x7FFF)


def _fits(talk: Talk) -> float:
    """Words are read, and hardly ever written."""
    if any(len(sent) > 1 or asked == 1 for sent, asked in talk.exchanges):
        return 0.0  # a touch or gas sensor lives there, too
    return 0.9 if any(first in KNOWN for first in talk.first_bytes) else 0.2


QUANTITIES = (
    number(OBJECT_C, 36.5, Message("program.quantity.object", "temperature in front"), -20.0, 120.0, 0.5, "°C", "60"),
)  # chosen: a hand in front of it
KINDS = (
    PartKind(
        "mlx90614", Mlx90614Chip, Message("script.kind.infrared", "MLX90614, temperature of what is in front"), I2C,
        (OBJECT_C, "temperature_c"),
        addresses=(0x5A,),  # data sheet MLX90614, section 8.4.1
        libraries=("adafruit_mlx90614", "mlx90614"),
        fits=_fits,
    ),
)  # fmt: skip
