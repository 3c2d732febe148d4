"""The result of a check, and the checks of a run: that it begins, goes on, sleeps, and does the same twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from devices import Message
from sim.programs.checking.trial import TrialResult
from sim.programs.lint.endings import NOBODY_WAITS
from sim.programs.program_files import SourceLine, Sources

PASS, FAIL, SKIPPED = "pass", "fail", "skipped"

START_S = 1.0  # chosen: an error in the first second is one of the start
BUSY_SHARE = 0.5  # chosen: of its time that a program may ask without a pause
IN_A_FILE = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+)')
NETWORK_ERRORS = ("OSError", "gaierror", "ConnectionError", "ConnectionRefusedError", "TimeoutError")
TRACEBACK = "Traceback (most recent call last)"

STARTS = Message("check.starts", "It starts without an error.")
STARTED = Message("check.started", "It ran its first second.")
STOPPED = Message("check.stopped", "It stopped after {seconds:.1f} s: {error}.")
UNREADABLE = Message("check.unreadable", "Python cannot read it: {error}.")
LOOK_THERE = Message("check.look_there", "Look at that line and at the one above it.")
NO_NETWORK = Message(
    "check.no_network",
    "There is no network while a program is checked, as on many a board. Catch OSError and try again later.",
)
NO_KEYBOARD = Message(
    "check.no_keyboard", "Nobody sits at the keyboard while a program is checked. Give it its values as arguments."
)

MINUTE = Message("check.minute", "It runs for a minute.")
RAN = Message("check.ran", "It ran for a minute.")
ENDED = Message("check.ended", "It ended by itself after {seconds:.1f} s.")
SAID = Message("check.said", "It ended by itself after {seconds:.1f} s and said: {words}")
IN_A_THREAD = Message("check.in_a_thread", "There was an error in a callback or a thread: {error}.")
DOES_NOT_START = Message("check.does_not_start", "It does not run: fix this first.")

SLEEPS = Message("check.sleeps", "It sleeps in its loop and leaves the processor to others.")
SLEPT = Message("check.slept", "It sleeps.")
NEVER_SLEPT = Message("check.never_slept", "It computed for {seconds:.0f} s of real time and never slept.")
BUSY = Message("check.busy", "It asked without a pause for {share:.0%} of its time.")
SLEEP = Message(
    "check.sleep",
    "Put time.sleep(0.01) or longer into the loop, or wait for the event: wait_for_press(), wait_for_edge(), pause().",
)

SAME = Message("check.same", "It does the same twice in the same world.")
WAS_SAME = Message("check.was_same", "Two runs printed and switched the same.")
OTHER_WORDS = Message("check.other_words", "The first run printed {first}, the second {second}.")
OTHER_PINS = Message("check.other_pins", "GPIO{gpio} was switched at other times in the second run.")
CHANCE = Message(
    "check.chance", "Does it keep something from an earlier run in a file, or is there luck that it does not seed?"
)


class ShownLine(NamedTuple):
    """A line of a program, and what stood there when the program ran."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`check` is what was asked, `seen` one sentence about what happened, `line` where, and `do` what to do."""

    check: Message
    result: str
    seen: Message
    line: SourceLine | ShownLine | None = None
    do: Message | None = None

    def told_of(self, real: Callable[[str], str]) -> CheckResult:
        """The same, with the names of the real folder in its words; the line keeps what stands there."""
        line = None if self.line is None else ShownLine(real(self.line.file), self.line.line, self.line.text)
        do = None if self.do is None else _renamed(self.do, real)
        return replace(self, seen=_renamed(self.seen, real), line=line, do=do)

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "check": self.check.key.rpartition(".")[2],
            "asked": self.check.render(),
            "result": self.result,
            "seen": self.seen.render(),
            "file": None if self.line is None else Path(self.line.file).name,
            "line": None if self.line is None else self.line.line,
            "do": None if self.do is None else self.do.render(),
        }


def _renamed(message: Message, real: Callable[[str], str]) -> Message:
    values = {key: real(value) if isinstance(value, str) else value for key, value in message.values.items()}
    return message(**values)


def passed(check: Message, seen: Message) -> CheckResult:
    """The program did well."""
    return CheckResult(check, PASS, seen)


