"""Play many runs at once, each in a process of its own: the pins of a process can belong to one board only."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context, parent_process

from devices import Message
from firmware.project import find
from sim.results.plot import inline_svg
from sim.scenarios.judge import Judgment, judge
from sim.scenarios.play import Played, play, weight
from sim.scenarios.report import name_in_page
from sim.scenarios.scenario import ONLY, Run, Scenario

LOST = Message("scenario.lost", "The process that played it was lost. Is there enough memory?")
STOPPED = 130  # exit code of a process that was stopped


@dataclass(frozen=True, slots=True)
class Job:
    """One run to play. `words` are the sentences of the picture in the reader's language; None: no picture."""

    folder: str
    scenario: Scenario
    run: Run
    seed: int
    words: Mapping[str, str] | None = None

    @property
    def weight(self) -> float:
        """How long it will take, roughly."""
        return weight(self.run)


def jobs_of(folder: str, scenario: Scenario, seeds: Sequence[int], words: Mapping[str, str] | None = None) -> list[Job]:
    """Every run of a scenario with every seed. Pictures are drawn for the first seed only."""
    return [
        Job(folder, scenario, run, seed, words if seed == seeds[0] else None) for seed in seeds for run in scenario.runs
    ]


def play_all(
    jobs: Sequence[Job], workers: int = 1, on_progress: Callable[[float], None] = lambda _: None
) -> list[Judgment]:
    """Play every job, the longest first, and judge; the judgments stand in the order of the jobs.

    `on_progress` is called with how much of the work is done, 0 to 1. With one worker everything happens in this
    process. Raises KeyboardInterrupt when it is stopped, with no process left behind.
    """
    total = sum(job.weight for job in jobs) or 1.0
    finished, played = 0.0, dict[int, Played]()
    for number, result in _results(jobs, min(workers, len(jobs))):
        played[number] = result
        finished += jobs[number].weight
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
    played = play(find(job.folder), job.scenario, job.run, job.seed, drawn=job.words is not None)
    if job.words is not None:
        played = replace(played, picture=picture_of(played, job))
    return replace(played, samples=None)


def picture_of(played: Played, job: Job) -> str:
    """The run as SVG text for a page; nothing when there is nothing to draw."""
    scenario, run, words = job.scenario, job.run, job.words or {}
    if played.samples is None:
        return ""
    return inline_svg(
        played.samples,
        f"{name_in_page(scenario)}-{run.name}",
        project=scenario.name if run.name == ONLY else f"{scenario.name} ({run.name})",
        seed=job.seed,
        for_s=played.simulated_s,
        translate=lambda text: words.get(text, text),
    )


def _results(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Played]]:
    order = sorted(range(len(jobs)), key=lambda number: -jobs[number].weight)
    if workers <= 1:
        for number in order:
            yield number, play_job(jobs[number])
        return
    before = set(active_children())
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_exit_with_parent)
    try:
        waiting: dict[Future[Played], int] = {pool.submit(play_job, jobs[number]): number for number in order}
        for future in as_completed(waiting):
            number = waiting[future]
            yield number, _result(future, jobs[number])
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - before:
            child.terminate()
        raise
    pool.shutdown()


def _result(future: Future[Played], job: Job) -> Played:
    try:
        return future.result()
    except BrokenProcessPool:
        return Played(job.run.name, job.seed, failure=LOST)


def _exit_with_parent() -> None:
    """In a new process: exit at once when the command is stopped or gone."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # ignored on purpose, as after `nohup`
            signal.signal(number, lambda *_: os._exit(STOPPED))
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.join,), daemon=True).start()


def _exit_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(STOPPED)
