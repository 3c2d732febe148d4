"""All checks of one program: what `highland check` asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices import Message
from firmware.trace import SIM as PROVENANCE
from sim.programs.limit import PATIENCE_S
from sim.programs.lint import Finding
from sim.programs.testing import check_end, check_run, check_sensors
from sim.programs.testing.check_run import DOES_NOT_START, FAIL, CheckResult, failed, passed, skipped
from sim.programs.testing.trial import Outage, Trial, TrialResult
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
    )
)


@dataclass(frozen=True, slots=True)
class Examination:
    """The results of all checks in their order, and what else was noticed about wires and power."""

    file: str
    seed: int
    results: Sequence[CheckResult]
    notes: Sequence[Finding]

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
        }


def examine(
    file: Path,
    wiring: Path | None = None,
    *,
    words: Sequence[str] = (),
    seed: int = 0,
    patience_s: float = PATIENCE_S,
) -> Examination:
    """Put a program through all checks. Raises HighlandError when the file or the wiring list cannot be read."""
    trial = Trial(file, wiring, words=words, seed=seed, patience_s=patience_s)
    first = trial.run()
    results = [check_run.starts(first), check_run.minute(first, trial.sources)]
    if first.never_slept or (first.error is not None and not first.stopped_by_us):
        if first.never_slept:
            results[1] = skipped(check_run.MINUTE, DOES_NOT_START)
            results.append(check_run.sleeps(first, patience_s))
        asked = (check_end.OFF, check_end.LETS_GO, check_sensors.DHT, check_end.RELAY, check_run.SAME)
        results += [skipped(check, DOES_NOT_START) for check in asked]
        return Examination(str(file), seed, results, _notes(first))
    results += [check_end.ends_off(first), check_end.lets_go(first)]
    results += _sensors(trial, first)
    results += [
        check_sensors.dht_rests(first),
        check_end.relays(first),
        check_run.sleeps(first, patience_s),
        check_run.same(trial.run(first.parts), trial.run(first.parts)),
        _wires(first),
    ]
    return Examination(str(file), seed, results, _notes(first))


def _sensors(trial: Trial, first: TrialResult) -> list[CheckResult]:
    found: list[CheckResult] = []
    begins_s = min(check_sensors.FAILS_AT_S, first.lasted_s / 3.0)
    ends_s = begins_s + check_sensors.FAILS_FOR_S
    for name, chip in first.parts.items():
        if check_sensors.can_be_missed(chip):
            ill = trial.run(first.parts, [Outage(name, begins_s, ends_s)])
            found.append(check_sensors.survives_failure(chip, first, ill, ends_s, trial.sources))
            ill = trial.run(first.parts, [Outage(name)])
            found.append(check_sensors.survives_start_without(chip, first, ill, trial.sources))
    return found or [skipped(check_sensors.FAILS(seconds=10.0, part=check_sensors.SENSOR), check_sensors.NO_SENSOR)]


def _wires(seen: TrialResult) -> CheckResult:
    for finding in seen.findings:
        if finding.severity is not Severity.SURPRISES and finding.key not in ASKED_HERE:
            return failed(WIRES, finding.message, finding.hint)
    return passed(WIRES, NOTHING_FOUND)


def _notes(seen: TrialResult) -> list[Finding]:
    """What only surprises, and what came after the first that burns or fails."""
    already = _wires(seen).seen
    return [each for each in seen.findings if each.key not in ASKED_HERE and each.message != already]
