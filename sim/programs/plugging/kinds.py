"""The parts that can be plugged in without a wiring list, and where each of them goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.chips.ads1115 import Ads1115Chip
from sim.chips.dht11 import Dht11Chip
from sim.chips.dht22 import Dht22Chip
from sim.chips.ina219 import Ina219Chip
from sim.chips.mcp3008 import Mcp3008Chip
from sim.chips.sht31 import Sht31Chip
from sim.programs.parts.bh1750 import Bh1750Chip
from sim.programs.parts.digital_sensor import DigitalSensorChip, PirChip, PushButtonChip
from sim.programs.parts.ds18b20 import Ds18b20Chip
from sim.programs.parts.hc_sr04 import HcSr04Chip
from sim.programs.parts.lcd import LcdChip
from sim.programs.parts.light_sensor import LightSensorChip
from sim.programs.parts.pcf8591 import Pcf8591Chip
from sim.wires.spi import CHIP_SELECTS

GPIO, I2C, SPI = "gpio", "i2c", "spi"

CLIMATE = Message("script.kind.climate", "{name}, air temperature and humidity")
POWER = Message("script.kind.power", "INA219, voltage and current")
CONVERTER = Message("script.kind.converter", "{name}, analog inputs with half of 3.3 V on each")
BUTTON = Message("script.kind.button", "button to {side}, not pressed")
PIR = Message("script.kind.pir", "PIR, motion sensor")
SENSOR = Message("script.kind.sensor", "digital sensor, low")
LUX = Message("script.kind.lux", "BH1750, light")
THERMOMETER = Message("script.kind.thermometer", "DS18B20, temperature")
DISPLAY = Message("script.kind.display", "LCD 1602, display of two lines")
DISTANCE = Message("script.kind.distance", "HC-SR04, distance sensor, trigger on GPIO{trigger}")
LIGHT = Message("script.kind.light", "photoresistor with a capacitor of 1 uF")
LED = Message("script.kind.led", "LED or another output")
SERVO = Message("script.kind.servo", "servo")


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part: what it is called in `--set`, what it is, on which wires, and which values are announced."""

    name: str
    chip: type[Chip]
    title: Message
    where: str
    announced: tuple[str, ...]
    needs_partner: bool = False  # it cannot be plugged in before the program shows its second wire

    @property
    def quantities(self) -> tuple[str, ...]:
        """Everything that `--set` can change."""
        if self.chip in (Ads1115Chip, Pcf8591Chip):
            return tuple(f"a{number}_v" for number in range(4))
        if self.chip is Mcp3008Chip:
            return tuple(f"ch{number}_v" for number in range(8))
        return self.chip.feels


KINDS: Mapping[str, PartKind] = {
    kind.name: kind
    for kind in (
        PartKind("dht22", Dht22Chip, CLIMATE(name="DHT22"), GPIO, ("temperature_c", "humidity_pct")),
        PartKind("dht11", Dht11Chip, CLIMATE(name="DHT11"), GPIO, ("temperature_c", "humidity_pct")),
        PartKind("sht31", Sht31Chip, CLIMATE(name="SHT31"), I2C, ("temperature_c", "humidity_pct")),
        PartKind("ina219", Ina219Chip, POWER, I2C, ("voltage_v", "current_a")),
        PartKind("ads1115", Ads1115Chip, CONVERTER(name="ADS1115"), I2C, ("a0_v",)),
        PartKind("mcp3008", Mcp3008Chip, CONVERTER(name="MCP3008"), SPI, ("ch0_v",)),
        PartKind("pcf8591", Pcf8591Chip, CONVERTER(name="PCF8591"), I2C, ("a0_v",)),
        PartKind("bh1750", Bh1750Chip, LUX, I2C, ("light_lux",)),
        PartKind("ds18b20", Ds18b20Chip, THERMOMETER, GPIO, ("temperature_c",)),
        PartKind("lcd", LcdChip, DISPLAY, I2C, ()),
        PartKind("button", PushButtonChip, BUTTON, GPIO, (), needs_partner=True),
        PartKind("pir", PirChip, PIR, GPIO, ()),
        PartKind("sensor", DigitalSensorChip, SENSOR, GPIO, ()),
        PartKind("light", LightSensorChip, LIGHT, GPIO, ("light_lux",)),
        PartKind("sonar", HcSr04Chip, DISTANCE, GPIO, ("distance_m",), needs_partner=True),
    )
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part is: on a GPIO, at an I2C address, or behind an SPI chip-select wire."""

    where: str
    number: int

    def __str__(self) -> str:
        """As it stands in keys: gpio4, 0x48, ce0."""
        if self.where == I2C:
            return f"0x{self.number:02x}"
        return f"{'ce' if self.where == SPI else 'gpio'}{self.number}"

    @property
    def shown(self) -> str:
        """As people say it."""
        if self.where == I2C:
            return f"I2C 0x{self.number:02x}"
        return f"SPI CE{self.number}" if self.where == SPI else f"GPIO{self.number}"

    def options(self) -> dict[str, Any]:
        """As a wiring list says it."""
        return {{GPIO: "pin", I2C: "address", SPI: "device"}[self.where]: self.number}


def place_of(text: str) -> Place | None:
    """The place that a piece of a key names, or None."""
    try:
        if text.startswith("gpio") and 0 <= int(text[4:]) <= 27:
            return Place(GPIO, int(text[4:]))
        if text.startswith("0x") and 0x08 <= int(text, 16) <= 0x77:
            return Place(I2C, int(text, 16))
        if text.startswith("ce") and 0 <= int(text[2:]) < len(CHIP_SELECTS):
            return Place(SPI, int(text[2:]))
    except ValueError:
        pass
    return None
