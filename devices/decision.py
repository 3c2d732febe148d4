"""What a control law answers: what to do, what to remember, and why."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

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
