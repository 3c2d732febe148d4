"""Whether a relay or a lamp still obeys at the ends of what a sensor measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from devices import Message
from sim.programs.checking.check_end import is_on, is_relay, last_line, lines_of, outputs_of
from sim.programs.checking.check_run import CheckResult, failed, passed, skipped
from sim.programs.checking.trial import MINUTE_S, TrialResult
from sim.programs.checking.tries import Done, Tries
from sim.programs.plugging.worlds import quantity_in

SETTLED_S = 10.0  # chosen: what a program switches after that without a change of the world, it switches by the clock
ROUNDING_S = 0.05
# Names in programs, English and Vietnamese (suoi heating, quat fan, den lamp).
HEATS = re.compile(r"heat|s[uư][oở]i", re.IGNORECASE)
COOLS = re.compile(r"fan|quat|quạt|cool", re.IGNORECASE)
LIGHTS = re.compile(r"lamp|light|\bden|đèn|bulb", re.IGNORECASE)

EXTREMES = Message("check.extremes", "Its relays and lamps obey at both ends of what it measures.")
NOT_MOVED = Message("check.extremes.none", "No relay or lamp depends on a value.")
OBEY = Message("check.extremes.obey", "None stayed on at both ends.")
BOTH_ENDS = Message(
    "check.extremes.both", "GPIO{gpio} is on at both ends of {key}: at {low} and at {high}. Nothing switches it off."
)
WRONG_WAY = Message(
    "check.extremes.wrong_way", "GPIO{gpio} is on when {key} is {value}: is the limit the wrong way round?"
)
LIMITS = Message("check.extremes.do", "Look at both limits: the comparison, the number, and the unit of the value.")


def obeys(first: TrialResult, runs: Sequence[tuple[Tries, TrialResult]]) -> CheckResult:
    """Compare the outputs at the ends of each value."""
    asked = False
    for tries, seen in runs:
        ends = _ends(tries.done)
        for gpio in outputs_of(seen):
            names = " ".join(line.text for line in lines_of(seen, gpio))
            for key, (low, high) in ends.items():
                if not _is_of_interest(first, seen, gpio, key, names):
                    continue
                asked = True
                moved = _moved(seen, gpio, [done for done in tries.done if set(done.step.values) == {key}])
                found = _judge(seen, gpio, key, (low, high), names, moved)
                if found is not None:
                    return found
    return passed(EXTREMES, OBEY) if asked else skipped(EXTREMES, NOT_MOVED)


def _ends(steps: Sequence[Done]) -> dict[str, tuple[Done, Done]]:
    """For each value the last step at its lowest, and at its highest; only what the program had the time to read."""
    found: dict[str, list[Done]] = {}
    for done in steps:
        if done.read and len(done.step.values) == 1:
            found.setdefault(next(iter(done.step.values)), []).append(done)
    return {
        key: (
            min(reversed(each), key=lambda done: done.step.values[key]),
            max(reversed(each), key=lambda done: done.step.values[key]),
        )
        for key, each in found.items()
        if len({done.step.values[key] for done in each}) > 1
    }


def _is_of_interest(first: TrialResult, seen: TrialResult, gpio: int, key: str, names: str) -> bool:
    """A relay or a lamp that nothing but values moves: what switches by the clock is left alone."""
    quantity = quantity_in(key) or ""
    pin = first.pins.get(gpio)
    end_s = min(first.lasted_s, MINUTE_S) - ROUNDING_S
    by_clock = pin is not None and any(SETTLED_S < t_s < end_s for t_s, _ in pin.changes)
    lamp = quantity == "light_lux" and LIGHTS.search(names) is not None
    return not by_clock and (lamp or is_relay(seen, gpio, seen.pins[gpio]))


def _judge(
    seen: TrialResult, gpio: int, key: str, ends: tuple[Done, Done], names: str, moved: bool
) -> CheckResult | None:
    low, high = ends
    on_low, on_high = (is_on(seen, gpio, float(end.outputs.get(gpio, False))) for end in ends)
    quantity = quantity_in(key) or ""
    line = last_line(seen.pins[gpio])
    if quantity == "temperature_c" and HEATS.search(names) and on_high and not on_low:
        return failed(EXTREMES, WRONG_WAY(gpio=gpio, key=key, value=_of(high, key)), LIMITS, line)
    if quantity == "temperature_c" and COOLS.search(names) and on_low and not on_high:
        return failed(EXTREMES, WRONG_WAY(gpio=gpio, key=key, value=_of(low, key)), LIMITS, line)
    if on_low and on_high and (moved or (HEATS.search(names) and quantity == "temperature_c")):
        said = BOTH_ENDS(gpio=gpio, key=key, low=_of(low, key), high=_of(high, key))
        return failed(EXTREMES, said, LIMITS, line)
    return None


def _moved(seen: TrialResult, gpio: int, steps: Sequence[Done]) -> bool:
    """Whether this value moved it at all: a relay that is on for another reason is no mistake."""
    begun_s, ended_s = steps[0].begun_s, steps[-1].ended_s or seen.lasted_s
    return any(begun_s <= t_s < ended_s for t_s, _ in seen.pins[gpio].changes)


def _of(done: Done, key: str) -> str:
    return f"{done.step.values[key]:g}"
