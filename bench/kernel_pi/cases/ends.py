"""However a project ends, its outputs are off and its pins are let go."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import HEATER_PROBE, gas_plugged, lamp_plugged, ntc_code, spi_lamp
from bench.kernel_pi.inside import chips, wires
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.processes import Process, helpers
from bench.kernel_pi.inside.program import PERSON, Program, highland, short, until
from bench.kernel_pi.inside.report import Report
from bench.kernel_pi.wire_log import DRIVEN, at_end

ENDED_BY_CTRL_C = 130  # 128 + SIGINT, as shells do
GROUP = Path("/run/cgroup/project")
TOO_LITTLE = "1M"
HELPER_WITHIN_S = 120.0  # Blinka gives it 0.25 s to start, and here a process often needs more: it tries again


def _gas_with_a_lamp_on(outputs: Outputs) -> Program:
    program = highland("run", "gas_alarm")
    program.says("WARMUP", 60)
    outputs.become("amber_lamp", within_s=10)
    wires.forget()
    return program


def _off_then_input(report: Report, outputs: Outputs, what: str, right: bool, seen: str) -> None:
    """Each output was driven to off before it was let go."""
    log = wires.log()
    off = {gpio: 1 if gpio in outputs.active_low else 0 for gpio in outputs.gpio.values()}
    last = {entry.gpio: entry.level for entry in log if entry.kind in DRIVEN and entry.gpio in off}
    left_on = [gpio for gpio, level in last.items() if level != off[gpio]]
    driven = [gpio for gpio in outputs.all if at_end(log, gpio) != "input"]
    good = right and not left_on and not driven and not outputs.which_are_on()
    report.row(f"{what}, outputs off, then inputs", good, f"{seen}; {outputs.seen()}; still driven: {driven}")


@case("SIGTERM, SIGINT, a second SIGTERM", machine="ends", limit_s=200)
def signals(report: Report) -> None:
    """A service stops it, a person does, and one who cannot wait."""
    outputs = gas_plugged()
    for name, number in (("SIGTERM", signal.SIGTERM), ("SIGINT", signal.SIGINT)):
        with _gas_with_a_lamp_on(outputs) as program:
            code = program.stop(number)
            _off_then_input(report, outputs, f"{name}: exit 0", code == 0, f"exit {code}")
    with _gas_with_a_lamp_on(outputs) as program:
        program.send(signal.SIGTERM)
        time.sleep(0.03)
        code = program.stop()
        _off_then_input(report, outputs, "a second SIGTERM: exit 130", code == ENDED_BY_CTRL_C, f"exit {code}")


@case("SIGKILL in an alarm", machine="ends", limit_s=200)
def killed(report: Report) -> None:
    """The kernel lets go of the wires; the next start knows of the alarm."""
    folder = spi_lamp()
    outputs = lamp_plugged(folder)
    chips.mcp3008(HEATER_PROBE, ntc_code(48.0))
    with highland("run", str(folder)) as program:
        alarm = program.says("OVERTEMP", 60) and outputs.become("buzzer", "fault_lamp", within_s=10)
        report.row("OVERTEMP: buzzer and red lamp", alarm, outputs.seen())
        kept = until(lambda: any(PERSON.rglob("spi_lamp*.json")), 10)
        time.sleep(1.0)
        wires.forget()
        program.kill()
    let_go = until(lambda: not outputs.which_are_on(), 2)
    report.row("SIGKILL: every wire falls to its pull, which is off", let_go, outputs.seen())
    files = list(PERSON.rglob("spi_lamp*.json"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    whole = kept and len(texts) == 1 and isinstance(json.loads(texts[0]), dict)
    report.row("its latches are a whole file", whole, short(" ".join(texts)))
    chips.mcp3008(HEATER_PROBE, ntc_code(25.0))
    wires.forget()
    with highland("run", str(folder)) as program:
        program.says("BOOT", 60)
        outputs.began_off(report)
        still = program.says("OVERTEMP", 60) and outputs.become("buzzer", "fault_lamp", within_s=10)
        report.row("started again, and cool: still OVERTEMP, until somebody presses reset", still, outputs.seen())
        outputs.ends_safe(report, program)


@case("killed for lack of memory", machine="ends", limit_s=200)
def out_of_memory(report: Report) -> None:
    """The kernel takes the memory of a board away until it has to kill the program."""
    outputs = gas_plugged()
    GROUP.parent.joinpath("cgroup.subtree_control").write_text("+memory", encoding="ascii")
    GROUP.mkdir(exist_ok=True)
    with highland("run", "gas_alarm", group=GROUP) as program:
        up = program.says("WARMUP", 60) and outputs.become("amber_lamp", within_s=10)
        report.row("WARMUP: amber lamp", up, outputs.seen())
        (GROUP / "memory.max").write_text(TOO_LITTLE, encoding="ascii")
        code = program.ends(30)
    events = (GROUP / "memory.events").read_text(encoding="ascii")
    oom = "oom_kill 0" not in events
    report.row("the kernel kills it", code == -signal.SIGKILL and oom, f"exit {code}; {' '.join(events.split())}")
    let_go = until(lambda: not outputs.which_are_on(), 2)
    report.row("every wire falls to its pull, which is off", let_go, outputs.seen())
    (GROUP / "memory.max").write_text("max", encoding="ascii")
    with highland("run", "gas_alarm") as program:
        again = program.says("WARMUP", 60) and outputs.become("amber_lamp", within_s=10)
        report.row("it can be started again", again, outputs.seen())
        outputs.ends_safe(report, program)


@case("SIGKILL, and the helper of the DHT22", machine="ends", limit_s=200)
def helper(report: Report) -> None:
    """Blinka's helper program holds the data wire: it must not outlive us, or the next start finds a busy pin."""
    outputs = gas_plugged()
    with highland("run", "gas_alarm") as program:
        program.says("WARMUP", 60)
        there = until(lambda: len(helpers()) == 1, HELPER_WITHIN_S)
        report.row("one helper reads the DHT22", there, shown(helpers()))
        program.kill()
    time.sleep(2.0)
    with highland("run", "gas_alarm") as program:
        program.says("WARMUP", 60)
        strange = [each for each in helpers() if each.parent != program.pid]
        report.row("killed and started again: no orphan", not strange, shown(strange))
        ours = until(lambda: [each.parent for each in helpers()] == [program.pid], HELPER_WITHIN_S)
        report.row("one helper, ours, reads the DHT22", ours, shown(helpers()))
        outputs.ends_safe(report, program)
    gone = until(lambda: not helpers(), 5)
    report.row("after a clean end: no helper", gone, shown(helpers()))


def shown(found: list[Process]) -> str:
    """Helpers for the table."""
    return ", ".join(f"{each.pid} (parent {each.parent})" for each in found) or "none"
