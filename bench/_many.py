"""Much work in many processes or computers, with a bar that says how far it is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many do the work."""
    parser.add_argument("--workers", type=int, help="processes (default: one for each core)")
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="the scheduler of a computer room, such as tcp://192.168.1.10:8786"
    )


def with_bar(
    work: Callable[[Any], Any], pieces: Sequence[Any], title: str, arguments: argparse.Namespace
) -> Iterator[Any]:
    """`work(piece)` for every piece, in the order in which they get done. `work` must be a function of a module."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from devices import HighlandError
    from sim.scenarios.many import in_many

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    workers = arguments.workers or os.cpu_count() or 1
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=len(pieces))
        try:
            for _, result in in_many(work, pieces, workers=workers, dask=arguments.dask):
                bar.advance(task)
                yield result
        except HighlandError as error:
            sys.exit(str(error))
