"""`highland sim PROJECT`: run a project on a virtual Raspberry Pi, live in the terminal or as fast as it goes."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message
from messages.arguments import Parser
from messages.say import Say

if TYPE_CHECKING:
    from projects.find import Project
    from sim.runner import Result, Simulation

NAME = "sim"
HELP = Message(
    "cli.sim", "run a project on a virtual Raspberry Pi: its own law, wiring list and drivers on simulated wires"
)
EXAMPLE = """\
highland sim gas_alarm
highland sim gas_alarm --hours 1 --fault gas=off@30m..45m --press reset@50m
highland sim solar_lamp --days 7 --seed 3 --trace lamp.csv --plot lamp.svg
highland sim water_filter --settings
"""

PROJECT = Message("cli.sim.project", "name of a project, or the path of a project folder")
DAYS = Message("cli.sim.days", "virtual days to run")
HOURS = Message("cli.sim.hours", "virtual hours to run")
FOR = Message(
    "cli.sim.for", "virtual time to run, such as 90s, 10m or 1h30m; without it, the length of the project's lesson"
)
SPEED = Message(
    "cli.sim.speed", "virtual seconds a second, or max; on a terminal, without it, the run takes about three minutes"
)
SEED = Message("cli.sim.seed", "number that decides all luck; the same number gives the same run")
FAULT = Message("cli.sim.fault", "break something, such as gas=off@30m..45m or heater=welded@2h; may be given again")
PRESS = Message("cli.sim.press", "press a button for two seconds, such as reset@40m; may be given again")
SET = Message("cli.sim.set", "change a setting of the world; may be given again")
SETTINGS = Message("cli.sim.settings", "list the settings of the world, and stop")
TRACE = Message("cli.sim.trace", "record the run as CSV; the file's name gets SIM in it")
TRACE_EVERY = Message("cli.sim.trace_every", "virtual seconds between two rows of the trace (30)")
PLOT = Message("cli.sim.plot", "draw the run as .svg, .png or .pdf; the file's name gets SIM in it")
JSON = Message("cli.sim.json", "print the result as one JSON object and nothing else")

CANNOT_WRITE = Message("cli.sim.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.sim.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)
SETTINGS_OF = Message(
    "cli.sim.settings_of", "Settings of {project}, with their values when nothing is set (--set KEY=VALUE):"
)
TRACE_IS = Message("cli.sim.trace_is", "The trace is in {file} (SIM).")
PLOT_IS = Message("cli.sim.plot_is", "The picture is in {file} (SIM).")

ENDED_BADLY = 1
SIGNALLED = 128  # plus the number of the signal: the shells' own habit


def add_arguments(parser: Parser) -> None:
    """What `highland sim` understands."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--days", metavar="D", help=DAYS)
    parser.add_argument("--hours", metavar="H", help=HOURS)
    parser.add_argument("--for", metavar="10m", dest="span", help=FOR)
    parser.add_argument("--speed", metavar="N", help=SPEED)
    parser.add_argument("--seed", metavar="N", type=int, default=0, help=SEED)
    parser.add_argument("--fault", metavar="WHAT=KIND@WHEN", action="append", default=[], help=FAULT)
    parser.add_argument("--press", metavar="BUTTON@WHEN", action="append", default=[], help=PRESS)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help=SET)
    parser.add_argument("--settings", action="store_true", help=SETTINGS)
    parser.add_argument("--trace", metavar="FILE.csv", help=TRACE)
    parser.add_argument("--trace-every", metavar="S", default="30", help=TRACE_EVERY)
    parser.add_argument("--plot", metavar="FILE.svg", help=PLOT)
    parser.add_argument("--json", action="store_true", help=JSON)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Simulate. 0: the run ended well; 1: it did not; 130: it was stopped with Ctrl-C, and still reports."""
    from projects.find import find
    from projects.signals import stopped_by_signals

    project = find(arguments.project)
    say = say.of_project(project.folder)
    if arguments.settings:
        return _list_settings(project, say)
    from sim.faults import parse_fault, press
    from sim.runner import Simulation
    from sim.trace import sim_name
    from sim.wishes import row_period_s, run_length_s, settings_asked, speed_of

    lesson_s = project.module("plant").LESSON_S
    for_s = run_length_s(arguments.days, arguments.hours, arguments.span, lesson_s)
    speed = speed_of(arguments.speed)
    row_s = row_period_s(arguments.trace_every)
    faults = [parse_fault(text) for text in arguments.fault] + [press(text) for text in arguments.press]
    plot = sim_name(Path(arguments.plot)) if arguments.plot is not None else None
    if plot is not None:
        from sim.plot import check_plot

        check_plot(plot)
        _try_to_write(plot)
    settings = settings_asked(arguments.set, arguments.project)
    with Simulation(project, seed=arguments.seed, settings=settings, faults=faults) as simulation:
        samples = _record(simulation, arguments.trace, row_s, plot)
        with _shown(simulation, for_s, speed, arguments.json, say) as stop, stopped_by_signals(stop) as caught:
            try:
                result = simulation.run(for_s)
            except OSError as error:  # only closing the trace can fail: everything else ends the loop, safely
                raise _cannot_write(arguments.trace, error) from error
        if arguments.json:
            print(json.dumps(result.as_json()))
        else:
            _print_report(project, result, say)
            if simulation.trace.file is not None:
                say(TRACE_IS, file=simulation.trace.file)
    if plot is not None:
        _draw(samples, plot, project, result, say, quiet=arguments.json)
    return _code(result, caught, say, arguments.json)


def _list_settings(project: Project, say: Say) -> int:
    from sim.settings import listed

    say(SETTINGS_OF, project=project.name)
    for line in listed(project.module("plant").Settings):
        print(f"  {line}")
    return 0


def _record(simulation: Simulation, trace_file: str | None, row_s: float, plot: Path | None) -> Any:
    """Put a trace file and the samples of a plot onto the loop, now that nothing can be refused any more."""
    from sim.runner import trace_to
    from sim.samples import Samples

    sinks = simulation.loop.sinks
    if trace_file is not None:
        try:
            trace = trace_to(trace_file or os.curdir, row_s)
        except (OSError, ValueError) as error:
            raise _cannot_write(trace_file, error) from error
        sinks[sinks.index(simulation.trace)] = trace
        simulation.trace = trace
    samples = Samples()
    if plot is not None:
        sinks.append(samples)
    return samples


@contextmanager
def _shown(
    simulation: Simulation, for_s: float, speed: float | None, quiet: bool, say: Say
) -> Iterator[Callable[[], None]]:
    """What the person sees while it runs; gives the function that stops the run."""
    from sim.console import speed_to_watch
    from sim.pace import Pace
    from sim.screen import can_show, progress_told, watched

    loop = simulation.loop
    with ExitStack() as stack:
        if can_show() and not quiet and speed != math.inf:
            watch = stack.enter_context(watched(simulation, speed or speed_to_watch(for_s), say.translate))

            def stop() -> None:
                watch.stop()
                loop.stop()

            yield stop
            return
        if speed is not None and speed != math.inf:
            loop.sinks.append(Pace(speed))
        stack.enter_context(progress_told(simulation, for_s, say.translate))
        yield loop.stop


def _print_report(project: Project, result: Result, say: Say) -> None:
    from sim.report import PROVENANCE_LINE, STATE_NOW, report

    width = os.get_terminal_size().columns if sys.stdout.isatty() else 1000
    for line in report(result, project.module("summary").LINES, say.translate, width):
        print(line)
    say(STATE_NOW, state=result.final.get("state", "BOOT"))
    say(PROVENANCE_LINE)


def _draw(samples: Any, plot: Path, project: Project, result: Result, say: Say, quiet: bool) -> None:
    from sim.plot import draw

    try:
        draw(samples, plot, project=project.name, seed=result.seed, for_s=result.simulated_s, translate=say.translate)
    except OSError as error:
        raise _cannot_write(str(plot), error) from error
    if not quiet:
        say(PLOT_IS, file=plot)


def _code(result: Result, caught: Sequence[int], say: Say, quiet: bool) -> int:
    from sim.report import ENDED_BADLY as SENTENCE

    if not result.ending.ok:
        say.aside(SENTENCE, why=result.ending.why)
        return ENDED_BADLY
    return SIGNALLED + caught[0] if caught else 0


def _try_to_write(file: Path) -> None:
    beside = file.with_name(file.name + ".part")
    try:
        beside.open("wb").close()
        beside.unlink()
        if file.is_dir():
            raise IsADirectoryError(file)
    except OSError as error:
        raise _cannot_write(str(file), error) from error


def _cannot_write(file: str, error: Exception) -> HighlandError:
    reason = getattr(error, "strerror", None) or error
    return HighlandError(CANNOT_WRITE(file=file or "''", reason=reason), CANNOT_WRITE_HINT)
