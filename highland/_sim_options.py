"""The options of `highland sim`, and which of them exclude each other."""

from __future__ import annotations

import argparse

from devices import Message
from highland._telemetry import add_mqtt_arguments
from messages.arguments import NOT_TOGETHER, TRY_HELP, Parser, UsageError

EXAMPLE = """\
highland sim gas_alarm
highland sim gas_alarm --scenario first_lesson
highland sim gas_alarm --hours 1 --fault gas=off@30m..45m --press reset@50m
highland sim gas_alarm --page
highland sim solar_lamp --days 7 --seed 3 --trace lamp.csv --plot lamp.svg
highland sim solar_lamp --replay lamp.SIM.csv --plot lamp.svg
highland sim water_filter --settings
highland sim gas_alarm --control 0 --speed 60
highland sim gas_alarm --mqtt mqtt://localhost --mqtt-every 5
"""

SPEED = Message(
    "cli.sim.speed", "virtual seconds per second, or max; by default a run on a terminal takes about three minutes"
)
EVENTS = Message("cli.sim.events", "list every event at the end, not only the newest")
SETTINGS = Message("cli.sim.settings", "list the settings of the world and exit")
TRACE = Message("cli.sim.trace", "record the run as CSV; the file's name gets SIM in it")
TRACE_EVERY = Message(
    "cli.sim.trace_every", "virtual seconds between two rows of the trace (30); with 1 it can be replayed exactly"
)
REPLAY = Message(
    "cli.sim.replay",
    "replay the sensed values of a recorded trace, simulated or real, and show where the law decides differently; exit "
    "code 0: nowhere, 1: somewhere",
)
PLOT = Message(
    "cli.sim.plot", "plot the run, or the replayed trace, as .svg, .png or .pdf; the file's name gets SIM in it"
)
CONTROL = Message(
    "cli.sim.control",
    "let programs on this computer inject and clear faults, press buttons and read the state, one JSON line at a time, "
    "on this port (0: any free port); default speed 1, without the live picture",
)
PAGE = Message(
    "cli.sim.page",
    "show the run on a page in the browser, for a class: the picture of its world, curves, buttons to press and things "
    "to break",
)
PAGE_PORT = Message("cli.sim.page_port", "port of the page (8200, or a free one where that is taken)")
NO_BROWSER = Message("cli.sim.no_browser", "with --page: print the address, and do not open the browser")
JSON = Message("cli.sim.json", "print the result as one JSON object and nothing else")

NOT_WITH_REPLAY = (
    "days",
    "hours",
    "span",
    "speed",
    "seed",
    "scenario",
    "world",
    "fault",
    "press",
    "ideal",
    "uncalibrated",
    "set",
    "settings",
    "trace",
    "control",
    "page",
    "mqtt",
)


def add_arguments(parser: Parser) -> None:
    """The options of `highland sim`."""
    from sim.start import add_run_options

    add_run_options(parser)
    parser.add_argument("--speed", metavar="N", help=SPEED)
    parser.add_argument("--settings", action="store_true", default=None, help=SETTINGS)
    parser.add_argument("--trace", metavar="FILE.csv", help=TRACE)
    parser.add_argument("--trace-every", metavar="S", default="30", help=TRACE_EVERY)
    parser.add_argument("--replay", metavar="TRACE.csv", help=REPLAY)
    parser.add_argument("--plot", metavar="FILE.svg", help=PLOT)
    parser.add_argument("--control", metavar="PORT", type=int, help=CONTROL)
    parser.add_argument("--page", action="store_true", default=None, help=PAGE)
    parser.add_argument("--port", metavar="PORT", type=int, help=PAGE_PORT)
    parser.add_argument("--no-browser", action="store_true", help=NO_BROWSER)
    add_mqtt_arguments(parser)
    parser.add_argument("--events", action="store_true", help=EVENTS)
    parser.add_argument("--json", action="store_true", help=JSON)


def refuse_beside_replay(arguments: argparse.Namespace) -> None:
    """A replay has no world: no settings, faults, presses or speed. Raises UsageError."""
    for name in NOT_WITH_REPLAY:
        if getattr(arguments, name) is not None:
            other = "--for" if name == "span" else f"--{name}"
            raise UsageError(NOT_TOGETHER(name="--replay", other=other), TRY_HELP(program="highland sim"))
