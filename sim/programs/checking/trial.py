"""A trial: one minute of a program on a fresh virtual board, and what was observed."""

from __future__ import annotations

import gc
import io
import os
import re
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Self

from devices import Message, Wiring
from sim.chips import Chip
from sim.programs.checking.check_guesses import told_by
from sim.programs.checking.scratch import Scratch
from sim.programs.checking.scratch_files import ScratchFiles, Unsaved
from sim.programs.checking.tries import Tries
from sim.programs.checking.typist import Typist
from sim.programs.error_report import ErrorReport, report_of
from sim.programs.left_behind import LeftBehind
from sim.programs.life import Life, compiled
from sim.programs.limit import TimeIsUp, TimeLimit
from sim.programs.lint import Finding, Lint
from sim.programs.lint.wire_levels import CLEANUP
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.header.ds18b20 import Ds18b20Chip
from sim.programs.parts.kind import GPIO, I2C, SPI, UART, Place
from sim.programs.plugging.stage import Stage
from sim.programs.program_files import SourceLine, Sources
from sim.programs.testing.activity import Activity, NoScreen, Printed
from sim.programs.testing.pin_record import PinRecord
from sim.python.program import program_here
from sim.python.spin_guard import PATIENCE_S, NeverSleeps, SpinGuard
from sim.python.swaps import Swaps
from sim.time.clock import VirtualClock
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on
from wiring.read import read_wiring

MINUTE_S = 60.0
REST_S = {"dht22": 2.0, "dht11": 1.0}  # data sheets: AM2302 "sensing period 2 s", DHT11 "sampling period 1 s"
ENETUNREACH = 101  # Linux errno "Network is unreachable", a literal because Windows numbers differ
A_GPIO = re.compile(r"GPIO(\d+)")
PLACES = {"pin": GPIO, "address": I2C, "device": SPI, "port": UART}


class DhtReads:
    """The start signals that came, each with its wire's name, its moment on the clock and the program's line.

    `note` is called at each of them.
    """

    def __init__(self, pi: VirtualPi, sources: Sources, note: Callable[[], None]) -> None:
        self.reads: list[tuple[str, float, SourceLine | None]] = []
        self._pi = pi
        self._sources = sources
        self._answer = pi.pulses.answer
        self._note = note
        pi.pulses.answer = self._answered  # type: ignore[method-assign]  # this one board's wires

    def _answered(self, gpio: int, trigger_us: int) -> Sequence[int]:
        self.reads.append((f"GPIO{gpio}", self._pi.clock.monotonic(), self._sources.at_work()))
        self._note()
        return self._answer(gpio, trigger_us)


KEEP_THEM = (None, "pigpio", "wiringpi")


@dataclass(frozen=True, slots=True)
class Outage:
    """A part without power, between two moments of the trial."""

    part: str
    start_s: float = 0.0
    end_s: float = float("inf")


class Asked(NamedTuple):
    """What somebody wants of its world: `--set`, `--plug` and `--say`."""

    sets: Sequence[str] = ()
    plugs: Sequence[str] = ()
    says: Sequence[str] = ()


NOTHING_ASKED = Asked()


class Busy(NamedTuple):
    """A time in which a program asked without a pause, whenever it was looked at."""

    from_s: float
    lasted_s: float
    line: SourceLine


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What was observed in a trial. Times are virtual seconds since the program's first line."""

    lasted_s: float = 0.0
    stopped_by_us: bool = False  # Ctrl-C was needed
    ignored_ctrl_c: bool = False
    ctrl_cs: int = 0  # how many it took
    never_slept: bool = False
    error: ErrorReport | None = None
    error_line: SourceLine | None = None
    last_words: str = ""  # of sys.exit("...")
    printed: str = ""
    complaints: str = ""  # what went to stderr: errors in threads and callbacks
    pins: Mapping[int, PinRecord] = field(default_factory=dict)
    driven_at_end: Mapping[int, float] = field(default_factory=dict)  # GPIO to duty, when everything was over
    kept_by_design: frozenset[int] = frozenset()  # of those: a daemon or a tool of the shell holds them, no cleanup()
    lets_go: str = CLEANUP  # the call that would have let go of the others
    busy_share: float = 0.0
    busy_line: SourceLine | None = None
    active_s: Sequence[float] = ()  # when it did something that can be seen from outside
    dht_reads: Sequence[tuple[str, float, SourceLine | None]] = ()
    parts: Mapping[str, Chip] = field(default_factory=dict)
    outputs: Mapping[int, str] = field(default_factory=dict)  # what seems to hang on each output
    findings: Sequence[Finding] = ()
    used_network: bool = False
    asked_keyboard: bool = False  # and nobody typed
    complained_s: float | None = None  # when the first complaint came
    read: frozenset[str] = frozenset()  # what it sensed, by keys such as dht22_gpio4_humidity_pct
    unsaved: Sequence[Unsaved] = ()
    wrote: bool = False  # to any file
    computed_s: float = 0.0  # of its time
    longest_busy: Busy | None = None
    guesses: Mapping[str, str] = field(default_factory=dict)  # where something was only guessed: the option for it
    remarks: Sequence[Message] = ()  # what chips said about how the program uses them


