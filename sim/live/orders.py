"""The orders of the control socket: one JSON object in, one out. No sockets here.

    {"do": "faults"}                                   what can fail and how, and the active faults
    {"do": "break", "fault": "gas=off"}                now; "gas=off@5m..10m" counts from now, "gas=off..10m" too
    {"do": "mend", "fault": "gas=off"}                 every fault of that name that is active
    {"do": "press", "button": "reset"}                 for two seconds
    {"do": "state"}                                    time, state, why, sensed, commanded, driven, faults
    {"do": "pause"}  {"do": "resume"}  {"do": "speed", "to": 60}  {"do": "stop"}

An order that cannot be carried out is answered with {"error": ..., "hint": ...}. Anything else
raises NotAnOrder, and its connection is closed: a web page could be the sender.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from math import inf, isfinite
from typing import Any

from devices import HighlandError, Message
from firmware.trace import SIM
from sim.world.faults import Fault, parse_fault
from sim.world.simulation import Simulation

SLOWEST, FASTEST = 0.01, 1e6  # virtual seconds a second
MAX = "max"
MAX_FAULTS = 100  # active at the same time: more than any lesson needs
LARGEST = 1e9  # a fault's detail: larger than any quantity of our worlds, and sums stay finite
MIN_PERIOD_S = 1.0  # of a repeating fault

NO_ORDER = Message("control.no_order", "This is not an order: expected a JSON object with a known do.")
NO_ORDER_HINT = Message("control.no_order.hint", 'Send one line such as {{"do": "state"}}. The orders are: {names}.')
NEEDS = Message("control.needs", "The order {order} needs the text {name}.")
NEEDS_HINT = Message("control.needs.hint", "Send for example {example}.")
OUT_OF_RANGE = Message("control.out_of_range", "A number in {fault} is out of range.")
OUT_OF_RANGE_HINT = Message(
    "control.out_of_range.hint", "Values go from -{largest:.0f} to {largest:.0f}; a repeating fault needs 1 s or more."
)
TOO_MANY = Message("control.too_many", "There are already {count} faults.")
TOO_MANY_HINT = Message("control.too_many.hint", "Clear some faults first.")
NOT_BROKEN = Message("control.not_broken", "The fault {fault} is not active.")
NOT_BROKEN_HINT = Message("control.not_broken.hint", "Active faults: {names}.")
BAD_SPEED = Message("control.speed", "This speed is not valid.")
BAD_SPEED_HINT = Message("control.speed.hint", 'Give a number from {slowest} to {fastest:.0f}, or "max".')


class OrderError(HighlandError):
    """An order that cannot be carried out."""


class NotAnOrder(HighlandError):
    """A line that is not an order."""


@dataclass(slots=True)
class LatestTurn:
    """The latest turn of the run, without anything that belongs to one life of the board."""

    state: str = "BOOT"
    why: Message | None = None
    commanded: Mapping[str, bool] | None = None
    down: bool = False


class Orders:
    """Carries orders out on a simulation. `speed`, `paused` and `stopped` are what they have set."""

    def __init__(self, simulation: Simulation, speed: float) -> None:
        self.speed = speed
        self.paused = False
        self.stopped = False
        self.latest = LatestTurn()
        self._simulation = simulation
        self._start_s = simulation.clock.monotonic()
        self._known: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "faults": self._faults,
            "break": self._break,
            "mend": self._mend,
            "press": self._press,
            "state": self._state,
            "pause": self._pause,
            "resume": self._resume,
            "speed": self._speed,
            "stop": self._stop,
        }

    @property
    def t_s(self) -> float:
        """Virtual seconds since the run began."""
        return self._simulation.clock.monotonic() - self._start_s

    def read(self, line: bytes) -> dict[str, Any]:
        """The order in a line. Raises NotAnOrder."""
        try:
            order = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):  # ValueError: no JSON, or no UTF-8; RecursionError: [[[[[[...
            order = None
        if not isinstance(order, dict) or not isinstance(order.get("do"), str) or order["do"] not in self._known:
            raise NotAnOrder(NO_ORDER, NO_ORDER_HINT(names=", ".join(self._known)))
        return order

    def carry_out(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out an order and answer. Never raises an Exception: an error is the answer, and the run goes on."""
        try:
            return {"provenance": SIM, "t_s": round(self.t_s, 3), **self._known[order["do"]](order)}
        except HighlandError as error:
            return as_answer(error)
        except Exception as error:  # a plant or chip that rejects a fault: reported to the sender
            return {"error": f"{type(error).__name__}: {error}", "hint": ""}

    # orders

    def _faults(self, _: Mapping[str, Any]) -> dict[str, Any]:
        world = self._simulation.world
        return {"can_fail": {name: list(kinds) for name, kinds in world.can_fail().items()}, "faults": self._active()}

    def _break(self, order: Mapping[str, Any]) -> dict[str, Any]:
        world = self._simulation.world
        fault = self._from_now(_fault(_text(order, "fault", '{"do": "break", "fault": "gas=off"}')))
        if len(world.active) >= MAX_FAULTS:
            raise OrderError(TOO_MANY(count=len(world.active)), TOO_MANY_HINT)
        world.plan([fault])
        return {"broken": str(fault), "faults": self._active()}

    def _from_now(self, fault: Fault) -> Fault:
        """A fault whose times count from now; one that begins now has begun before the answer."""
        starts_now = fault.start_s <= 0.0 and not fault.every_s
        start_s = 0.0 if starts_now else self.t_s + max(fault.start_s, 0.0)
        return replace(fault, start_s=start_s, end_s=self.t_s + fault.end_s)

    def _mend(self, order: Mapping[str, Any]) -> dict[str, Any]:
        world = self._simulation.world
        wanted = _fault(_text(order, "fault", '{"do": "mend", "fault": "gas=off"}'))
        found = [
            fault
            for fault in world.active
            if (fault.target, fault.kind) == (wanted.target, wanted.kind) and wanted.details in ({}, fault.details)
        ]
        if not found:
            raise OrderError(NOT_BROKEN(fault=wanted), NOT_BROKEN_HINT(names=", ".join(self._active()) or "-"))
        for fault in found:
            world.end(fault)
        return {"mended": [str(fault) for fault in found], "faults": self._active()}

    def _press(self, order: Mapping[str, Any]) -> dict[str, Any]:
        name = _text(order, "button", '{"do": "press", "button": "reset"}')
        self._simulation.world.press(name)
        return {"pressed": name}

    def _state(self, _: Mapping[str, Any]) -> dict[str, Any]:
        simulation, latest = self._simulation, self.latest
        readings = {} if latest.down else simulation.parts.readings()
        why = latest.why
        return {
            "project": simulation.project.name,
            "date": simulation.clock.now().isoformat(timespec="seconds"),
            "up": not latest.down,
            "state": latest.state,
            "why": None if why is None else {"text": why.render(), "key": why.key, "values": plain(why.values)},
            "sensed": {
                name: plain({"value": each.value, "unit": each.unit, "age_s": each.age_s, "quality": each.quality})
                for name, each in readings.items()
            },
            "commanded": {} if latest.down else plain(latest.commanded or {}),
            "driven": plain(simulation.world.driven),
            "faults": self._active(),
            **self._going(),
        }

    def _pause(self, _: Mapping[str, Any]) -> dict[str, Any]:
        self.paused = True
        return self._going()

    def _resume(self, _: Mapping[str, Any]) -> dict[str, Any]:
        self.paused = False
        return self._going()

    def _speed(self, order: Mapping[str, Any]) -> dict[str, Any]:
        to = order.get("to")
        if to == MAX:
            self.speed = inf
        elif isinstance(to, (int, float)) and not isinstance(to, bool) and SLOWEST <= to <= FASTEST:
            self.speed = float(to)
        else:
            raise OrderError(BAD_SPEED, BAD_SPEED_HINT(slowest=SLOWEST, fastest=FASTEST))
        return self._going()

    def _stop(self, _: Mapping[str, Any]) -> dict[str, Any]:
        self.stopped = True
        self._simulation.stop()
        return {"stopped": True}

    def _active(self) -> list[str]:
        return [str(fault) for fault in self._simulation.world.active]

    def _going(self) -> dict[str, Any]:
        return {"paused": self.paused, "speed": MAX if self.speed == inf else self.speed}


def as_answer(error: HighlandError) -> dict[str, Any]:
    """An error as sent to the client."""
    return {"error": error.message.render(), "hint": error.hint.render()}


def plain(value: Any) -> Any:
    """The value as plain JSON: no infinity, no enum, no Message."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, Message):
        return value.render()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def _text(order: Mapping[str, Any], name: str, example: str) -> str:
    value = order.get(name)
    if not isinstance(value, str):
        raise OrderError(NEEDS(order=order["do"], name=name), NEEDS_HINT(example=example))
    return value


def _fault(text: str) -> Fault:
    """The fault in a text, with or without the @ before its times. Raises HighlandError."""
    if "@" not in text:
        text = text.replace("..", "@..", 1)
    fault = parse_fault(text)
    numbers = [*fault.details.values(), fault.start_s, 0.0 if fault.end_s == inf else fault.end_s, fault.every_s]
    if not all(-LARGEST <= number <= LARGEST for number in numbers) or 0.0 < fault.every_s < MIN_PERIOD_S:
        raise OrderError(OUT_OF_RANGE(fault=text[:80]), OUT_OF_RANGE_HINT(largest=LARGEST))
    return fault
