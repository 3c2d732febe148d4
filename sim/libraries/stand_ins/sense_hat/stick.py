"""The joystick of a Sense HAT."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sim.time.clock import ClockEvent
from sim.time.threads import VirtualEvent
from sim.wires.hats import SenseHatBoard
from sim.wires.switched_on import Board

ACTION_PRESSED, ACTION_RELEASED, ACTION_HELD = "pressed", "released", "held"
DIRECTION_UP, DIRECTION_DOWN, DIRECTION_LEFT, DIRECTION_RIGHT = "up", "down", "left", "right"
DIRECTION_MIDDLE = "middle"
HELD_AFTER_S, HELD_EVERY_S = 0.25, 0.033  # Linux's own repeat of keys
ANY = "any"


class InputEvent(NamedTuple):
    """One move of the joystick."""

    timestamp: float
    direction: str
    action: str


class SenseStick:
    """The joystick: events that wait, and calls for each direction."""

    def __init__(self, board: Board, hat: SenseHatBoard) -> None:
        self._board = board
        self._events: deque[InputEvent] = deque()
        self._news = VirtualEvent(board.threads)
        self._calls: dict[str, Callable[..., Any]] = {}
        self._held: dict[str, ClockEvent] = {}
        self._queue: deque[Callable[[], Any]] = deque()
        self._work = VirtualEvent(board.threads)
        self._serving = False
        hat.on_stick = self._moved

    def get_events(self) -> list[InputEvent]:
        """What has happened since the last question; to ask takes a moment."""
        self._board.clock.sleep(1e-4)
        found, self._events = list(self._events), deque()
        return found

    def wait_for_event(self, emptybuffer: bool = False) -> InputEvent:
        """Wait for the next move."""
        if emptybuffer:
            self._events.clear()
        while not self._events:
            self._news.clear()
            self._news.wait()
        return self._events.popleft()

    def close(self) -> None:
        """Listen no more."""
        self._calls.clear()

    def _moved(self, direction: str, down: bool) -> None:
        self._happened(direction, ACTION_PRESSED if down else ACTION_RELEASED)
        held = self._held.pop(direction, None)
        if held is not None:
            held.cancel()
        if down:
            self._held[direction] = self._board.clock.every(
                HELD_EVERY_S,
                partial(self._happened, direction, ACTION_HELD),
                first_s=self._board.clock.monotonic() + HELD_AFTER_S,
            )

    def _happened(self, direction: str, action: str) -> None:
        event = InputEvent(self._board.clock.time(), direction, action)
        if self._calls:
            for name in (direction, ANY):
                if name in self._calls:
                    self._call(self._calls[name], event)
            return
        self._events.append(event)
        self._news.set()

    def _call(self, call: Callable[..., Any], event: InputEvent) -> None:
        takes_event = getattr(getattr(call, "__code__", None), "co_argcount", 1) - hasattr(call, "__self__")
        self._queue.append(partial(call, event) if takes_event else call)
        self._work.set()
        if not self._serving:
            self._serving = True
            self._board.threads.start(self._serve, "joystick")

    def _serve(self) -> None:
        while True:
            while not self._queue:
                self._work.clear()
                self._work.wait()
            self._queue.popleft()()

    def _put(self, name: str, call: Any) -> None:
        if call is None:
            self._calls.pop(name, None)
        else:
            self._calls[name] = call


def _direction(name: str) -> Any:
    return property(lambda stick: stick._calls.get(name), lambda stick, call: stick._put(name, call))


for _name in (DIRECTION_UP, DIRECTION_DOWN, DIRECTION_LEFT, DIRECTION_RIGHT, DIRECTION_MIDDLE, ANY):
    setattr(SenseStick, f"direction_{_name}", _direction(_name))
