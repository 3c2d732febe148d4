"""Play many runs at once, and judge each scenario when its runs are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from devices import Message
from firmware.project import find
from sim.plots.about import about
from sim.plots.describe import describe
from sim.plots.embed import inline_svg
from sim.scenarios.contest.worlds import contestant
from sim.scenarios.judge import Judgment, judge
from sim.scenarios.many import in_many
from sim.scenarios.play import Played, play, weight
from sim.scenarios.report import name_in_page
from sim.scenarios.scenario import ONLY, Run, Scenario

LOST = Message("scenario.lost", "The process that played it was lost. Is there enough memory?")


@dataclass(frozen=True, slots=True)
class Job:
    """One run to play. `words` are the sentences of the picture in the reader's language `lang`; None: no picture."""

    folder: str
    scenario: Scenario
    run: Run
    seed: int
    words: Mapping[str, str] | None = None
    lang: str = "en"

    @property
    def weight(self) -> float:
        """How long it will take, roughly."""
        return weight(self.run)


def jobs_of(
    folder: str, scenario: Scenario, seeds: Sequence[int], words: Mapping[str, str] | None = None, lang: str = "en"
) -> list[Job]:
    """Every run of a scenario with every seed. Pictures are drawn for the first seed only."""
    return [
        Job(folder, scenario, run, seed, words if seed == seeds[0] else None, lang)
        for seed in seeds
        for run in scenario.runs
    ]


def play_all(
    jobs: Sequence[Job],
    workers: int = 1,
    on_progress: Callable[[float], None] = lambda _: None,
    dask: str | None = None,
) -> list[Judgment]:
    """Play every job, the longest first, and judge; the judgments stand in the order of the jobs.

    `on_progress` is called with how much of the work is done, 0 to 1. With one worker everything happens in this
    process; `dask` is the scheduler of a computer room. Raises KeyboardInterrupt when it is stopped, with no process
    left behind, and HighlandError when the computer room cannot be used.
    """
    total = sum(job.weight for job in jobs) or 1.0
    finished, played = 0.0, dict[int, Played]()
    order = sorted(range(len(jobs)), key=lambda number: -jobs[number].weight)
    longest_first = [jobs[number] for number in order]
    for place, result in in_many(play_job, longest_first, workers=min(workers, len(jobs)), dask=dask, lost=_lost):
        played[order[place]] = result
        finished += jobs[order[place]].weight
        on_progress(finished / total)
    together: dict[tuple[str, str, int], list[int]] = {}
    for number, job in enumerate(jobs):
        together.setdefault((job.folder, job.scenario.name, job.seed), []).append(number)
    return [
        judge(jobs[numbers[0]].scenario, seed, [played[number] for number in numbers])
        for (_, _, seed), numbers in together.items()
    ]


def play_job(job: Job) -> Played:
    """Play one job here, and draw its picture."""
    project = find(job.folder)
    if job.scenario.contest:
        project = contestant(project)
    played = play(project, job.scenario, job.run, job.seed, drawn=job.words is not None)
    if job.words is not None:
        played = replace(played, picture=picture_of(played, job))
    return replace(played, recording=None)


def picture_of(played: Played, job: Job) -> str:
    """The run as SVG text for a page; nothing when there is nothing to draw."""
    scenario, run, words = job.scenario, job.run, job.words or {}
    if played.recording is None or not played.recording.end_s:
        return ""
    picture = describe(
        played.recording,
        about(find(job.folder)),
        job.lang,
        lambda text: words.get(text, text),
        heading=scenario.name if run.name == ONLY else f"{scenario.name} ({run.name})",
        seed=job.seed,
    )
    return inline_svg(picture, f"{name_in_page(scenario)}-{run.name}")


def _lost(job: Job) -> Played:
    return Played(job.run.name, job.seed, failure=LOST)
