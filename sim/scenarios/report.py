"""What came of the scenarios, for people: lines for a terminal, and one page that opens offline, with pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from devices import Message, duration
from look.alone import icons, style
from look.tokens import MEANINGS
from sim.plots.embed import plain_name
from sim.results.summary import PROVENANCE_LINE
from sim.scenarios.judge import NUMBER, Judgment, Verdict, limit_words, value_words
from sim.scenarios.scenario import ONLY, Scenario

PASS = Message("lines.pass", "pass")
FAIL = Message("lines.fail", "FAIL")
OK = Message("lines.ok", "ok")
NOT_OK = Message("lines.not_ok", "NOT")
FOUND_LINE = Message("lines.found", "{what}: {value} ({limit})")
FOUND_IN_RUN = Message("lines.of_run", "{what} [run {run}]: {value} ({limit})")
BROKEN = Message("lines.broken", "Invariant broken {count} times, first after {span}: {what}")
IN_RUN = Message("lines.in_run", "Run {run}: {failure}")
LIMITS = Message("lines.limits", "Honest limit: {limits}")
WITH_UNIT = Message("lines.with_unit", "{value} {unit}")
SEEDS = Message("lines.seeds", "{passed} of {count} seeds pass; the worst is seed {seed}:")
SUMMARY = Message("lines.summary", "{passed} of {count} scenarios pass.")

HEADING = Message("page.heading", "Scenarios")
BADGE = Message("page.badge", "SIM - SIMULATION")
RESULT = Message("page.result", "result")
SCORE = Message("page.score", "score")
SCENARIO = Message("page.scenario", "scenario")
EXPECTED = Message("page.expected", "what is expected")
RUN = Message("page.run", "run")
FOUND = Message("page.found", "found")
WANTED = Message("page.wanted", "wanted")
DESIGN = Message("page.design", "Design: {design}")
SIMULATED = Message("page.simulated", "Seed {seed}; simulated: {spans}")
NO_PICTURES = Message("page.no_pictures", "Without pictures: the library matplotlib was not there to draw them.")
PICTURE_OF = Message("page.picture", "Picture of the run {run} of {name}")

COLUMNS = (RESULT, EXPECTED, RUN, FOUND, WANTED)
ICONS = {name: MEANINGS[name].icon for name in ("work", "danger")}

Translate = Callable[[str], str]
NAME_WIDTH = 28
SPAN_WIDTH = 15  # of `30 phút 05 giây`
FEW, MANY = 4, 7  # digits
# A browser that reads this asks nobody for anything.
NO_REQUESTS = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
STYLE = Path(__file__).with_name("report.css")


def worst(judgments: Sequence[Judgment]) -> Judgment:
    """Of one scenario with several seeds: a failed one before a passed one, then the one with the lowest score."""
    return min(judgments, key=lambda each: (each.passed, each.score))


def lines_of(judgments: Sequence[Judgment], lang: str, translate: Translate) -> list[str]:
    """The lines of one scenario that was played with one seed or several; the numbers are those of the worst."""
    shown = worst(judgments)
    scenario = shown.scenario
    verdict = (PASS if shown.passed else FAIL).render(translate)
    head = f"{verdict:<{_width(translate, 5, PASS, FAIL)}} {shown.score:>4.0f}  {scenario.name:<{NAME_WIDTH}}"
    lines = [f"{head}  {scenario.title[lang]}"]
    width = _width(translate, 4, OK, NOT_OK)
    under = f"       {'':<{width}} "
    if len(judgments) > 1:
        passed = sum(each.passed for each in judgments)
        lines.append(under + SEEDS(passed=passed, count=len(judgments), seed=shown.seed).render(translate))
    lines += [found_line(each, lang, translate) for each in shown.verdicts]
    for run in shown.runs.values():
        bad = NOT_OK.render(translate)
        problems = [run.failure] if run.failure is not None else []
        if run.break_count:
            first = run.breaks[0]
            problems.append(BROKEN(count=run.break_count, span=duration(first.t_s), what=first.what))
        for problem in problems:
            shown_problem = problem if run.run == ONLY else IN_RUN(run=run.run, failure=problem)
            lines.append(f"       {bad:<{width}} {shown_problem.render(translate)}")
    if scenario.limits:
        lines.append(under + LIMITS(limits=scenario.limits[lang]).render(translate))
    return lines


def found_line(verdict: Verdict, lang: str, translate: Translate) -> str:
    """One expectation with what was found and what was wanted."""
    word = (OK if verdict.passed else NOT_OK).render(translate)
    return f"       {word:<{_width(translate, 4, OK, NOT_OK)}} {found_words(verdict, lang).render(translate)}"


def found_words(verdict: Verdict, lang: str) -> Message:
    """What was expected, found and wanted, as one sentence."""
    expectation = verdict.expectation
    message = FOUND_LINE if verdict.run == ONLY else FOUND_IN_RUN
    limit = limit_words(expectation.limit)
    return message(what=expectation.what[lang], run=verdict.run, value=found_value(verdict), limit=limit)


def found_value(verdict: Verdict) -> Message | str:
    """What was found, with its unit; with more digits when it is outside of the limit, perhaps by little."""
    value = value_words(verdict.value, FEW if verdict.passed else MANY)
    is_word = isinstance(verdict.value, str) or (isinstance(value, Message) and value.key != NUMBER.key)
    return WITH_UNIT(value=value, unit=verdict.unit) if verdict.unit and not is_word else value


def list_line(scenario: Scenario, lang: str, translate: Translate) -> str:
    """A scenario that is only named."""
    whole = sum(run.for_s for run in scenario.runs)
    return f"  {scenario.name:<{NAME_WIDTH}}  {duration(whole).render(translate):>{SPAN_WIDTH}}  {scenario.title[lang]}"


def _width(translate: Translate, least: int, *words: Message) -> int:
    return max(least, *(len(word.render(translate)) for word in words))


def name_in_page(scenario: Scenario) -> str:
    """What a page calls the scenario in its own addresses."""
    return plain_name(f"{scenario.project}-{scenario.name}")


def page(
    judgments: Sequence[Judgment], lang: str, translate: Translate = str, remarks: Sequence[Message] | None = None
) -> str:
    """The whole page as HTML; `remarks` stand at its top instead of how many scenarios pass."""
    return "\n".join(_Page(lang, translate).lines(judgments, remarks)) + "\n"


class _Page:
    def __init__(self, lang: str, translate: Translate) -> None:
        self._lang = lang
        self._translate = translate

    def lines(self, judgments: Sequence[Judgment], remarks: Sequence[Message] | None = None) -> Iterable[str]:
        together: dict[tuple[str, str], list[Judgment]] = {}
        for each in judgments:
            together.setdefault((each.scenario.project, each.scenario.name), []).append(each)
        passed = sum(all(each.passed for each in played) for played in together.values())
        yield "<!DOCTYPE html>"
        yield f'<html lang="{escape(self._lang)}"><head><meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{NO_REQUESTS}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>SIM · Highland: {self._text(HEADING)}</title>"
        yield f"<style>{style()}{STYLE.read_text(encoding='utf-8')}</style></head><body>{icons(*ICONS.values())}"
        yield f'<main class="sim" data-tab="{self._text(BADGE)}"><div class="inside">'
        yield f"<h1>Highland: {self._text(HEADING)}</h1>"
        said = [SUMMARY(passed=passed, count=len(together))] if remarks is None else remarks
        yield from (f"<p>{self._text(each)}</p>" for each in said[:-1])
        yield f"<p>{''.join(self._text(each) for each in said[-1:])} {self._text(PROVENANCE_LINE)}</p>"
        if not any(run.picture for each in judgments for run in each.runs.values()):
            yield f"<p>{self._text(NO_PICTURES)}</p>"
        for project, keys in groupby(together, key=lambda key: key[0]):
            yield f"<h2>{escape(project)}</h2>"
            yield from self._table([together[key] for key in keys])
        for played in together.values():
            yield from self._scenario(played)
        yield f'<p class="last">◆ {self._text(BADGE)}</p></div></main></body></html>'

    def _table(self, scenarios: Sequence[Sequence[Judgment]]) -> Iterable[str]:
        yield self._head(RESULT, SCORE, SCENARIO)
        for played in scenarios:
            shown = worst(played)
            title = f'<a href="#{name_in_page(shown.scenario)}">{escape(shown.scenario.title[self._lang])}</a>'
            bar = f'<span class="bar"><span style="width:{shown.score:.0f}%"></span></span>'
            score = f"<span>{bar}{shown.score:.0f}</span>"
            yield self._cells((RESULT, SCORE, SCENARIO), (self._verdict(shown.passed, PASS, FAIL), score, title))
        yield "</tbody></table>"

    def _scenario(self, played: Sequence[Judgment]) -> Iterable[str]:
        shown = worst(played)
        scenario = shown.scenario
        name = f"<small>{escape(scenario.project)} / {escape(scenario.name)}</small>"
        verdict = self._verdict(shown.passed, PASS, FAIL)
        yield f'<section class="card" id="{name_in_page(shown.scenario)}">'
        yield f"<h2>{verdict} {escape(scenario.title[self._lang])} <b>{shown.score:.0f}</b> {name}</h2>"
        for text in (scenario.story.get(self._lang, ""), *self._remarks(played)):
            yield f"<p>{escape(text)}</p>" if text else ""
        yield self._head(*COLUMNS)
        yield from (self._row(verdict) for verdict in shown.verdicts)
        yield "</tbody></table>"
        for run in shown.runs.values():
            if run.failure is not None:
                yield f'<p class="bad">{escape(run.run)}: {self._text(run.failure)}</p>'
            if run.break_count:
                broken = BROKEN(count=run.break_count, span=duration(run.breaks[0].t_s), what=run.breaks[0].what)
                yield f'<p class="bad">{escape(run.run)}: {self._text(broken)}</p>'
        for each in played:
            for run in each.runs.values():
                if run.picture:
                    label = self._text(PICTURE_OF(run=run.run, name=scenario.name))
                    yield f'<figure role="img" tabindex="0" aria-label="{label}">{run.picture}</figure>'
        yield "</section>"

    def _remarks(self, played: Sequence[Judgment]) -> Iterable[str]:
        shown = worst(played)
        scenario = shown.scenario
        lasted = [(run.run, duration(run.simulated_s).render(self._translate)) for run in shown.runs.values()]
        spans = ", ".join(each if run == ONLY else f"{run} {each}" for run, each in lasted)
        if scenario.design and self._lang == "en":
            yield DESIGN(design=scenario.design).render(self._translate)
        if scenario.limits:
            yield LIMITS(limits=scenario.limits[self._lang]).render(self._translate)
        if len(played) > 1:
            passed = sum(each.passed for each in played)
            yield SEEDS(passed=passed, count=len(played), seed=shown.seed).render(self._translate)
        yield SIMULATED(seed=shown.seed, spans=spans).render(self._translate)

    def _row(self, verdict: Verdict) -> str:
        cells = (
            self._verdict(verdict.passed, OK, NOT_OK),
            escape(verdict.expectation.what[self._lang]),
            escape("" if verdict.run == ONLY else verdict.run),
            self._text(found_value(verdict)),
            self._text(limit_words(verdict.expectation.limit)),
        )
        return self._cells(COLUMNS, cells)

    def _head(self, *words: Message) -> str:
        heads = "".join(f'<th scope="col">{self._text(word)}</th>' for word in words)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>"

    def _cells(self, heads: Sequence[Message], cells: Sequence[str]) -> str:
        """A row; on a phone each cell has its column's head beside it."""
        named = zip(heads, cells, strict=True)
        return "<tr>" + "".join(f'<td data-head="{self._text(head)}">{cell}</td>' for head, cell in named) + "</tr>"

    def _verdict(self, good: bool, yes: Message, no: Message) -> str:
        meaning = "work" if good else "danger"
        icon = f'<svg class="ic" aria-hidden="true"><use href="#{ICONS[meaning]}"/></svg>'
        return f'<span class="state {meaning}">{icon}{self._text(yes if good else no)}</span>'

    def _text(self, text: Message | str) -> str:
        return escape(text.render(self._translate) if isinstance(text, Message) else text)
