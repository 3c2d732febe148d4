"""The gas alarm's full story in real time."""

from __future__ import annotations

import time

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import GAS_RESET, HUSH, VALVE_SWITCH, World, gas_in_room, gas_plugged
from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.program import highland, until
from bench.kernel_pi.inside.report import Report

SIREN_WITHIN_S = 15.0  # three samples every 4 s, the median of three, and a turn
CLEAN_FOR_S = 300.0


@case("gas alarm, its story", machine="gas", limit_s=1500)
def gas(report: Report) -> None:
    """Warm-up, clean air, a contact that contradicts, reset, a leak, hush, clean air, reset."""
    outputs = gas_plugged()
    stuck = False

    def valve_moves() -> None:
        wires.pull(VALVE_SWITCH, outputs.on("valve") and not stuck)  # joined to ground: shut

    with World(valve_moves), highland("run", "gas_alarm") as program:
        program.says("BOOT", 60)
        outputs.began_off(report)
        report.row("WARMUP: amber lamp, valve shut", outputs.become("amber_lamp", within_s=10), outputs.seen())
        opened = program.says("NORMAL", 620) and until(lambda: outputs.on("valve"), 30)
        report.row(
            "warm and clean: NORMAL, valve open, green lamp", opened and outputs.on("green_lamp"), outputs.seen()
        )
        stuck = True
        shut = until(lambda: not outputs.on("valve"), 60)
        report.row("its contact says shut though it was told to open: told to shut", shut, outputs.seen())
        stuck = False
        time.sleep(5.0)
        report.row("it does not open by itself", not outputs.on("valve"), outputs.seen())
        wires.tap(GAS_RESET)
        report.row("reset: it opens", until(lambda: outputs.on("valve"), 40), outputs.seen())
        leak(report, outputs)
        outputs.ends_safe(report, program)


def leak(report: Report, outputs: Outputs) -> None:
    """2000 ppm of LPG, and half as much after a while."""
    since_s = time.monotonic()
    gas_in_room(2000.0)
    loud = until(lambda: outputs.on("siren"), 40)
    took_s = time.monotonic() - since_s
    told = f"{took_s:.1f} s; {outputs.seen()}"
    report.row(f"a leak: siren within {SIREN_WITHIN_S:.0f} s", loud and took_s <= SIREN_WITHIN_S, told)
    shut = until(lambda: not outputs.on("valve"), 30)
    report.row("it lasts 12 s: the valve shuts, the siren goes on", shut and outputs.on("siren"), outputs.seen())
    gas_in_room(1700.0)
    wires.tap(HUSH)
    quiet = until(lambda: not outputs.on("siren"), 5)
    report.row(
        "hush: quiet, the valve stays shut, amber lamp",
        quiet and outputs.become("amber_lamp", within_s=2),
        outputs.seen(),
    )
    gas_in_room(0.0)
    time.sleep(30.0)
    wires.tap(GAS_RESET)
    time.sleep(3.0)
    report.row("reset after 30 s of clean air: refused, valve shut", not outputs.on("valve"), outputs.seen())
    time.sleep(CLEAN_FOR_S - 20.0)
    wires.tap(GAS_RESET)
    report.row("reset after 5 min of clean air: NORMAL, valve open", outputs.become_with("valve", 40), outputs.seen())
