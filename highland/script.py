"""`highland script FILE.py`: run any Raspberry Pi program, unmodified, on a virtual board."""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import math
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack, nullcontext, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from devices import Message
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from sim.programs.script import ScriptRequest, ScriptResult

HELP = Message("cli.script", "run any Raspberry Pi program, unmodified, on a virtual board")
EXAMPLE = """\
highland script blink.py
highland script thermometer.py --world room --for 1d --speed max
highland script alarm.py --live
highland script alarm.py --press gpio17@5s --set distance_m=0.2@10s
highland script logger.py --trace log.csv -- --my-own-option 3
"""
FILE = Message("cli.script.file", "the program, such as blink.py")
WORDS = Message("cli.script.words", "what the program itself gets; what begins with a dash goes after --")
WIRING = Message(
    "cli.script.wiring", "wiring list with the parts on the board; without it, what the program asks for is plugged in"
)
WORLD = Message(
    "cli.script.world",
    "still (nothing changes), room (a day goes by, people walk past), or the name of a project: its plant",
)
SPEED = Message(
    "cli.script.speed", "virtual seconds a second, or max; without it, 1 on a terminal and max everywhere else"
)
FOR = Message("cli.script.for", "virtual time until Ctrl-C is pressed, such as 90s or 1h30m (10m)")
SEED = Message("cli.script.seed", "random seed; the same number gives the same run")
TRACE = Message("cli.script.trace", "record pins and values as CSV; the file's name gets SIM in it")
SET = Message(
    "cli.script.set",
    "change what parts feel, such as temperature_c=31, dht22_gpio4_humidity_pct=60, distance_m=0.2@10s, or a level at "
    "rest: gpio17=high; may be given again",
)
PLUG = Message(
    "cli.script.plug", "say what is plugged in, such as gpio17=button, 0x76=bme280 or ce0=mcp3008; may be given again"
)
SAY = Message(
    "cli.script.say",
    "let an Arduino say a line a second, such as usb0=23.5, or answer on I2C: 0x08=42; card=Lan writes on a card; may "
    "be given again",
)
PRESS = Message(
    "cli.script.press", "press a button, or let a sensor notice something: gpio17@5s, gpio17@5s..8s; may be given again"
)
JSON = Message(
    "cli.script.json", "print one JSON object at the end; what the program prints goes to standard error then"
)
DETAILS = Message("cli.script.details", "after an error, show the whole traceback")

LIVE = Message(
    "cli.script.live", "show the board in the terminal: lights, displays, keys that press buttons and move sensors"
)
NO_TERMINAL = Message("cli.script.no_terminal", "--live needs a terminal: the program runs without its picture.")
TOO_FAST = Message("cli.script.too_fast", "At --speed max nobody can watch: the program runs without its picture.")
SIM_LINE = Message("cli.script.sim", "SIM: {file} runs on a virtual Raspberry Pi. No real pin is touched.")
OUTPUT_LINE = Message("cli.script.output", "{name}: {changes} changes, on for {on_s:.1f} s; at the end {level}.")
OUTPUT_VOLTS = Message(
    "cli.script.output.volts",
    "{name}: {changes} changes, for {on_s:.1f} s between {least_v:.2f} and {most_v:.2f} V; at the end {level}.",
)
OUTPUT_LET_GO = Message(
    "cli.script.output.let_go",
    "{name}: {changes} changes, let go {times} times, on for {on_s:.1f} s; at the end {level}.",
)
OUTPUT_AT_LOW = Message(
    "cli.script.output.at_low", "{name}: {changes} changes, on (at low) for {on_s:.1f} s; at the end {level}."
)
OUTPUT_PULLED = Message(
    "cli.script.output.pulled",
    "{name}: {times} times at low and let go again, at low for {low_s:.1f} s; at the end {level}.",
)
OUTPUT_KINDS = ("output", "servo")
ON = Message("cli.script.on", "on")
AT_LOW = Message("cli.script.at_low", "at low")
OFF = Message("cli.script.off", "off")
PART = Message("cli.script.part", "on for {pct:.3g} % of each cycle")
VOLTS = Message("cli.script.volts", "at {volts:.2f} V")
LET_GO = Message("cli.script.let_go", "let go")
AT_LOW = Message("cli.script.at_low", "at low")
DISPLAY_LINE = Message("cli.script.display", "{name}: at the end it shows {text}")
DISPLAY_DARK = Message("cli.script.display_dark", "{name}: it is switched off at the end. Before, it showed {text}")
STORY_LINE = Message("cli.script.story", "{name}: {story}")
FOUND = Message("cli.script.found", "Warning ({what}): {seen} {hint}")
TRACE_IS = Message("cli.script.trace_is", "The trace is in {file} (SIM).")

