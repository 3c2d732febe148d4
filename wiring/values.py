"""What a value in wiring.toml may be, key by key: a wrong one is refused with a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import pairwise
from math import isfinite
from typing import Any

from devices import Message, WiringError
from wiring.links import NUMBERS, SWITCHES

BAD_VALUE = Message("wiring.bad_value", "Part {part}: {key} = {value} does not fit: it must be {wanted}.")
TOO_OLD = Message(
    "wiring.too_old",
    "Part {part}: max_age_s = {max_age_s:g} is shorter than sample_s = {sample_s:g}, so every value would be too old.",
)

ABOVE_ZERO = Message("wiring.wanted.above_zero", "a number above 0")
NOT_BELOW_ZERO = Message("wiring.wanted.not_below_zero", "a number, 0 or above")
ODD_COUNT = Message("wiring.wanted.odd_count", "an odd count of samples, such as 1, 3 or 5")
WHOLE_NUMBER = Message("wiring.wanted.whole", "a whole number without quotes, 0 or above")
YES_OR_NO = Message("wiring.wanted.yes_or_no", "true or false, without quotes")
TEXT = Message("wiring.wanted.text", "a name in quotes")
NAMES = Message("wiring.wanted.names", 'a list of names, such as ["fan"]')
TABLE = Message("wiring.wanted.table", "a table in curly brackets")
DAY = Message("wiring.wanted.day", "a day without quotes, such as 2026-09-01")
STEPS = Message("wiring.wanted.steps", "a table of channels with numbers above 0, such as temperature_c = 3.0")
POINTS = Message(
    "wiring.wanted.points",
    "a table of channels with pairs of numbers, shown and true, both rising, neither ten times as fast as the other, "
    "such as temperature_c = [[0.0, 0.4], [30.0, 30.2]]",
)
PROVENANCE = Message("wiring.wanted.provenance", '"real" or "sim"')
UNCERTAINTY = Message("wiring.wanted.uncertainty", "a table of values with numbers, 0 or above")
ROWS = Message("wiring.wanted.rows", "a list of lists of numbers, such as [[0.0, 4.1]]")

CHANNEL = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
MAX_SHOWN = 60
MOST_SLOPE = 10.0  # chosen: of what is true to what is shown; a line that falls, or hardly rises, hides what is there


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def is_above_zero(value: Any) -> bool:
    """Whether it is a number above 0."""
    return _number(value) and value > 0


def is_not_below_zero(value: Any) -> bool:
    """Whether it is a number, 0 or above."""
    return _number(value) and value >= 0


def _whole(value: Any) -> bool:
    return type(value) is int and value >= 0


def _odd_count(value: Any) -> bool:
    return _whole(value) and value % 2 == 1


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _names(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_text, value))


def _day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _by_channel(value: Any, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, dict) and all(CHANNEL.fullmatch(name) and fits(each) for name, each in value.items())


def _steps(value: Any) -> bool:
    return _by_channel(value, is_above_zero)


def _points(value: Any) -> bool:
    return _by_channel(value, _rising_pairs)


def _rising_pairs(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if not all(isinstance(pair, list) and len(pair) == 2 and all(map(_number, pair)) for pair in value):
        return False
    return all(
        left[0] < right[0] and 1.0 / MOST_SLOPE < (right[1] - left[1]) / (right[0] - left[0]) < MOST_SLOPE
        for left, right in pairwise(value)
    )


def _provenance(value: Any) -> bool:
    return value in ("real", "sim")


def _uncertainty(value: Any) -> bool:
    return isinstance(value, dict) and all(map(is_not_below_zero, value.values()))


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, list) and all(map(_number, row)) for row in value)


Rule = tuple[Callable[[Any], bool], Message]

RULES: dict[str, Rule] = {
    **dict.fromkeys(("sample_s", "retry_s", "max_age_s"), (is_above_zero, ABOVE_ZERO)),
    **dict.fromkeys(("warm_up_s", "min_on_s", "min_off_s", "current_ma"), (is_not_below_zero, NOT_BELOW_ZERO)),
    "median": (_odd_count, ODD_COUNT),
    "max_step": (_steps, STEPS),
    "calibration": (_points, POINTS),
    "calibrated_on": (_day, DAY),
    **dict.fromkeys(("pin", "address", "channel"), (_whole, WHOLE_NUMBER)),
    "remote": (_yes_or_no, YES_OR_NO),
    "active_high": (_yes_or_no, YES_OR_NO),
    **dict.fromkeys(("on", "climate", "thermometer"), (_text, TEXT)),
    "cuts": (_names, NAMES),
    **dict.fromkeys(NUMBERS, (is_not_below_zero, NOT_BELOW_ZERO)),
    **dict.fromkeys(SWITCHES, (_yes_or_no, YES_OR_NO)),
    **dict.fromkeys(("divider", "signal_v", "supply_v", "reference_v"), (is_above_zero, ABOVE_ZERO)),
    **dict.fromkeys(("clean_air_ratio", "clear_v", "pulses_per_litre", "trim", "cell_k"), (is_above_zero, ABOVE_ZERO)),
    "beta_k": (is_above_zero, ABOVE_ZERO),
    "provenance": (_provenance, PROVENANCE),
    "uncertainty": (_uncertainty, UNCERTAINTY),
    "columns": (_text, TEXT),
    "points": (_rows, ROWS),
}
RULES_BY_ENDING: dict[str, Rule] = {"_pin": (_whole, WHOLE_NUMBER), "_ohm": (is_above_zero, ABOVE_ZERO)}


def check_values(part: str, values: Mapping[str, Any]) -> None:
    """Raises WiringError for the first key whose value does not fit. Keys without a rule are left to the driver."""
    for key, value in values.items():
        if not fits(key, value):
            raise bad_value(part, key, value, wanted(key))


def fits(key: str, value: Any) -> bool:
    """Whether a value is of the kind that its key wants."""
    return _rule(key)[0](value)


def wanted(key: str) -> Message:
    """What a key wants, in words."""
    return _rule(key)[1]


def check_sampling(part: str, sampling: Mapping[str, Any], sample_s: float | None = None) -> None:
    """What must fit together: the age limit with the period (`sample_s` when the list has none)."""
    period_s = sampling.get("sample_s", sample_s)
    if period_s is not None and sampling.get("max_age_s", period_s) < period_s:
        raise WiringError(TOO_OLD(part=part, max_age_s=sampling["max_age_s"], sample_s=period_s))


def bad_value(part: str, key: str, value: Any, wanted: Message) -> WiringError:
    """The refusal of one value."""
    return WiringError(BAD_VALUE(part=part, key=key, value=shown(value), wanted=wanted))


def unknown_channels(sampling: Mapping[str, Any], channels: Iterable[str]) -> list[tuple[str, str]]:
    """The (table, channel) pairs under max_step and calibration that name none of these channels."""
    known = set(channels)
    return [
        (table, name) for table in ("max_step", "calibration") for name in sampling.get(table, ()) if name not in known
    ]


def _rule(key: str) -> Rule:
    if key in RULES:
        return RULES[key]
    return next((rule for ending, rule in RULES_BY_ENDING.items() if key.endswith(ending)), (lambda _: True, TEXT))


def shown(value: Any) -> str:
    """A value as it looks in the file, cut when it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "..."
