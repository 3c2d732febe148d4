"""What a control law answers (what to do, what to remember, and why), and one turn as it is seen from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from devices.message import Message

A = TypeVar("A")
M = TypeVar("M")


class Decision(NamedTuple, Generic[A, M]):
    """One answer of a control law.

    `urgent` marks a move to a safe state: minimum on and off times do not hold it back.
    """

    action: A
    memory: M
    why: Message
    urgent: bool = False


class Moment(NamedTuple):
    """What a project's invariants are judged on. Only a simulation can give it: a real board does not know the truth.

    `before` is the law's Memory before the decision, `commanded` what the actuators were told after it, `true` what
    the world is really like, `driven` the power (0 to 1) that really arrives at each actuator, `broken` every fault
    that is active, such as `heater=welded`.
    """

    t_s: float
    dt_s: float
    sensed: Any
    before: Any
    decision: Decision[Any, Any]
    commanded: Mapping[str, bool]
    true: Mapping[str, float | bool]
    driven: Mapping[str, float]
    broken: frozenset[str]
