"""The buses: I2C addresses and SPI chips where nobody answers, pins with two uses, a DHT that is read too often.

adafruit_dht returns its old value for 2 s: nothing of such a read is seen on the wire, so its `measure` is watched.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from devices import Message
from sim.chips.dht11 import Dht11Chip
from sim.programs.lint.finding import FindingLog, Rule
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import I2C
from sim.wires.i2c import HIGHEST_ADDRESS, LOWEST_ADDRESS
from sim.wires.switched_on import Board
from wiring.checks import Severity

# Name on the shop's label, and every address that the chip's own pins can set, from the data sheets.
CHIPS: dict[str, tuple[int, ...]] = {
    "SSD1306 display": (0x3C, 0x3D),
    "LCD with PCF8574": tuple(range(0x20, 0x28)),
    "LCD with PCF8574A": tuple(range(0x38, 0x40)),
    "MCP23017": tuple(range(0x20, 0x28)),
    "BH1750": (0x23, 0x5C),
    "VL53L0X": (0x29,),
    "VL6180X": (0x29,),
    "AHT20": (0x38,),
    "TSL2561": (0x29, 0x39, 0x49),
    "APDS9960": (0x39,),
    "HTU21D": (0x40,),
    "INA219": tuple(range(0x40, 0x50)),
    "PCA9685": tuple(range(0x40, 0x48)),
    "INA3221": tuple(range(0x40, 0x44)),
    "SHT31": (0x44, 0x45),
    "ADS1115": (0x48, 0x49, 0x4A, 0x4B),
    "PCF8591": tuple(range(0x48, 0x50)),
    "TMP117": tuple(range(0x48, 0x4C)),
    "LTR390": (0x53,),
    "ENS160": (0x52, 0x53),
    "MAX30102": (0x57,),
    "SGP30": (0x58,),
    "SGP40": (0x59,),
    "CCS811": (0x5A, 0x5B),
    "MLX90614": (0x5A,),
    "DRV2605L": (0x5A,),
    "SI1145": (0x60,),
    "SCD30": (0x61,),
    "SCD40": (0x62,),
    "DS3231 clock": (0x68,),
    "MPU6050": (0x68, 0x69),
    "AMG8833": (0x68, 0x69),
    "LSM6DS3": (0x6A, 0x6B),
    "L3GD20": (0x6A, 0x6B),
    "BME280 or BMP280": (0x76, 0x77),
    "BME680": (0x76, 0x77),
    "DPS310": (0x76, 0x77),
    "MCP9808": tuple(range(0x18, 0x20)),
    "LIS3DH": (0x18, 0x19),
    "ADXL345": (0x1D, 0x53),
    "MMA8452": (0x1C, 0x1D),
    "HMC5883L compass": (0x1E,),
    "QMC5883L compass": (0x0D,),
    "BNO055": (0x28, 0x29),
    "PN532 card reader": (0x24,),
    "AS5600": (0x36,),
    "MAX17043": (0x36,),
    "VEML7700": (0x10,),
    "VCNL4010": (0x13,),
    "Grove LCD": (0x3E,),
    "MMA7660": (0x4C,),
    "24C32 memory": tuple(range(0x50, 0x58)),
    "PCF8563 clock": (0x51,),
    "MPR121": tuple(range(0x5A, 0x5E)),
    "LPS22HB": (0x5C, 0x5D),
    "MCP4725": tuple(range(0x60, 0x68)),
    "MCP9600": tuple(range(0x60, 0x68)),
    "PAJ7620": (0x73,),
    "HT16K33": tuple(range(0x70, 0x78)),
    "TCA9548A multiplexer": tuple(range(0x70, 0x78)),
    "MLX90640": (0x33,),
    "MPL3115A2": (0x60,),
    "MAX44009": (0x4A, 0x4B),
}
MAX_NAMES = 3  # names in one sentence


def _by_address() -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for name, addresses in CHIPS.items():
        for address in addresses:
            found[address] = (*found.get(address, ()), name)
    common = frozenset(found)
    for kind in KINDS.values():
        for address in kind.addresses if kind.where == I2C else ():
            if address not in common:
                found[address] = (*found.get(address, ()), kind.name.replace("_", " ").upper())
    return {address: names[:MAX_NAMES] for address, names in found.items()}


KNOWN_ADDRESSES = _by_address()


def _of_ours(address: int) -> Sequence[str]:
    """The virtual board's own chips that may be there, if none of the common ones is."""
    kinds = (kind for kind in KINDS.values() if kind.where == I2C and address in kind.addresses)
    return [kind.name.upper() for kind in kinds][:MAX_NAMES]


