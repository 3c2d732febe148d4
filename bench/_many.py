"""Much work in many processes or computers, with a bar that says how far it is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

LINES = 20  # that tell how far it is, in a file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many do the work."""
    parser.add_argument("--workers", type=int, help="processes (default: one for each core)")
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="the scheduler of a computer room, such as tcp://192.168.1.10:8786"
    )


def with_bar(
    work: Callable[[Any], Any], pieces: Sequence[Any], title: str, arguments: argparse.Namespace
) -> Iterator[Any]:
    """`work(piece)` for every piece, in the order in which they get done. `work` must be a function of a module.

    Where no bar can be drawn, in a file or a pipe, twenty lines in all say how far it is.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from devices import HighlandError
    from sim.scenarios.many import in_many

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    workers = arguments.workers or os.cpu_count() or 1
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=len(pieces))
        try:
            for count, (_, result) in enumerate(in_many(work, pieces, workers=workers, dask=arguments.dask), start=1):
                bar.advance(task)
                if not console.is_terminal and count * LINES // len(pieces) > (count - 1) * LINES // len(pieces):
                    print(f"{count} of {len(pieces)} {title}", file=sys.stderr, flush=True)
                yield result
        except HighlandError as error:
            sys.exit(str(error))