LEAVE = os._exit  # the real one: a program that runs is given another


def add_arguments(parser: Parser) -> None:
    """What `highland script` understands."""
    _add_options(parser)
    parser.add_argument("file", metavar="FILE.py", help=FILE)
    parser.add_argument("words", metavar="ARGUMENT", nargs=argparse.REMAINDER, help=WORDS)
    parser.hands_on = "words"


def _add_options(parser: Parser) -> None:
    parser.add_argument("--wiring", metavar="FILE.toml", help=WIRING)
    parser.add_argument("--world", metavar="WORLD", default="still", help=WORLD)
    parser.add_argument("--speed", metavar="N", help=SPEED)
    parser.add_argument("--for", metavar="10m", dest="span", default="10m", help=FOR)
    parser.add_argument("--seed", metavar="N", type=int, default=0, help=SEED)
    parser.add_argument("--trace", metavar="FILE.csv", help=TRACE)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", help=SET)
    parser.add_argument("--plug", metavar="PLACE=PART", action="append", help=PLUG)
    parser.add_argument("--say", metavar="PLACE=TEXT", action="append", help=SAY)
    parser.add_argument("--press", metavar="BUTTON@WHEN", action="append", help=PRESS)
    parser.add_argument("--live", action="store_true", help=LIVE)
    parser.add_argument("--json", action="store_true", help=JSON)
    parser.add_argument("--details", action="store_true", help=DETAILS)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Run the program. Its own exit code; 1 after an error; 0 at the time limit; 130 after Ctrl-C."""
    arguments = _options_behind_the_file(arguments, say)
    request = _request(arguments)
    if arguments.live:
        why_not = _why_no_panel(arguments, request)
        if why_not is None:
            return _run_live(request, say, arguments.details)
        say.aside(why_not)
    return _run(request, say, arguments)


def _why_no_panel(arguments: argparse.Namespace, request: ScriptRequest) -> Message | None:
    """What stands in the way of the live panel, if anything."""
    from sim.live.terminal import can_show

    if arguments.json or not can_show():
        return NO_TERMINAL
    return TOO_FAST if request.speed == math.inf else None


def _run_live(request: ScriptRequest, say: Say, details: bool) -> int:
    """The same with its panel; what was printed stands on the terminal afterward."""
    from sim.live.words import Tongue
    from sim.programs.panel.live import live_panel
    from sim.programs.script import run_script

    stdout, stderr = sys.stdout, sys.stderr
    with ExitStack() as stack:
        panel = stack.enter_context(live_panel(request.file.name, request.speed, Tongue(say.lang, say.translate)))

        def end(result: ScriptResult) -> None:
            try:
                stack.close()
                sys.stdout, sys.stderr = stdout, stderr
                _report(result, say, details)
            finally:
                LEAVE(result.exit_code)

        result = run_script(request, panel.notify, end, panel, panel)
    sys.stdout.flush()
    _report(result, say, details)
    return result.exit_code


def _run(request: ScriptRequest, say: Say, arguments: argparse.Namespace) -> int:
    from sim.programs.left_behind import LeftBehind
    from sim.programs.script import run_script

    def notify(message: Message) -> None:
        _flush()
        say.aside(message)

    say.aside(SIM_LINE, file=request.file.name)
    stdout, stderr = sys.stdout, sys.stderr

    def report(result: ScriptResult) -> None:
        _flush()
        _report(result, say, arguments.details)
        if arguments.json:
            print(json.dumps(result.as_json()), file=stdout, flush=True)

    def end(result: ScriptResult) -> None:
        try:
            sys.stdout, sys.stderr = stdout, stderr  # the program's own may run on and on, too
            report(result)
            stdout.flush()
        finally:
            LEAVE(result.exit_code)

    with redirect_stdout(sys.stderr) if arguments.json else nullcontext():
        result = run_script(request, notify, end)
    with LeftBehind(lambda: LEAVE(result.exit_code)) as left:
        left.begin()
        report(result)
    return result.exit_code


def leave(code: int) -> NoReturn:
    """End this process, in which a program of somebody else ran: what that left behind cannot hold it up."""
    from sim.programs.left_behind import LeftBehind

    with LeftBehind(lambda: LEAVE(code)) as left:
        left.begin()
        try:
            gc.collect()  # as Python does at its end
            atexit._run_exitfuncs()
            with suppress(OSError, ValueError):  # nobody reads any more
                sys.stdout.flush()
                sys.stderr.flush()
        finally:
            LEAVE(code)
    raise AssertionError


def _flush() -> None:
    """What the program printed comes before our next line; it may have put an object of its own there."""
    with suppress(Exception):
        sys.stdout.flush()


def _options_behind_the_file(arguments: argparse.Namespace, say: Say) -> argparse.Namespace:
    """Our options may stand behind the program's name, too; what comes after `--` is the program's alone."""
    words: list[str] = arguments.words
    ours = words[: words.index("--")] if "--" in words else words
    parser = Parser("highland script", HELP, say, EXAMPLE)
    _add_options(parser)
    parser.add_argument("words", metavar="ARGUMENT", nargs="*", help=WORDS)
    parser.add_common()
    del arguments.words
    found = parser.parse_intermixed_args(ours, arguments)
    found.words = [*found.words, *words[len(ours) + 1 :]]
    return found


def _request(arguments: argparse.Namespace) -> ScriptRequest:
    from sim.programs.script import ScriptRequest
    from sim.world.options import run_length_s, speed_of

    speed = speed_of(arguments.speed)
    if speed is None:
        speed = 1.0 if sys.stdout.isatty() and not arguments.json else math.inf
    return ScriptRequest(
        Path(arguments.file),
        tuple(arguments.words),
        None if arguments.wiring is None else Path(arguments.wiring),
        arguments.world,
        run_length_s(None, None, arguments.span, 0.0),
        speed,
        arguments.seed,
        None if arguments.trace is None else Path(arguments.trace),
        tuple(arguments.set or ()),
        tuple(arguments.press or ()),
        tuple(arguments.plug or ()),
        tuple(arguments.say or ()),
    )


def _report(result: ScriptResult, say: Say, details: bool) -> None:
    from sim.programs.parts.picture import framed
    from sim.programs.plugging.workbench import guessed

    _report_errors(result, say, details)
    told = {name for name, _ in result.stories}
    for name, output in result.outputs.items():
        part = output["part"]
        if part is None or part in result.switched or (part.startswith(OUTPUT_KINDS) and part not in told):
            _report_output(name, output, say)  # and no wire to a sensor
    for name, story in result.stories:
        say.aside(STORY_LINE, name=name, story=story)
    for name, lines in result.displays.items():
        before = result.before_dark.get(name)
        say.aside(DISPLAY_LINE if before is None else DISPLAY_DARK, name=name, text=framed(before or lines))
    if result.guesses:
        say.aside(guessed(result.guesses))
    for finding in result.findings:
        say.aside(FOUND, what=finding.severity.value, seen=finding.message, hint=finding.hint)
    for line in (result.ending, result.left, result.half_trace):
        if line is not None:
            say.aside(line)
    if result.trace is not None:
        say.aside(TRACE_IS, file=result.trace)


def _report_errors(result: ScriptResult, say: Say, details: bool) -> None:
    for line in () if result.error is None else result.error.lines(details):
        if isinstance(line, Message):
            say.aside(line)
        else:
            print(line, file=sys.stderr)
    if details:
        for error in result.in_passing:
            print(error.way.rstrip(), file=sys.stderr)


def _report_output(name: str, output: Mapping[str, Any], say: Say) -> None:
    if "last_v" in output and not output["changes"] and not output["on_s"]:
        return  # the wire of a chip that was never on
    duty = output["last_duty"]
    is_steady = "most_v" in output and duty is not None
    part = VOLTS(volts=output["last_v"]) if is_steady else PART(pct=100.0 * (duty or 0.0))
    level = LET_GO if duty is None else OFF if duty == 0.0 else ON if duty == 1.0 else part
    shown = name.upper() if name.startswith("gpio") else name
    values = {"name": shown, "changes": output["changes"], "on_s": float(output["on_s"]), "level": level}
    if "most_v" in output:
        say.aside(OUTPUT_VOLTS, least_v=output["least_v"], most_v=output["most_v"], **values)
    elif output.get("let_go", 0) > 1 and "pulled_low_s" in output:
        times = output["let_go"] + (duty is not None)
        level = LET_GO if duty is None else AT_LOW
        say.aside(OUTPUT_PULLED, name=shown, times=times, low_s=float(output["pulled_low_s"]), level=level)
    elif "low_s" in output:
        at_low = {OFF.key: ON, ON.key: OFF}.get(level.key, PART(pct=100.0 * (1.0 - (duty or 0.0))))
        values |= {"on_s": float(output["low_s"]), "level": LET_GO if duty is None else at_low}
        say.aside(OUTPUT_AT_LOW, **values)
    elif output.get("let_go", 0) > 1:
        say.aside(OUTPUT_LET_GO, times=output["let_go"], **values)
    else:
        say.aside(OUTPUT_LINE, **values)
