"""What hangs on the wires of each project, and a world that answers as slowly as a thread looks: 20 times a second."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.kernel_pi.inside import chips, wires
from bench.kernel_pi.inside.background import Background
from bench.kernel_pi.inside.outputs import Outputs, of
from bench.kernel_pi.inside.program import HOME
from science.mq_sensors import MQ6, MQ7
from science.sensor_curves import SEN0189_ZERO_V, turbidity_voltage_v

EVERY_S = 0.05

# Gas alarm: both MQ sensors on 5 V, the load resistor like R0, the output divided by 1.6, as its wiring.toml has it
GAS_INPUT, FUMES_INPUT = 0, 1
MQ_SUPPLY_V, MQ_DIVIDER = 5.0, 1.6
ADC, HEATER, BATTERY = 0x48, 0x41, 0x40
MAINS, VALVE_SWITCH, GAS_RESET, HUSH, TEST = 5, 6, 16, 20, 21

# Water filter. Its meter gives a tenth of the pulses of a YF-S401: a busy computer sends no hundred a second in time.
RAW_LOW, RAW_HIGH, PRODUCT_LOW, PRODUCT_HIGH, FILTER_RESET, PRODUCT_SWITCH, FLOW = 12, 16, 20, 21, 13, 25, 26
RAW_INPUT, PRODUCT_INPUT, TDS_INPUT, BED_INPUT = range(4)
CLEAR_V, DIVIDER = 4.1, 1.5
TDS_V, BED_V = 0.3, 1.65
LAMP_BURNS_A = 0.92
PULSES_PER_L = 600
MEASURED = """[raw]
measured_on = {today}
clear_v = {clear_v}
[product]
measured_on = {today}
clear_v = {clear_v}
[filter]
measured_on = {today}
pulses_per_litre = {pulses}
"""

# Solar lamp
DOOR, LIGHT_BUTTON, LAMP_RESET = 13, 16, 20
ROOM, BOX, PANEL = 0x44, 0x45, 0x41
WALL, HEATER_PROBE = 0, 1


class World(Background):
    """`with World(answer)`: calls it again and again until the end."""

    def __init__(self, answer: Callable[[], None]) -> None:
        super().__init__()
        self._answer = answer

    def step(self) -> float:
        """One answer."""
        self._answer()
        return EVERY_S


def gas_in_room(ppm: float) -> None:
    """What the MQ-6 gives in so much LPG."""
    chips.ads1115(ADC, GAS_INPUT, MQ_SUPPLY_V / (MQ6.ratio("lpg", ppm) + 1.0) / MQ_DIVIDER)


def gas_plugged() -> Outputs:
    """Clean air, the mains on, the valve shut, nobody at the buttons."""
    wires.plug(up=(GAS_RESET, HUSH, TEST), down=(MAINS, VALVE_SWITCH))
    chips.plug("ads1115", ADC)
    chips.plug("ina219", HEATER, BATTERY)
    gas_in_room(0.0)
    chips.ads1115(ADC, FUMES_INPUT, MQ_SUPPLY_V / (MQ7.clean_air_ratio + 1.0) / MQ_DIVIDER)
    chips.ina219(HEATER, 5.0, 0.15)
    chips.ina219(BATTERY, 12.8, 0.3)
    wires.dht22(4, 25.0, 60.0)
    return of("gas_alarm")


def measured_filter(folder: Path = Path("/run/water_filter")) -> Path:
    """The water filter with its calibration: without one its turbidity probes give no value."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HOME / "projects" / "water_filter", folder)
    text = MEASURED.format(today=date.today(), clear_v=CLEAR_V, pulses=PULSES_PER_L)
    (folder / "calibration.toml").write_text(text, encoding="utf-8")
    return folder


def muddy(number: int, ntu: float) -> None:
    """The water at one of the filter's probes."""
    chips.ads1115(ADC, number, turbidity_voltage_v(ntu) * CLEAR_V / SEN0189_ZERO_V / DIVIDER)


def filter_plugged(folder: Path) -> Outputs:
    """Raw water enough, an empty clean tank, clear water at both probes, a charged battery; 10 k on each relay."""
    outputs = Outputs(folder)
    wires.plug(up=outputs.active_low)
    wires.plug(up=(PRODUCT_LOW, FILTER_RESET, FLOW), down=(RAW_LOW, RAW_HIGH, PRODUCT_HIGH, PRODUCT_SWITCH))
    chips.plug("ads1115", ADC)
    chips.plug("ina219", HEATER, BATTERY)
    muddy(RAW_INPUT, 10.0)
    muddy(PRODUCT_INPUT, 1.0)
    chips.ads1115(ADC, TDS_INPUT, TDS_V)
    chips.ads1115(ADC, BED_INPUT, BED_V)
    chips.ina219(HEATER, 12.0, 0.0)
    chips.ina219(BATTERY, 12.8, 0.5, 0.01)
    return outputs


def lamp_burns(outputs: Outputs, broken: bool = False) -> None:
    """A step of the filter's world: the UV lamp takes its current, the product valve's switch follows it."""
    chips.ina219(HEATER, 12.0, LAMP_BURNS_A if outputs.on("uv_lamp") and not broken else 0.0)
    wires.pull(PRODUCT_SWITCH, outputs.on("product_valve"))


def spi_lamp(folder: Path = Path("/run/spi_lamp")) -> Path:
    """The solar lamp as a pupil may build it: an MCP3008 on SPI, and an SHT31 in the box instead of the DHT22."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HOME / "projects" / "solar_lamp", folder)
    file = folder / "wiring.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ('driver = "ads1115"\naddress = 0x48', 'driver = "mcp3008"\ndevice = 0'),
        ('driver = "dht22"', f'driver = "sht31"\naddress = {BOX:#x}'),
        ("pin = 4 ", "# pin = 4 "),
    ):
        if text.count(old) != 1:
            raise ValueError(f"{file}: {old!r} is there {text.count(old)} times")
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return folder


def ntc_code(celsius: float) -> int:
    """The MCP3008's code of the lamp's thermistors: 10 k, beta 3950, in series with 10 k to 3.3 V."""
    from math import exp

    ohm = 10_000.0 * exp(3950.0 * (1.0 / (celsius + 273.15) - 1.0 / 298.15))
    return round(1023 * ohm / (ohm + 10_000.0))


def lamp_plugged(folder: Path) -> Outputs:
    """A damp box in a drier room, the door closed, a charged battery, a little sun; 10 k on the relay's pin."""
    outputs = Outputs(folder)
    wires.plug(up=[*outputs.active_low, LIGHT_BUTTON, LAMP_RESET], down=[DOOR])
    chips.plug("sht31", ROOM, BOX)
    chips.plug("ina219", BATTERY, PANEL)
    chips.sht31(BOX, 22.0, 85.0)
    chips.sht31(ROOM, 22.0, 55.0)
    chips.mcp3008(WALL, ntc_code(21.5))
    chips.mcp3008(HEATER_PROBE, ntc_code(22.0))
    chips.ina219(BATTERY, 13.2, 0.5, 0.02)
    chips.ina219(PANEL, 14.0, 1.0, 0.02)
    return outputs
