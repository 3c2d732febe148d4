"""A second back end for virtual threads: a few real threads that are used again, under identities of their own."""

from collections import deque
from collections.abc import Callable
from itertools import count

from sim.python.swaps import REAL_THREAD  # a program's names take the place of those that tests import
from sim.time.backend import RealThreads

FIRST_IDENT = 7_000_001  # no address, as the operating system gives: whoever asks the interpreter gets another number


class Worker:
    """One real thread that runs one thing after the other."""

    def __init__(self) -> None:
        self.job: tuple[int, Callable[[], object]] | None = None
        self.gate = RealThreads().gate()


class Pool(RealThreads):
    """Hands out numbers for identities; a thread that has ended leaves its real one to the next."""

    def __init__(self) -> None:
        self.begun = 0
        self.workers = 0
        self._numbers = count(FIRST_IDENT)
        self._idle: deque[Worker] = deque()
        self._idents: dict[int, int] = {}  # by what the interpreter calls the thread

    def start(self, run: Callable[[], object]) -> object:
        self.begun += 1
        if self._idle:
            worker = self._idle.pop()
        else:
            self.workers += 1
            worker = Worker()
            REAL_THREAD.start_new_thread(self._work, (worker,))
        worker.job = next(self._numbers), run
        worker.gate.release()
        return worker

    def ident(self) -> int:  # type: ignore[override]  # the real one is a static method
        real = REAL_THREAD.get_ident()
        return self._idents.get(real, real)

    def interpreter_ident(self, ident: int) -> int:
        return next((real for real, mine in self._idents.items() if mine == ident), ident)

    def close(self) -> None:
        """Let every real thread go that has nothing to do."""
        while self._idle:
            self._idle.pop().gate.release()

    def _work(self, worker: Worker) -> None:
        while True:
            worker.gate.acquire()
            if worker.job is None:
                return
            (ident, run), worker.job = worker.job, None
            self._idents[REAL_THREAD.get_ident()] = ident
            run()
            del self._idents[REAL_THREAD.get_ident()]
            self._idle.append(worker)
