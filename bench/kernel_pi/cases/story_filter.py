"""The water filter's full story in real time."""

from __future__ import annotations

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import (
    FILTER_RESET,
    FLOW,
    PULSES_PER_L,
    World,
    filter_plugged,
    lamp_burns,
    measured_filter,
)
from bench.kernel_pi.inside import chips, wires
from bench.kernel_pi.inside.program import highland, until
from bench.kernel_pi.inside.report import Report

CLEAN_SAND_LPM = 1.1
A_RUN_BEGINS = "PRIME  UV lamp on"
TRIP_WITHIN_S = 4.0  # a second to read the lamp's current, one to the next turn, and a margin


@case("water filter, its story", machine="filter", limit_s=900)
def water_filter(report: Report) -> None:
    """Self-test, priming, ripening to waste, clean water, a lamp that dies, reset, and a run again."""
    folder = measured_filter()
    outputs = filter_plugged(folder)
    broken = False

    with wires.Pulses(FLOW) as meter:

        def water_flows() -> None:
            lamp_burns(outputs, broken)
            meter.hz = CLEAN_SAND_LPM * PULSES_PER_L / 60.0 if outputs.on("pump") else 0.0

        with World(water_flows), highland("run", str(folder)) as program:
            program.says("BOOT", 60)
            outputs.began_off(report)
            prime = program.says("PRIME", 60)
            report.row(
                "PRIME: lamp, inlet and waste valve, then the pump",
                prime and outputs.become_with("pump", 10),
                outputs.seen(),
            )
            ripe = program.says("FILTER_TO_WASTE", 20)
            only = outputs.become("pump", "uv_lamp", "inlet_valve", "waste_valve", within_s=5)
            report.row("water comes: the first of it goes to waste", ripe and only, outputs.seen())
            made = program.says("PRODUCE", 300)
            open_only = outputs.become("pump", "uv_lamp", "inlet_valve", "product_valve", within_s=10)
            report.row("clear, steady, lamp warm: PRODUCE, product valve open", made and open_only, outputs.seen())
            wires.forget()
            broken = True
            safe = outputs.become("fault_lamp", "buzzer", within_s=TRIP_WITHIN_S) or outputs.become(
                "fault_lamp", within_s=0
            )
            told = program.says("UV_FAULT", 5)
            report.row(f"the lamp dies: all off within {TRIP_WITHIN_S:.0f} s", safe and told, outputs.seen())
            broken = False
            runs = program.said().count(A_RUN_BEGINS)
            wires.tap(FILTER_RESET)
            again = until(lambda: program.said().count(A_RUN_BEGINS) > runs, 60) and outputs.become_with("pump", 10)
            report.row("reset: a rest, then a run again", again, outputs.seen())
            outputs.ends_safe(report, program)
    report.row("no chip on the bus was forgotten", min(chips.asked().values()) > 0, chips.asked())
