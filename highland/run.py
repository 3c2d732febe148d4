"""`highland run PROJECT`: run a project on a real Raspberry Pi, or check anywhere that everything fits.

The simulator is never imported here: a test compares the modules that this path and `highland sim` import.
"""

from __future__ import annotations

import argparse
import os
from math import inf
from pathlib import Path

from devices import Clock, Event, HighlandError, Message, Sink, SystemClock
from messages.arguments import Parser
from messages.say import Say

NAME = "run"
HELP = Message("cli.run", "run a project on a real Raspberry Pi (not yet proven on a physical board)")
EXAMPLE = """\
highland run gas_alarm --check
highland run gas_alarm
"""
PROJECT = Message("cli.run.project", "name of a project, or the path of a project folder")
CHECK = Message(
    "cli.run.check", "open no pin: only check that law, wiring list and drivers fit; works on every computer"
)
STATE = Message("cli.run.state", "file for what must survive a power cut; without it, a file of the project's name")

NOT_A_PI = Message("cli.run.not_a_pi", "This computer is not a Raspberry Pi, so there are no pins to open.")
NOT_A_PI_HINT = Message("cli.run.not_a_pi.hint", "Simulate it here with: highland sim {project}")
WOULD_OPEN = Message("cli.run.would_open", "{project} fits together. On a Raspberry Pi these parts would be opened:")
NO_PIN_OPENED = Message("cli.run.no_pin_opened", "No pin was opened.")
CANNOT_OPEN = Message("cli.run.cannot_open", "A part could not be opened: {error}.")
CANNOT_OPEN_HINT = Message(
    "cli.run.cannot_open.hint",
    "Check the wires with `highland wiring {project}`, and that no other program uses the pins.",
)
RUNNING = Message("cli.run.running", "{project} runs on {board}. Latches are kept in {file}. Ctrl-C stops it safely.")
CLOCK_UNSURE = Message(
    "cli.run.clock_unsure", "This board's clock may be wrong without internet; times here count from the start."
)

STATE_HOME = Path("/var/lib/highland")
ENDED_BADLY = 1


def add_arguments(parser: Parser) -> None:
    """What `highland run` understands."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--check", action="store_true", help=CHECK)
    parser.add_argument("--state", metavar="FILE", help=STATE)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Run until stopped. 0: stopped as asked; 1: it ended by itself, safely, and says why; 2: nothing was started."""
    # What both paths import is imported here, above their fork, so that --check proves it for the real one.
    from projects.board import board_model
    from projects.dry_fit import dry_fit
    from projects.find import find
    from projects.loop import Loop
    from projects.parts import Parts
    from projects.signals import stopped_by_signals
    from projects.state_file import StateFile

    project = find(arguments.project)
    say = say.of_project(project.folder)
    law, wiring = project.law(), project.wiring()
    fitted = dry_fit(wiring, law)
    if arguments.check:
        say(WOULD_OPEN, project=project.name)
        for part in fitted:
            options = ", ".join(f"{key}={value}" for key, value in part.wired.options.items())
            print(f"  {part.wired.name}: {part.wired.driver}({options}) -> {', '.join(part.fields) or '-'}")
        say(NO_PIN_OPENED)
        return 0
    board = board_model()
    if board is None:
        raise HighlandError(NOT_A_PI, NOT_A_PI_HINT(project=arguments.project))

    os.environ.setdefault("BLINKA_SKIP_DEPENDENCY_CHECK", "1")  # Blinka 10 would ask a question and wait for ever
    file = Path(arguments.state) if arguments.state else state_file(project.name)
    clock: Clock = SystemClock()
    try:
        parts = Parts(wiring, law, clock)
    except HighlandError:
        raise
    except Exception as error:  # whatever a hardware library raises, with its own words kept
        refused = CANNOT_OPEN(error=f"{type(error).__name__}: {error}")
        raise HighlandError(refused, CANNOT_OPEN_HINT(project=arguments.project)) from error
    with parts:
        loop = Loop(law, parts, clock, [Lines(say)], latches=StateFile(file))
        with stopped_by_signals(loop.stop):
            say(RUNNING, project=project.name, board=board, file=file)
            say(CLOCK_UNSURE)
            ending = loop.run()
    return 0 if ending.ok else ENDED_BADLY


def state_file(project: str, system: Path = STATE_HOME, home: Path | None = None) -> Path:
    """Where latches are kept: for a service in /var/lib/highland, else with the person's own files."""
    if system.is_dir() and os.access(system, os.W_OK):
        return system / f"{project}.json"
    return (home or Path.home()) / ".local" / "state" / "highland" / f"{project}.json"


class Lines(Sink):
    """A sink that prints one plain line whenever the state or its reason changes."""

    def __init__(self, say: Say) -> None:
        self._say = say

    due_s = inf  # a tick alone is no news

    def event(self, event: Event) -> None:
        """Print it, at once: a service's log must not lag."""
        print(f"{event.t_s:10.0f} s  {event.state}  {self._say.text(event.why)}", flush=True)
