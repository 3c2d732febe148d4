"""The tables of the live picture: numbers with a small trend, what is yes or no, and what is switched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from devices import Message, Quality, Reading, duration
from firmware.names import Names
from sim.live.trend import History, sparkline
from sim.live.words import Tongue

SENSOR = Message("live.sensor", "Measured")
VALUE = Message("live.value", "Value")
AGE = Message("live.age", "Age")
LAST = Message("live.last", "last {span}")
TOLD = Message("live.told", "told: {word}")
REALLY = Message("live.really", "really: {word}")
AND_MORE = Message("live.and_more", "... and {count} more")
LEAST_TREND, MOST_TREND = 8, 30  # cells
TRUST = {Quality.GOOD: "default", Quality.WARMING: "caution", Quality.STALE: "fault", Quality.UNKNOWN: "fault"}
GAP = 2  # between two columns


def is_switch(reading: Reading) -> bool:
    """Whether it is yes or no, not a number."""
    return isinstance(reading.value, bool)


@dataclass(frozen=True, slots=True)
class Row:
    """One number: what it is called, its value, its past and its age."""

    name: str
    value: Text
    past: Sequence[float | None]
    unit: str
    age: str


def number_rows(readings: Mapping[str, Reading], history: History, names: Names, tongue: Tongue) -> dict[str, Row]:
    """A row for each number."""
    return {
        key: Row(
            names.channel(key).short(tongue.lang),
            Text(tongue.value(each, names.channel(key)), style=TRUST[each.quality]),
            history.last(key, MOST_TREND),
            each.unit,
            tongue.age(each.age_s),
        )
        for key, each in readings.items()
        if not is_switch(each)
    }


def number_lines(
    rows: Mapping[str, Row], cell_s: float, names: Names, tongue: Tongue, width: int, lines: int, levels: str
) -> list[Text]:
    """The numbers, at most `lines` with the heading; a trend has more room than an age, a limit goes before others."""
    shown = _most_telling(rows, names, max(lines - 1, 1))
    more = tongue.says(AND_MORE(count=len(rows) - len(shown))) if len(shown) < len(rows) else ""
    heads = [tongue.says(each) for each in (SENSOR, VALUE, AGE)]
    first = _widest(heads[0], more, *(each.name for each in shown))
    values = _widest(heads[1], *(each.value.plain for each in shown))
    ages = _widest(heads[2], *(each.age for each in shown))
    cells = min(width - first - values - ages - 3 * GAP, MOST_TREND)
    has_age = cells >= LEAST_TREND
    if not has_age:
        cells = min(width - first - values - 2 * GAP, MOST_TREND)
    has_trend = cells >= LEAST_TREND

    def line(name: Text, value: Text, trend: Text, age: Text) -> Text:
        columns = [_left(name, first), _right(value, values)]
        columns += [_right(trend, cells)] if has_trend else []
        columns += [_right(age, ages)] if has_age else []
        return Text(" " * GAP).join(columns)

    last = _last(cells, cell_s, tongue) if has_trend else ""
    found = [line(*(Text(each, style="dim") for each in (heads[0], heads[1], last, heads[2])))]
    for each in shown:
        past = sparkline(each.past[-cells:], each.unit, levels) if has_trend else ""
        found.append(line(Text(each.name), each.value, Text(past), Text(each.age)))
    return [*found, *([Text(more, style="dim")] if more else [])]


def _last(cells: int, cell_s: float, tongue: Tongue) -> str:
    """How long a time the trend shows."""
    span = duration(cells * cell_s, units=1)
    words = tongue.says(LAST(span=span))
    return words if cell_len(words) <= cells else tongue.says(span)


def _most_telling(rows: Mapping[str, Row], names: Names, most: int) -> list[Row]:
    if len(rows) <= most:
        return list(rows.values())
    limited = {limit.channel for limit in names.limits.values()}
    wanted = sorted(rows, key=lambda key: key not in limited)[: max(most - 1, 1)]
    return [row for key, row in rows.items() if key in wanted]


Pair = tuple[Text, tuple[Text, ...]]  # a name, and what is to be said of it


def switch_pairs(readings: Mapping[str, Reading], names: Names, tongue: Tongue) -> list[Pair]:
    """What is yes or no, such as a door; unknown is a word too."""
    return [
        (
            Text(f"  {names.channel(key).short(tongue.lang)}"),
            (Text(tongue.value(each, names.channel(key)), style=TRUST[each.quality]),),
        )
        for key, each in readings.items()
        if is_switch(each)
    ]


def output_pairs(
    commanded: Mapping[str, bool | None], driven: Mapping[str, float], names: Names, tongue: Tongue
) -> list[Pair]:
    """What is switched; where the world does otherwise than it was told, as with a welded relay, both are said."""
    return [_output(key, told, driven.get(key, 0.0), names, tongue) for key, told in commanded.items()]


def _output(key: str, told: bool | None, power: float, names: Names, tongue: Tongue) -> Pair:
    name, on = names.output(key), power > 0.0
    really = f"{100 * power:.0f} %" if 0.0 < power < 1.0 else tongue.switched(on, name)
    # A dot of the color that it has in the world while it is on.
    label = Text.assemble(("● ", name.color) if on else ("○ ", "dim"), name.short(tongue.lang))
    if told is None or told == on:
        return label, (Text(really),)
    told_words = tongue.says(TOLD(word=tongue.switched(told, name)))
    return label, (Text(told_words), Text(tongue.says(REALLY(word=really)), style="fault"))


def pair_lines(pairs: Sequence[Pair]) -> list[Text]:
    """One thing a line, two where two are to be said of it."""
    wide = max((name.cell_len for name, _ in pairs), default=0)
    return [
        Text(" " * GAP).join([_left(name if number == 0 else Text(), wide), word])
        for name, words in pairs
        for number, word in enumerate(words)
    ]


def pair_pieces(pairs: Iterable[Pair]) -> list[Text]:
    """The same, each in one piece, for a narrow terminal."""
    return [Text.assemble(_trimmed(name), ": ", Text(", ").join(words)) for name, words in pairs]


def _trimmed(name: Text) -> Text:
    return Text(name.plain.strip()) if name.plain.startswith(" ") else name


def side_by_side(left: Sequence[Text], right: Sequence[Text], at: int) -> list[Text]:
    """Two blocks of lines, the right one beginning at that column."""
    blank = Text()
    return [_left(each, at).append_text(other) for each, other in zip_longest(left, right, fillvalue=blank)]


def _left(text: Text, width: int) -> Text:
    return Text.assemble(text, " " * (width - text.cell_len))


def _right(text: Text, width: int) -> Text:
    return Text.assemble(" " * (width - text.cell_len), text)


def _widest(*texts: str) -> int:
    return max(cell_len(each) for each in texts)