class Trial:
    """A program, its wiring list if there is one, and how patient we are with a loop that never sleeps.

    It runs in a scratch folder of its own, which is there as long as the trial is entered.
    """

    def __init__(
        self,
        file: Path,
        wiring: Path | None = None,
        *,
        words: Sequence[str] = (),
        seed: int = 0,
        patience_s: float = PATIENCE_S,
        asked: Asked = NOTHING_ASKED,
        on_left: Callable[[], object] | None = None,
    ) -> None:
        file.stat()
        self._on_left = on_left  # is to end the process, when what the program left behind does not end
        self._asked = asked
        self.scratch = Scratch(file)
        self._words = words
        self._wiring = wiring
        self._wired: Wiring | None = None if wiring is None else read_wiring(wiring)
        self._seed = seed
        self._patience_s = patience_s

    def __enter__(self) -> Self:
        self.scratch.__enter__()
        self.file = self.scratch.file
        self.sources = Sources(self.file)
        self._before = os.getcwd()
        os.chdir(self.scratch.start)
        return self

    def __exit__(self, *_: object) -> None:
        os.chdir(self._before)
        self.scratch.__exit__()

    def run(
        self,
        parts: Mapping[str, Chip] | None = None,
        outages: Sequence[Outage] = (),
        tries: Tries | None = None,
        typist: Typist | None = None,
    ) -> TrialResult:
        """Run it for a minute, or until everything was tried, then press Ctrl-C.

        `parts` of an earlier run are plugged in from the start. Without a typist nobody sits at the keyboard.
        """
        self.scratch.tidy()
        stage = Stage(_ignore, wiring=self._wiring, seed=self._seed, program=self.file, **self._asked._asdict())
        try:
            code = compiled(self.file)
        except (SyntaxError, ValueError) as error:
            return TrialResult(error=report_of(error, self.sources.has), error_line=self.sources.of_error(error))
        stage.begin()
        self._plug_again(stage, parts or {})
        for outage in outages:
            self._plan(stage, outage)
        network = _NoNetwork()
        life = Life(stage.pi, self.file, self._words, self._seed, on_network=network.refuse)
        with ExitStack() as undo:
            left = None
            if self._on_left is not None:
                left = undo.enter_context(LeftBehind(self._on_left))
                undo.callback(gc.collect)  # now, not in the middle of the next run
            undo.enter_context(life)
            run = _TrialRun(self, stage, life, network, self._wired, self._patience_s)
            result = run.live(code, tries, typist or Typist())
            if left is not None:
                left.begin()
        return result

    def _plug_again(self, stage: Stage, parts: Mapping[str, Chip]) -> None:
        for name, chip in parts.items():
            if name in stage.bench.chips or chip.part.driver not in KINDS:
                continue
            options = chip.part.options
            option = next((each for each in PLACES if each in options), None)
            if option is not None:
                stage.plug_again(KINDS[chip.part.driver], Place(PLACES[option], options[option]), options)

    def _plan(self, stage: Stage, outage: Outage) -> None:
        chip = stage.bench.chips[outage.part]
        start_s = stage.clock.monotonic()
        if outage.start_s <= 0.0:
            chip.powered = False
            if isinstance(chip, Ds18b20Chip):  # Linux makes no folder for a chip that it never saw
                stage.pi.one_wire.detach(chip.serial)
        else:
            stage.clock.at(start_s + outage.start_s, partial(setattr, chip, "powered", False))
        if outage.end_s != float("inf"):
            stage.clock.at(start_s + outage.end_s, partial(setattr, chip, "powered", True))


class _NoNetwork:
    """A program that is checked finds no network, as on many a board in a village."""

    def __init__(self) -> None:
        self.used = False

    def no_address(self, *_: object, **__: object) -> NoReturn:
        self.used = True
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    def refuse(self) -> None:
        """The program goes out to the network."""
        self.used = True
        program = program_here()
        if program is not None:
            program.go_offline()
        raise OSError(ENETUNREACH, "Network is unreachable")


