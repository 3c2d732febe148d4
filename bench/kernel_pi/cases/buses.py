"""I2C that is unplugged, hangs, is not there or not allowed: told in words that fit, and the gas alarm goes on."""

from __future__ import annotations

import os

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import BATTERY, gas_plugged
from bench.kernel_pi.inside import chips
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.program import Program, environment, highland, short, until
from bench.kernel_pi.inside.report import Report

BUS, HIDDEN = "/dev/i2c-1", "/dev/hidden-i2c-1"
TURN_ON = "raspi-config"


def goes_on_in_fault(report: Report, outputs: Outputs, program: Program) -> None:
    """Blind, and so safe; a project that ends would be started again and again."""
    safe = program.says("FAULT", 60) and outputs.become_with("fault_lamp", 10) and not outputs.on("valve")
    alive = program.process.poll() is None
    report.row("it goes on, in FAULT: red lamp, valve shut", safe and alive, outputs.seen())


@case("an INA219 unplugged for 45 s, and the bus hung for 20 s", machine="buses", limit_s=300)
def unplugged(report: Report) -> None:
    """Told with part and address; it answers again; the heartbeat never stops."""
    outputs = gas_plugged()
    with highland("run", "gas_alarm") as program:
        program.says("WARMUP", 60)
        chips.gone(BATTERY)
        told = program.says("battery gives no value", 60) and "0x40" in program.said()
        report.row("unplugged: told with part and address", told, short(program.said()))
        chips.back(BATTERY)
        again = program.says("battery answers again", 90)
        report.row("plugged in: told that it answers again", again, short(program.said()))
        chips.hang(True)
        hung = program.says("hung", 60)
        report.row(
            "the bus hangs: told, with what to unplug", hung and "one by one" in program.said(), short(program.said())
        )
        beats = outputs.beats(10.0)
        report.row("meanwhile the heartbeat goes on", beats >= 3, f"{beats} changes in 10 s")
        chips.hang(False)
        before = sum(chips.asked().values())
        reads = until(lambda: sum(chips.asked().values()) > before + 10, 30)
        report.row("the bus is free: the chips are read again", reads and program.process.poll() is None, chips.asked())
        outputs.ends_safe(report, program)


@case("no /dev/i2c-1", machine="buses", limit_s=120)
def no_bus(report: Report) -> None:
    """I2C is switched off: the hint says how to switch it on, and the project is in FAULT, not at an end."""
    outputs = gas_plugged()
    os.rename(BUS, HIDDEN)
    try:
        with highland("run", "gas_alarm") as program:
            told = program.says(TURN_ON, 60)
            report.row("told how to turn I2C on", told, short(program.said()))
            safe = program.says("FAULT", 60) and outputs.become_with("fault_lamp", 10) and not outputs.on("valve")
            report.row(
                "FAULT, red lamp, valve shut; it goes on", safe and program.process.poll() is None, outputs.seen()
            )
            outputs.ends_safe(report, program)
    finally:
        os.rename(HIDDEN, BUS)


@case("/dev/i2c-1 without permission", machine="buses", limit_s=120)
def no_permission(report: Report) -> None:
    """Another cause, another hint: the group i2c; I2C is on."""
    outputs = gas_plugged()
    os.chmod(BUS, 0)
    with highland("run", "gas_alarm") as program:
        told = program.says("group i2c", 60)
        right = told and TURN_ON not in program.said()
        report.row("told of the group i2c, not to turn I2C on", right, short(program.said(), 300))
        goes_on_in_fault(report, outputs, program)
        outputs.ends_safe(report, program)


@case("no gpiod module", machine="buses", limit_s=200)
def no_gpiod(report: Report) -> None:
    """Blinka needs it for every part on I2C and for the DHT22: --check says so, and a run goes on, safe."""
    outputs = gas_plugged()
    bare = environment(gpiod=False)
    with highland("run", "gas_alarm", "--check", env=bare) as program:
        code, said = program.ends(60), program.said()
        right = code != 0 and "python3-libgpiod" in said
        report.row("run --check names the package python3-libgpiod", right, f"exit {code}: {short(said, 300)}")
    with highland("run", "gas_alarm", "--check") as program:
        code = program.ends(60)
        report.row("with it, run --check finds nothing", code == 0, f"exit {code}: {short(program.said())}")
    with highland("run", "gas_alarm", env=bare) as program:
        told = program.says("python3-libgpiod", 60)
        report.row("a run names it too", told, short(program.said(), 300))
        safe = program.says("FAULT", 60) and outputs.become_with("fault_lamp", 10) and not outputs.on("valve")
        report.row(
            "it does not end: FAULT, red lamp, valve shut", safe and program.process.poll() is None, outputs.seen()
        )
        outputs.ends_safe(report, program)