def neighbors(address: int) -> Iterator[int]:
    """The other addresses of chips that can be moved by a pin or two: a program that tries both makes no mistake."""
    for addresses in CHIPS.values():
        if address in addresses and len(addresses) == 2:
            yield from (each for each in addresses if each != address)


DHT11_PERIOD_S = 1.0  # data sheet DHT11, "sampling period: 1 s"
DHT_PERIOD_S = 2.0  # Aosong AM2302 product manual: reading interval at least 2 s
ROUNDING_S = 1e-6
SCAN = 16  # addresses asked in vain: so many are a scan of the bus, not a mistake
I2C_PINS, SPI_PINS = (2, 3), (9, 10, 11)  # the chip-select pins may belong to the program

NOBODY = Rule(
    Severity.FAILS,
    Message("lint.i2c_nobody", "Nobody answers at I2C address {address}. Who usually lives there: {who}."),
    Message(
        "lint.i2c_nobody.hint",
        "A scan shows: {found}. Check the address, SDA (pin 3), SCL (pin 5), power. If all is right, the virtual board "
        "lacks this part: try a real one.",
    ),
)
NO_KNOWN_CHIP = Message("lint.no_known_chip", "no part that we know")
NOTHING = Message("lint.scan_nothing", "nothing")
WIRES = ("CE0 (pin 24)", "CE1 (pin 26)")
NO_SPI_CHIP = Rule(
    Severity.FAILS,
    Message("lint.spi_nobody", "Nothing is on SPI chip select {wire}: every value reads 0."),
    Message(
        "lint.spi_nobody.hint",
        "Check {wire}, MOSI on pin 19, MISO on pin 21, SCLK on pin 23, and the chip's power.",
    ),
)
BUS_PIN = Rule(
    Severity.SURPRISES,
    Message("lint.bus_pin", "GPIO{gpio} is used as a plain pin, and {bus} needs it at the same time."),
    Message("lint.bus_pin.hint", "Move that part to a pin without a second job, such as GPIO17, 22, 23, 24, 25 or 27."),
)
NO_DHT = Rule(
    Severity.FAILS,
    Message("lint.dht_nobody", "The program asks a DHT sensor on GPIO{gpio}, and nothing is there."),
    Message("lint.dht_nobody.hint", "Check the number of the pin, then the data wire, 3.3 V and GND of the sensor."),
)
DHT_TOO_OFTEN = Rule(
    Severity.SURPRISES,
    Message(
        "lint.dht_too_often",
        "The DHT sensor on GPIO{gpio} is asked again after {seconds:.1f} s; it needs {needs_s:.0f} s.",
    ),
    Message(
        "lint.dht_too_often.hint",
        "Sooner it gives its old value or none. Put time.sleep({wait_s:.1f}) between two reads.",
    ),
)


class BusRules:
    """Watches the buses and the sensors that answer in pulses."""

    def __init__(self, log: FindingLog, board: Board) -> None:
        self._log = log
        self._board = board
        self._in_vain: dict[int, list[float]] = {}  # address -> when
        self._claimed: dict[int, float] = {}
        self._asked_s: dict[int, float] = {}

    def claimed(self, gpio: int) -> None:
        """A library takes the pin as a plain one."""
        if gpio in I2C_PINS or gpio in SPI_PINS:
            self._claimed.setdefault(gpio, self._log.now_s())

    def nobody_at(self, address: int) -> None:
        """No chip acknowledged."""
        self._in_vain.setdefault(address, []).append(self._log.now_s())

    def no_spi_chip(self, device: int) -> None:
        """No chip answered."""
        self._log.add(NO_SPI_CHIP, {"wire": WIRES[device] if device < len(WIRES) else f"GPIO{device}"})

    def asked_for_pulses(self, gpio: int, there: bool) -> None:
        """A sensor such as a DHT22 was asked; a plain pin that was low and is let go looks the same."""
        if not there:
            if self._board.pins[gpio].owner == "pulseio":
                self._log.add(NO_DHT, gpio=gpio)
            return
        now_s = self._log.now_s()
        if gpio in self._asked_s and now_s - self._asked_s[gpio] < DHT_PERIOD_S:
            self.dht_again(gpio, now_s - self._asked_s[gpio])
        self._asked_s[gpio] = now_s

    def dht_again(self, gpio: int, seconds: float) -> None:
        """A sensor was asked again after so long."""
        needs_s = self._rest_s(gpio)
        if seconds < needs_s - ROUNDING_S:
            self._log.add(DHT_TOO_OFTEN, {"seconds": seconds, "needs_s": needs_s, "wait_s": needs_s + 0.5}, gpio=gpio)

    def _rest_s(self, gpio: int) -> float:
        """What the sensor on this pin needs between two reads."""
        return DHT11_PERIOD_S if isinstance(self._board.pulses.chip(gpio), Dht11Chip) else DHT_PERIOD_S

    def end(self) -> None:
        """The program is over."""
        board = self._board
        for bus, pins, used in (
            ("I2C", I2C_PINS, any(self._talked(address) for address in _all_addresses())),
            ("SPI", SPI_PINS, board.spi.transactions > 0),
        ):
            for gpio in pins:
                if used and gpio in self._claimed:
                    self._log.add(BUS_PIN, {"bus": bus}, gpio=gpio, at_s=self._claimed[gpio])
        often = Counter(map(len, self._in_vain.values()))
        scans = often.most_common(1)[0][0] if len(self._in_vain) > SCAN else 0  # once for each search, all the same
        for address, asked_s in self._in_vain.items():
            if (
                len(asked_s) > scans
                and not self._talked(address)
                and not any(self._talked(each) for each in neighbors(address))
            ):
                self._add_nobody(address, asked_s[scans])

    def _talked(self, address: int) -> bool:
        bus = self._board.i2c
        return bus.chip(address) is not None and bus.traffic(address).transactions > 0

    def _add_nobody(self, address: int, at_s: float) -> None:
        found = ", ".join(_hex(each) for each in _all_addresses() if self._board.i2c.chip(each) is not None)
        who = ", ".join(KNOWN_ADDRESSES.get(address) or _of_ours(address))
        values = {"address": _hex(address), "found": found or NOTHING, "who": who or NO_KNOWN_CHIP}
        self._log.add(NOBODY, values, address=address, at_s=at_s)


