"""`highland sim PROJECT`: run a project on a virtual Raspberry Pi, live in the terminal or as fast as it goes."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from devices import Message
from highland._plot import cannot_write, check_plot_asked, draw_plot
from highland._sim_options import EXAMPLE, add_arguments, refuse_beside_replay
from highland._telemetry import telemetry
from messages import Say

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.live.control_socket import ControlSocket
    from sim.results.record import Recorder
    from sim.world.simulation import Simulation, SimulationResult

__all__ = ["EXAMPLE", "HELP", "add_arguments", "run"]

HELP = Message(
    "cli.sim", "run a project on a virtual Raspberry Pi: its law, wiring list and drivers on simulated wires"
)
SETTINGS_OF = Message(
    "cli.sim.settings_of", "Settings of {project}, with their values when nothing is set (--set KEY=VALUE):"
)
TRACE_IS = Message("cli.sim.trace_is", "The trace is in {file} (SIM).")

CONTROL_AT = Message("cli.sim.control_at", "Programs on this computer can control the run at {address}.")
NO_PICTURE = Message("cli.sim.no_picture", "With --control there is no live picture here.")

ENDED_BADLY = 1
WALL_SPEED = 1.0  # of a run that other programs control or listen to, without --speed
SIGNALLED = 128  # plus the number of the signal, as shells do


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Simulate. 0: the run ended well; 1: it did not; 130: it was stopped with Ctrl-C, and still reports.

    With --replay. 0: every decision is as recorded; 1: some are not.
    """
    from firmware.project import find

    project = find(arguments.project)
    with project.errors_told():
        return _run(project, arguments, say.of_project(project.folder))


def _run(project: Project, arguments: argparse.Namespace, say: Say) -> int:
    if arguments.replay is not None:
        from highland._replay import replayed

        refuse_beside_replay(arguments)
        return replayed(project, Path(arguments.replay), say, arguments.json, arguments.plot)
    if arguments.settings:
        return _list_settings(project, say)
    return (_page if arguments.page else _simulate)(project, arguments, say)


def _simulate(project: Project, arguments: argparse.Namespace, say: Say) -> int:
    from firmware.host import stopped_by_signals
    from firmware.trace import sim_name
    from sim.start import start_of
    from sim.world.fault_words import labeled
    from sim.world.options import row_period_s, run_length_s, speed_of

    start = start_of(project, arguments, project.module("plant").LESSON_S)
    for_s = run_length_s(arguments.days, arguments.hours, arguments.span, start.for_s)
    speed = speed_of(arguments.speed)
    row_s = row_period_s(arguments.trace_every)
    plot = sim_name(Path(arguments.plot)) if arguments.plot is not None else None
    if plot is not None:
        check_plot_asked(plot)
    with (
        start.simulation() as simulation,
        _controlled(simulation, arguments.control, speed) as control,
        ExitStack() as stack,
    ):
        recorder = _record(simulation, arguments.trace, row_s, plot)
        sent = stack.enter_context(
            telemetry(arguments, project, simulation.parts, simulation.law.alarms(), say, simulation.clock, labeled)
        )
        if sent is not None:
            simulation.sinks.append(sent)
            speed = speed or WALL_SPEED
        view = (
            _with_control(simulation, control, for_s, arguments.json, say)
            if control is not None
            else _with_picture(simulation, for_s, speed, arguments.json, say)
        )
        with view as stop, stopped_by_signals(stop) as caught:
            result = simulation.run(for_s)
        if arguments.json:
            print(json.dumps(result.as_json()))
        else:
            _print_report(project, result, say, start.title, arguments.events)
            if simulation.trace.file is not None and simulation.trace.half is None:
                say(TRACE_IS, file=simulation.trace.file)
    if plot is not None and recorder is not None and result.counts:
        draw_plot(recorder.recording, plot, project, say, seed=result.seed, quiet=arguments.json)
    if simulation.trace.half is not None:
        say.aside(simulation.trace.half)
    return _code(result, caught, say, arguments.json) or (ENDED_BADLY if simulation.trace.half else 0)


def _page(project: Project, arguments: argparse.Namespace, say: Say) -> int:
    """The run on a page; without a length it goes on until it is stopped."""
    from highland._page import on_a_page, refuse_beside_page
    from sim.start import start_of
    from sim.world.options import run_length_s, speed_of

    refuse_beside_page(arguments)
    start = start_of(project, arguments, math.inf)
    return on_a_page(
        project,
        start.simulation,
        say,
        speed=speed_of(arguments.speed),
        for_s=run_length_s(arguments.days, arguments.hours, arguments.span, math.inf),
        port=arguments.port,
        opens=not arguments.no_browser,
    )


