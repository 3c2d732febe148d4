"""Something that goes on beside a case: a world that answers, a wire that ticks. What fails in it fails the case."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self


class Background:
    """`with` starts `step` again and again in a thread, and ends it. `step` gives the seconds until the next one."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._error: Exception | None = None

    def step(self) -> float:
        """One step of it."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        if self._error is not None and kind is None:
            raise self._error

    def _run(self) -> None:
        try:
            while not self._over.wait(self.step()):
                pass
        except Exception as error:
            self._error = error
