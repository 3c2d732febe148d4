"""Run any Raspberry Pi program on the virtual board, as `python FILE ...` would run it on a real one."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

from devices import HighlandError, Message, duration
from devices.os_errors import cause
from firmware.trace import SIM as PROVENANCE
from sim.programs.error_report import ErrorReport, report_of, report_of_spin
from sim.programs.host import Host
from sim.programs.left_behind import LeftBehind
from sim.programs.life import Life, compiled
from sim.programs.limit import Guard, LastResort, LivePace, TimeIsUp, TimeLimit
from sim.programs.lint import Finding, Lint
from sim.programs.outputs import Outputs, ScriptTrace
from sim.programs.parts.kind import GPIO, Place
from sim.programs.parts.picture import Picture
from sim.programs.plugging.shown import Shown, deeds
from sim.programs.plugging.stage import Stage
from sim.programs.plugging.workbench import Notify, Plugged
from sim.programs.program_files import ProgramFiles
from sim.python.terminal_input import at_terminal
from sim.time.clock import ClockLimit
from sim.wires import switched_on

NO_FILE = Message("script.no_file", "The program {file} cannot be read: {reason}.")
NO_FILE_HINT = Message("script.no_file.hint", "Check the name, and in which folder it is.")
CANNOT_WRITE = Message("script.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "script.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)
ENDED = Message("script.ended", "The program ended by itself after {span} of virtual time.")
AT_LIMIT = Message(
    "script.at_limit", "Stopped with Ctrl-C after {span} of virtual time. A longer run: --for 1h, for example."
)
BY_FORCE = Message(
    "script.by_force",
    "Stopped after {span} of virtual time. The program caught Ctrl-C and went on: on a real board it could not be "
    "stopped. Write `except Exception:` instead of `except:`.",
)
TOO_BUSY = Message(
    "script.too_busy",
    "Stopped with Ctrl-C after {span} of virtual time: the program computed without a pause, and time stood still. Put "
    "sleep(0.01) into its loop.",
)
LEFT_BEHIND = Message(
    "script.left_behind",
    "What the program left behind did not end: a `__del__`, a `finally` or a `close` runs on and on. It was ended by "
    "force; on a real board the program could not be stopped.",
)
CTRL_C = Message("script.ctrl_c", "Stopped with Ctrl-C after {span} of virtual time.")
FAILED = Message("script.failed", "That was after {span} of virtual time.")
ONLINE = Message(
    "script.online", "The program goes out to the network: from now on, virtual time follows the real clock."
)

AS_IT_IS = Message("script.line", "{line}")

FOR_S = 600.0  # virtual seconds until Ctrl-C, when nobody says
END, LIMIT, STOPPED, ERROR = "end", "limit", "stopped", "error"
FAILURE = 1
INTERRUPTED = 130  # 128 + SIGINT, the shells' own habit


@dataclass(frozen=True, slots=True)
class ScriptRequest:
    """A program and the world that it runs in. `speed` is virtual seconds a second; infinity is as fast as it goes."""

    file: Path
    words: Sequence[str] = ()
    wiring: Path | None = None
    world: str = "still"
    for_s: float = FOR_S
    speed: float = inf
    seed: int = 0
    trace: Path | None = None
    sets: Sequence[str] = ()
    presses: Sequence[str] = ()
    plugs: Sequence[str] = ()
    says: Sequence[str] = ()


@dataclass(slots=True)
class ScriptResult:
    """How a program ended: `ended` is `end` (by itself), `limit`, `stopped` (Ctrl-C) or `error`."""

    file: str
    seed: int
    ended: str = END
    exit_code: int = 0
    virtual_s: float = 0.0
    plugged: Sequence[Plugged] = ()
    guesses: Mapping[str, str] = field(default_factory=dict)  # where something was only guessed: the option for it
    outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    switched: frozenset[str] = frozenset()  # the parts of a wiring list that an output switches
    displays: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the lines on each display at the end
    before_dark: Mapping[str, Sequence[str]] = field(default_factory=dict)  # on those that were switched off since
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # the pixels of each display that has some
    shown: Sequence[Shown] = ()  # what stood still on a display long enough to be read
    did: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what motors, buzzers and displays did
    stories: Sequence[tuple[str, Message]] = ()  # the same in sentences: the part's name and what it did
    error: ErrorReport | None = None
    in_passing: list[ErrorReport] = field(default_factory=list)  # what ended a thread or a callback, each once
    findings: Sequence[Finding] = ()  # what the lint has seen
    ending: Message | None = None  # how it ended, for people
    trace: Path | None = None
    half_trace: Message | None = None  # only a part of the trace could be written
    left: Message | None = None  # what the program left behind had to be ended

    def as_json(self) -> dict[str, Any]:
        """The result as one JSON-able object; `provenance` says that nothing in it was measured."""
        return {
            "file": self.file,
            "provenance": PROVENANCE,
            "seed": self.seed,
            "ended": self.ended,
            "exit_code": self.exit_code,
            "virtual_s": round(self.virtual_s, 6),
            "plugged": [each.as_json() for each in self.plugged],
            "guesses": dict(self.guesses),
            "outputs": dict(self.outputs),
            "displays": {name: list(lines) for name, lines in self.displays.items()},
            "displays_before_dark": {name: list(lines) for name, lines in self.before_dark.items()},
            "pictures": {name: picture.text_rows() for name, picture in self.pictures.items()},
            "shown": [{"t_s": round(each.t_s, 3), "name": each.name, "lines": list(each.lines)} for each in self.shown],
            "did": {name: dict(each) for name, each in self.did.items()},
            "error": None if self.error is None else self.error.as_json(),
            "errors_in_passing": [each.as_json() for each in self.in_passing],
            "findings": [
                {
                    "key": each.key,
                    "severity": each.severity.name.lower(),
                    "text": f"{each.message.render()} {each.hint.render()}",
                    "gpio": each.gpio,
                    "address": each.address,
                    "t_s": round(each.t_s, 6),
                }
                for each in self.findings
            ],
        }


class Watcher:
    """Who is with a program while it runs. By default nobody is."""

    def begins(self, stage: Stage, limit: TimeLimit) -> None:
        """The board is on, and the program's first line comes next."""


