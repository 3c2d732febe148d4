"""The vocabulary of expectations: each measure takes one number, or one word, from a record. One table at the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import fsum, inf, isnan, nan
from typing import Any

from sim.scenarios.record import RunRecord
from sim.scenarios.scenario import Value, Window

Span = tuple[float, float]  # begin and end of the window, s


def span_of(record: RunRecord, window: Window) -> Span | None:
    """The window in seconds of this run; None when what it waits for never happens."""
    end_s = min(window.until_s, record.length_s)
    start_s = min(window.after_s, end_s)
    found = start_s
    if window.after_state:
        found = record.states.first_s(start_s, end_s, lambda state: state in window.after_state)
    elif window.after_above is not None:
        name, level = window.after_above
        found = record.true[name].first_s(start_s, end_s, lambda value: value > level)
    elif window.after_below is not None:
        name, level = window.after_below
        found = record.true[name].first_s(start_s, end_s, lambda value: value < level)
    elif window.after_why:
        found = record.whys.first_s(start_s, end_s, lambda key: key == window.after_why)
    elif window.after_told_off:
        found = record.commanded[window.after_told_off].first_s(start_s, end_s, lambda on: not on)
    return None if found == inf else (found, end_s)


# What the law decided


def first_state_s(record: RunRecord, span: Span, state: tuple[str, ...]) -> float:
    """Seconds until the law is in one of these states; infinity for never."""
    return record.states.first_s(*span, lambda now: now in state) - span[0]


def state_s(record: RunRecord, span: Span, state: tuple[str, ...]) -> float:
    """Seconds in these states."""
    return fsum(end - begin for begin, end, now in record.states.stretches(*span) if now in state)


def state_times(record: RunRecord, span: Span, state: tuple[str, ...]) -> float:
    """How often one of these states was entered from outside of them."""
    return float(sum(now in state and before not in state for _, before, now in record.states.changes(*span)))


def final_state(record: RunRecord, span: Span) -> str:
    """The state at the end."""
    return record.states.last(span[1]) or ""


def why_times(record: RunRecord, span: Span, key: str) -> float:
    """How often this reason came up."""
    return float(sum(now == key for _, _, now in record.whys.changes(*span)))


def first_why_s(record: RunRecord, span: Span, key: str) -> float:
    """Seconds until this reason comes up, or 0 when it holds already; infinity for never."""
    return record.whys.first_s(*span, lambda now: now == key) - span[0]


def latched(record: RunRecord, span: Span, name: str) -> Value:
    """A latch at the end of the run."""
    value: Value = record.latched[name]
    return value


# What the actuators were commanded


def told_on_s(record: RunRecord, span: Span, actuator: str) -> float:
    """Seconds in which it was commanded on."""
    return fsum(end - begin for begin, end, on in record.commanded[actuator].stretches(*span) if on)


def first_told_s(record: RunRecord, span: Span, actuator: str) -> float:
    """Seconds until it is commanded on; infinity for never."""
    return record.commanded[actuator].first_s(*span, bool) - span[0]


def switches(record: RunRecord, span: Span, actuator: str, per: float = inf) -> float:
    """How often its command changed; with `per` the highest count in any stretch of that length."""
    most, lately = 0, deque[float]()
    for t_s, before, _ in record.commanded[actuator].changes(*span):
        if before is None:
            continue
        lately.append(t_s)
        while lately[0] <= t_s - per:
            lately.popleft()
        most = max(most, len(lately))
    return float(most)


# Which power arrived


def first_on_s(record: RunRecord, span: Span, actuator: str) -> float:
    """Seconds until power arrives there; infinity for never."""
    return record.power[actuator].first_s(*span, lambda power: power > 0.0) - span[0]


def last_on_s(record: RunRecord, span: Span, actuator: str) -> float:
    """Seconds until power arrives there for the last time; 0 when it never does."""
    ends = [end for begin, end, power in record.power[actuator].stretches(*span) if power > 0.0 and end > begin]
    return max(ends, default=span[0]) - span[0]


def on_s(record: RunRecord, span: Span, actuator: str) -> float:
    """Seconds in which power arrived there."""
    return fsum(end - begin for begin, end, power in record.power[actuator].stretches(*span) if power > 0.0)


# What was true


def highest(record: RunRecord, span: Span, quantity: str) -> float:
    """The highest true value."""
    return max(record.true[quantity].between(*span))


def lowest(record: RunRecord, span: Span, quantity: str) -> float:
    """The lowest true value."""
    return min(record.true[quantity].between(*span))


def mean(record: RunRecord, span: Span, quantity: str) -> float:
    """The mean true value."""
    values = record.true[quantity].between(*span)
    return fsum(values) / len(values)


def hours_above(record: RunRecord, span: Span, quantity: str, level: float) -> float:
    """Hours in which the true value is above a level."""
    curve, (start_s, end_s) = record.true[quantity], span
    above = sum(value > level for value in curve.between(start_s + 1e-6, end_s))
    return min(above * curve.step_s, end_s - start_s) / 3600.0


# What the law saw


def sensed_highest(record: RunRecord, span: Span, field: str) -> float:
    """The highest value that the law saw; not a number when it never saw one."""
    return max(_seen(record, span, field), default=nan)


def sensed_lowest(record: RunRecord, span: Span, field: str) -> float:
    """The lowest value that the law saw; not a number when it never saw one."""
    return min(_seen(record, span, field), default=nan)


def unknown_s(record: RunRecord, span: Span, field: str) -> float:
    """Seconds in which the law did not know it."""
    return fsum(end - begin for begin, end, value in record.sensed[field].stretches(*span) if isnan(value))


def _seen(record: RunRecord, span: Span, field: str) -> list[float]:
    return [value for _, _, value in record.sensed[field].stretches(*span) if not isnan(value)]


def failed_read_share(record: RunRecord, span: Span, part: str) -> float:
    """Failed reads of a part among all its reads, in the whole run; not a number without a read."""
    reads, failed = record.reads.get(part, (0, 0))
    return failed / reads if reads else nan


def restarts(record: RunRecord, span: Span, part: str) -> float:
    """How often the reader of a silent part was started afresh, in the whole run."""
    return float(record.restarts.get(part, 0))


def invariant_breaks(record: RunRecord, span: Span) -> float:
    """How often an invariant was broken, in the whole run."""
    return float(record.break_count)


# What the world counted: the one measure that may look at two runs


def metric(
    metrics: Mapping[str, Mapping[str, float]],
    run: str,
    name: str,
    over_metric: str = "",
    minus_metric: str = "",
    over_run: str = "",
    minus_run: str = "",
) -> float:
    """A metric of a run, less another one, divided by another one: another metric, of another run, or both."""
    value = metrics[run][name]
    if minus_metric or minus_run:
        value -= metrics[minus_run or run][minus_metric or name]
    if over_metric or over_run:
        divisor = metrics[over_run or run][over_metric or name]
        value = value / divisor if divisor else nan if value == 0.0 else inf
    return value


@dataclass(frozen=True, slots=True)
class Measure:
    """How to take it, the arguments it needs and may have (name to kind of thing), and whether it needs a law."""

    take: Callable[..., Value]
    needs: Mapping[str, str] = field(default_factory=dict)
    may: Mapping[str, str] = field(default_factory=dict)
    law: bool = True
    unit: str = ""


STATE, POWERED, TOLD = {"state": "states"}, {"actuator": "power"}, {"actuator": "actuator"}
TRUE, SENSED = {"quantity": "quantity"}, {"field": "field"}
OTHERS = {"over_metric": "metric", "minus_metric": "metric", "over_run": "run", "minus_run": "run"}
METRIC = "metric"

MEASURES: dict[str, Measure] = {
    METRIC: Measure(metric, {"name": "metric"}, OTHERS, law=False),
    "first_state_s": Measure(first_state_s, STATE, unit="s"),
    "state_s": Measure(state_s, STATE, unit="s"),
    "state_times": Measure(state_times, STATE),
    "final_state": Measure(final_state),
    "first_on_s": Measure(first_on_s, POWERED, law=False, unit="s"),
    "last_on_s": Measure(last_on_s, POWERED, law=False, unit="s"),
    "on_s": Measure(on_s, POWERED, law=False, unit="s"),
    "told_on_s": Measure(told_on_s, TOLD, unit="s"),
    "first_told_s": Measure(first_told_s, TOLD, unit="s"),
    "switches": Measure(switches, TOLD, {"per": "span"}),
    "highest": Measure(highest, TRUE, law=False),
    "lowest": Measure(lowest, TRUE, law=False),
    "mean": Measure(mean, TRUE, law=False),
    "hours_above": Measure(hours_above, {**TRUE, "level": "number"}, law=False, unit="h"),
    "sensed_highest": Measure(sensed_highest, SENSED),
    "sensed_lowest": Measure(sensed_lowest, SENSED),
    "unknown_s": Measure(unknown_s, SENSED, unit="s"),
    "why_times": Measure(why_times, {"key": "reason"}),
    "first_why_s": Measure(first_why_s, {"key": "reason"}, unit="s"),
    "failed_read_share": Measure(failed_read_share, {"part": "part"}),
    "restarts": Measure(restarts, {"part": "part"}),
    "latched": Measure(latched, {"name": "latch"}),
    "invariant_breaks": Measure(invariant_breaks),
}


def take(record: RunRecord, measure: str, window: Window, arguments: Mapping[str, Any]) -> Value | None:
    """The number or word that a question asks for; None when its window never opened. Not for `metric`."""
    span = span_of(record, window)
    return None if span is None else MEASURES[measure].take(record, span, **arguments)
