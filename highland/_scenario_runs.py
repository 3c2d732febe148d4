"""Play what `highland scenarios` was asked for: the sensors, how far it has come, and a page with pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.whole_file import try_to_write, whole_file
from messages import Say

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.scenarios.judge import Judgment
    from sim.scenarios.scenario import Scenario

SO_FAR = Message("cli.scenarios.so_far", "{percent:.0f} % of the scenarios done")
REPORT_IS = Message("cli.scenarios.report_is", "The page is in {file} (SIM).")
NO_PICTURES = Message(
    "cli.scenarios.no_pictures", "The page has no plots: they need the library matplotlib, which is not installed."
)
CANNOT_WRITE = Message("cli.scenarios.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.scenarios.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)

QUIET_SHARE = 0.1  # without a terminal: a line of progress at every tenth


def with_units(units: str | None, scenario: Scenario) -> Scenario:
    """The scenario with these sensors in every run, whatever its file says; None: as the file says."""
    from sim.chips._unit import Kind

    if units is None:
        return scenario
    return replace(scenario, runs=tuple(replace(run, units=Kind(units)) for run in scenario.runs))


def list_them(found: Sequence[tuple[Project, Sequence[Scenario]]], say: Say) -> int:
    """Name them; nothing is played."""
    from sim.scenarios.report import list_line

    for project, scenarios in found:
        print(project.name)
        for scenario in scenarios:
            print(list_line(scenario, say.lang, say.translate))
    return 0


def play_them(
    found: Sequence[tuple[Project, Sequence[Scenario]]], arguments: argparse.Namespace, say: Say, *, drawn: bool
) -> list[Judgment]:
    """The judgment of each with each seed that was asked for; `drawn`: with pictures for a page."""
    from sim.scenarios.workers import jobs_of, play_all

    seeds = [arguments.seed + number for number in range(arguments.seeds + 1)]
    jobs = [
        job
        for project, scenarios in found
        for scenario in scenarios
        for job in jobs_of(
            str(project.folder), scenario, seeds, _picture_words(project, say) if drawn else None, say.lang
        )
    ]
    with progress(quiet=arguments.json, say=say) as done:
        return play_all(jobs, arguments.workers, done, arguments.dask)


@contextmanager
def progress(quiet: bool, say: Say) -> Iterator[Callable[[float], None]]:
    """How far all the work has come, on standard error: a bar on a terminal, else a line at every tenth."""
    if quiet and not sys.stderr.isatty():
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        reported = 0.0

        def tell(share: float) -> None:
            nonlocal reported
            if share >= reported + QUIET_SHARE:
                reported = share
                say.aside(SO_FAR, percent=100.0 * share)

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("SIM", total=1.0)
        yield lambda share: bar.update(task, completed=share, refresh=True)


def page_asked(name: str | None) -> Path | None:
    """The file of the page, checked to be writable before the long runs begin."""
    if name is None:
        return None
    file = Path(name)
    try:
        try_to_write(file)
    except (OSError, ValueError) as error:
        raise _cannot_write(name, error) from error
    return file


def _picture_words(project: Project, say: Say) -> dict[str, str] | None:
    from sim.plots.draw import can_draw
    from sim.plots.embed import sentences

    return {text: say.of_project(project.folder).translate(text) for text in sentences()} if can_draw() else None


def write_page(file: Path, page: str, say: Say) -> None:
    """Write the page. Raises HighlandError."""
    from sim.plots.draw import can_draw

    try:
        with whole_file(file) as part:
            part.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _cannot_write(str(file), error) from error
    if not can_draw():
        say.aside(NO_PICTURES)


def _cannot_write(file: str, error: Exception) -> HighlandError:
    reason = cause(error)
    return HighlandError(CANNOT_WRITE(file=file or "''", reason=reason), CANNOT_WRITE_HINT)