class Complaints(io.StringIO):
    """What goes to stderr, and when that began."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock
        self.first_s: float | None = None

    def write(self, text: str) -> int:
        if self.first_s is None and text.strip():
            self.first_s = self._clock.monotonic()
        return super().write(text)


class _TrialRun:
    """One run of one trial, on a board that is on."""

    def __init__(
        self, trial: Trial, stage: Stage, life: Life, network: _NoNetwork, wired: Wiring | None, patience_s: float
    ) -> None:
        self._sources = trial.sources
        self._scratch = trial.scratch
        self._stage = stage
        self._life = life
        self._network = network
        self._patience_s = patience_s
        self._pins = {gpio: PinRecord(net, stage.clock, trial.sources.at_work) for gpio, net in stage.pi.pins.items()}
        self._lint = Lint(switched_on.board(), wired)
        self._activity = Activity(stage.pi, trial.sources)
        self._reads = DhtReads(stage.pi, trial.sources, self._activity.note)
        self._remarks: list[Message] = []
        stage.bench.on_remark = self._remarks.append

    def live(self, code: Any, tries: Tries | None, typist: Typist) -> TrialResult:
        """Run it from its first line to its last."""
        clock, pi = self._stage.clock, self._stage.pi
        start_s = clock.monotonic()
        screen, complaints = Printed(self._counts), Complaints(clock)
        files = ScratchFiles(self._scratch, self._sources.is_at)
        unsaved: Sequence[Unsaved] = ()
        read: set[str] = set()
        sys.stdin = typist.keyboard(clock)
        sys.stdout = NoScreen()
        sys.stderr = complaints
        screen.listen()
        findings: Sequence[Finding] = ()
        lasted_s = computed_s = 0.0
        lets_go = CLEANUP

        def look_back() -> None:
            nonlocal findings, lasted_s, lets_go, unsaved, computed_s
            self._life.finalize_early()
            if self._life.error is not None:
                self._lint.explain(self._life.error)
            self._activity.end()
            lasted_s = clock.monotonic() - start_s
            findings, lets_go = self._lint.findings(), self._lint.lets_go
            unsaved = files.unsaved()
            program = program_here()
            computed_s = 0.0 if program is None else program.turns.computed_s
            self._stage.end()
            findings = (*findings, *told_by(self._stage.bench, lasted_s))

        with ExitStack() as undo:
            swaps = Swaps()
            undo.callback(swaps.undo)
            swaps.put(socket, "getaddrinfo", self._network.no_address)
            undo.enter_context(files)
            self._lint.watch()
            self._lint.read(self._scratch.file)
            self._activity.begin()
            limit = TimeLimit(clock, MINUTE_S if tries is None else tries.for_s, self._sources.has, self._life.insist)
            self._life.stop_at(limit)
            if tries is None:
                self._stage.felt.on_read = read.add
            else:
                tries.begin(self._stage, limit.now)
            with SpinGuard(clock, self._patience_s):
                self._life.run(code)
                self._life.end(look_back)
        error = self._life.error
        driven = {gpio: net.duty for gpio, net in pi.pins.items() if net.duty is not None}
        no_error = isinstance(error, SystemExit | TimeIsUp | NeverSleeps) or (
            isinstance(error, KeyboardInterrupt) and limit.reached
        )
        return TrialResult(
            lasted_s=lasted_s,
            stopped_by_us=limit.reached,
            ignored_ctrl_c=isinstance(error, TimeIsUp),
            ctrl_cs=limit.presses,
            never_slept=isinstance(error, NeverSleeps),
            error=None if error is None or no_error else report_of(error, self._sources.has),
            error_line=None if error is None else self._sources.of_error(error),
            last_words=error.code if isinstance(error, SystemExit) and isinstance(error.code, str) else "",
            printed=screen.text,
            complaints=complaints.getvalue(),
            pins={gpio: pin for gpio, pin in self._pins.items() if pin.history},
            driven_at_end=driven,
            kept_by_design=frozenset(gpio for gpio in driven if pi.pins[gpio].owner in KEEP_THEM),
            lets_go=lets_go,
            busy_share=self._activity.busy_share,
            busy_line=self._activity.busy_line,
            active_s=self._activity.moments(start_s),
            dht_reads=[(name, t_s - start_s, line) for name, t_s, line in self._reads.reads],
            parts={
                name: chip for name, chip in self._stage.bench.chips.items() if not isinstance(chip, DrivenChip)
            },  # what only takes signals is on the outputs
            outputs={
                int(gpio): part.kind
                for part in self._stage.bench.plugged
                for gpio in A_GPIO.findall(part.place)  # a motor has several
            },
            findings=findings,
            guesses={place.shown: remedy for place, remedy in self._stage.bench.guesses.items()},
            remarks=self._remarks,
            used_network=self._network.used,
            asked_keyboard=typist.was_asked,
            complained_s=None if complaints.first_s is None else complaints.first_s - start_s,
            read=frozenset(read),
            unsaved=unsaved,
            wrote=files.wrote,
            computed_s=computed_s,
            longest_busy=self._longest_busy(start_s),
        )

    def _longest_busy(self, start_s: float) -> Busy | None:
        activity = self._activity
        if activity.longest_busy_line is None:
            return None
        return Busy(activity.longest_busy_from_s - start_s, activity.longest_busy_s, activity.longest_busy_line)

    def _counts(self, frame: Any) -> bool:
        self._activity.note()
        return True


def _ignore(message: Message) -> None:
    """A trial reports at its end only."""
