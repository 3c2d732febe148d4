"""What a program does when somebody takes part: presses its buttons, moves its sensors, answers its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from devices import Message
from sim.programs.checking.check_run import (
    LOOK_THERE,
    SLEEPS,
    TRACEBACK,
    CheckResult,
    error_of,
    failed,
    in_a_thread,
    passed,
    skipped,
    what_to_do,
)
from sim.programs.checking.trial import TrialResult
from sim.programs.checking.tries import Done, Step, Tries
from sim.programs.checking.typist import ODD, Typist
from sim.programs.program_files import Sources

PRESSES = Message("check.presses", "It survives whatever is pressed or noticed: once, twice in a row, and for long.")
NOTHING_TO_PRESS = Message("check.presses.none", "There is nothing to press.")
ALL_PRESSED = Message("check.presses.all", "Tried: {names}.")
RANGES = Message("check.ranges", "It survives all values of its sensors, from one end to the other.")
NO_VALUES = Message("check.ranges.none", "It reads no value that can be moved.")
ALL_MOVED = Message("check.ranges.all", "Tried: {names}.")
STOPPED = Message("check.world.stopped", "When {what}, it stopped: {error}.")
IN_A_THREAD = Message("check.world.in_a_thread", "When {what}, there was an error in a callback or a thread: {error}.")
STUCK = Message("check.world.stuck", "When {what}, it computed on and on and never slept.")
NOTHING = Message("check.world.nothing", "nothing had been tried yet")
BUSY = Message("check.world.busy", "When {what}, it asked without a pause for {seconds:.0f} s.")
BUSY_S = 2.5  # chosen: three looks in a row; a wait for an echo is over sooner
SLEEP = Message("check.world.sleep", "A loop that waits needs time.sleep(0.01), and something that ends it.")
ENDED = Message("check.world.ended", "It ended before anything could be tried.")
NOT_TRIED = Message("check.world.not_tried", "Not tried: {names}.")

TYPED = Message("check.typed", "It survives answers that are no number, or an odd one.")
NOT_ASKED = Message("check.typed.none", "It asks for nothing on the keyboard.")
ALL_TYPED = Message("check.typed.all", "Typed: {words}.")
AFTER = Message("check.typed.after", 'When somebody typed "{word}", it stopped: {error}.')
AFTER_NOTHING = Message("check.typed.after_nothing", "When somebody typed nothing but Enter, it stopped: {error}.")
ASK_AGAIN = Message("check.typed.again", "Put int() or float() into try:, catch {error}, and ask again.")

FILES = Message("check.files", "What it writes is in its files when the power goes.")
NO_FILES = Message("check.files.none", "It keeps no file open for writing.")
SAVED = Message("check.files.saved", "Nothing was left in memory.")
UNSAVED = Message("check.files.unsaved", "{name} was neither closed nor flushed: its last rows would be lost.")
WITH = Message(
    "check.files.with", "Open it with `with open(...) as file:` for each row, or call file.flush() after it."
)


def survives(
    check: Message, runs: Sequence[tuple[Tries, TrialResult]], well: TrialResult, sources: Sources
) -> CheckResult | None:
    """What broke while something was tried; None when nothing did."""
    for tries, seen in runs:
        if seen.never_slept:
            return failed(check, STUCK(what=_words(tries.at(seen.lasted_s))), SLEEP, seen.error_line)
        if seen.error is not None and not seen.stopped_by_us:
            said = STOPPED(what=_words(tries.at(seen.lasted_s)), error=error_of(seen))
            return failed(check, said, what_to_do(seen), seen.error_line)
        if TRACEBACK in seen.complaints and TRACEBACK not in well.complaints:
            error, line = in_a_thread(seen.complaints, sources)
            said = IN_A_THREAD(what=_words(tries.at(seen.complained_s or 0.0)), error=error)
            return failed(check, said, LOOK_THERE, line)
    return None


def tried(check: Message, runs: Sequence[tuple[Tries, TrialResult]], all_tried: Message) -> CheckResult:
    """Nothing broke: say what was tried, and only what the program has noticed."""
    names = _names([done.step for done in _done(runs) if _noticed(done)])
    return passed(check, all_tried(names=", ".join(names))) if names else skipped(check, ENDED)


def left_over(runs: Sequence[tuple[Tries, TrialResult]]) -> list[str]:
    """What the program did not live to see, or never read."""
    untried = [each.step for each in _done(runs) if not _noticed(each)]
    return _names([*runs[-1][0].left, *untried])


def rests(tries: Tries, seen: TrialResult) -> CheckResult | None:
    """Whether it asks without a pause while something lasts."""
    busy = seen.longest_busy
    if busy is None or busy.lasted_s < BUSY_S:
        return None
    said = BUSY(what=_words(tries.at(busy.from_s)), seconds=busy.lasted_s)
    return failed(SLEEPS, said, SLEEP, busy.line)


def came_to(tries: Tries, seen: TrialResult) -> tuple[list[str], list[Mapping[int, bool]]]:
    """What a run came to: its words, each once, and its outputs after each step."""
    return list(dict.fromkeys(seen.printed.splitlines())), [done.outputs for done in tries.done]


def _noticed(done: Done) -> bool:
    return bool(done.step.presses_s) or done.read


def _done(runs: Sequence[tuple[Tries, TrialResult]]) -> list[Done]:
    return [done for tries, _ in runs for done in tries.done]


def _names(steps: Sequence[Step]) -> list[str]:
    return list(dict.fromkeys(key for step in steps for key in step.values))


def _words(step: Step | None) -> Message:
    return NOTHING if step is None else step.words


def answers(seen: TrialResult | None, typist: Typist) -> CheckResult:
    """Somebody who types what no one expects."""
    if seen is None:
        return skipped(TYPED, NOT_ASKED)
    if seen.error is not None and not seen.stopped_by_us and seen.error.kind != "EOFError":
        word = typist.typed[-1] if typist.typed else ""
        said = (AFTER(word=word, error=error_of(seen))) if word else AFTER_NOTHING(error=error_of(seen))
        return failed(TYPED, said, ASK_AGAIN(error=seen.error.kind), seen.error_line)
    return passed(TYPED, ALL_TYPED(words=", ".join(word or "-" for word in ODD)))


def saves(seen: TrialResult) -> CheckResult:
    """What was still in memory when Ctrl-C came."""
    if seen.stopped_by_us and seen.unsaved:
        first = seen.unsaved[0]
        return failed(FILES, UNSAVED(name=first.name), WITH, first.line)
    return passed(FILES, SAVED) if seen.wrote else skipped(FILES, NO_FILES)