def run_script(
    request: ScriptRequest,
    notify: Notify,
    on_stuck: Callable[[ScriptResult], object] | None = None,
    host: Host | None = None,
    watcher: Watcher | None = None,
) -> ScriptResult:
    """Run one program from its first line to its last; `notify` gets what people should know meanwhile.

    An error of the program is part of the result. Raises HighlandError for what cannot be run at all. `on_stuck` gets
    the result of a program that nothing can stop, in a thread of its own, and is to end the process. `host` is this
    computer, or what stands for it.
    """
    file = request.file.absolute()
    is_of_program = ProgramFiles(file)
    result = ScriptResult(str(request.file), request.seed)
    try:
        code = compiled(file)
    except OSError as error:
        raise HighlandError(NO_FILE(file=file.name, reason=cause(error)), NO_FILE_HINT) from error
    except (SyntaxError, ValueError) as error:
        return _failed(result, report_of(error, is_of_program))
    stage = Stage(
        notify,
        request.world,
        request.wiring,
        seed=request.seed,
        sets=request.sets,
        presses=request.presses,
        plugs=request.plugs,
        says=request.says,
        program=file,
        words=request.words,
    )
    trace = _open(request.trace)
    with ExitStack() as undo:
        if trace is not None:
            undo.callback(trace.drop)
        outputs = Outputs(stage.pi, None if trace is None else trace.row)
        stage.bench.wire_watchers.append(outputs)
        run = _ScriptRun(request, stage, result, is_of_program, outputs, trace, on_stuck)
        run.run(code, file, host or Host(), watcher or Watcher())
        undo.pop_all()
        run.close_trace()
    return result


