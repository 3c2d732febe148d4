"""`highland try` on real pins: each output alone and twice, hands that work the contacts, Ctrl-C with an open valve."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import GAS_RESET, HUSH, MAINS, TEST, VALVE_SWITCH, World, gas_plugged
from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.program import PERSON, Program, highland, short, until
from bench.kernel_pi.inside.report import Report
from bench.kernel_pi.wire_log import DRIVEN, PULLED, Entry, spans_us

KEPT = PERSON / ".local" / "state" / "highland" / "gas_alarm" / "trial.json"
WARM_UP_S = 170.0  # the first cycle of an MQ-7 takes 150 s
ON_S = (1.8, 2.6)  # an output is on for 2 s each time


@case("try: gas alarm", machine="try", limit_s=480)
def gas_alarm(report: Report) -> None:
    """A sound board, a person who answers yes and works buttons and mains when asked."""
    outputs = gas_plugged()
    wires.forget()
    valve_follows = World(lambda: wires.pull(VALVE_SWITCH, outputs.on("valve")))
    with valve_follows, highland("try", "gas_alarm", "--answers", "yes") as program:
        hands(program)
        code = program.ends(240.0)
    log = wires.log()
    judged = kept()
    wrong = [part["part"] for part in judged.get("parts", ()) if part["verdict"] != "works"]
    # the pulses of a DHT22 are read here only when the computer has nothing else to do
    right = (code, wrong) in ((1, ["room"]), (0, []))
    report.row("all works, but perhaps the DHT22, which is hard to read here", right, f"exit {code}, not: {wrong}")
    report.row("nothing in it says SIM", "SIM" not in program.said(), "real" if "SIM" not in program.said() else "SIM")
    spans = {name: [round(each / 1e6, 2) for each in spans_us(log, gpio, 1)] for name, gpio in outputs.gpio.items()}
    right = all(len(each) == 2 and ON_S[0] <= min(each) <= max(each) <= ON_S[1] for each in spans.values())
    report.row("each output is on twice, 2 s each", right, spans)
    most = at_once(log, outputs)
    report.row("never are two outputs on at a time", most == 1, f"at most {most}")
    found = judged.get("provenance"), len(judged.get("parts", ()))
    report.row("kept as a real trial of 18 parts", found == ("real", 18), found)


@case("try: Ctrl-C with the valve open", machine="try", limit_s=120)
def interrupted(report: Report) -> None:
    """The worst moment: the gas valve is open. Then a second program that wants the pins, and SIGTERM."""
    outputs = gas_plugged()
    with highland("try", "gas_alarm", "valve", "--answers", "yes") as program:
        opened = outputs.become("valve", within_s=60.0)
        since_s = time.monotonic()
        program.send(signal.SIGINT)
        shut = outputs.become(within_s=2.0)
        after_s = time.monotonic() - since_s
        code = program.ends(30.0)
        right = opened and shut and code == 130
        report.row("Ctrl-C: the valve is shut at once, exit 130", right, f"{after_s:.2f} s, exit {code}")
    with highland("try", "gas_alarm", "--answers", "yes") as program:
        trying = program.says("1 of 18", 60.0)
        refused = highland("run", "gas_alarm")
        taken = refused.ends(60.0)
        report.row("meanwhile a run is refused", trying and taken == 2, short(refused.said()))
        code = program.stop()
        report.row(
            "SIGTERM: exit 130, everything off",
            code == 130 and not outputs.which_are_on(),
            f"exit {code}; {outputs.seen()}",
        )


def kept() -> Mapping[str, Any]:
    """What was kept of the trial; empty when nothing was."""
    found: Mapping[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return found


def hands(program: Program) -> None:
    """Do what is asked, when it is asked: the mains first, then the three buttons."""
    if program.says("Mains (mains) open now", WARM_UP_S + 60.0):
        wires.pull(MAINS, True)
        until(lambda: program.said().count("And back") >= 1, 15.0)
        wires.pull(MAINS, False)
    for number, (asked, gpio) in enumerate((("Press Reset", GAS_RESET), ("Press Hush", HUSH), ("Press Test", TEST)), 2):
        if program.says(asked, 60.0):
            wires.pull(gpio, False)
            until(lambda count=number: program.said().count("And back") >= count, 15.0)
            wires.pull(gpio, True)


def at_once(log: Sequence[Entry], outputs: Outputs) -> int:
    """How many outputs were on at the same time, at most."""
    on: set[int] = set()
    most = 0
    for entry in log:
        if entry.gpio in outputs.gpio.values() and entry.kind != PULLED:
            (on.add if entry.kind in DRIVEN and entry.level else on.discard)(entry.gpio)
            most = max(most, len(on))
    return most
