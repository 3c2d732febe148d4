"""What every change must pass: each project starts, works, meets a fault and ends safe."""

from __future__ import annotations

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import (
    HEATER_PROBE,
    LIGHT_BUTTON,
    VALVE_SWITCH,
    World,
    filter_plugged,
    gas_plugged,
    lamp_burns,
    lamp_plugged,
    measured_filter,
    ntc_code,
    spi_lamp,
)
from bench.kernel_pi.inside import chips, wires
from bench.kernel_pi.inside.program import highland
from bench.kernel_pi.inside.report import Report


@case("gas alarm, quick", machine="gas", limit_s=120, quick=True)
def gas(report: Report) -> None:
    """Warm-up, a valve that is open though it was told to shut, and SIGTERM."""
    outputs = gas_plugged()
    with highland("run", "gas_alarm") as program:
        program.says("BOOT", 60)
        outputs.began_off(report)
        warm = program.says("WARMUP", 10) and outputs.become("amber_lamp", within_s=5)
        report.row("WARMUP: amber lamp on, valve shut", warm, outputs.seen())
        beats = outputs.beats(4.0)
        report.row("the heartbeat changes each second", 3 <= beats <= 5, f"{beats} changes in 4 s")
        wires.pull(VALVE_SWITCH, True)
        told = program.says("FAULT", 40)
        safe = outputs.become("fault_lamp", within_s=10)
        report.row("the valve's contact contradicts: FAULT, red lamp, valve shut", told and safe, outputs.seen())
        outputs.ends_safe(report, program)


@case("water filter, quick", machine="filter", limit_s=120, quick=True)
def water_filter(report: Report) -> None:
    """A run begins, but no water comes to the meter: the pump stops before it runs dry."""
    folder = measured_filter()
    outputs = filter_plugged(folder)
    with World(lambda: lamp_burns(outputs)), highland("run", str(folder)) as program:
        program.says("BOOT", 60)
        outputs.began_off(report)
        prime = program.says("PRIME", 70)
        pumps = outputs.become("pump", "uv_lamp", "inlet_valve", "waste_valve", within_s=10)
        report.row("PRIME: lamp, then pump; inlet and waste valve open", prime and pumps, outputs.seen())
        dry = program.says("DRY_RUN", 30)
        safe = outputs.become("fault_lamp", within_s=10)
        report.row("no water at the meter: DRY_RUN, pump and lamp off, valves shut", dry and safe, outputs.seen())
        outputs.ends_safe(report, program)


@case("solar lamp, quick", machine="lamp", limit_s=120, quick=True)
def lamp(report: Report) -> None:
    """A damp box in drier air, a light for the evening, and a heater that gets too hot by itself."""
    folder = spi_lamp()
    outputs = lamp_plugged(folder)
    with highland("run", str(folder)) as program:
        program.says("BOOT", 60)
        outputs.began_off(report)
        fan = program.says("DRY_FAN", 60) and outputs.become("fan", within_s=10)
        report.row("a damp box in drier air: DRY_FAN, fan on", fan, outputs.seen())
        wires.tap(LIGHT_BUTTON)
        light = outputs.become("fan", "light", within_s=5)
        report.row("the button: the light is on", light, outputs.seen())
        chips.mcp3008(HEATER_PROBE, ntc_code(48.0))
        hot = program.says("OVERTEMP", 40)
        safe = outputs.become("buzzer", "fault_lamp", within_s=10)
        report.row("heater at 48 C: OVERTEMP, all off, buzzer and red lamp on", hot and safe, outputs.seen())
        outputs.ends_safe(report, program)
