"""What hangs on the wires of each project, and a world that answers as slowly as a thread looks: 20 times a second."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import TracebackType

from bench.kernel_pi.inside import chips, wires
from bench.kernel_pi.inside.outputs import Outputs, of
from bench.kernel_pi.inside.program import HOME
from science.sensor_curves import SEN0189_ZERO_V, turbidity_voltage_v

EVERY_S = 0.05

# Gas alarm: volts at the converter, after the divider
CLEAN_AIR_V, FUMES_V = 0.284, 0.11
LEAK_V = 1.6  # far above 10 % LEL
ADC, HEATER, BATTERY = 0x48, 0x41, 0x40
MAINS, VALVE_SWITCH, GAS_RESET, HUSH, TEST = 5, 6, 16, 20, 21

# Water filter. Its meter's pulses are fewer than a YF-S401's: this kernel's tick is 10 ms.
RAW_LOW, RAW_HIGH, PRODUCT_LOW, PRODUCT_HIGH, FILTER_RESET, PRODUCT_SWITCH, FLOW = 12, 16, 20, 21, 13, 25, 26
RAW_INPUT, PRODUCT_INPUT, TDS_INPUT, BED_INPUT = range(4)
CLEAR_V, DIVIDER = 4.1, 1.5
TDS_V, BED_V = 0.3, 1.65
LAMP_BURNS_A = 0.92
PULSES_PER_L = 1200
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


class World:
    """`with World(step)`: calls the step again and again until the end."""

    def __init__(self, step: Callable[[], None]) -> None:
        self._step = step
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> World:
        self._step()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(EVERY_S):
            self._step()


def gas_plugged() -> Outputs:
    """Clean air, the mains on, the valve shut, nobody at the buttons."""
    wires.plug(up=(GAS_RESET, HUSH, TEST), down=(MAINS, VALVE_SWITCH))
    chips.plug("ads1115", ADC)
    chips.plug("ina219", HEATER, BATTERY)
    chips.ads1115(ADC, 0, CLEAN_AIR_V)
    chips.ads1115(ADC, 1, FUMES_V)
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


def lamp_burns(outputs: Outputs) -> None:
    """A step of the filter's world: the UV lamp takes its current, the product valve's switch follows it."""
    chips.ina219(HEATER, 12.0, LAMP_BURNS_A if outputs.on("uv_lamp") else 0.0)
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
    chips.mcp3008(0, ntc_code(21.5))
    chips.mcp3008(1, ntc_code(22.0))
    chips.ina219(BATTERY, 13.2, 0.5, 0.02)
    chips.ina219(PANEL, 14.0, 1.0, 0.02)
    return outputs
