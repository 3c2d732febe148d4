"""What else a board does to a program: its clock jumps, its card is full of no use, its watchdog watches."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import gas_plugged
from bench.kernel_pi.inside.program import PERSON, highland, settings, short, until
from bench.kernel_pi.inside.report import Report, tell
from bench.kernel_pi.inside.system_calls import load_module

SOFTDOG = "/usr/lib/uml/modules/{version}/kernel/drivers/watchdog/softdog.ko"
DOG_S = 15  # as on a Pi
DOGS = Path("/sys/class/watchdog")


@case("the clock jumps to 2031 and to 2000", machine="system", limit_s=120)
def clock(report: Report) -> None:
    """A board without a clock of its own learns the time late: nothing it controls may notice."""
    outputs = gas_plugged()
    now = time.time() - time.monotonic()
    with highland("run", "gas_alarm") as program:
        program.says("WARMUP", 60)
        outputs.become("amber_lamp", within_s=10)
        for year in (2031, 2000):
            time.clock_settime(time.CLOCK_REALTIME, datetime(year, 1, 1, tzinfo=UTC).timestamp())
            beats = outputs.beats(6.0)
            same = 5 <= beats <= 7 and outputs.which_are_on() == ["amber_lamp"]
            alive = program.process.poll() is None
            report.row(
                f"{year}: a turn each second, nothing switches", same and alive, f"{beats} in 6 s; {outputs.seen()}"
            )
        time.clock_settime(time.CLOCK_REALTIME, now + time.monotonic())
        outputs.ends_safe(report, program)


@case("a state folder that cannot be written", machine="system", limit_s=120)
def unwritable(report: Report) -> None:
    """Latches would be lost at a power cut: said at the start, with the folder; the valve stays shut."""
    outputs = gas_plugged()
    PERSON.chmod(0o500)
    try:
        with highland("run", "gas_alarm") as program:
            program.says("WARMUP", 60)
            told = until(lambda: str(PERSON) in without_first_line(program.said()), 15)
            report.row("told at the start, with the folder", told, short(program.said(), 300))
            alive = program.process.poll() is None and not outputs.on("valve")
            report.row("it watches on, valve shut", alive, outputs.seen())
            outputs.ends_safe(report, program)
    finally:
        PERSON.chmod(0o700)


def without_first_line(said: str) -> str:
    """The first line names the folder in any case."""
    return said.partition("\n")[2]


def softdog() -> Path:
    """Load the kernel's own watchdog, of 15 s as a Pi's, which a clean end may stop; its device."""
    before = {dog.name for dog in DOGS.iterdir()}
    load_module(Path(SOFTDOG.format(version=settings()["version"])), f"nowayout=0 soft_margin={DOG_S}")
    (name,) = {dog.name for dog in DOGS.iterdir()} - before
    return Path("/dev") / name


@case("a watchdog of 15 s", machine="watchdog", limit_s=300)
def watchdog(report: Report) -> None:
    """Fed while all is well, stopped by a clean end, and let loose by a kill: then it resets the board."""
    outputs = gas_plugged()
    device = str(softdog())
    with highland("run", "gas_alarm", "--watchdog", device) as program:
        program.says("WARMUP", 60)
        time.sleep(2 * DOG_S)
        report.row(f"fed for {2 * DOG_S} s: no reset", program.process.poll() is None, short(program.said(), 80))
        outputs.ends_safe(report, program)
    time.sleep(DOG_S + 5)
    report.row("after SIGTERM it is stopped: no reset", True, f"still here after {DOG_S + 5} s")
    with highland("run", "gas_alarm", "--watchdog", device) as program:
        program.says("WARMUP", 60)
        time.sleep(2.0)
        program.kill()
        tell(awaits_reset="SIGKILL: the board is reset within 20 s")
        time.sleep(40)
    report.row("SIGKILL: the board is reset within 20 s", False, "no reset in 40 s")
