"""`highland run PROJECT`: run a project on a real Raspberry Pi, or check on any computer that everything fits.

The simulator is never imported here: a test compares the modules that this path and `highland sim` import.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from devices import Clock, HighlandError, Message, Sink, SystemClock
from devices.dates.wall_clock import FILE as CLOCK_FILE
from devices.dates.wall_clock import WallClock
from devices.os_errors import cause
from firmware.host import state_home
from highland._run_check import checked
from highland._run_log import LogLines
from highland._run_start import NOT_STARTED, NOT_STARTED_HINT, at_start, cautions, opened
from highland._telemetry import add_mqtt_arguments, telemetry
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from firmware.real_trace import RealTrace


HELP = Message("cli.run", "run a project on a real Raspberry Pi (not yet proven on a physical board)")
EXAMPLE = """\
highland run gas_alarm --check
highland run gas_alarm
highland run solar_lamp --trace lamp.csv
highland run solar_lamp --mqtt mqtt://red-heron@hub.local
"""
PROJECT = Message("cli.run.project", "name of a project, or the path of a project folder")
LESSON = Message("cli.run.lesson", "start the law of a lesson: with LEDs only, never with a valve, a heater or a pump")
CHECK = Message(
    "cli.run.check",
    "open no pin: only check that law, wiring list and drivers match (on any computer), and on a Pi its libraries, "
    "permissions and buses too",
)
STATE = Message(
    "cli.run.state", "file for latches that must survive a power cut (default: a file with the project's name)"
)
WATCHDOG = Message(
    "cli.run.watchdog", "also feed this hardware watchdog, such as /dev/watchdog: it resets the board after a crash"
)
TRACE = Message(
    "cli.run.trace",
    "record the run as CSV: rows marked real are added to the file. That is about half a megabyte a day, and two or "
    "three small writes to the SD card each minute; a power cut takes at most the last minute",
)
TRACE_EVERY = Message(
    "cli.run.trace_every", "seconds between two rows of the trace (30); with 1 the file grows by about 15 MB a day"
)

NOT_A_PI = Message("cli.run.not_a_pi", "This computer is not a Raspberry Pi, so there are no pins to open.")
NOT_A_PI_HINT = Message("cli.run.not_a_pi.hint", "Simulate it here with: highland sim {project}")
STOPPED_OPENING = Message("cli.run.stopped_opening", "Stopped while opening the parts; all outputs are off.")
TRACE_GOES = Message("cli.run.trace_goes", "Rows are added to {file} (real).")
TRACE_CUT = Message("cli.run.trace_cut", "The last rows of {file} may be missing: {reason}.")
CARD_SLOW = Message("cli.run.card_slow", "the card did not take them in time")
LATCHES_CUT = Message(
    "cli.run.latches_cut", "The newest faults may not be saved in {file}: the card did not take them in time."
)
WILL_RESET = Message(
    "cli.run.will_reset", "The watchdog {file} was left running after this failure: it will reset the board soon."
)

ENDED_BADLY = 1


def add_arguments(parser: Parser) -> None:
    """The options of `highland run`."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--check", action="store_true", help=CHECK)
    parser.add_argument("--lesson", action="store_true", help=LESSON)
    parser.add_argument("--state", metavar="FILE", help=STATE)
    parser.add_argument("--watchdog", metavar="FILE", help=WATCHDOG)
    parser.add_argument("--trace", metavar="FILE.csv", help=TRACE)
    parser.add_argument("--trace-every", metavar="S", default="30", help=TRACE_EVERY)
    add_mqtt_arguments(parser)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Run until stopped. 0: stopped by the user; 1: ended by itself, safely, with the reason; 2: not started."""
    # What both paths import is imported here, above their fork, so that --check proves it for the real one.
    from drivers._pins import use_pins
    from firmware.board.health import HealthFile
    from firmware.board.instance import only_instance
    from firmware.board.outputs import outputs_of, remember
    from firmware.board.supply import SupplyWatch
    from firmware.fit import fit
    from firmware.host import StopRequest, board_model, stopped_by_signals
    from firmware.latches import StateFile
    from firmware.loop import Loop
    from firmware.plan import LATCH_SAVED
    from firmware.project import find
    from firmware.watchdog import Watchdog
    from firmware.worker import WorkerThread
    from wiring.calibration import calibrated

    project = find(arguments.project)
    say = say.of_project(project.folder)
    law, wiring = project.law(), calibrated(project.wiring(), project.calibration())
    wall = WallClock(None if arguments.check else state_home() / CLOCK_FILE)
    trace = _trace(arguments, project.name, say, wall)
    plan = fit(wiring, law)
    if arguments.check:
        return checked(plan, project, board_model(), say)
    board = board_model()
    if board is None:
        raise HighlandError(NOT_A_PI, NOT_A_PI_HINT(project=arguments.project))
    if project.is_lesson and not arguments.lesson:
        base = "" if project.base is None else project.base.name
        hint = NOT_STARTED_HINT(project=arguments.project, base=base)
        raise HighlandError(NOT_STARTED(project=project.name), hint)

    file = Path(arguments.state).absolute() if arguments.state else state_home() / f"{project.unique_name}.json"
    state = StateFile(file)
    device = Path(arguments.watchdog) if arguments.watchdog else None
    clock: Clock = SystemClock(wall.now)
    stop_request = StopRequest()
    with (
        only_instance(f"run {project.name}"),
        stopped_by_signals(stop_request),
        Watchdog(device, clock.monotonic, os.environ) as watchdog,
    ):
        library = use_pins(board)
        remember(arguments.project, outputs_of(wiring)[0])  # for `highland safe`, should this program be killed
        try:
            parts = opened(plan, clock, arguments.project)
        except SystemExit:  # a library replaced our signal handler (Blinka's PulseIn: SIGTERM) and exits
            say(STOPPED_OPENING)
            return ENDED_BADLY
        with (
            stopped_by_signals(stop_request),
            parts,
            SupplyWatch() as supply,
            telemetry(arguments, project, parts, law.alarms(), say, dates=None, wall=wall) as sent,
        ):
            wall.on_change = parts.redate
            log, card = LogLines(say, WorkerThread()), WorkerThread()
            health = HealthFile(project.name, clock.monotonic)
            sinks = [log, health, *trace, *([sent] if sent else [])]
            loop = Loop(
                law,
                parts,
                clock,
                sinks,
                latches=state,
                worker=card,
                feed_watchdog=watchdog.feed,
                under_voltage=supply,
            )
            stop_request.connect(loop.stop)
            law_waits, lesson = LATCH_SAVED in plan.inputs, project.is_lesson
            for line in at_start(project.name, board, state, law_waits, lesson=lesson):
                log.line(line)
            for line in cautions(library, is_dated=wall.is_sure(), is_guarded=watchdog.guards):
                log.line(line)
            watchdog.start()
            ending = loop.run()
            health.close()
        watchdog.ended_well = ending.ok
    if not card.close():
        say.aside(LATCHES_CUT, file=file)
    log.worker.close()
    _close(trace, loop.sinks, say)
    if not ending.ok and device is not None:
        say.aside(WILL_RESET, file=device)
    return 0 if ending.ok else ENDED_BADLY


def _close(trace: Sequence[RealTrace], sinks: Sequence[Sink], say: Say) -> None:
    """Close the record; one that the loop has dropped was reported already."""
    for each in trace:
        try:
            if not each.close():
                say.aside(TRACE_CUT, file=each.file, reason=CARD_SLOW)
        except OSError as error:
            if each in sinks:
                say.aside(TRACE_CUT, file=each.file, reason=cause(error))


def _trace(arguments: argparse.Namespace, project: str, say: Say, wall: WallClock) -> list[RealTrace]:
    """The requested trace, if any. Raises HighlandError for an unusable file name."""
    from firmware.real_trace import RealTrace, real_trace_wanted
    from firmware.worker import WorkerThread

    if arguments.trace is None:
        return []
    file, every_s = real_trace_wanted(arguments.trace, arguments.trace_every, project)

    def opened(file: Path) -> None:
        with suppress(OSError):  # where it is said is not the card of the trace
            say(TRACE_GOES, file=file)

    return [RealTrace(file, every_s, opened, WorkerThread(), wall)]
