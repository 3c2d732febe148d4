"""What came of a contest: a table for a terminal, one object for programs, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from devices import Message
from sim.scenarios.contest.worlds import Contest, World
from sim.scenarios.judge import Judgment
from sim.scenarios.report import NAME_WIDTH, Translate, lines_of, page, worst

FULL = 100.0  # points for one world
HEAD = Message("contest.head", "{law}, judged in the contest of {project}:")
NOT_APPLICABLE = Message("contest.not_applicable", "n/a")
LEFT_OUT = Message("contest.left_out", "Not applicable, {title}: {why}")
TOTAL = Message("contest.total", "{points:.0f} of {full:.0f} points; {passed} of {count} worlds pass.")
TOTAL_WITH_LEFT_OUT = Message(
    "contest.total_left_out",
    "{points:.0f} of {full:.0f} points; {passed} of {count} worlds pass; {left_out} not applicable.",
)


@dataclass(frozen=True, slots=True)
class ContestResult:
    """A law in its contest. `worst` has for each world that can judge it the judgment of its worst seed."""

    contest: Contest
    judgments: tuple[Judgment, ...]
    worst: tuple[Judgment, ...]

    @property
    def points(self) -> float:
        """The sum over all worlds that can judge the law, at most 100 each."""
        return sum(each.score for each in self.worst)

    @property
    def left_out(self) -> tuple[World, ...]:
        """The worlds that are not applicable."""
        return tuple(each for each in self.contest.worlds if each.lacks is not None)

    @property
    def passed(self) -> bool:
        """Whether every world that can judge the law passes with every seed, and there is one."""
        return bool(self.worst) and all(each.passed for each in self.worst)

    def total(self) -> Message:
        """The sum, as one sentence."""
        count, passed = len(self.worst), sum(each.passed for each in self.worst)
        sentence = TOTAL_WITH_LEFT_OUT if self.left_out else TOTAL
        found = {"points": self.points, "full": FULL * count, "passed": passed, "count": count}
        return sentence(**found, left_out=len(self.left_out)) if self.left_out else sentence(**found)


def result_of(contest: Contest, judgments: Sequence[Judgment]) -> ContestResult:
    """The result of playing the worlds that can judge this law, with one seed or several."""
    played = [[each for each in judgments if each.scenario.name == mine.name] for mine in contest.judging]
    return ContestResult(contest, tuple(judgments), tuple(worst(each) for each in played if each))


def lines_of_contest(result: ContestResult, lang: str, translate: Translate) -> list[str]:
    """The table: each world with its points, its expectations and what was found; then the sum."""
    contest = result.contest
    lines = [HEAD(law=contest.law, project=contest.project).render(translate)]
    for world in contest.worlds:
        played = [each for each in result.judgments if each.scenario.name == world.scenario.name]
        if world.lacks is None:
            lines += [f"  {line}" for line in lines_of(played, lang, translate)]
        else:
            head = f"  {NOT_APPLICABLE.render(translate):<5}    -  {world.scenario.name:<{NAME_WIDTH}}"
            lines += [f"{head}  {world.scenario.title[lang]}", f"              {world.lacks.render(translate)}"]
    return [*lines, result.total().render(translate)]


def as_json(result: ContestResult) -> dict[str, Any]:
    """JSON-able; `sha256` is that of the worlds' file."""
    contest = result.contest
    return {
        "law": contest.law,
        "project": contest.project,
        "file": contest.file,
        "sha256": contest.sha256,
        "passed": result.passed,
        "points": round(result.points, 1),
        "full": FULL * len(result.worst),
        "worlds_passed": sum(each.passed for each in result.worst),
        "worlds_failed": sum(not each.passed for each in result.worst),
        "not_applicable": len(result.left_out),
        "worlds": [each for world in contest.worlds for each in _world_as_json(world, result.judgments)],
    }


def _world_as_json(world: World, judgments: Sequence[Judgment]) -> Iterator[dict[str, Any]]:
    if world.lacks is not None:
        name, title = world.scenario.name, dict(world.scenario.title)
        yield {"name": name, "title": title, "verdict": "not_applicable", "why": world.lacks.render()}
        return
    for each in judgments:
        if each.scenario.name == world.scenario.name:
            yield {**each.as_json(), "verdict": "passed" if each.passed else "failed"}


def page_of_contests(results: Sequence[ContestResult], lang: str, translate: Translate = str) -> str:
    """The whole page as HTML."""
    remarks: list[Message] = []
    for result in results:
        remarks += [HEAD(law=result.contest.law, project=result.contest.project), result.total()]
        remarks += [LEFT_OUT(title=each.scenario.title[lang], why=each.lacks) for each in result.left_out]
    return page([each for result in results for each in result.judgments], lang, translate, remarks)
