"""A node as the page shows it: what it reports, how old that is by the hub's clock, and how far it can be trusted.

Unknown is never OK: a node that says "no alarm" but is silent, late or cannot read a sensor gets its own level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hub.intake.alerts import notes_of
from hub.page.names import InBoth, NodeNames, unit_for_people
from hub.page.told import told
from hub.store.interface import NodeRow, Unchanged
from hub.store.points import flag_of

PERIODS_LATE = 3  # as Home Assistant's expire_after of the same node
GRACE_S = 10.0
SHORTEST_S, LONGEST_S, USUAL_S = 1.0, 86_400.0, 60.0  # a node's period; from the network, so it is held to a range

LEVELS = ("danger", "trouble", "silent", "unsure", "none")  # the order in which people must see them
LINKS = ("online", "late", "offline", "never")


def said_of(output: str, on: bool) -> str:
    """The key of the word for an output: a valve is open or shut, all else is on or off."""
    if output.endswith("_open"):
        return "value.open" if on else "value.shut"
    return "value.on" if on else "value.off"


def node_view(row: NodeRow, now: float, stuck: Iterable[Unchanged] = ()) -> dict[str, Any]:
    """The JSON of one node. All of it but the hub's own counts, times and `label` was written by the node: hostile.

    `stuck` are values of it that have not moved for hours.
    """
    found = row.snapshot
    period_s = _period_s(found)
    late_after_s = PERIODS_LATE * period_s + GRACE_S
    link = link_of(row, now, late_after_s)
    names = names_of(row)
    readings = {name: _reading(names.channel(name), name, each) for name, each in found.get("readings", {}).items()}
    alarm = found.get("alarm", "unknown") if found else "unknown"
    return {
        "node": row.node,
        "label": row.label.name,
        "place": row.label.place,
        "provenance": row.provenance,
        "project": row.project,
        "project_name": names.of_project().as_json(),
        "state": found.get("state", ""),
        "state_name": names.state(found.get("state", "")).as_json(),
        "meaning": names.meaning(found.get("state", ""), alarm),
        "why": found.get("why", ""),
        "said": dict(found.get("said", {})),
        "alarm": alarm,
        "link": link,
        "told": [each.as_json() for each in told(link, row.last_seen, period_s, readings, stuck)],
        "level": level_of(alarm, link, readings),
        "first_seen": row.first_seen,
        "last_seen": row.last_seen,
        "late_after_s": late_after_s,
        "ts": found.get("ts"),
        "sim_ts": found.get("sim_ts"),
        "readings": readings,
        "commanded": {
            name: {"on": on, "name": names.output(name).as_json(), "said": said_of(name, bool(on))}
            for name, on in found.get("commanded", {}).items()
        },
        "backlog": found.get("backlog", 0),
        "dropped": found.get("dropped", 0),
        "records": row.records,
        "refused": row.refused,
        "skipped": row.skipped,
        "notes": {each.key: each.values.get("times", 1) for each in notes_of(row)},
    }


def names_of(row: NodeRow) -> NodeNames:
    """The names of a node's channels, outputs and project."""
    return NodeNames(row.project, row.snapshot.get("names", {}))


def link_of(row: NodeRow, now: float, late_after_s: float) -> str:
    """online, late (connected but silent), offline, or never (nothing received yet)."""
    if not row.snapshot:
        return "never"
    if not row.online:
        return "offline"
    return "late" if now - row.last_seen > late_after_s else "online"


def level_of(alarm: str, link: str, readings: Mapping[str, Mapping[str, Any]]) -> str:
    """What people must see first. The last alarm of a node that fell silent stays an alarm."""
    if alarm in ("danger", "trouble"):
        return alarm
    if link != "online":
        return "silent"
    if alarm != "none" or any(each["quality"] != "good" or each["flag"] for each in readings.values()):
        return "unsure"
    return "none"


def order_of(view: Mapping[str, Any]) -> tuple[int, bool, str]:
    """Sort key: alarms first, the real one before the simulated one."""
    return LEVELS.index(view["level"]), view["provenance"] != "real", view["node"]


def _period_s(found: Mapping[str, Any]) -> float:
    period_s = found.get("period_s", USUAL_S)
    return float(min(max(period_s, SHORTEST_S), LONGEST_S))


def _reading(called: InBoth, name: str, each: list[Any]) -> dict[str, Any]:
    value, unit = each[0], each[1]
    quality = each[2] if len(each) > 2 else "good"
    if value is None and quality == "good":
        quality = "unknown"
    return {
        "name": called.as_json(),
        "value": value,
        "unit": unit_for_people(unit),
        "quality": quality,
        "flag": flag_of(name, value),
    }
