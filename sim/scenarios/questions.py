"""Read what a scenario asks of its runs: expectations, their windows and limits, and the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from math import inf
from typing import Any

from devices import Message
from sim.scenarios.known_names import KnownNames
from sim.scenarios.measures import MEASURES, METRIC
from sim.scenarios.scenario import ALL, Expectation, Limit, Question, Run, Score, Window
from sim.scenarios.table import MISSING_KEY, MISSING_KEY_HINT, NUMBER, SPAN, TEXT, ScenarioError, TomlTable

MEASURE = Message("scenario.kind.measure", "measure")
ONE_LIMIT = Message("scenario.one_limit", "{file}: {where} needs a limit.")
ONE_LIMIT_HINT = Message(
    "scenario.one_limit.hint",
    "Write between = [LOW, HIGH], at_most = NUMBER, at_least = NUMBER, both of these, or is = VALUE.",
)
ONE_EVENT = Message("scenario.one_event", "{file}: {where} has more than one of {keys}.")
ONE_EVENT_HINT = Message("scenario.one_event.hint", "Keep the one that the window begins with.")
STATES = Message("scenario.wanted.states", "a state in quotes, or a list of states")
LATCH_LIKE = Message("scenario.wanted.latch", "a value like {usual}")
A_STATE = Message("scenario.wanted.state", "a state in quotes")
FULL_AT = Message("scenario.wanted.full_at", "a number other than zero_at")
NEEDS_LAW = Message("scenario.measure_needs_law", "{file}: {where} asks for {measure}, but no law runs in {run}.")
NEEDS_LAW_HINT = Message("scenario.measure_needs_law.hint", "Without a law there are: {names}.")
NO_WINDOW = Message("scenario.no_window", "{file}: {where}: {measure} counts the whole run and has no {key}.")
NO_WINDOW_HINT = Message("scenario.no_window.hint", "Take {key} out.")

EVENTS = ("after_state", "after_above", "after_below", "after_why", "after_told_off")
WINDOW_KEYS = ("after", "until", *EVENTS, "if_ever")
WHOLE_RUN = (METRIC, "failed_read_share", "restarts", "latched", "invariant_breaks")


def expectation(table: TomlTable, runs: Sequence[Run], known: KnownNames) -> Expectation:
    """One [[expect]] table. Raises ScenarioError."""
    what = table.words("what")
    question = _question(table, runs, known)
    limit = _limit(table)
    _check_answer(table, question, limit, known)
    table.done()
    return Expectation(what, question, limit)


def score(table: TomlTable, runs: Sequence[Run], known: KnownNames) -> Score:
    """The [score] table. Raises ScenarioError."""
    question = _question(table, runs, known)
    zero_at, full_at = table.number("zero_at"), table.number("full_at")
    if zero_at == full_at:
        raise table.refused("full_at", full_at, FULL_AT)
    table.done()
    return Score(question, zero_at, full_at)


def _question(table: TomlTable, runs: Sequence[Run], known: KnownNames) -> Question:
    measure = table.text("measure")
    if measure not in MEASURES:
        raise table.none_such(MEASURE, measure, MEASURES)
    run = _run_name(table, "run", runs, runs[0].name if len(runs) == 1 else None)
    if measure in WHOLE_RUN:
        for key in WINDOW_KEYS:
            if key in table:
                refusal = NO_WINDOW(file=table.file, where=table.where, measure=measure, key=key)
                raise ScenarioError(refusal, NO_WINDOW_HINT(key=key))
    window = _window(table, known)
    question = Question(measure, run, _arguments(table, measure, runs, known), window)
    _check_law(table, question, runs)
    return question


def _run_name(table: TomlTable, key: str, runs: Sequence[Run], default: str | None) -> str:
    name = table.text(key, default)
    names = [run.name for run in runs]
    if name not in names and not (name == ALL and key == "run"):
        raise table.none_such(KnownNames.kind("run"), name, [*names, ALL] if key == "run" else names)
    return name


def _arguments(table: TomlTable, measure: str, runs: Sequence[Run], known: KnownNames) -> Mapping[str, Any]:
    kinds = MEASURES[measure]
    found = {key: _argument(table, key, kind, runs, known) for key, kind in kinds.needs.items()}
    return found | {key: _argument(table, key, kind, runs, known) for key, kind in kinds.may.items() if key in table}


def _argument(table: TomlTable, key: str, kind: str, runs: Sequence[Run], known: KnownNames) -> Any:
    if kind == "number":
        return table.as_number(key, table.raw(key), NUMBER)
    if kind == "span":
        found_s = table.span_s(key)
        if found_s == 0.0:
            raise table.refused(key, found_s, SPAN)
        return found_s
    if kind == "states":
        return _states(table, key, known)
    if kind == "run":
        return _run_name(table, key, runs, None)
    return _known(table, table.text(key), kind, known)


def _known(table: TomlTable, name: Any, kind: str, known: KnownNames) -> Any:
    if name not in known.names(kind):
        raise table.none_such(KnownNames.kind(kind), name, known.names(kind))
    return name


def _states(table: TomlTable, key: str, known: KnownNames) -> tuple[str, ...]:
    value = table.text(key) if key not in table else table.raw(key)
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values or not all(isinstance(each, str) for each in values):
        raise table.refused(key, value, STATES)
    return tuple(_known(table, each, "state", known) for each in values)


def _window(table: TomlTable, known: KnownNames) -> Window:
    present = [key for key in EVENTS if key in table]
    if len(present) > 1:
        raise ScenarioError(ONE_EVENT(file=table.file, where=table.where, keys=", ".join(present)), ONE_EVENT_HINT)
    window = Window(
        table.span_s("after", 0.0),
        table.span_s("until", inf),
        _states(table, "after_state", known) if "after_state" in table else (),
        _level(table, "after_above", known),
        _level(table, "after_below", known),
        _known(table, table.text("after_why"), "reason", known) if "after_why" in table else "",
        _known(table, table.text("after_told_off"), "actuator", known) if "after_told_off" in table else "",
        table.yes("if_ever", False),
    )
    if window.until_s <= window.after_s:
        raise table.refused("until", window.until_s, SPAN)
    return window


def _level(table: TomlTable, key: str, known: KnownNames) -> tuple[str, float] | None:
    if key not in table:
        return None
    name, level = table.level(key)
    return _known(table, name, "quantity", known), level


def _check_law(table: TomlTable, question: Question, runs: Sequence[Run]) -> None:
    lawless = [run.name for run in runs if not run.law and question.run in (run.name, ALL)]
    window = question.window
    of_law = window.after_state or window.after_why or window.after_told_off
    if lawless and (MEASURES[question.measure].law or of_law):
        refusal = NEEDS_LAW(file=table.file, where=table.where, measure=question.measure, run=lawless[0])
        possible = ", ".join(name for name, measure in MEASURES.items() if not measure.law)
        raise ScenarioError(refusal, NEEDS_LAW_HINT(names=possible))


def known_latch_value(table: TomlTable, name: str, value: Any, known: KnownNames) -> Any:
    """The value as a latch of that name can have it. Raises ScenarioError."""
    usual, saved = getattr(known.law.module.Latched(), name), known.latches[name]
    if isinstance(saved, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(saved):
        raise table.refused(name, value, LATCH_LIKE(usual=saved))
    possible = [each.value for each in type(usual)] if isinstance(usual, Enum) else [value]
    if value not in possible:
        raise table.none_such(KnownNames.kind("latch"), f"{name} = {value}", map(str, possible))
    return value


def _check_answer(table: TomlTable, question: Question, limit: Limit, known: KnownNames) -> None:
    """Refuse a limit that no answer can meet: a state or a latch's value that does not exist, text for a number."""
    exactly = limit.exactly
    if question.measure == "final_state":
        if exactly is None:
            missing = MISSING_KEY(file=table.file, where=table.where, key="is")
            raise ScenarioError(missing, MISSING_KEY_HINT(wanted=A_STATE))
        _known(table, exactly, "state", known)
    elif exactly is not None and question.measure == "latched":
        known_latch_value(table, question.arguments["name"], exactly, known)
    elif exactly is not None and (isinstance(exactly, str | bool)):
        raise table.refused("is", exactly, NUMBER)


def _limit(table: TomlTable) -> Limit:
    present = {key for key in ("between", "at_most", "at_least", "is") if key in table}
    if present not in ({"between"}, {"at_most"}, {"at_least"}, {"at_most", "at_least"}, {"is"}):
        raise ScenarioError(ONE_LIMIT(file=table.file, where=table.where), ONE_LIMIT_HINT)
    if "between" in present:
        return Limit(*table.pair("between"))
    if "is" in present:
        value = table.raw("is")
        if not isinstance(value, bool | int | float | str):
            raise table.refused("is", value, TEXT)
        return Limit(exactly=value)
    low = table.number("at_least") if "at_least" in present else -inf
    return Limit(low, table.number("at_most") if "at_most" in present else inf)
