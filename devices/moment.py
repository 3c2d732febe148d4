"""One turn of the loop as somebody sees it who watches from outside, with the truth of the world beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from devices.decision import Decision


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
