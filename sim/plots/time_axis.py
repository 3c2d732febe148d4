"""The time axis as people read it: 30:15 in a short run, minutes, hours, then days."""

from __future__ import annotations

from math import ceil

from devices import Message

CLOCK = Message("plot.time.clock", "Time since the start (minutes:seconds)")
MINUTES = Message("plot.time.minutes", "Minutes since the start")
HOURS = Message("plot.time.hours", "Hours since the start")
DAYS = Message("plot.time.days", "Days since the start")

MOST = 10  # ticks
STEPS_S = (
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200,
    86_400, 172_800, 345_600, 604_800, 1_209_600, 2_419_200, 7_257_600,
)  # fmt: skip


def time_axis(from_s: float, to_s: float, most: int = MOST) -> tuple[Message, tuple[tuple[float, str], ...]]:
    """What stands under the axis, and its ticks: each moment with its words."""
    span_s = max(to_s - from_s, 1.0)
    step_s = next((each for each in STEPS_S if span_s / each <= most), STEPS_S[-1])
    moments = [number * step_s for number in range(ceil(from_s / step_s - 1e-9), int(to_s / step_s + 1e-9) + 1)]
    if span_s <= 600.0 or step_s < 60:
        return CLOCK, tuple((float(t_s), f"{t_s // 60}:{t_s % 60:02}") for t_s in moments)
    if to_s <= 3 * 3600.0:
        return MINUTES, tuple((float(t_s), f"{t_s // 60}") for t_s in moments)
    if to_s <= 3 * 86_400.0:
        return HOURS, tuple((float(t_s), _hours(t_s, step_s)) for t_s in moments)
    return DAYS, tuple((float(t_s), f"{t_s // 86_400}") for t_s in moments if t_s % 86_400 == 0)


def _hours(t_s: int, step_s: int) -> str:
    return f"{t_s // 3600}" if step_s % 3600 == 0 else f"{t_s // 3600}:{t_s % 3600 // 60:02}"
