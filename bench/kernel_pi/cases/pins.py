"""Pins that cannot be had: the program says which and why, and touches none."""

from __future__ import annotations

import os

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import gas_plugged
from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.program import Program, environment, highland, python, short
from bench.kernel_pi.inside.report import Report
from bench.kernel_pi.wire_log import touched

NOT_STARTED = 2
CHIP = "/dev/gpiochip0"
FAN = 22
HOLDER = f"""
import lgpio, time
chip = lgpio.gpiochip_open(0)
lgpio.gpio_claim_output(chip, {FAN}, 0)
print("held", flush=True)
time.sleep(600)
"""


def _refused(report: Report, outputs: Outputs, program: Program, expected: str, *words: str) -> None:
    """It ends with exit code 2, its text has all these words, and no output was touched."""
    code, said = program.ends(60), program.said()
    missing = [word for word in words if word.lower() not in said.lower()]
    report.row(f"refused: exit 2, {expected}", code == NOT_STARTED and not missing, f"exit {code}: {short(said, 300)}")
    moved = touched(wires.log(), outputs.gpio.values())
    report.row("no output is touched", not moved, f"touched: {moved or 'none'}")


@case("the same project twice", machine="pins", limit_s=200)
def twice(report: Report) -> None:
    """The second start names the first, and moves none of its wires."""
    outputs = gas_plugged()
    with highland("run", "gas_alarm") as first:
        first.says("WARMUP", 60)
        outputs.become("amber_lamp", within_s=10)
        wires.forget()
        with highland("run", "gas_alarm") as second:
            code, said = second.ends(60), second.said()
        right = code == NOT_STARTED and str(first.pid) in said and "gas_alarm" in said
        report.row("the second: exit 2, names project and process", right, f"exit {code}: {short(said, 300)}")
        others = [gpio for gpio in outputs.gpio.values() if gpio in touched(wires.log(), outputs.gpio.values())]
        alive = first.process.poll() is None and 2 <= outputs.beats(3.0) <= 4 and outputs.on("amber_lamp")
        report.row("the first goes on, none of its outputs moved", alive and not others, f"{outputs.seen()}; {others}")
        outputs.ends_safe(report, first)


@case("a pin that another program has", machine="pins", limit_s=120)
def busy(report: Report) -> None:
    """GPIO22, the fan's: the text names pin, part and the process that has it. What was opened before is off again."""
    outputs = gas_plugged()
    with python(HOLDER) as other:
        other.says("held", 30)
        wires.forget()
        with highland("run", "gas_alarm") as program:
            code, said = program.ends(60), program.said()
        right = code == NOT_STARTED and all(word in said for word in (f"GPIO{FAN}", "fan", str(other.pid)))
        report.row("exit 2, names pin, part and holder", right, f"exit {code}: {short(said, 300)}")
        report.row("no output is on", not outputs.which_are_on(), outputs.seen())
        outputs.began_off(report, all_opened=False)


@case("gpiochip0 without permission", machine="pins", limit_s=120)
def no_permission(report: Report) -> None:
    """A user who is not in the group gpio; gpiozero alone would go on to its NativeFactory."""
    outputs = gas_plugged()
    os.chmod(CHIP, 0)
    wires.forget()
    with highland("run", "gas_alarm") as program:
        _refused(report, outputs, program, "names the group gpio, never NativeFactory", "group gpio", "No pin")


@case("no lgpio", machine="pins", limit_s=120)
def no_lgpio(report: Report) -> None:
    """The package is missing; gpiozero alone would go on to its NativeFactory."""
    outputs = gas_plugged()
    wires.forget()
    with highland("run", "gas_alarm", env=environment(lgpio=False)) as program:
        _refused(report, outputs, program, "names the package, never NativeFactory", "python3-lgpio", "No pin")


@case("a Pi 5", machine="pi5", limit_s=200, board="pi5")
def pi5(report: Report) -> None:
    """Its revision, and its chip's label pinctrl-rp1."""
    outputs = gas_plugged()
    with highland("run", "gas_alarm") as program:
        named = program.says("Raspberry Pi 5", 60)
        report.row("it knows the board", named, short(program.said(), 80))
        warm = program.says("WARMUP", 30) and outputs.become("amber_lamp", within_s=10)
        report.row("WARMUP: amber lamp, valve shut", warm, outputs.seen())
        silent = "gives no value" in program.said() and "0x" in program.said()
        report.row("the chips on the bus answer", not silent, short(program.said()))
        outputs.ends_safe(report, program)
