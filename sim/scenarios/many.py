"""Do many pieces of work at once: in processes of this computer, or in those of a computer room.

A computer room is a scheduler of dask.distributed (the extra `lab`) with its workers; what a computer had in hand when
it was switched off is done by another. A process does one piece at a time: its pins can belong to one board only.
"""

from __future__ import annotations

import hashlib
import os
import platform
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from devices import HighlandError, Message

NO_DASK = Message("many.no_dask", "Work cannot be given to other computers: dask.distributed is not installed.")
NO_DASK_HINT = Message("many.no_dask.hint", 'Install it: pip install -e ".[lab]".')
NO_SCHEDULER = Message("many.no_scheduler", "No scheduler answers at {address} ({reason}).")
NO_SCHEDULER_HINT = Message(
    "many.no_scheduler.hint", "Is it running, and does the address begin with tcp:// and end with its port?"
)
NO_WORKERS = Message("many.no_workers", "The scheduler at {address} has no workers.")
NO_WORKERS_HINT = Message("many.no_workers.hint", "Start at least one: dask worker {address} --nthreads 1.")
OTHER_CODE = Message(
    "many.other_code", "The computer {computer} has another version of Highland; its results would differ."
)
OTHER_CODE_HINT = Message(
    "many.other_code.hint", "Copy this folder to every computer of the room, then start the workers again."
)

CONNECT_S = 10.0
WORKERS_S = 30.0  # how long to wait for the first worker
STOPPED = 130  # exit code of a process that was stopped

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def in_many(
    work: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    *,
    workers: int = 1,
    dask: str | None = None,
    lost: Callable[[Piece], Result] | None = None,
) -> Iterator[tuple[int, Result]]:
    """Yield (number, `work(piece)`) for every piece as it gets done; they begin in their order.

    `work` must be a function of a module. `workers` are processes of this computer, 1: this process itself; `dask` is
    the address of a scheduler instead, `tcp://...`. `lost(piece)` stands for a piece whose process was lost. Raises
    HighlandError when the computer room cannot be used; leaves no process behind, whatever happens.
    """
    if dask is not None:
        return _in_the_room(work, pieces, dask, lost)
    if workers <= 1:
        return ((number, work(piece)) for number, piece in enumerate(pieces))
    return _in_processes(work, pieces, workers, lost)


def _in_processes(
    work: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    workers: int,
    lost: Callable[[Piece], Result] | None,
) -> Iterator[tuple[int, Result]]:
    before = set(active_children())
    fresh = get_context("spawn")  # the same on every system: nothing is inherited
    pool = ProcessPoolExecutor(workers, mp_context=fresh, initializer=_exit_with_parent)
    try:
        waiting = {pool.submit(work, piece): number for number, piece in enumerate(pieces)}
        for future in as_completed(waiting):
            number = waiting.pop(future)
            yield number, _result(future, pieces[number], BrokenProcessPool, lost)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - before:
            child.terminate()
        raise
    pool.shutdown()


def _result(
    future: Future[Result], piece: Piece, gone: type[Exception], lost: Callable[[Piece], Result] | None
) -> Result:
    try:
        return future.result()
    except gone:
        if lost is None:
            raise
        return lost(piece)


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


# A computer room


class _OtherCode(NamedTuple):
    """The answer of a computer whose Highland is not ours."""

    computer: str


def _in_the_room(
    work: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    address: str,
    lost: Callable[[Piece], Result] | None,
) -> Iterator[tuple[int, Result]]:
    client = _client(address)
    from distributed import KilledWorker
    from distributed import as_completed as as_done

    waiting: dict[Any, int] = {}
    try:
        for number, piece in enumerate(pieces):
            waiting[client.submit(_do_there, work, piece, code_digest(), pure=False, priority=-number)] = number
        for future in as_done(list(waiting)):
            number = waiting.pop(future)
            result = _result(future, pieces[number], KilledWorker, lost)
            future.release()
            if isinstance(result, _OtherCode):
                raise HighlandError(OTHER_CODE(computer=result.computer), OTHER_CODE_HINT)
            yield number, result
    finally:
        client.cancel(list(waiting))
        client.close()


def _client(address: str) -> Any:
    """A connection to a scheduler that has workers. Raises HighlandError."""
    try:
        from distributed import Client
    except ImportError:
        raise HighlandError(NO_DASK, NO_DASK_HINT) from None
    try:
        client = Client(address, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        raise HighlandError(NO_SCHEDULER(address=address, reason=type(error).__name__), NO_SCHEDULER_HINT) from None
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError:
        client.close()
        raise HighlandError(NO_WORKERS(address=address), NO_WORKERS_HINT(address=address)) from None
    return client


_ONE_BOARD = threading.Lock()


def _do_there(work: Callable[[Piece], Result], piece: Piece, code: str) -> Result | _OtherCode:
    """Do one piece in a worker of the room, unless its Highland is another."""
    if code_digest() != code:
        return _OtherCode(platform.node())
    with _ONE_BOARD:
        return work(piece)


@cache
def code_digest() -> str:
    """SHA-256 over the code and the tables of this copy of Highland, whatever its line ends."""
    tree = Path(__file__).parents[2]
    found = hashlib.sha256()
    rooms = sorted({file.parent for file in tree.glob("*/__init__.py")} | {tree / "bench"})
    for file in sorted(file for room in rooms for kind in ("*.py", "*.toml") for file in room.rglob(kind)):
        found.update(f"{file.relative_to(tree).as_posix()}\n".encode())
        found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()
