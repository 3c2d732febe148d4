"""`highland scenarios PROJECT --contest`: a law judged in the worlds of its project's contest."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from devices import Message
from highland._scenario_runs import REPORT_IS, list_them, page_asked, play_them, with_units, write_page
from messages import Say
from messages.arguments import UsageError

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.scenarios.contest.worlds import Contest

NO_WORLD = Message("cli.contest.not_there", "There is no world called {name} in the contest.")
NO_WORLD_HINT = Message("cli.contest.not_there.hint", "There are: {names}.")
FAILED = 1


def run_contest(arguments: argparse.Namespace, units: str | None, say: Say) -> int:
    """Judge. 0: every world that can judge this law passes, and there is one; 1: otherwise."""
    from sim.scenarios.contest.report import as_json, lines_of_contest, page_of_contests, result_of

    found = [(project, _asked(contest, arguments.only, units)) for project, contest in _contests(arguments)]
    judging = [(project, contest.judging) for project, contest in found]
    if arguments.list:
        return list_them([(project, [each.scenario for each in contest.worlds]) for project, contest in found], say)
    page = page_asked(arguments.report)
    judgments = play_them(judging, arguments, say, drawn=page is not None)
    results = [
        result_of(contest, [each for each in judgments if any(each.scenario is mine for mine in contest.judging)])
        for _, contest in found
    ]
    passed = all(each.passed for each in results)
    if page is not None:
        write_page(page, page_of_contests(results, say.lang, say.translate), say)
    if arguments.json:
        from firmware.trace import SIM

        contests = [as_json(each) for each in results]
        print(json.dumps({"provenance": SIM, "passed": passed, "contests": contests}, ensure_ascii=False))
    else:
        from sim.results.summary import PROVENANCE_LINE

        for (project, _), result in zip(found, results, strict=True):
            print("\n".join(lines_of_contest(result, say.lang, say.of_project(project.folder).translate)))
        say(PROVENANCE_LINE)
        if page is not None:
            say(REPORT_IS, file=page)
    return 0 if passed else FAILED


def _contests(arguments: argparse.Namespace) -> list[tuple[Project, Contest]]:
    """Those that were asked for; without a project all there are. Raises HighlandError."""
    from firmware.project import find, names
    from sim.scenarios.contest.worlds import has_contest, read_contest

    if arguments.project is not None:
        projects = [find(arguments.project)]
    else:
        projects = [project for project in map(find, names()) if has_contest(project)]
    found = []
    for project in projects:
        with project.errors_told():
            found.append((project, read_contest(project)))
    possible = [each.scenario.name for _, contest in found for each in contest.worlds]
    for each in arguments.only:
        if each not in possible:
            raise UsageError(NO_WORLD(name=each), NO_WORLD_HINT(names=", ".join(possible) or "-"))
    return found


def _asked(contest: Contest, only: Sequence[str], units: str | None) -> Contest:
    """The contest with the worlds and the sensors that were asked for."""
    worlds = tuple(
        replace(each, scenario=with_units(units, each.scenario))
        for each in contest.worlds
        if not only or each.scenario.name in only
    )
    return replace(contest, worlds=worlds)
