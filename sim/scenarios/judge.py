"""Compare what a scenario's runs came to with what was expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, isnan
from typing import Any

from devices import Message
from sim.scenarios.measures import MEASURES, METRIC, metric
from sim.scenarios.play import Played
from sim.scenarios.scenario import ALL, Expectation, Limit, Question, Scenario, Score, Value

AT_MOST = Message("limit.at_most", "at most {high}")
AT_LEAST = Message("limit.at_least", "at least {low}")
BETWEEN = Message("limit.between", "{low} to {high}")
EXACTLY = Message("limit.exactly", "exactly {value}")
NUMBER = Message("answer.number", "{value:.{digits}g}")
NEVER = Message("answer.never", "never")
NOT_KNOWN = Message("answer.not_known", "not known")
NO_WINDOW = Message("answer.no_window", "it never came to that")
YES = Message("answer.yes", "yes")
NO = Message("answer.no", "no")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation in one run. `value` is None when the window that it looks at never opened."""

    expectation: Expectation
    run: str
    value: Value | None
    passed: bool

    @property
    def unit(self) -> str:
        """The unit of the value, where the measure has one of its own."""
        return MEASURES[self.expectation.question.measure].unit

    def as_json(self) -> dict[str, Any]:
        """JSON-able; null is infinity ("never") or not known, and `happened` is False when its window never opened."""
        limit = self.expectation.limit
        return {
            "what": dict(self.expectation.what),
            "run": self.run,
            "measure": self.expectation.question.measure,
            "value": json_value(self.value),
            "happened": self.value is not None,
            "at_least": json_value(limit.low),
            "at_most": json_value(limit.high),
            "is": limit.exactly,
            "passed": self.passed,
        }


@dataclass(frozen=True, slots=True)
class Judgment:
    """A scenario that was played with one seed. `score` is 0 to 100."""

    scenario: Scenario
    seed: int
    verdicts: tuple[Verdict, ...]
    runs: Mapping[str, Played]
    score: float

    @property
    def passed(self) -> bool:
        """Whether everything holds: each expectation, each invariant, and that every run ended well."""
        return all(each.passed for each in self.verdicts) and not any(
            run.failure is not None or run.break_count for run in self.runs.values()
        )

    def as_json(self) -> dict[str, Any]:
        """JSON-able; the metrics of each run under its name."""
        return {
            "project": self.scenario.project,
            "name": self.scenario.name,
            "title": dict(self.scenario.title),
            "seed": self.seed,
            "passed": self.passed,
            "score": round(self.score, 1),
            "metrics": {
                name: {key: json_value(value) for key, value in run.metrics.items()} for name, run in self.runs.items()
            },
            "expectations": [each.as_json() for each in self.verdicts],
            "invariant_breaks": {
                name: [{"t_s": round(each.t_s, 3), "what": str(each.what)} for each in run.breaks]
                for name, run in self.runs.items()
            },
            "failures": {name: run.failure.render() for name, run in self.runs.items() if run.failure is not None},
            "simulated_s": {name: run.simulated_s for name, run in self.runs.items()},
            "limits": dict(self.scenario.limits),
        }


def judge(scenario: Scenario, seed: int, played: Sequence[Played]) -> Judgment:
    """The verdict on a scenario whose runs were all played with this seed."""
    runs = {each.run: each for each in played}
    verdicts = []
    for number, expectation in enumerate(scenario.expectations):
        for name in _runs_of(expectation.question, scenario):
            value = _answer(expectation.question, number, runs, name)
            verdicts.append(Verdict(expectation, name, value, _holds(expectation, value, runs[name])))
    reached = 100.0 * all(each.passed for each in verdicts)
    if scenario.score is not None:
        number = len(scenario.expectations)
        asked = scenario.score.question
        values = [_answer(asked, number, runs, name) for name in _runs_of(asked, scenario)]
        reached = min(points(scenario.score, value) for value in values)
    if any(run.failure is not None for run in runs.values()):
        reached = 0.0  # a run that broke off counts for nothing
    if scenario.contest and not all(each.passed for each in verdicts):
        reached = 0.0  # points say how well it was done, once it is safe
    return Judgment(scenario, seed, tuple(verdicts), runs, reached)


def points(score: Score, value: Value | None) -> float:
    """0 to 100 for an answer; 0 for one that is not there or not a number."""
    if value is None or isinstance(value, str) or isnan(value):
        return 0.0
    low, high = sorted((score.zero_at, score.full_at))
    share = (min(max(value, low), high) - score.zero_at) / (score.full_at - score.zero_at)
    return max(0.0, 100.0 * share)


def within(limit: Limit, value: Value) -> bool:
    """Whether an answer keeps to the limit; what is not known never does."""
    if limit.exactly is not None:
        return value == limit.exactly
    return not isinstance(value, str) and limit.low <= value <= limit.high


def limit_words(limit: Limit) -> Message:
    """The limit for people."""
    if limit.exactly is not None:
        return EXACTLY(value=value_words(limit.exactly))
    if limit.low == -inf:
        return AT_MOST(high=value_words(limit.high))
    if limit.high == inf:
        return AT_LEAST(low=value_words(limit.low))
    return BETWEEN(low=value_words(limit.low), high=value_words(limit.high))


def value_words(value: Value | None, digits: int = 4) -> Message | str:
    """An answer for people, without its unit; a number has so many digits that mean something."""
    if value is None:
        return NO_WINDOW
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return value
    if isnan(value):
        return NOT_KNOWN
    if not isfinite(value):
        return NEVER
    if abs(value) >= 10.0**digits or value == int(value):
        return f"{value:.0f}"
    return NUMBER(value=value, digits=digits)


def json_value(value: Value | None) -> Value | None:
    """JSON knows neither infinity nor not-a-number: both become null."""
    return None if isinstance(value, float) and not isfinite(value) else value


def _runs_of(question: Question, scenario: Scenario) -> list[str]:
    return [run.name for run in scenario.runs] if question.run == ALL else [question.run]


def _answer(question: Question, number: int, runs: Mapping[str, Played], name: str) -> Value | None:
    if question.measure == METRIC:
        metrics = {run: each.metrics for run, each in runs.items()}
        needed = {name, question.arguments.get("over_run", name), question.arguments.get("minus_run", name)}
        if any(not metrics[each] for each in needed):
            return None  # that run broke off
        return metric(metrics, name, **question.arguments)
    return runs[name].answers[number] if runs[name].answers else None


def _holds(expectation: Expectation, value: Value | None, run: Played) -> bool:
    if value is None:
        return expectation.question.window.if_ever and run.failure is None
    return within(expectation.limit, value)