class _ScriptRun:
    """One run of one program."""

    def __init__(
        self,
        request: ScriptRequest,
        stage: Stage,
        result: ScriptResult,
        is_of_program: ProgramFiles,
        outputs: Outputs,
        trace: ScriptTrace | None,
        on_stuck: Callable[[ScriptResult], object] | None,
    ) -> None:
        self._request = request
        self._on_stuck = on_stuck
        self._stage = stage
        self._result = result
        self._is_of_program = is_of_program
        self._outputs = outputs
        self._trace = trace
        self._pace: LivePace | None = None
        self._life: Life | None = None
        self._is_judged = False
        self._in_passing = result.in_passing

    def run(self, code: CodeType, file: Path, host: Host, watcher: Watcher) -> None:
        """Run it, and put everything back."""
        stage, request, result = self._stage, self._request, self._result
        notify = stage.bench.notify
        life = Life(stage.pi, file, request.words, request.seed, on_network=self._online, notify=notify)
        stage.begin()
        if self._trace is not None:
            self._trace.watch(stage.bench, stage.clock)
        self._life = life
        left = LeftBehind(self._left)
        with self._noted(), left, life, host.guard(stage.clock, code) as busy:
            if request.speed != inf:
                self._pace = LivePace(stage.clock, request.speed, host.wait, host.wall)
            limit = TimeLimit(stage.clock, request.for_s, self._is_of_program, life.insist)
            life.stop_at(limit)
            lint = Lint(switched_on.board(), stage.wiring)
            lint.watch()
            lint.read(file)
            sys.excepthook = self._report_once
            threading.excepthook = self._report_thread
            start_s = stage.clock.monotonic()
            with ExitStack() as undo:
                undo.enter_context(at_terminal(request.speed))
                watcher.begins(stage, limit)
                if self._on_stuck is not None:
                    undo.enter_context(LastResort(limit, busy, lambda by_person: self._stuck(by_person, start_s)))
                life.run(code)
                with self._noted():
                    life.end(lambda: self._look_back(life, lint, left, start_s))
                if limit.reached or busy.found or isinstance(life.error, KeyboardInterrupt):
                    life.insist(TimeIsUp)  # what it leaves behind may catch everything, too: a coroutine, a __del__
            if self._on_stuck is not None:
                left.arm()
            with self._noted():
                self._judge(life.error, limit, busy)
                self._is_judged = True
            result.did, result.stories = deeds(stage.bench.chips)  # some guesses are said there
            at_low = {f"gpio{gpio}" for gpio in stage.bench.at_low}
            result.outputs = self._outputs.as_json(lambda gpio: stage.bench.name_at(Place(GPIO, gpio)), at_low)
            result.switched = frozenset(stage.bench.switched)
            result.plugged = tuple(stage.bench.plugged)
            result.guesses = {place.shown: remedy for place, remedy in stage.bench.guesses.items()}
            bench = stage.bench
            result.displays, result.before_dark = bench.displays(), bench.before_dark()
            result.pictures = bench.pictures()
            result.shown = tuple(bench.displays_watch.shown)

    def close_trace(self) -> None:
        """Nothing more is recorded; the result says where the trace is, or what is missing in it."""
        trace, result = self._trace, self._result
        if trace is not None:
            trace.close()
            result.trace, result.half_trace = (None, trace.half) if trace.half else (trace.file, None)
            result.exit_code = result.exit_code or int(trace.half is not None)

    def _look_back(self, life: Life, lint: Lint, left: LeftBehind, start_s: float) -> None:
        """The program is over and its devices are still open."""
        if self._on_stuck is not None:
            left.begin()
        life.finalize_early()
        if life.error is not None:
            lint.explain(life.error)
        lint.on_at_low = self._stage.bench.at_low
        self._result.findings = lint.findings()
        self._result.virtual_s = self._stage.clock.monotonic() - start_s
        self._stage.end()

    def _stuck(self, by_person: bool, start_s: float) -> None:
        """Nothing that is raised in the program ends it."""
        result = self._result
        result.virtual_s = self._stage.clock.monotonic() - start_s
        result.ended, result.exit_code = (STOPPED, INTERRUPTED) if by_person else (LIMIT, 0)
        result.ending = BY_FORCE(span=duration(result.virtual_s))
        self._give_up()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """What the program left behind may let virtual time run to its end; then that is over, too."""
        try:
            yield
        except ClockLimit:
            self._note()
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            if not self._is_judged or not any(self._is_of_program(frame.filename) for frame in frames):
                raise
            self._report_once(type(error), error, error.__traceback__)  # of its own device, closed with the board

    def _left(self) -> None:
        """What the program left behind does not end. Here nothing of the program may be called any more."""
        self._note()
        self._give_up()

    def _note(self) -> None:
        result, error = self._result, self._life and self._life.error
        result.left = LEFT_BEHIND
        if not self._is_judged and isinstance(error, Exception):
            result.ended, result.exit_code = ERROR, FAILURE
        elif not self._is_judged:
            result.ending = ENDED(span=duration(result.virtual_s))

    def _give_up(self) -> None:
        assert self._on_stuck is not None
        try:
            self.close_trace()
        finally:
            self._on_stuck(self._result)

    def _judge(self, error: BaseException | None, limit: TimeLimit, busy: Guard) -> None:
        """Say how it ended, and why."""
        result = self._result
        after = duration(result.virtual_s)
        if busy.found and (error is None or isinstance(error, SystemExit)):
            result.ended, result.ending = STOPPED, TOO_BUSY(span=after)
        elif isinstance(error, SystemExit) or (error is None and not limit.reached):
            result.ended, result.ending = END, ENDED(span=after)
            result.exit_code = _exit_code(error.code if isinstance(error, SystemExit) else None)
        elif busy.found and isinstance(error, KeyboardInterrupt):
            _failed(result, report_of_spin(error, busy.thread_at, self._is_of_program))
        elif limit.reached and (error is None or isinstance(error, KeyboardInterrupt | TimeIsUp)):
            result.ended = LIMIT
            result.ending = (BY_FORCE if isinstance(error, TimeIsUp) else AT_LIMIT)(span=after)
        elif isinstance(error, KeyboardInterrupt | TimeIsUp):
            result.ended, result.exit_code, result.ending = STOPPED, INTERRUPTED, CTRL_C(span=after)
        elif error is not None:
            _failed(result, report_of(error, self._is_of_program)).ending = FAILED(span=after)

    def _report_once(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Report an error of a callback once, and let the program go on, as on a real board."""
        report = report_of(error, self._is_of_program)
        if all(
            (each.kind, each.file, each.line) != (report.kind, report.file, report.line) for each in self._in_passing
        ):
            self._in_passing.append(report)
            for line in report.lines(details=False, in_passing=True):
                self._stage.bench.notify(line if isinstance(line, Message) else AS_IT_IS(line=line))

    def _report_thread(self, ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
            self._report_once(ended.exc_type, ended.exc_value, ended.exc_traceback)

    def _online(self) -> None:
        if self._pace is not None:
            self._pace.stop()
        self._stage.bench.notify(ONLINE)


def _failed(result: ScriptResult, report: ErrorReport) -> ScriptResult:
    result.ended, result.exit_code, result.error = ERROR, FAILURE, report
    return result


def _exit_code(code: object) -> int:
    """As Python: nothing is 0, a number is itself, anything else is 1."""
    if code is None:
        return 0
    return code & 0xFF if isinstance(code, int) else FAILURE


def _open(file: Path | None) -> ScriptTrace | None:
    if file is None:
        return None
    try:
        return ScriptTrace(file)
    except (OSError, ValueError) as error:
        reason = cause(error)
        raise HighlandError(CANNOT_WRITE(file=file, reason=reason), CANNOT_WRITE_HINT) from error