def failed(check: Message, seen: Message, do: Message, line: SourceLine | None = None) -> CheckResult:
    """The program did not."""
    return CheckResult(check, FAIL, seen, line, do)


def skipped(check: Message, why: Message) -> CheckResult:
    """It was not asked, or there is nothing to ask."""
    return CheckResult(check, SKIPPED, why)


def starts(seen: TrialResult) -> CheckResult:
    """The first second."""
    if seen.error is None or seen.stopped_by_us or seen.lasted_s > START_S:
        return passed(STARTS, STARTED)
    said = STOPPED(seconds=seen.lasted_s, error=error_of(seen))
    if seen.error.is_syntax:
        said = UNREADABLE(error=error_of(seen))
    return failed(STARTS, said, what_to_do(seen), seen.error_line)


def minute(seen: TrialResult, sources: Sources) -> CheckResult:
    """Until Ctrl-C."""
    if seen.error is not None and not seen.stopped_by_us:
        if seen.lasted_s <= START_S:
            return skipped(MINUTE, DOES_NOT_START)
        return failed(MINUTE, STOPPED(seconds=seen.lasted_s, error=error_of(seen)), what_to_do(seen), seen.error_line)
    if TRACEBACK in seen.complaints:
        error, line = in_a_thread(seen.complaints, sources)
        return failed(MINUTE, IN_A_THREAD(error=error), LOOK_THERE, line)
    if seen.stopped_by_us:
        return passed(MINUTE, RAN)
    for finding in seen.findings:
        if finding.key == NOBODY_WAITS.message.key:
            return failed(MINUTE, finding.message, finding.hint)
    if seen.last_words:
        return passed(MINUTE, SAID(seconds=seen.lasted_s, words=seen.last_words))
    return passed(MINUTE, ENDED(seconds=seen.lasted_s))


def sleeps(seen: TrialResult, patience_s: float) -> CheckResult:
    """Whether the processor gets a rest."""
    if seen.never_slept:
        return failed(SLEEPS, NEVER_SLEPT(seconds=patience_s), SLEEP, seen.error_line)
    if seen.busy_share >= BUSY_SHARE:
        return failed(SLEEPS, BUSY(share=seen.busy_share), SLEEP, seen.busy_line)
    return passed(SLEEPS, SLEPT)


def same(one: TrialResult, two: TrialResult) -> CheckResult:
    """Two runs with the same seed."""
    for first, second in zip_longest(one.printed.splitlines(), two.printed.splitlines(), fillvalue=""):
        if first != second:
            return failed(SAME, OTHER_WORDS(first=repr(first), second=repr(second)), CHANCE)
    for gpio in sorted({*one.pins, *two.pins}):
        if gpio not in one.pins or gpio not in two.pins or one.pins[gpio].changes != two.pins[gpio].changes:
            return failed(SAME, OTHER_PINS(gpio=gpio), CHANCE)
    return passed(SAME, WAS_SAME)


def error_of(seen: TrialResult) -> str:
    """An error as Python names it, without the full stop that the sentence has."""
    assert seen.error is not None
    text = f"{seen.error.kind}: {seen.error.text}" if seen.error.text else seen.error.kind
    return text.rstrip(".")


def what_to_do(seen: TrialResult) -> Message:
    """What is known about this error."""
    if seen.error is None:
        return LOOK_THERE
    if seen.used_network and seen.error.kind in NETWORK_ERRORS:
        return NO_NETWORK
    return NO_KEYBOARD if seen.error.kind == "EOFError" else seen.error.hint or LOOK_THERE


def in_a_thread(complaints: str, sources: Sources) -> tuple[str, SourceLine | None]:
    """The first error that was printed for a thread, and the program's last line on the way to it."""
    trace = complaints[complaints.index(TRACEBACK) :].splitlines()[1:]
    error = next((line for line in trace if line and not line.startswith(" ")), "")
    way = trace[: trace.index(error)] if error else trace
    places = [found for line in way if (found := IN_A_FILE.search(line)) is not None and sources.has(found["file"])]
    line = SourceLine(places[-1]["file"], int(places[-1]["line"])) if places else None
    return error.rstrip("."), line
