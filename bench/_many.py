"""Much work in many processes, with a bar that says how far it is. One process is one virtual board."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Any

AHEAD = 4  # queued pieces of work per process, so that none is idle


def in_many(work: Callable[[Any], Any], pieces: Sequence[Any], title: str, workers: int | None = None) -> Iterator[Any]:
    """`work(piece)` for every piece, in the order in which they get done. `work` must be a function of a module."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    fresh = multiprocessing.get_context("spawn")  # the same on every system: nothing is inherited
    with (
        Progress(*columns, console=Console(stderr=True), transient=True) as bar,
        ProcessPoolExecutor(workers or os.cpu_count(), mp_context=fresh) as pool,
    ):
        task = bar.add_task(title, total=len(pieces))
        left = iter(pieces)
        running: set[Future[Any]] = set()
        try:
            while True:
                while len(running) < AHEAD * (workers or os.cpu_count() or 1):
                    piece = next(left, None)
                    if piece is None:
                        break
                    running.add(pool.submit(work, piece))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    bar.advance(task)
                    yield each.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
