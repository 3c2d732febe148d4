"""The kernel of Raspberry Pi OS keeps an output whose program is gone, unless dtparam=strict_gpiod says otherwise."""

from __future__ import annotations

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import gas_plugged
from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.program import highland, short, until
from bench.kernel_pi.inside.report import Report


@case("a kernel that keeps outputs", machine="ends", limit_s=200)
def kept(report: Report) -> None:
    """A clean end lets go of every pin even then; after SIGKILL `highland safe` is needed, and does it."""
    outputs = gas_plugged()
    wires.keep_outputs(True)
    try:
        with highland("run", "gas_alarm") as program:
            program.says("WARMUP", 60)
            outputs.become("amber_lamp", within_s=10)
            outputs.ends_safe(report, program)
        with highland("run", "gas_alarm") as program:
            program.says("WARMUP", 60)
            outputs.become("amber_lamp", within_s=10)
            program.kill()
        report.row("SIGKILL: the kernel keeps the lamp on", outputs.on("amber_lamp"), outputs.seen())
        with highland("safe", "gas_alarm") as safe:
            code, said = safe.ends(60), safe.said()
        off = until(lambda: not outputs.which_are_on(), 2)
        seen = f"exit {code}; {outputs.seen()}; {short(said)}"
        report.row("highland safe: exit 0, everything off", code == 0 and off, seen)
    finally:
        wires.keep_outputs(False)
