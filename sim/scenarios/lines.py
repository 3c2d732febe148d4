"""The outcome of a scenario as lines for a terminal: pass or fail, then the number behind each expectation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from sim.scenarios.judge import Outcome, Verdict, limit_words, value_words
from sim.scenarios.scenario import ONLY, Scenario, Words
from sim.time.durations import span

PASS = Message("lines.pass", "pass")
FAIL = Message("lines.fail", "FAIL")
OK = Message("lines.ok", "ok")
NOT_OK = Message("lines.not_ok", "NOT")
FOUND = Message("lines.found", "{what}: {value} ({limit})")
OF_RUN = Message("lines.of_run", "{what} [run {run}]: {value} ({limit})")
BROKEN = Message("lines.broken", "Invariant broken {count} times, first after {span}: {what}")
IN_RUN = Message("lines.in_run", "Run {run}: {failure}")
LIMITS = Message("lines.limits", "Honest limit: {limits}")
SEEDS = Message("lines.seeds", "{passed} of {count} seeds pass; the worst is seed {seed}:")
SUMMARY = Message("lines.summary", "{passed} of {count} scenarios pass.")

Translate = Callable[[str], str]
NAME_WIDTH = 28
FEW, MANY = 4, 7  # digits


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Of one scenario with several seeds: a failed one before a passed one, then the one with the lowest score."""
    return min(outcomes, key=lambda each: (each.passed, each.score))


def lines_of(outcomes: Sequence[Outcome], lang: str, translate: Translate) -> list[str]:
    """The lines of one scenario that was played with one seed or several; the numbers are those of the worst."""
    shown = worst(outcomes)
    scenario = shown.scenario
    verdict = (PASS if shown.passed else FAIL).render(translate)
    lines = [f"{verdict:<5} {shown.score:>4.0f}  {scenario.name:<{NAME_WIDTH}}  {scenario.title[lang]}"]
    if len(outcomes) > 1:
        passed = sum(each.passed for each in outcomes)
        lines.append(_under("", SEEDS(passed=passed, count=len(outcomes), seed=shown.seed).render(translate)))
    lines += [found_line(each, lang, translate) for each in shown.verdicts]
    for run in shown.runs.values():
        bad = NOT_OK.render(translate)
        if run.failure is not None:
            told = run.failure if run.run == ONLY else IN_RUN(run=run.run, failure=run.failure)
            lines.append(_under(bad, told.render(translate)))
        if run.break_count:
            first = run.breaks[0]
            broken = BROKEN(count=run.break_count, span=span(first.t_s), what=first.what)
            told = broken if run.run == ONLY else IN_RUN(run=run.run, failure=broken)
            lines.append(_under(bad, told.render(translate)))
    if scenario.limits:
        lines.append(_under("", LIMITS(limits=scenario.limits).render(translate)))
    return lines


def found_line(verdict: Verdict, lang: str, translate: Translate) -> str:
    """One expectation with what was found and what was wanted."""
    word = (OK if verdict.passed else NOT_OK).render(translate)
    return _under(word, found_words(verdict, lang).render(translate))


def found_words(verdict: Verdict, lang: str) -> Message:
    """What was expected, found and wanted, as one sentence."""
    expectation = verdict.expectation
    message = FOUND if verdict.run == ONLY else OF_RUN
    limit = limit_words(expectation.limit)
    return message(what=expectation.what[lang], run=verdict.run, value=found_value(verdict), limit=limit)


def found_value(verdict: Verdict) -> Message | str:
    """What was found, with its unit; with more digits when it is outside of the limit, perhaps by little."""
    value = value_words(verdict.value, FEW if verdict.passed else MANY)
    return f"{value} {verdict.unit}".rstrip() if isinstance(value, str) else value


def list_line(scenario: Scenario, lang: str) -> str:
    """A scenario that is only named."""
    whole = sum(run.for_s for run in scenario.runs)
    return f"  {scenario.name:<{NAME_WIDTH}}  {span(whole):>7}  {scenario.title[lang]}"


def in_language(words: Words, lang: str) -> str:
    """A sentence of a scenario file in the reader's language; nothing when the file has none."""
    return words.get(lang, "")


def _under(word: str, text: str) -> str:
    return f"       {word:<4} {text}"
