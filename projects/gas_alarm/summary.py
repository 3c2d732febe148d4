"""What a class reads after a run, in this order."""

from __future__ import annotations

from collections.abc import Callable

from devices import Message

Sentence = Callable[..., Message]  # called with the metric, `sentence(value=...)`, it gives the message to show


def or_never(sentence: Message, never: Message) -> Sentence:
    """A sentence about seconds; a time of -1 never came and has its own sentence."""
    return lambda value: never if value < 0.0 else sentence(value=value)


WHY_SWITCHED = {"valve_closed_s": ("valve_open", False)}  # behind that line: why was the gas shut off?

LINES: tuple[tuple[str, Sentence], ...] = (
    (
        "time_to_prealarm_s",
        or_never(
            Message("summary.prealarm", "The first warning came {value:span} after the leak began."),
            Message("summary.no_prealarm", "There was no warning of gas."),
        ),
    ),
    (
        "time_to_alarm_s",
        or_never(
            Message("summary.alarm", "The gas alarm sounded {value:span} after the leak began."),
            Message("summary.no_alarm", "There was no gas alarm."),
        ),
    ),
    (
        "valve_closed_s",
        or_never(
            Message("summary.valve", "The valve shut off the gas {value:span} after the leak began."),
            Message("summary.no_valve", "The valve did not shut off the gas."),
        ),
    ),
    ("peak_ppm", Message("summary.peak", "Highest gas level in the kitchen: {value:.0f} ppm.")),
    ("peak_lel_pct", Message("summary.lel", "That is {value:.1f} % of what could burn (LEL).")),
    ("leaked_g", Message("summary.leaked", "Gas that leaked: {value:.0f} g.")),
    (
        "above_20pct_lel_s",
        Message("summary.danger", "Time in danger, above 20 % of the LEL: {value:span}."),
    ),
    (
        "fan_switches_above_20pct_lel",
        Message("summary.switches", "Fan switched in danger, where a spark may light the gas: {value:.0f} times."),
    ),
    (
        "false_siren_s",
        Message("summary.false", "Siren or chirps in clean air: {value:span}."),
    ),
    (
        "time_to_co_alarm_s",
        or_never(
            Message("summary.co_alarm", "The CO alarm sounded {value:span} after the fumes began."),
            Message("summary.no_co_alarm", "There was no alarm for carbon monoxide (CO)."),
        ),
    ),
    ("peak_co_ppm", Message("summary.co_peak", "Highest carbon monoxide level: {value:.0f} ppm.")),
)
