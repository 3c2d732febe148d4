"""The solar lamp's full story in real time, with an MCP3008 on SPI and two SHT31."""

from __future__ import annotations

import time

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import (
    BATTERY,
    BOX,
    DOOR,
    HEATER_PROBE,
    LAMP_RESET,
    LIGHT_BUTTON,
    PANEL,
    ROOM,
    lamp_plugged,
    ntc_code,
    spi_lamp,
)
from bench.kernel_pi.inside import chips, wires
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.program import Program, highland, until
from bench.kernel_pi.inside.report import Report

RELAY_RESTS_S = 560.0  # HEATER_OFF_S of the law, less what has passed since the start


@case("solar lamp, its story", machine="lamp", limit_s=1300)
def lamp(report: Report) -> None:
    """The fan, the light, an open door, a pulse of heat, a heater that gets too hot, reset."""
    folder = spi_lamp()
    outputs = lamp_plugged(folder)
    with highland("run", str(folder)) as program:
        program.says("BOOT", 60)
        outputs.began_off(report)
        fan = program.says("DRY_FAN", 60) and outputs.become("fan", within_s=10)
        report.row("a damp box in drier air: DRY_FAN", fan, outputs.seen())
        wires.tap(LIGHT_BUTTON)
        report.row("the button: light", outputs.become("fan", "light", within_s=5), outputs.seen())
        time.sleep(2.5)  # a law that turns once a second must see that the button was let go
        wires.tap(LIGHT_BUTTON)
        report.row("the button again: dark", outputs.become("fan", within_s=5), outputs.seen())
        wires.pull(DOOR, True)
        report.row("the door opens: all off", outputs.become(within_s=5), outputs.seen())
        chips.sht31(ROOM, 22.0, 95.0)
        wires.pull(DOOR, False)
        heat(report, outputs, program)
        outputs.ends_safe(report, program)


def heat(report: Report, outputs: Outputs, program: Program) -> None:
    """The room is damp now: only heat helps."""
    chips.ina219(BATTERY, 13.2, 10.0, 0.02)  # a strong sun: a quarter of the battery in ten minutes
    chips.ina219(PANEL, 14.0, 10.5, 0.02)
    early = until(lambda: outputs.on("heater"), RELAY_RESTS_S)
    report.row("ten minutes for the relay's contacts: no heat", not early, outputs.seen())
    chips.sht31(BOX, 22.0, 93.0)  # worse than usual: now heat is worth its energy
    warm = outputs.become("heater", within_s=150)  # a median of five samples, and the rest of the ten minutes
    report.row("damper than usual, and no drier air: the heater, alone", warm, outputs.seen())
    for celsius in (30.0, 36.0, 41.0, 47.0):
        chips.mcp3008(HEATER_PROBE, ntc_code(celsius))
        time.sleep(6.0)
    hot = program.says("OVERTEMP", 20) and outputs.become("buzzer", "fault_lamp", within_s=5)
    report.row("47 C at the heater: OVERTEMP, heater off, buzzer and red lamp", hot, outputs.seen())
    wires.tap(LAMP_RESET)
    time.sleep(3.0)
    report.row("reset while it is hot: refused", outputs.on("buzzer"), outputs.seen())
    chips.mcp3008(HEATER_PROBE, ntc_code(24.0))
    chips.sht31(BOX, 22.0, 50.0)
    time.sleep(20.0)
    wires.tap(LAMP_RESET)
    quiet = until(lambda: not outputs.which_are_on(), 30)
    report.row(
        "cool, and reset: quiet, all off, at work again", quiet and program.process.poll() is None, outputs.seen()
    )
