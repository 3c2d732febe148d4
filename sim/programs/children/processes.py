"""The names of the module multiprocessing, on the board's virtual time: processes are virtual threads that share it."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sim.programs.children.child import SIGKILL, SIGTERM, Child
from sim.programs.children.context import ChildContext
from sim.programs.children.copies import copied, own_call, own_object
from sim.programs.children.pool import Pool, ProcessPool
from sim.wires import switched_on

PROCESSORS = 4  # of a Pi 4


class Processes:
    """What `multiprocessing` has while a program runs. `add` counts a new child in, `next_pid` is its number."""

    def __init__(self, add: Callable[[Child], Child], next_pid: Callable[[], int]) -> None:
        self._numbers = itertools.count(1)
        main = MainProcess()
        owner = self

        class Process(ChildProcess):
            """multiprocessing.Process."""

            started: list[Any] = []  # noqa: RUF012  # as multiprocessing keeps them: of all processes

            def _number(self) -> int:
                return next(owner._numbers)

            def _add(self, child: Child) -> Child:
                return add(child)

            def _next_pid(self) -> int:
                return next_pid()

        def current_process() -> Any:
            return getattr(switched_on.board().threads.context, "process", None) or main

        def active_children() -> list[Any]:
            return [each for each in Process.started if each.is_alive()]

        self.names: dict[str, Any] = {
            **{"Process": Process, "current_process": current_process, "active_children": active_children},
            **{"Queue": ProcessQueue, "JoinableQueue": ProcessQueue, "SimpleQueue": ProcessQueue, "Pipe": pipe},
            **{name: _made_of(name) for name in ("Lock", "RLock", "Event", "Semaphore", "Condition", "Barrier")},
            "BoundedSemaphore": _made_of("BoundedSemaphore"),
            **{"Value": Value, "RawValue": Value, "Array": array, "RawArray": array, "Pool": Pool, "Manager": Manager},
            **{"cpu_count": lambda: PROCESSORS, "freeze_support": _nothing, "set_start_method": _nothing},
            **{"get_start_method": lambda allow_none=False: "fork", "parent_process": lambda: None},
        }
        self.names["get_context"] = lambda method=None: Context(self.names)
        self.process_pool = ProcessPool


class Context:
    """What multiprocessing.get_context() gives: the same names once more."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        vars(self).update(names)


class MainProcess:
    """The program itself, as current_process() shows it."""

    name = "MainProcess"
    daemon = False
    exitcode = None

    def is_alive(self) -> bool:
        return True


class ChildProcess:
    """multiprocessing.Process: a virtual thread with copies of its parent's plain data."""

    started: list[Any]

    def __init__(
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        self.name = name or f"Process-{self._number()}"
        self.daemon = bool(daemon)
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs or {})
        self._child: Child | None = None

    def run(self) -> None:
        """What it does; a class of the program may say something else."""
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self) -> None:
        """Begin. Raises AssertionError for a second time."""
        assert self._child is None, "cannot start a process twice"
        mine = own_object(self)
        mine._target, mine._args = own_call(self._target), copied(self._args)
        context = ChildContext(self._next_pid())
        context.process = mine
        self._child = mine._child = self._add(Child(context, mine.run, self.name, daemon=self.daemon))
        self.started.append(self)
        self._child.start()

    def join(self, timeout: float | None = None) -> None:
        """Wait for its end."""
        assert self._child is not None, "can only join a started process"
        self._child.wait(timeout)

    def is_alive(self) -> bool:
        return self._child is not None and self._child.returncode is None

    def terminate(self) -> None:
        """End it where it is, as SIGTERM does."""
        self._signal(SIGTERM)

    def kill(self) -> None:
        """End it where it is."""
        self._signal(SIGKILL)

    def close(self) -> None:
        """Forget it."""

    @property
    def exitcode(self) -> int | None:
        """How it ended; None while it runs."""
        return None if self._child is None else self._child.returncode

    @property
    def pid(self) -> int | None:
        """Its number; None before it has begun."""
        return None if self._child is None else self._child.pid

    ident = pid

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            if self._child is not None:
                self._child.signal(number)

    def _number(self) -> int:
        raise NotImplementedError

    def _add(self, child: Child) -> Child:
        raise NotImplementedError

    def _next_pid(self) -> int:
        raise NotImplementedError