def _list_settings(project: Project, say: Say) -> int:
    from firmware.names import with_code
    from sim.world.options import listed

    names = project.names()
    say(SETTINGS_OF, project=with_code(names.project.short(say.lang), project.name))
    for line in listed(project.module("plant").Settings, names, say.lang):
        print(f"  {line}")
    return 0


def _record(simulation: Simulation, trace_file: str | None, row_s: float, plot: Path | None) -> Recorder | None:
    """Add a trace file and the recorder of a plot to the loop, after all options are accepted."""
    from sim.plots.about import about
    from sim.results.record import Recorder
    from sim.world.simulation import trace_to

    if trace_file is not None:
        try:
            trace = trace_to(trace_file or os.curdir, row_s)
        except (OSError, ValueError) as error:
            raise cannot_write(trace_file, error) from error
        simulation.record_to(trace)
    if plot is None:
        return None
    recorder = Recorder(about(simulation.project, simulation.law).held_after_s, simulation.world.true)
    simulation.sinks.append(recorder)
    return recorder


@contextmanager
def _controlled(simulation: Simulation, port: int | None, speed: float | None) -> Iterator[ControlSocket | None]:
    """The control socket, if requested."""
    if port is None:
        yield None
        return
    from sim.live.control_socket import ControlSocket

    with ControlSocket(simulation, port, speed or WALL_SPEED) as control:
        yield control


@contextmanager
def _with_control(
    simulation: Simulation, control: ControlSocket, for_s: float, quiet: bool, say: Say
) -> Iterator[Callable[[], None]]:
    """What the person sees while other programs control the run; gives the function that stops it."""
    from sim.live.terminal import can_show, progress_shown

    if can_show() and not quiet:
        say.aside(NO_PICTURE)
    print(say.text(CONTROL_AT, address=control.address), file=sys.stderr if quiet else sys.stdout, flush=True)

    def stop() -> None:
        control.stop()
        simulation.stop()

    with progress_shown(simulation, for_s, say.translate):
        simulation.sinks.append(control)
        yield stop


@contextmanager
def _with_picture(
    simulation: Simulation, for_s: float, speed: float | None, quiet: bool, say: Say
) -> Iterator[Callable[[], None]]:
    """What the person sees while it runs; gives the function that stops the run."""
    from sim.live.console import speed_to_watch
    from sim.live.pace import Pace
    from sim.live.terminal import can_show, live_terminal, progress_shown
    from sim.live.words import Tongue

    with ExitStack() as stack:
        if can_show() and not quiet and speed != math.inf:
            tongue = Tongue(say.lang, say.translate)
            watch = stack.enter_context(live_terminal(simulation, speed or speed_to_watch(for_s), tongue))

            def stop() -> None:
                watch.stop()
                simulation.stop()

            yield stop
            return
        if speed is not None and speed != math.inf:
            simulation.sinks.append(Pace(speed))
        stack.enter_context(progress_shown(simulation, for_s, say.translate))
        yield simulation.stop


def _print_report(
    project: Project, result: SimulationResult, say: Say, title: Mapping[str, str], all_events: bool
) -> None:
    """The summary, of a run that counts."""
    from sim.results.summary import PROVENANCE_LINE, Reader, report, state_now

    if not result.counts:
        return
    if title:
        print(title[say.lang])
    reader = Reader(say.lang, say.translate, os.get_terminal_size().columns if sys.stdout.isatty() else 1000)
    names = project.names()
    for line in report(result, project.module("summary"), names, reader, all_events=all_events):
        print(line)
    say(state_now(result, names, say.lang))
    say(PROVENANCE_LINE)


def _code(result: SimulationResult, caught: Sequence[int], say: Say, quiet: bool) -> int:
    from sim.results.summary import BROKEN_OFF
    from sim.results.summary import ENDED_BADLY as SENTENCE

    if not result.counts:
        say.aside(BROKEN_OFF, why=result.ending.why)
        return ENDED_BADLY
    if not result.ending.ok:
        say.aside(SENTENCE, why=result.ending.why)
        return ENDED_BADLY
    return SIGNALLED + caught[0] if caught else 0