def _all_addresses() -> range:
    return range(LOWEST_ADDRESS, HIGHEST_ADDRESS + 1)


def _hex(address: int) -> str:
    return f"0x{address:02X}"


# WS2812 data sheet, "data transfer time": a bit is one pulse, long for 1. Over SPI a pulse is 3, 4 or 8 bits.
STRIP_BITS = ((3, ("100", "110")), (4, ("1000", "1100", "1110")), (8, ("10000000", "11000000", "11100000", "11110000")))
LONG_PULSES = ("11111000", "11111100")
STRIP_BYTES = 9  # of one light, at least


def is_light_strip(data: Sequence[int]) -> bool:
    """Whether these bytes are pulses for a strip of lights: nothing answers, and nobody wants to read."""
    sent = [byte for byte in data if byte]
    if len(sent) < STRIP_BYTES:
        return False
    text = "".join(f"{byte:08b}" for byte in sent)
    for width, pulses in STRIP_BITS:
        known = pulses if width < 8 else (*pulses, *LONG_PULSES)
        if len(text) % width == 0 and all(text[at : at + width] in known for at in range(0, len(text), width)):
            return True
    return False


LIBRARY = "adafruit_dht"
ONE_TURN_S = 0.5  # chosen: temperature and humidity asked so close together are one reading


class DhtLibrary:
    """Listens to the library's `measure` from the sensor's first answer until `undo`."""

    def __init__(self, log: FindingLog, buses: BusRules) -> None:
        self._log = log
        self._buses = buses
        self._class: Any = None
        self._measure: Callable[[Any], None] | None = None
        self._answers = 0
        self._turns: dict[int, tuple[float, float]] = {}  # when it was asked, and when it last measured

    def asked_for_pulses(self) -> None:
        """The wire was asked: if it was the library, listen to it from now on."""
        self._answers += 1
        if self._class is not None:
            return
        module = sys.modules.get(LIBRARY)
        if module is None:
            return
        self._class = module.DHTBase
        self._measure = measure = self._class.measure

        turns, clock = self._turns, self._log.clock

        def watched(sensor: Any) -> None:
            answers = self._answers
            asked_s = clock.now_s
            try:
                measure(sensor)
            finally:
                if self._answers != answers:
                    turns[id(sensor)] = (asked_s, asked_s)
                else:
                    self._judge(sensor, asked_s)

        self._class.measure = watched

    def undo(self) -> None:
        """Leave the library as it was."""
        if self._class is not None:
            self._class.measure = self._measure
            self._class = None

    def _judge(self, sensor: Any, asked_s: float) -> None:
        turn_s, measured_s = self._turns.get(id(sensor), (asked_s, asked_s))
        if asked_s - turn_s > ONE_TURN_S:
            self._turns[id(sensor)] = (asked_s, measured_s)
            self._buses.dht_again(getattr(sensor._pin, "id", 0), asked_s - measured_s)
