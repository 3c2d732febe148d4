"""AM2320 and DHT12: air temperature and humidity, I2C. Data sheets AM2320 (Aosong), section 8.2, and DHT12 (Aosong).

An AM2320 sleeps: whoever calls it wakes it, and it does not acknowledge that call. It gives the measurement before,
and begins the next one, at most every two seconds. A DHT12 gives five bytes as its sister on one wire does.
"""

from __future__ import annotations

from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, TellingChip
from sim.wires.i2c import Nack

READ = 0x03
AWAKE_S = 3.0  # section 8.2.4: "a maximum of 3 s"
ANSWERS_AFTER_S = 0.0015
EVERY_S = 2.0
REGISTERS = 0x20  # 32 of a byte
MINUS = 0x8000  # of the temperature


def crc16(data: bytes) -> bytes:
    """The checksum of Modbus, low byte first: 03 04 03 39 01 15 gives E1 FE (figure 17)."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc.to_bytes(2, "little")


class Am2320Chip(TellingChip):
    """One climate sensor."""

    feels = ("temperature_c", "humidity_pct")

    def plug(self) -> None:
        self._awake_until_s = self._ready_s = self._next_s = 0.0
        self._answer = b""
        self._words: tuple[int, int] | None = None
        self.on_bus(self.option("address", 0x5C))

    def power_changed(self) -> None:
        super().power_changed()
        self._awake_until_s = 0.0
        self._words = None

    def write(self, data: bytes) -> None:
        """Wake up, or take what registers are asked for."""
        now_s = self.pi.clock.monotonic()
        if not self._powered:
            raise Nack
        if now_s >= self._awake_until_s:
            self._awake_until_s = now_s + AWAKE_S
            raise Nack
        if len(data) == 3 and data[0] == READ:
            first, count = data[1:]
            found = bytes((READ, count)) + self._registers()[first : first + count]
            self._answer, self._ready_s = found + crc16(found), now_s + ANSWERS_AFTER_S

    def read(self, count: int) -> bytes:
        """Give the answer, and sleep."""
        now_s = self.pi.clock.monotonic()
        if not self._powered or now_s >= self._awake_until_s or not self._answer:
            raise Nack
        if now_s < self._ready_s:
            self.busy(ANSWERS_AFTER_S)
            raise Nack
        answer, self._answer, self._awake_until_s = self._answer, b"", 0.0
        return answer[:count].ljust(count, b"\xff")

    def _registers(self) -> bytes:
        """What was measured the last time that somebody asked; now it measures anew."""
        now_s = self.pi.clock.monotonic()
        words = self._words or self._measured()
        if now_s >= self._next_s:
            self._words, self._next_s = self._measured(), now_s + EVERY_S
        damp, warm = words
        return (damp.to_bytes(2, "big") + warm.to_bytes(2, "big")).ljust(REGISTERS, b"\x00")

    def _measured(self) -> tuple[int, int]:
        warm, damp = round(self.feel("temperature_c") * 10), round(self.feel("humidity_pct") * 10)
        return damp, -warm | MINUS if warm < 0 else warm


class Dht12Chip(RegisterChip):
    """One climate sensor: whole numbers and tenths, and their sum."""

    feels = ("temperature_c", "humidity_pct")
    usual_address = 0x5C
    at_reset = dict.fromkeys(range(5), 0)

    def get(self, register: int) -> int:
        """What is read."""
        if register < len(self.at_reset):
            warm, damp = round(self.feel("temperature_c") * 10), round(self.feel("humidity_pct") * 10)
            tenths = abs(warm) % 10 | (0x80 if warm < 0 else 0)
            values = (damp // 10, damp % 10, abs(warm) // 10, tenths)
            return (*values, sum(values) & 0xFF)[register]
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Nothing can be written."""


def _fits_am2320(talk: Talk) -> float:
    """A function code with two bytes; to wake it, programs send nothing or a 0."""
    asks = any(len(sent) == 3 and sent[0] == READ for sent, _ in talk.exchanges)
    if any(sent not in (b"", b"\x00") and not (len(sent) == 3 and sent[0] == READ) for sent, _ in talk.exchanges):
        return 0.0
    return 0.98 if asks or talk.says("am2320", "am2321", "am2315") else 0.0


def _fits_dht12(talk: Talk) -> float:
    """It has five registers."""
    if any(first > 4 for first in talk.first_bytes) or any(len(sent) > 1 for sent, _ in talk.exchanges):
        return 0.0
    five = any(sent == b"\x00" and asked == 5 for sent, asked in talk.exchanges)
    return 0.96 if five or talk.says("dht12") else 0.0


KINDS = (
    PartKind(
        "am2320", Am2320Chip, CLIMATE(name="AM2320"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x5C,),  # data sheet AM2320, section 8.2
        libraries=("adafruit_am2320",),
        aliases=("am2321", "am2315"),
        fits=_fits_am2320,
    ),
    PartKind(
        "dht12", Dht12Chip, CLIMATE(name="DHT12"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x5C,),  # data sheet DHT12, section 7
        fits=_fits_dht12,
    ),
)  # fmt: skip
