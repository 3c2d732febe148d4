"""What a class reads after a run, in this order."""

from __future__ import annotations

from collections.abc import Callable

from devices import Message

Sentence = Callable[..., Message]  # called with the metric, `sentence(value=...)`, it gives the message to show


def lasting(sentence: Message, never: Message | None = None) -> Sentence:
    """A sentence about seconds, shown as minutes and seconds. A time of -1 never came and has its own sentence."""

    def told(value: float) -> Message:
        if value < 0.0 and never is not None:
            return never
        minutes, seconds = divmod(round(value), 60)
        return sentence(minutes=minutes, seconds=seconds)

    return told


LINES: tuple[tuple[str, Sentence], ...] = (
    (
        "time_to_prealarm_s",
        lasting(
            Message("summary.prealarm", "The first warning came {minutes} min {seconds} s after the leak began."),
            never=Message("summary.no_prealarm", "There was no warning of gas."),
        ),
    ),
    (
        "time_to_alarm_s",
        lasting(
            Message("summary.alarm", "The gas alarm sounded {minutes} min {seconds} s after the leak began."),
            never=Message("summary.no_alarm", "There was no gas alarm."),
        ),
    ),
    (
        "valve_closed_s",
        lasting(
            Message("summary.valve", "The valve shut off the gas {minutes} min {seconds} s after the leak began."),
            never=Message("summary.no_valve", "The valve did not shut off the gas."),
        ),
    ),
    ("peak_ppm", Message("summary.peak", "Highest gas level in the kitchen: {value:.0f} ppm.")),
    ("peak_lel_pct", Message("summary.lel", "That is {value:.1f} % of what could burn (LEL).")),
    ("leaked_g", Message("summary.leaked", "Gas that leaked: {value:.0f} g.")),
    (
        "above_20pct_lel_s",
        lasting(Message("summary.danger", "Time in danger, above 20 % of the LEL: {minutes} min {seconds} s.")),
    ),
    (
        "fan_switches_above_20pct_lel",
        Message("summary.switches", "Fan switched in danger, where a spark may light the gas: {value:.0f} times."),
    ),
    (
        "false_siren_s",
        lasting(Message("summary.false", "Siren or chirps in clean air: {minutes} min {seconds} s.")),
    ),
    (
        "time_to_co_alarm_s",
        lasting(
            Message("summary.co_alarm", "The CO alarm sounded {minutes} min {seconds} s after the fumes began."),
            never=Message("summary.no_co_alarm", "There was no alarm for carbon monoxide (CO)."),
        ),
    ),
    ("peak_co_ppm", Message("summary.co_peak", "Highest carbon monoxide level: {value:.0f} ppm.")),
)
