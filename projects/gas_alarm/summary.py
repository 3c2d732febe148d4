"""What a class reads after a run, in this order."""

from __future__ import annotations

from devices import Message

LINES: tuple[tuple[str, Message], ...] = (
    (
        "time_to_prealarm_s",
        Message("summary.prealarm", "First warning {value:.1f} s after the leak began (-1: never)."),
    ),
    ("time_to_alarm_s", Message("summary.alarm", "Siren {value:.1f} s after the leak began (-1: never).")),
    ("valve_closed_s", Message("summary.valve", "Gas shut off {value:.1f} s after the leak began (-1: never).")),
    ("peak_ppm", Message("summary.peak", "Most gas in the kitchen: {value:.1f} ppm.")),
    ("peak_lel_pct", Message("summary.lel", "That is {value:.1f} % of what could burn (LEL).")),
    ("leaked_g", Message("summary.leaked", "Gas that leaked: {value:.1f} g.")),
    ("above_20pct_lel_s", Message("summary.danger", "Time in danger, above 20 % of the LEL: {value:.1f} s.")),
    (
        "fan_switches_above_20pct_lel",
        Message("summary.switches", "Fan switched in danger, where a spark may light the gas: {value:.1f} times."),
    ),
    ("false_siren_s", Message("summary.false", "Siren or chirps in clean air: {value:.1f} s.")),
    ("time_to_co_alarm_s", Message("summary.co_alarm", "Siren {value:.1f} s after the fumes began (-1: never).")),
    ("peak_co_ppm", Message("summary.co_peak", "Most carbon monoxide: {value:.1f} ppm.")),
)
