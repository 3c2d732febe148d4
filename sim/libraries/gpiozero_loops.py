"""gpiozero's own loops where there are no threads: what blinks, pulses, samples or follows a source, as events.

Each of these loops waits in one way only, `thread.stopping.wait(seconds)`. With that wait as a `yield`, and otherwise
as gpiozero wrote it, the loop is a generator, and the clock takes it from one wait to the next.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Generator
from functools import cache
from typing import Any

from gpiozero import threads as gpiozero_threads

from sim.libraries.thread_errors import told
from sim.time.clock import ClockEvent
from sim.time.threads import MIN_WAIT_S, Pause, VirtualThread, VirtualThreads

Loop = Generator[float | None, bool, None]


def starter(threads: VirtualThreads) -> Callable[[Any], None]:
    """Return the method that starts a GPIOThread as events of the clock."""

    def start(thread: Any) -> None:
        thread.stopping.clear()
        gpiozero_threads._THREADS.add(thread)
        target = thread._target
        loop = as_generator(target.__func__)(target.__self__, *thread._args, **thread._kwargs)
        thread._on_board = LoopOnClock(threads, loop, thread.stopping)

    return start


class LoopOnClock:
    """One loop; it begins when the program next sleeps or waits. An error in it is told, as in a thread.

    `steps` is how many loops are at work just now.
    """

    steps = 0

    def __init__(self, threads: VirtualThreads, loop: Loop, stopping: Any) -> None:
        self.alive = True
        self._threads, self._clock, self._loop, self._stopping = threads, threads.clock, loop, stopping
        self._has_begun = False
        self._joiners: list[Pause | VirtualThread] = []
        clock = threads.clock
        self._alarm: ClockEvent | None = clock.at(clock.monotonic(), self._step)

    def join(self, timeout_s: float | None = None) -> None:
        """Let it end, when it was told to stop; otherwise wait for its end, at most so many virtual seconds."""
        if self.alive and not self._stopping.is_set():
            self._threads.wait(self._joiners, timeout_s)
        elif self.alive and self._alarm is not None:
            self._alarm.cancel()
            self._step()

    def _step(self) -> None:
        LoopOnClock.steps += 1
        try:
            wait_s = self._loop.send(self._stopping.is_set()) if self._has_begun else next(self._loop)
        except BaseException as end:
            self.alive, self._alarm = False, None
            for joiner in self._joiners:
                joiner.wake()
            if not isinstance(end, StopIteration) and not (isinstance(end, Exception) and told(end)):
                raise
            return
        finally:
            LoopOnClock.steps -= 1
        self._has_begun = True
        self._alarm = None
        if wait_s is not None:
            self._alarm = self._clock.at(self._clock.monotonic() + (wait_s if wait_s > 0 else MIN_WAIT_S), self._step)


@cache
def as_generator(function: Any) -> Callable[..., Loop]:
    """The same function with each `thread.stopping.wait(seconds)` as `yield seconds`."""
    tree = _WaitAsYield().visit(ast.parse(textwrap.dedent(inspect.getsource(function))))
    found: dict[str, Any] = {}
    code = compile(ast.fix_missing_locations(tree), inspect.getsourcefile(function) or "gpiozero", "exec")
    exec(code, function.__globals__, found)
    made: Callable[..., Loop] = found[function.__name__]
    return made


class _WaitAsYield(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        call = node.func
        if isinstance(call, ast.Attribute) and call.attr == "wait":
            owner = call.value
            if isinstance(owner, ast.Attribute) and owner.attr == "stopping":
                return ast.Yield(node.args[0] if node.args else ast.Constant(None))
        return node
