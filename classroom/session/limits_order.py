"""Limits of one channel that no longer stand in the order in which the law asks for them: no error, yet never right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from devices import Message

CAUSE = "limits_order"  # of sim.programs.mistakes.CAUSES
WRONG_ORDER = Message(
    "session.limits_order",
    "“{low}” ({low_value}) must lie below “{high}” ({high_value}). As it is, the law cannot tell one from the other.",
)


def wrong_order(limits: Sequence[Mapping[str, Any]], lang: str) -> Message | None:
    """The first two limits, as `Limits.described` gives them, whose shipped order is turned round.

    Only limits of the same channel are compared: those that a plot draws as lines over one curve.
    """
    channels = {each["channel"] for each in limits if each.get("channel")}
    for channel in sorted(channels):
        lines = sorted((each for each in limits if each["channel"] == channel), key=lambda each: float(each["usual"]))
        for low, high in pairwise(lines):
            if low["usual"] < high["usual"] and low["value"] >= high["value"]:
                return WRONG_ORDER(
                    low=low["words"][lang],
                    low_value=_number(low["value"], lang),
                    high=high["words"][lang],
                    high_value=_number(high["value"], lang),
                )
    return None


def _number(value: float, lang: str) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "vi" else text
