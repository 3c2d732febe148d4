"""multiprocessing.Pool and ProcessPoolExecutor: workers are virtual threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import Any

from sim.programs.children.copies import copied

WORKERS = 4  # as many as a Pi 4 has processors


class ProcessPool(ThreadPoolExecutor):
    """concurrent.futures.ProcessPoolExecutor."""

    def __init__(
        self,
        max_workers: int | None = None,
        mp_context: Any = None,
        initializer: Any = None,
        initargs: tuple[Any, ...] = (),
        *,
        max_tasks_per_child: int | None = None,
    ) -> None:
        super().__init__(max_workers or WORKERS, "process", initializer, initargs)

    def map(self, fn: Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None, **_: Any) -> Any:
        return super().map(fn, *iterables, timeout=timeout)


class Result:
    """multiprocessing.pool.AsyncResult. `one`: a single value is wanted, no list."""

    def __init__(self, futures: list[Future[Any]], one: bool) -> None:
        self._futures = futures
        self._one = one

    def get(self, timeout: float | None = None) -> Any:
        """Wait for what came out, and raise what was raised."""
        found = [future.result(timeout) for future in self._futures]
        return found[0] if self._one else found

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it is done."""
        for future in self._futures:
            future.exception(timeout)

    def ready(self) -> bool:
        return all(future.done() for future in self._futures)

    def successful(self) -> bool:
        return all(future.exception() is None for future in self._futures)


class Pool:
    """multiprocessing.Pool."""

    def __init__(
        self,
        processes: int | None = None,
        initializer: Any = None,
        initargs: Iterable[Any] = (),
        maxtasksperchild: int | None = None,
    ) -> None:
        self._workers = ProcessPool(processes, initializer=initializer, initargs=tuple(initargs))

    def apply(self, func: Callable[..., Any], args: Iterable[Any] = (), kwds: Any = None) -> Any:
        """Call once and wait."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(
        self,
        func: Callable[..., Any],
        args: Iterable[Any] = (),
        kwds: Any = None,
        callback: Any = None,
        error_callback: Any = None,
    ) -> Result:
        """Call once, without waiting."""
        return self._begun(func, [tuple(args)], kwds or {}, callback, error_callback, True)

    def map(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int | None = None) -> Any:
        """Call for each and wait for all."""
        return self.map_async(func, iterable).get()

    def map_async(
        self,
        func: Callable[..., Any],
        iterable: Iterable[Any],
        chunksize: int | None = None,
        callback: Any = None,
        error_callback: Any = None,
    ) -> Result:
        """Call for each, without waiting."""
        return self.starmap_async(func, zip(iterable, strict=True), chunksize, callback, error_callback)

    def starmap(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int | None = None) -> Any:
        """Call with the arguments of each and wait for all."""
        return self.starmap_async(func, iterable).get()

    def starmap_async(
        self,
        func: Callable[..., Any],
        iterable: Iterable[Any],
        chunksize: int | None = None,
        callback: Any = None,
        error_callback: Any = None,
    ) -> Result:
        """Call with the arguments of each, without waiting."""
        return self._begun(func, [tuple(each) for each in iterable], {}, callback, error_callback, False)

    def imap(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int = 1) -> Iterator[Any]:
        """What comes out, one after the other, in order."""
        return (future.result() for future in [self._workers.submit(func, copied(each)) for each in iterable])

    def imap_unordered(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int = 1) -> Iterator[Any]:
        """What comes out, as it comes."""
        return (
            future.result() for future in as_completed([self._workers.submit(func, copied(each)) for each in iterable])
        )

    def close(self) -> None:
        """Take no more work."""
        self._workers.shutdown(wait=False)

    def terminate(self) -> None:
        """Take no more work, and begin none of what waits."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def join(self) -> None:
        """Wait for all work."""
        self._workers.shutdown(wait=True)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.terminate()

    def _begun(
        self,
        func: Callable[..., Any],
        calls: list[tuple[Any, ...]],
        named: Any,
        callback: Any,
        error_callback: Any,
        one: bool,
    ) -> Result:
        futures = [self._workers.submit(func, *copied(args), **named) for args in calls]
        result = Result(futures, one)
        left = [len(futures)]

        def done(future: Future[Any]) -> None:
            left[0] -= 1
            error = future.exception()
            if error is not None and error_callback is not None:
                error_callback(error)
            elif error is None and callback is not None and not left[0]:
                callback(result.get())

        for future in futures:
            future.add_done_callback(done)
        return result
