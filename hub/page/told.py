"""What is wrong with a node, in words: silent, values that cannot be true, none at all, or that never move.

Each is a sentence and what goes into it: a number, a name in both languages, {"ts": ...} for a moment, {"since": ...}
for how long ago. The server's page and the script fill them in alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from devices import Message
from hub.page.names import unit_for_people
from hub.store.interface import Store, Unchanged
from hub.store.points import limits_of
from telemetry.record import REAL

HOUR_S = 3600.0
STUCK_LOOK_S, STUCK_S = 6 * HOUR_S, 3 * HOUR_S  # chosen: a sensor of 0.1 degrees rests an hour in a quiet room
STUCK_SAMPLES = 60
MOVING = ("C", "%", "V", "A", "ppm", "NTU", "Pa")  # units whose values move a little always; counters may rest

SILENT = Message("told.silent", "Silent since {when}, for {age}. The values shown are the last known ones.")
LATE = Message("told.late", "Nothing came for {age}; it should report every {period} s. Is its network down?")
RANGE = Message(
    "told.range", "{what}: {value} {unit} cannot be true; possible is {low} to {high}. Check the sensor and its wires."
)
NO_VALUE = Message("told.no_value", "{what}: the sensor gives no value. Check its plug and wires.")
STALE = Message("told.stale", "{what}: the value is too old to believe. Check the sensor and its wires.")
STUCK = Message(
    "told.stuck", "{what} has been exactly {value} {unit} since {when}. Check that the sensor still follows a change."
)
MESSAGES = (SILENT, LATE, RANGE, NO_VALUE, STALE, STUCK)
OF_QUALITY = {"unknown": NO_VALUE, "stale": STALE}


class Told(NamedTuple):
    """One sentence about a node."""

    message: Message
    values: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """{"key": ..., "values": ...}."""
        return {"key": self.message.key, "values": dict(self.values)}


def told(
    link: str, last_seen: float, period_s: float, readings: Mapping[str, Any], stuck: Iterable[Unchanged]
) -> list[Told]:
    """What is to be said of a node; the most important first. `readings` are the page's."""
    found = []
    if link == "offline":
        found.append(Told(SILENT, {"when": {"ts": last_seen}, "age": {"since": last_seen}}))
    elif link == "late":
        found.append(Told(LATE, {"age": {"since": last_seen}, "period": period_s}))
    found += [each for name, reading in readings.items() if (each := _of_reading(name, reading)) is not None]
    if link == "online":
        found += [_stuck(each, readings[each.key.channel]) for each in stuck if each.key.channel in readings]
    return found


def _of_reading(channel: str, reading: Mapping[str, Any]) -> Told | None:
    name = reading["name"]
    if reading["flag"]:
        low, high = limits_of(channel)
        of = {"what": name, "value": reading["value"], "unit": reading["unit"], "low": low, "high": high}
        return Told(RANGE, of)
    message = OF_QUALITY.get(reading["quality"])
    return None if message is None else Told(message, {"what": name})


def _stuck(found: Unchanged, reading: Mapping[str, Any]) -> Told:
    of = {"value": found.value, "unit": unit_for_people(found.key.unit), "when": {"ts": found.since}}
    return Told(STUCK, {"what": reading["name"], **of})


def stuck(store: Store, now: float) -> dict[str, list[Unchanged]]:
    """Values of real nodes that have not moved for hours, by node. A simulated world may stand still."""
    found: dict[str, list[Unchanged]] = {}
    for each in store.unchanged(now - STUCK_LOOK_S):
        is_at_end = each.value == 0.0 or each.value in limits_of(each.key.channel)
        is_long = now - each.since >= STUCK_S and each.samples >= STUCK_SAMPLES
        if each.key.provenance == REAL and each.key.unit in MOVING and is_long and not is_at_end:
            found.setdefault(each.key.node, []).append(each)
    return found