class ProcessQueue(queue.Queue[Any]):
    """multiprocessing.Queue, JoinableQueue and SimpleQueue: what goes in is copied."""

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        super().put(copied(item), block, timeout)

    def close(self) -> None:
        """Nothing more will be put in."""

    def join_thread(self) -> None:
        """Nothing is on its way."""

    cancel_join_thread = join_thread


class Connection:
    """One end of multiprocessing.Pipe()."""

    def __init__(self, incoming: queue.Queue[Any], outgoing: queue.Queue[Any]) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._ahead: list[Any] = []
        self.closed = False

    def send(self, thing: Any) -> None:
        """Send a copy."""
        self._outgoing.put((copied(thing),))

    send_bytes = send

    def recv(self) -> Any:
        """Wait for what comes. Raises EOFError when the other end is closed."""
        found = self._ahead.pop() if self._ahead else self._incoming.get()
        if not found:
            self._ahead.append(found)
            raise EOFError
        return found[0]

    recv_bytes = recv

    def poll(self, timeout: float | None = 0.0) -> bool:
        """Whether something has come within `timeout` virtual seconds."""
        if not self._ahead:
            with suppress(queue.Empty):
                self._ahead.append(self._incoming.get(timeout != 0.0, timeout or None))
        return bool(self._ahead)

    def close(self) -> None:
        """Close this end."""
        if not self.closed:
            self.closed = True
            self._outgoing.put(())

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def pipe(duplex: bool = True) -> tuple[Connection, Connection]:
    """multiprocessing.Pipe()."""
    there: queue.Queue[Any] = queue.Queue()
    back: queue.Queue[Any] = queue.Queue()
    return Connection(back, there), Connection(there, back)


class Value:
    """multiprocessing.Value: one number that all processes see."""

    def __init__(self, kind: Any, value: Any = 0, *, lock: Any = True) -> None:
        self.value = value
        self._lock = threading.RLock() if lock in (True, None) else lock

    def get_lock(self) -> Any:
        return self._lock

    get_obj = property(lambda self: lambda: self)

    def __enter__(self) -> Value:
        self._lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class SharedArray(list[Any]):
    """multiprocessing.Array: numbers that all processes see."""

    def __init__(self, values: Any, lock: Any) -> None:
        super().__init__(values)
        self._lock = lock

    def get_lock(self) -> Any:
        return self._lock

    def get_obj(self) -> Any:
        return self


def array(kind: Any, size_or_values: Any, *, lock: Any = True) -> SharedArray:
    """multiprocessing.Array(): zeros, or a copy of values."""
    values = [0] * size_or_values if isinstance(size_or_values, int) else list(size_or_values)
    return SharedArray(values, threading.RLock() if lock in (True, None) else lock)


class Namespace:
    """Manager().Namespace()."""


class Manager:
    """multiprocessing.Manager(): here everything is shared anyway."""

    dict = dict
    list = list
    Namespace = Namespace
    Queue = JoinableQueue = ProcessQueue
    Value = Value
    Array = staticmethod(array)

    def __getattr__(self, name: str) -> Any:
        return _made_of(name)

    def start(self) -> None:
        """It runs already."""

    def shutdown(self) -> None:
        """Nothing is left of it."""

    def __enter__(self) -> Manager:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _made_of(name: str) -> Callable[..., Any]:
    """The same thing for threads, made when it is asked for: by then it waits in virtual time."""

    def make(*args: Any, **named: Any) -> Any:
        return getattr(threading, name)(*args, **named)

    return make


def _nothing(*_: Any, **__: Any) -> None:
    """There is nothing to set up."""
