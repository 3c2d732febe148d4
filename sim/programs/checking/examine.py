"""All checks of one program: what `highland check` asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from devices import Message
from devices.message import NO_HINT
from firmware.trace import SIM as PROVENANCE
from sim.chips import Chip
from sim.chips._switched import SwitchedChip
from sim.programs.checking import check_end, check_limits, check_run, check_sensors, check_world
from sim.programs.checking.check_run import DOES_NOT_START, FAIL, CheckResult, failed, passed, skipped
from sim.programs.checking.ranges import limits_in, path_of
from sim.programs.checking.trial import Asked, Outage, Trial, TrialResult
from sim.programs.checking.tries import Tries, quantities_of, steps_for_bounces, steps_for_presses, steps_for_ranges
from sim.programs.checking.typist import Typist, of_numbers, of_odd_words
from sim.programs.lint import Finding
from sim.programs.lint.busy_loops import BOUNCE
from sim.programs.parts.catalog import QUANTITIES
from sim.programs.parts.display import TURNED, DisplayChip
from sim.programs.parts.doing import DoingChip
from sim.programs.plugging.worlds import quantity_in
from sim.python.spin_guard import PATIENCE_S
from wiring.checks import Severity

WIRES = Message("check.wires", "It does nothing to its wires that burns a part or cannot work.")
NOTHING_FOUND = Message("check.nothing_found", "Nothing of that kind was seen.")
# What the lint sees, too, but a check here says more about.
ASKED_HERE = frozenset(
    (
        "lint.left_on",
        "lint.no_cleanup",
        "lint.busy_loop",
        "lint.busy_clock",
        "lint.busy_turns",
        "lint.short_sleep",
        "lint.relay_too_often",
        "lint.dht_too_often",
        "lint.nobody_waits",
    )
)


LEFT_OUT = Message("check.left_out", "Not copied, because too large or too many: {names}. They can be read only.")
FIRST_A_REST = Message("check.first_a_rest", "It computes without a pause: give it a rest first.")
STRAYS = Message("check.strays", "It writes outside its folder: {names}. Nothing was really written there.")
SHOWN_NAMES = 5  # of a list, in one sentence
COMPUTES = 0.5  # chosen: of its time; who computes for so long is checked no further, each run would take seconds
AGAIN = 6  # chosen: so often a program that ends at a press is started for the next one
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Examination:
    """The results of all checks in their order, what else was noticed about wires and power, and what was not tried."""

    file: str
    seed: int
    results: Sequence[CheckResult]
    notes: Sequence[Finding]
    not_tried: Sequence[Message] = ()
    guesses: Mapping[str, str] = field(default_factory=dict)  # where something was only guessed: the option for it

    @property
    def ok(self) -> bool:
        """Whether no check failed."""
        return all(each.result != FAIL for each in self.results)

    def as_json(self) -> dict[str, Any]:
        """One JSON-able object; `provenance` says that nothing in it was measured."""
        return {
            "file": self.file,
            "provenance": PROVENANCE,
            "seed": self.seed,
            "passed": self.ok,
            "checks": [each.as_json() for each in self.results],
            "notes": [
                {"note": each.key, "t_s": round(each.t_s, 3), "seen": each.message.render(), "do": each.hint.render()}
                for each in self.notes
            ],
            "guesses": dict(self.guesses),
            "not_tried": [each.render() for each in self.not_tried],
        }


def examine(
    file: Path,
    wiring: Path | None = None,
    *,
    words: Sequence[str] = (),
    seed: int = 0,
    patience_s: float = PATIENCE_S,
    progress: Progress = lambda done, of: None,
    sets: Sequence[str] = (),
    plugs: Sequence[str] = (),
    says: Sequence[str] = (),
    on_left: Callable[[], object] | None = None,
) -> Examination:
    """Put a program through all checks. Raises HighlandError when the file or the wiring list cannot be read.

    `progress` hears after each run how many there were, and about how many there will be. `on_left` is to end the
    process when what a run left behind does not end: a `__del__` that runs on and on.
    """
    options = Asked(sets, plugs, says)
    with Trial(file, wiring, words=words, seed=seed, patience_s=patience_s, asked=options, on_left=on_left) as trial:
        found = _Examiner(trial, patience_s, progress).examine(seed)
        return replace(found, file=str(file))


class _Examiner:
    """All runs of one program, and what each of them is asked."""

    def __init__(self, trial: Trial, patience_s: float, progress: Progress) -> None:
        self._trial = trial
        self._patience_s = patience_s
        self._progress = progress
        self._runs, self._expected = 0, 1
        self._presses: list[tuple[Tries, TrialResult]] = []
        self._ranges: list[tuple[Tries, TrialResult]] = []
        self._shaken: list[Finding] = []
        self._lines: Callable[[], Typist] = Typist

    def examine(self, seed: int) -> Examination:
        """Ask everything."""
        trial = self._trial
        first = self._run()
        if first.asked_keyboard:
            self._lines = of_numbers
            first = self._run()
        results = [check_run.starts(first), check_run.minute(first, trial.sources)]
        if first.never_slept or (first.error is not None and not first.stopped_by_us):
            if first.never_slept:
                results[1] = skipped(check_run.MINUTE, DOES_NOT_START)
                results.append(check_run.sleeps(first, self._patience_s))
            asked = (check_end.OFF, check_end.LETS_GO, check_sensors.DHT, check_end.RELAY, check_run.SAME)
            results += [skipped(check, DOES_NOT_START) for check in asked]
            results.append(_wires([first]))
            return self._examination(seed, results, [first])
        if first.computed_s > COMPUTES * first.lasted_s and first.stopped_by_us:
            results += [check_end.ends_off(first), check_end.lets_go(first)]
            results += [
                skipped(check, FIRST_A_REST) for check in (check_world.PRESSES, check_world.RANGES, check_run.SAME)
            ]
            results += [check_end.relays(first), check_run.sleeps(first, self._patience_s), _wires([first])]
            return self._examination(seed, results, [first])
        self._expected = 5 + 2 * sum(_can_be_missed(chip, first) for chip in first.parts.values())
        self._try_everything(first)
        tried = [first, *(seen for _, seen in (*self._presses, *self._ranges))]
        results += [_first_failed([check_end.ends_off(seen) for seen in tried])]
        results += [_first_failed([check_end.lets_go(seen) for seen in tried])]
        results += self._sensors(first)
        results += self._tried(first)
        results += [
            check_sensors.dht_rests(first),
            self._relays(first),
            self._sleeps(first),
            check_world.saves(first),
            check_run.same(self._run(first), self._run(first)),
            _wires(tried),
        ]
        return self._examination(seed, results, tried)

    def _run(
        self,
        first: TrialResult | None = None,
        outages: Sequence[Outage] = (),
        tries: Tries | None = None,
        typist: Typist | None = None,
    ) -> TrialResult:
        seen = self._trial.run(None if first is None else first.parts, outages, tries, typist or self._lines())
        self._runs += 1
        self._progress(self._runs, max(self._expected, self._runs))
        return seen

    def _try_everything(self, first: TrialResult) -> None:
        """Press, and move; a program that ends meanwhile is started again for the rest."""
        self._presses = self._runs_of(first, Tries(steps_for_presses(first.parts), presses=True))
        self._bounces(first)
        limits = limits_in(self._trial.file)
        paths = {key: path_of(quantity, limits) for key in sorted(first.read) if (quantity := _number_in(key))}
        self._ranges = self._runs_of(first, Tries(steps_for_ranges(paths)))

    def _bounces(self, first: TrialResult) -> None:
        """A contact that bounces: it is a note when more comes of it than of a press without that."""
        steps = steps_for_bounces(first.parts, bounces=True)
        if not steps:
            return
        tries = Tries(steps)
        seen = self._run(first, tries=tries)
        self._shaken = [each for each in seen.findings if each.key == BOUNCE.message.key]
        if self._shaken:
            calm = Tries(steps_for_bounces(first.parts, bounces=False))
            if check_world.came_to(calm, self._run(first, tries=calm)) == check_world.came_to(tries, seen):
                self._shaken = []

    def _runs_of(self, first: TrialResult, tries: Tries) -> list[tuple[Tries, TrialResult]]:
        found: list[tuple[Tries, TrialResult]] = []
        while tries.left and len(found) < AGAIN:
            before = len(tries.left)
            seen = self._run(first, tries=tries)
            found.append((tries, seen))
            if seen.error is not None or seen.never_slept or len(tries.left) == before:
                break
            tries = Tries(tries.left, tries.presses)
        return found

    def _tried(self, first: TrialResult) -> list[CheckResult]:
        sources = self._trial.sources
        found = []
        for check, runs, done, none in (
            (check_world.PRESSES, self._presses, check_world.ALL_PRESSED, check_world.NOTHING_TO_PRESS),
            (check_world.RANGES, self._ranges, check_world.ALL_MOVED, check_world.NO_VALUES),
        ):
            if not runs:
                found.append(skipped(check, none))
            else:
                found.append(check_world.survives(check, runs, first, sources) or check_world.tried(check, runs, done))
        found.append(check_limits.obeys(first, self._ranges))
        typist = of_odd_words()
        typed = self._run(first, typist=typist) if self._lines is of_numbers else None
        return [*found, check_world.answers(typed, typist)]

    def _sensors(self, first: TrialResult) -> list[CheckResult]:
        found: list[CheckResult] = []
        sources = self._trial.sources
        begins_s = min(check_sensors.FAILS_AT_S, first.lasted_s / 3.0)
        ends_s = begins_s + check_sensors.FAILS_FOR_S
        for name, chip in first.parts.items():
            if _can_be_missed(chip, first):
                ill = self._run(first, [Outage(name, begins_s, ends_s)])
                found.append(check_sensors.survives_failure(chip, first, ill, ends_s, sources))
                ill = self._run(first, [Outage(name)])
                found.append(check_sensors.survives_start_without(chip, first, ill, sources))
        return found or [skipped(check_sensors.FAILS(seconds=10.0, part=check_sensors.SENSOR), check_sensors.NO_SENSOR)]

    def _relays(self, first: TrialResult) -> CheckResult:
        runs = (*self._presses, *self._ranges)
        moved = [check_end.relays(seen, [done.begun_s for done in tries.done]) for tries, seen in runs]
        return _first_failed([check_end.relays(first), *moved])

    def _sleeps(self, first: TrialResult) -> CheckResult:
        busy = [check_world.rests(tries, seen) for tries, seen in (*self._presses, *self._ranges)]
        return _first_failed([check_run.sleeps(first, self._patience_s), *(each for each in busy if each is not None)])

    def _examination(self, seed: int, results: Sequence[CheckResult], seen: Sequence[TrialResult]) -> Examination:
        real = self._trial.scratch.real
        shown = [each.told_of(real) for each in results]
        notes = [*_notes(seen), *self._shaken]
        return Examination(str(self._trial.file), seed, shown, notes, self._not_tried(seen[0]), seen[0].guesses)

    def _not_tried(self, first: TrialResult) -> list[Message]:
        scratch = self._trial.scratch
        names = [
            name
            for name, chip in first.parts.items()
            if not isinstance(chip, DisplayChip) and not _can_be_tried(name, chip, first)
        ]
        for runs in (self._presses, self._ranges):
            if runs and not runs[-1][1].error:
                names += check_world.left_over(runs)
        said = [check_world.NOT_TRIED(names=_short(names))] if names else []
        if scratch.left_out:
            said.append(LEFT_OUT(names=_short(scratch.left_out)))
        if scratch.strays:
            said.append(STRAYS(names=_short(sorted(scratch.strays))))
        return said


def _can_be_missed(chip: Chip, first: TrialResult) -> bool:
    """Whether something would stop with this part. Where all that a program does is to show, nothing else does."""
    if not check_sensors.can_be_missed(chip):
        return False
    does_more = first.wrote or first.used_network or check_end.outputs_of(first) or _moves(first)
    return bool(does_more) or not isinstance(chip, DisplayChip)


def _moves(first: TrialResult) -> bool:
    """Whether something is driven over a bus that is no display."""
    return any(isinstance(chip, DoingChip) and not isinstance(chip, DisplayChip) for chip in first.parts.values())


def _first_failed(results: Sequence[CheckResult]) -> CheckResult:
    return next((each for each in results if each.result == FAIL), results[0])


def _number_in(key: str) -> str | None:
    """The quantity of a key, when it is a number that can be moved: no matrix is turned while it runs."""
    quantity = quantity_in(key)
    is_fixed = quantity is None or quantity == TURNED or isinstance(QUANTITIES[quantity].still, bool)
    return None if is_fixed else quantity


def _can_be_tried(name: str, chip: Chip, first: TrialResult) -> bool:
    """Whether something of the part was read, or can be pressed; outputs are not tried, and nobody misses it."""
    if isinstance(chip, SwitchedChip):
        return True
    quantities = list(quantities_of(chip))
    return any(isinstance(QUANTITIES[each].still, bool) or f"{name}_{each}" in first.read for each in quantities)


def _short(names: Sequence[str]) -> str:
    more = len(names) - SHOWN_NAMES
    return ", ".join(names[:SHOWN_NAMES]) + (f" + {more}" if more > 0 else "")


def _wires(runs: Sequence[TrialResult]) -> CheckResult:
    for seen in runs:
        for finding in seen.findings:
            if finding.severity is not Severity.SURPRISES and finding.key not in ASKED_HERE:
                return failed(WIRES, finding.message, finding.hint)
    return passed(WIRES, NOTHING_FOUND)


def _notes(runs: Sequence[TrialResult]) -> list[Finding]:
    """What only surprises, and what came after the first that burns or fails; each once."""
    already = _wires(runs).seen
    notes: dict[tuple[str, int | None, int | None], Finding] = {}
    said = [
        Finding(each.key, Severity.SURPRISES, each, NO_HINT, None, None, 0.0)
        for each in {each.render(): each for each in runs[0].remarks}.values()
    ]
    for seen in runs:
        for each in seen.findings:
            if each.key not in ASKED_HERE and each.message != already:
                notes.setdefault((each.key, each.gpio, each.address), each)
    return [*notes.values(), *said]
