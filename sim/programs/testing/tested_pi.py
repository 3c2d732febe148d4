"""The virtual Raspberry Pi of one test: its parts, a program, and time that passes when the test says so."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import Any, Self, TypeVar

from devices import Message
from sim.programs.error_report import report_of
from sim.programs.plugging.devices_on_pins import closes_to_3v3
from sim.programs.program_files import OwnNames, Sources
from sim.programs.testing.activity import Printed
from sim.programs.testing.breadboard import Breadboard, CannotTest
from sim.programs.testing.held_program import HeldProgram
from sim.programs.testing.pin_record import PinRecord, RelayRecord
from sim.programs.timed_code import TimedImports, TimedLoader
from sim.programs.virtual_time import ProgramTime
from sim.python.spin_guard import NeverSleeps, SpinGuard
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on
from sim.world.presses import CLICK_S

SETTLE_S = 0.05  # chosen: what a program does as soon as a finger is away happens in this time
TIDY_S = 30.0  # chosen: how long a program may take to end after Ctrl-C

NO_FILE = Message("testing.no_file", "There is no file {file}.")
NO_FILE_HINT = Message("testing.no_file.hint", "Beside the test are: {names}.")
STILL_RUNS = Message("testing.still_runs", "{file} is still running.")
STILL_RUNS_HINT = Message("testing.still_runs.hint", "End it first: virtual_pi.ctrl_c().")
NOTHING_RUNS = Message("testing.nothing_runs", "No program is running.")
NO_PIN = Message("testing.no_pin", "There is no GPIO{pin} on a Raspberry Pi: they go from GPIO0 to GPIO27.")
FAILED = Message("testing.failed", "{file} stopped with an error {seconds:.1f} s after its start.")
FAILED_AT = Message(
    "testing.failed_at", "{file} stopped with an error {seconds:.1f} s after its start, in {at}, line {line}:"
)
NEVER_SLEEPS = Message("testing.never_sleeps", "It computes on and on and never sleeps: put a sleep into the loop.")
IGNORES = Message("testing.ignores", "{file} did not end within {seconds:.0f} s after Ctrl-C.")


class ProgramFailed(AssertionError):
    """The program that a test runs stopped with an error. `error` is that error."""

    def __init__(self, text: str, error: BaseException | None = None) -> None:
        super().__init__(text)
        self.error = error


Call = TypeVar("Call", bound=Callable[..., Any])


def raised_at_the_test(method: Call) -> Call:
    """Let an error show the line of the test, and not the way through this file."""

    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        __tracebackhide__ = True  # pytest leaves such frames out
        try:
            return method(*given, **named)
        except (CannotTest, ProgramFailed) as error:
            raise error.with_traceback(None) from None

    return call  # type: ignore[return-value]  # it takes and gives the same


class TestedPi:
    """A virtual Pi for one test. Seconds are virtual, pins are GPIO (BCM) numbers."""

    __test__ = False  # pytest: this is no test

    def __init__(self, test_file: Path) -> None:
        self._test_file = test_file
        self._folder = test_file.parent.resolve()
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            undo.callback(self._forget_modules, dict(sys.modules))
            self._pi = undo.enter_context(VirtualPi())
            self._sources = Sources(self._folder / "program.py", self._test_file)
            undo.enter_context(TimedImports(self._sources.has))
            self._board = switched_on.board()
            self._time = undo.enter_context(ProgramTime(self._board))
            self._start_s = self._pi.clock.monotonic()
            self._breadboard = Breadboard(self._pi)
            self._pins = {
                gpio: PinRecord(net, self._pi.clock, self._sources.at_work) for gpio, net in self._pi.pins.items()
            }
            self._printed = Printed(self._is_of_a_program)
            undo.callback(self._printed.stop)
            self._program: HeldProgram | None = None
            undo.callback(self._close_program)
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()

    def __repr__(self) -> str:
        program = "no program" if self._program is None else self._program.file.name
        state = "running" if self.running else "not running"
        parts = ", ".join(self._breadboard.chips) or "none"
        return f"<virtual Pi after {self.seconds:.1f} s: {program}, {state}; parts: {parts}>"

    # parts

    @raised_at_the_test
    def plug(self, part: str, **given: Any) -> str:
        """Plug a part in: its pins or address, and what it feels. Returns its name, for when there are two of a kind.

        `plug("dht22", pin=4, temperature_c=27)`, `plug("button", pin=2)`, `plug("relay", pin=17, active_high=False)`.
        """
        return self._breadboard.plug(part, given)

    @raised_at_the_test
    def set(self, part: str | None = None, /, **quantities: float | bool) -> None:
        """Change what a part feels, or what every part feels that can: `set("dht22", humidity_pct=50)`."""
        self._breadboard.set(part, quantities)

    @raised_at_the_test
    def press(self, part: str = "button", *, pin: int | None = None, seconds: float = CLICK_S) -> None:
        """Press a button for so long, or let a motion sensor notice somebody. Time passes meanwhile.

        A button that nobody plugged in is there when a pin is given.
        """
        if part == "button" and pin is not None and not self._breadboard.has(part, pin):
            self._pin(pin)
            self._breadboard.plug(part, {"pin": pin, "to_3v3": self._closes_to_3v3(pin), "name": f"button {pin}"})
        name = self._breadboard.name_of(part, pin)
        quantity = self._breadboard.touch(name)
        self._breadboard.set(name, {quantity: True})
        self.advance(seconds)
        self._breadboard.set(name, {quantity: False})
        self.advance(SETTLE_S)

    @raised_at_the_test
    def unplug(self, part: str) -> None:
        """Pull the plug of a part: it answers nothing any more."""
        self._breadboard.chips[self._breadboard.name_of(part)].powered = False

    @raised_at_the_test
    def plug_back(self, part: str) -> None:
        """Put the plug of a part back."""
        self._breadboard.chips[self._breadboard.name_of(part)].powered = True

    @raised_at_the_test
    def fail(self, part: str, *, seconds: float) -> None:
        """Let a part answer nothing for so long, from now on; no time passes yet."""
        chip = self._breadboard.chips[self._breadboard.name_of(part)]
        chip.powered = False
        self._pi.clock.at(self._pi.clock.monotonic() + seconds, lambda: setattr(chip, "powered", True))

    # programs and time

    @raised_at_the_test
    def run(self, file: str | os.PathLike[str], *words: str, seconds: float) -> None:
        """Run a program for so long. One that has not ended then waits, and goes on with `advance`."""
        path = self._find(file)
        if self._program is not None:
            if self._program.running:
                raise CannotTest(STILL_RUNS(file=self._program.file.name), STILL_RUNS_HINT)
            self._close_program()
        self._printed.listen()
        self._program = HeldProgram(self._pi, self._board, self._time, path, list(words))
        self._printed.listen()
        self.advance(seconds)

    @raised_at_the_test
    def advance(self, seconds: float) -> None:
        """Let time pass, with everything that happens in it. Raises ProgramFailed when the program makes a mistake."""
        self._printed.listen()
        with SpinGuard(self._pi.clock):
            self._pi.clock.sleep(seconds)
        self._raise_what_failed()

    @raised_at_the_test
    def ctrl_c(self) -> None:
        """Press Ctrl-C, and let time pass until the program has ended. Raises ProgramFailed when it does not end."""
        program = self._program
        if program is None or not program.running:
            raise CannotTest(NOTHING_RUNS)
        program.ctrl_c()
        end_s = self._pi.clock.monotonic() + TIDY_S
        while program.running and self._pi.clock.monotonic() < end_s:
            self.advance(SETTLE_S)
        self._raise_what_failed()
        if program.running:
            raise ProgramFailed(IGNORES(file=program.file.name, seconds=TIDY_S).render())

    @raised_at_the_test
    def load(self, file: str | os.PathLike[str]) -> ModuleType:
        """Import a program as a module, to call its functions: they live in virtual time, too."""
        path = self._find(file)
        self._printed.listen()
        if str(path.parent) not in sys.path:
            before = sys.path[:]
            sys.path.insert(0, str(path.parent))
            self._undo.callback(sys.path.__setitem__, slice(None), before)
        loader = TimedLoader(path.stem, str(path))
        spec = importlib.util.spec_from_file_location(path.stem, path, loader=loader)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        with OwnNames(path.parent):
            spec.loader.exec_module(module)
        return module

    @property
    def running(self) -> bool:
        """Whether the program has not ended."""
        return self._program is not None and self._program.running

    @property
    def printed(self) -> str:
        """Everything that programs have printed in this test."""
        return self._printed.text

    @property
    def seconds(self) -> float:
        """Virtual seconds since the test began."""
        return self._pi.clock.monotonic() - self._start_s

    # what to look at

    @raised_at_the_test
    def pin(self, gpio: int) -> PinRecord:
        """A pin: `.is_high`, `.is_low`, `.is_output`, `.duty`, `.changes`."""
        return self._pin(gpio)

    @raised_at_the_test
    def relay(self, gpio: int) -> RelayRecord:
        """The relay on a pin: `.is_on`, `.is_off`. One that works the other way round is plugged in first."""
        part = self._breadboard.on_pin(gpio)
        active_high = True if part is None else bool(part.options.get("active_high", True))
        return RelayRecord(self._pin(gpio), active_high)

    @property
    def pi(self) -> VirtualPi:
        """The board itself, for everything that is not here: wires, buses, clock."""
        return self._pi

    def _pin(self, gpio: int) -> PinRecord:
        try:
            return self._pins[gpio]
        except KeyError:
            raise CannotTest(NO_PIN(pin=gpio)) from None

    def _closes_to_3v3(self, gpio: int) -> bool:
        net = self._pi.pins[gpio]
        return net.owner is not None and closes_to_3v3(net)

    def _find(self, file: str | os.PathLike[str]) -> Path:
        for folder in (self._folder, Path.cwd()):
            path = (folder / file).resolve()
            if path.is_file():
                self._sources.add(path)
                return path
        names = ", ".join(sorted(each.name for each in self._folder.glob("*.py"))) or "-"
        raise CannotTest(NO_FILE(file=file), NO_FILE_HINT(names=names))

    def _is_of_a_program(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename != str(self._test_file)

    def _raise_what_failed(self) -> None:
        program = self._program
        if program is None or program.error is None:
            return
        error, program.error = program.error, None
        raise ProgramFailed(explained(error, program, self._sources), error) from None

    def _close_program(self) -> None:
        if self._program is not None:
            self._program.close()
            self._program = None

    def _forget_modules(self, before: dict[str, ModuleType]) -> None:
        """Forget what the test imported from its folder: the next test gets it new, on a new board."""
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if before.get(name) is not module and isinstance(file, str) and self._sources.has(file):
                del sys.modules[name]


def explained(error: BaseException, program: HeldProgram, sources: Sources) -> str:
    """An error as a pupil reads it: when, where, the line itself, what Python says, what to check."""
    after_s = program.error_s - program.started_s
    found = report_of(error, sources.has)
    if found.file is None:
        lines = [FAILED(file=program.file.name, seconds=after_s).render()]
    else:
        at = Path(found.file).name
        lines = [FAILED_AT(file=program.file.name, seconds=after_s, at=at, line=found.line).render(), found.source]
    if isinstance(error, NeverSleeps):
        return "\n".join((*lines, NEVER_SLEEPS.render()))
    lines.append(f"{found.kind}: {found.text}" if found.text else found.kind)
    if found.hint is not None:
        lines.append(found.hint.render())
    return "\n".join(lines)
