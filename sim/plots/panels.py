"""Panels of a picture: which curves share an axis, how far it goes, and which limits stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from devices import Message
from sim.plots.about import About, KnownLimit
from sim.plots.picture import Limit, Line, Panel
from sim.plots.words import Tongue, digits_of, nice_ticks, unit_of
from sim.results.curve import Point, thinned
from sim.results.record import Recording

TRUE = Message("plot.true", "{name}, really")
KINDS = {  # the name of a panel that several curves share, by their unit
    "°C": Message("plot.temperature", "Temperature"),
    "%": Message("plot.percent", "Humidity"),
    "V": Message("plot.voltage", "Voltage"),
    "A": Message("plot.current", "Current"),
    "W": Message("plot.power", "Power"),
    "L/min": Message("plot.flow", "Flow"),
    "NTU": Message("plot.turbidity", "Turbidity"),
}

OF_ITSELF = ("_calibration_age_days", "_clean_air_pct")  # what a sensor says about itself
COLORS = ("link", "orange", "green", "uv", "gray")
# Least height of a panel in its unit: the last digit's noise must not look like weather.
LEAST = {"°C": 2.0, "%": 5.0, "ppm": 50.0, "NTU": 2.0, "V": 1.0, "A": 0.1, "L/min": 0.5}
FLATTER = 2.0  # times its own height: a channel that would be flatter than that keeps an axis of its own
NEAR = 0.5  # of the panel's height: a limit this far off is still shown
WORDS_ROOM = 0.17  # of the height above the highest limit, for its name
ROOM = 0.08  # of the height above the highest point


def panels(
    recording: Recording, about: About, tongue: Tongue, columns: float, from_s: float, to_s: float
) -> list[Panel]:
    """The panels in which something moved, in the order of the law's Sensed.

    A channel with limits has one of its own, or shares it with what fits on the same axis.
    """
    moved = [name for name in measured(recording) if not is_flat(recording, name)]
    limits: dict[str, list[KnownLimit]] = {}
    for limit in about.limits:
        limits.setdefault(limit.name.channel, []).append(limit)
    groups = [[name] for name in moved if name in limits]
    shared: dict[str, list[str]] = {}
    for name in moved:
        if name not in limits:
            beside = next((group for group in groups if _go_together(recording, group[0], name)), None)
            if beside is None:
                beside = shared.setdefault(unit_of(name), [])
            beside.append(name)
    found = [
        _panel(recording, about, tongue, names, limits.get(names[0], ()), columns, from_s, to_s)
        for names in sorted([*groups, *shared.values()], key=lambda names: min(map(moved.index, names)))
    ]
    return [panel for panel in found if panel.lines]


def measured(recording: Recording) -> list[str]:
    """The channels that belong in a picture: numbers with a unit that say something about the world."""
    return [name for name in recording.curves if unit_of(name) and not name.endswith(OF_ITSELF)]


def values_of(recording: Recording, name: str) -> list[float]:
    """All known values of a channel."""
    return [point.value for point in recording.curves[name].points() if point.known]


def is_flat(recording: Recording, name: str) -> bool:
    """Whether a channel never moved by more than its noise, in the device's eyes and in truth."""
    values = values_of(recording, name)
    if not values:
        return True
    return max(values) - min(values) < LEAST.get(unit_of(name), 0.01 * abs(max(values)))


def _go_together(recording: Recording, one: str, other: str) -> bool:
    """Whether two channels can share an axis: the same quantity, and neither makes the other flat."""
    if one.split("_")[-2:] != other.split("_")[-2:]:
        return False
    values = [values_of(recording, name) for name in (one, other)]
    both = max(map(max, values)) - min(map(min, values))
    return all(both <= FLATTER * max(max(each) - min(each), LEAST.get(unit_of(one), 0.0)) for each in values)


def _panel(
    recording: Recording, about: About, tongue: Tongue, names: Sequence[str], known: Sequence[KnownLimit],
    columns: float, from_s: float, to_s: float,
) -> Panel:  # fmt: skip
    unit = unit_of(names[0])
    lines: list[Line] = []
    for number, name in enumerate(names):
        words = about.names.channel(name).short(tongue.lang)
        color = COLORS[number % len(COLORS)]
        true = recording.world[name].points() if name in recording.world else []
        if len(names) == 1 and any(from_s <= point.t_s <= to_s for point in true):
            lines.append(_line(name, tongue.says(TRUE(name=words)), "soft", true, columns, from_s, to_s, is_world=True))
        lines.append(_line(name, words, color, recording.curves[name].points(), columns, from_s, to_s))
    values = [value for line in lines for value in line.values if value is not None]
    if not values:
        return Panel("", unit, 0.0, 1.0, (), ())
    low, high = _range(values, unit)
    limits = [limit for limit in known if low - NEAR * (high - low) <= limit.value <= high + NEAR * (high - low)]
    low, high = _with_limits(low, high, limits)
    ticks = nice_ticks(low, high)
    digits = digits_of(ticks[1] - ticks[0]) if len(ticks) > 1 else 1
    words = lines[-1].words if len(names) == 1 else tongue.says(KINDS.get(unit, unit))
    return Panel(
        words, tongue.unit(unit), low, high, tuple((tick, tongue.number(tick, digits)) for tick in ticks),
        tuple(lines), tuple(_limit(each, unit, tongue) for each in limits),
    )  # fmt: skip


def _line(
    name: str, words: str, color: str, points: Sequence[Point], columns: float, from_s: float, to_s: float,
    *, is_world: bool = False,
) -> Line:  # fmt: skip
    shown = thinned(_within(points, from_s, to_s), round(2 * columns))
    return Line(
        name,
        words,
        color,
        tuple(round(point.t_s, 3) for point in shown),
        tuple(float(f"{point.value:.6g}") if point.known else None for point in shown),
        tuple(point.held for point in shown),
        is_world,
    )


def _within(points: Sequence[Point], from_s: float, to_s: float) -> list[Point]:
    """The points inside, and the nearest on either side, so that lines reach the edges."""
    inside = [index for index, point in enumerate(points) if from_s <= point.t_s <= to_s]
    if not inside:
        return []
    return list(points[max(inside[0] - 1, 0) : inside[-1] + 2])


def _range(values: Iterable[float], unit: str) -> tuple[float, float]:
    values = list(values)
    low, high = min(values), max(values)
    if 0.0 <= low < 0.4 * high:
        low = 0.0
    short = LEAST.get(unit, 0.0) - (high - low)
    if short > 0.0:
        low, high = (low, high + short) if low == 0.0 else (low - short / 2.0, high + short / 2.0)
    more = ROOM * (high - low or 1.0)
    return (low if low == 0.0 else low - more), high + more


def _with_limits(low: float, high: float, limits: Sequence[KnownLimit]) -> tuple[float, float]:
    """The range, wide enough for the limits and the words above the highest."""
    if not limits:
        return low, high
    top, bottom = max(each.value for each in limits), min(each.value for each in limits)
    span = max(high, top) - min(low, bottom)
    return min(low, bottom - ROOM * span if bottom < low else low), max(high, top + WORDS_ROOM * span)


def _limit(known: KnownLimit, unit: str, tongue: Tongue) -> Limit:
    words = f"{known.name.short(tongue.lang)} {tongue.short_number(known.value)} {tongue.unit(unit)}"
    return Limit(known.value, words, known.name.meaning or "idle", known.key)


def without_world(panel: Panel) -> Panel:
    """The same without what is true: for a device's own display."""
    return replace(panel, lines=tuple(line for line in panel.lines if not line.is_world))
