"""pygame, where it is installed, in virtual time: its clocks, waits and timers follow the board's clock.

Its windows are real ones, with real keys and mice. Without a screen a window is drawn where nobody sees it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from sim.python.program import Program, program_here
from sim.time.clock import ClockEvent
from sim.wires import switched_on

LOOK_S = 1e-4  # chosen: what it takes to ask for events; a loop without a tick would be as busy on a board
FRAME_S = 0.02  # chosen: how often a program that waits for an event looks again
HIDDEN = "dummy"  # SDL's driver for a window that is nowhere


def adapt(module: ModuleType) -> None:
    """`pygame` itself: ticks are counted from its init on."""
    if _is_done(module):
        return
    real = vars(module)["init"]

    def init() -> Any:
        if program_here() is not None:
            _ours().begin()
        return real()

    vars(module)["init"] = init


def adapt_time(module: ModuleType) -> None:
    """`pygame.time`: a program on the board gets clocks of the board."""
    if _is_done(module):
        return
    for name in ("get_ticks", "wait", "delay", "Clock"):
        setattr(module, name, _here_or(getattr(_ours(), name), vars(module)[name]))
    timers: dict[Any, ClockEvent] = {}
    real = vars(module)["set_timer"]

    def set_timer(event: Any, millis: int, loops: int = 0) -> None:
        program = program_here()
        if program is None:
            real(event, millis, loops)
            return
        kind = getattr(event, "type", event)
        if kind in timers:
            timers.pop(kind).cancel()
        if millis > 0:
            timers[kind] = _timer(program, event, millis / 1000, loops)

    vars(module)["set_timer"] = set_timer


def _ours() -> Any:
    from sim.libraries.stand_ins.pygame import time  # with its sounds, which few programs need

    return time


def _timer(program: Program, event: Any, every_s: float, loops: int) -> ClockEvent:
    events: Any = sys.modules["pygame.event"]
    left = loops

    def ring() -> None:
        nonlocal left
        events.post(event if hasattr(event, "type") else events.Event(event))
        left -= 1
        if left == 0:
            ringing.cancel()

    ringing = program.clock.every(every_s, ring, first_s=program.clock.monotonic() + every_s)
    return ringing


def adapt_events(module: ModuleType) -> None:
    """`pygame.event`: to look takes a moment, to wait lets the board's time pass."""
    if _is_done(module):
        return
    real_wait, poll = vars(module)["wait"], vars(module)["poll"]
    nothing = 0  # pygame.NOEVENT

    def wait(timeout: int = 0) -> Any:
        program = program_here()
        if program is None:
            return real_wait(timeout)
        until_s = program.clock.monotonic() + timeout / 1000
        while (found := poll()).type == nothing and (not timeout or program.clock.monotonic() < until_s):
            program.clock.sleep(FRAME_S)
        return found

    for name in ("get", "poll", "pump"):
        vars(module)[name] = _taking_a_moment(vars(module)[name])
    vars(module)["wait"] = wait


def adapt_display(module: ModuleType) -> None:
    """`pygame.display`: without a screen the window is a hidden one, and that is said."""
    if _is_done(module):
        return
    real = vars(module)["set_mode"]

    def set_mode(*args: Any, **named: Any) -> Any:
        if program_here() is not None and os.environ.get("SDL_VIDEODRIVER") == HIDDEN:
            switched_on.board().missing.screen()
        return real(*args, **named)

    vars(module)["set_mode"] = set_mode
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("SDL_VIDEODRIVER", HIDDEN)


def _is_done(module: ModuleType) -> bool:
    was = "_of_board" in vars(module)
    vars(module)["_of_board"] = True
    return was


def _here_or(for_board: Callable[..., Any], real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **named: Any) -> Any:
        return (real if program_here() is None else for_board)(*args, **named)

    return call


def _taking_a_moment(real: Callable[..., Any]) -> Callable[..., Any]:
    def look(*args: Any, **named: Any) -> Any:
        program = program_here()
        if program is not None:
            program.clock.sleep(LOOK_S)
        return real(*args, **named)

    return look
