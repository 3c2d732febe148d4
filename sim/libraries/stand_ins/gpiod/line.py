"""Stand-in for `gpiod.line`: the enumerations of libgpiod 2."""

from __future__ import annotations

from enum import Enum


class Value(Enum):
    """The level of a line."""

    INACTIVE = 0
    ACTIVE = 1

    def __bool__(self) -> bool:
        return self is Value.ACTIVE


class Direction(Enum):
    """Input or output."""

    AS_IS = 1
    INPUT = 2
    OUTPUT = 3


class Bias(Enum):
    """The pull resistor."""

    AS_IS = 1
    UNKNOWN = 2
    DISABLED = 3
    PULL_UP = 4
    PULL_DOWN = 5


class Edge(Enum):
    """Which edges are noticed."""

    NONE = 1
    RISING = 2
    FALLING = 3
    BOTH = 4


class Drive(Enum):
    """How an output drives."""

    PUSH_PULL = 1
    OPEN_DRAIN = 2
    OPEN_SOURCE = 3


class Clock(Enum):
    """What the moments of edges are counted by."""

    MONOTONIC = 1
    REALTIME = 2
    HTE = 3
