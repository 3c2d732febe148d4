"""The pages as the server renders them: complete and readable without JavaScript.

club.js and node.js then replace `.plain` with an interactive version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element

from devices import Message
from hub.page import words as w
from hub.page.door import Door, empty
from hub.page.frame import CLUB, LOOKS, NODE, Frame, node_path
from web.html import Child, document, h

View = Mapping[str, Any]
MANY_WAIT = 60  # records on the device; fewer are just on their way


def overview(frame: Frame, views: Sequence[View], door: Door) -> bytes:
    """All nodes, alarms first; what to type while there is none."""
    words = frame.words
    table = _table(
        frame,
        (w.NODE, w.KIND, w.PROJECT, w.STATE, w.WHY, w.NEWS),
        ([node_link(view), frame.badge(view["provenance"]), project(frame, view), level(frame, view),
          h("span", said(frame, view), *told(frame, view)), link(frame, view)] for view in views),
    )  # fmt: skip
    title = frame.club or words(w.TITLE)
    content = h("div", h("h1", title), table if views else None, class_="plain")
    live = h("div", empty(words, door, bool(views)), id="live")
    return document(frame.page(title, "/", "club", content, live, script=CLUB))


def node_page(frame: Frame, view: View, provenance: str, others: Sequence[str], events: Sequence[View]) -> bytes:
    """One node. The title of the page begins with SIM or REAL, so that a tab or a printout shows it too."""
    words, node = frame.words, view["node"]
    badge = {"sim": f"SIM {words(w.SIM)}", "real": f"REAL {words(w.REAL)}"}.get(provenance, words(w.NO_BADGE))
    plain = h(
        "div",
        h("h1", h("bdi", view["label"] or node)),
        known(view),
        frame.badge(provenance),
        h("p", words(w.SIM_LONG), class_="sim-long") if provenance == "sim" else None,
        h("p", project(frame, view)),
        h("p", level(frame, view)),
        *told(frame, view),
        h("p", said(frame, view), class_="said"),
        h("p", link(frame, view)),
        *(h("p", words(each, times=view["notes"][each.key])) for each in w.NOTES if each.key in view["notes"]),
        h("h2", words(w.NOW)),
        _table(frame, (w.CHANNEL_HEAD, w.VALUE, w.QUALITY), _values(frame, view)),
        h("h2", words(w.OUTPUTS)),
        _table(frame, (w.NODE, w.STATE), _outputs(frame, view)),
        h("h2", words(w.EVENTS)),
        event_table(frame, events, with_node=False),
        class_="plain",
    )
    also = h("p", words(w.ALSO), " ", *_links(frame, node, others), class_="also") if others else None
    live = h("div", id="live", data_node=node, data_provenance=provenance)
    node_shown = [frame.simulated(plain, live)] if provenance == "sim" else [plain, live]
    content = (h("p", h("a", words(w.BACK), href="/")), *node_shown, also)
    title = f"{badge} · {view['label'] or node}"
    return document(frame.page(title, node_path(node), f"node node-{provenance}", *content, script=NODE))


def events_page(frame: Frame, events: Sequence[View]) -> bytes:
    """What happened, newest first."""
    title = frame.words(w.NAV_EVENTS)
    return document(frame.page(title, "/events", "events", h("h1", title), event_table(frame, events)))


def summary_page(frame: Frame, found: Mapping[str, Sequence[View]]) -> bytes:
    """The last day: real and simulated, each a table of its own."""
    words = frame.words
    parts: list[Child] = [h("h1", words(w.NAV_SUMMARY)), h("p", words(w.SUMMARY_NOTE))]
    for provenance, title in (("real", w.SUMMARY_REAL), ("sim", w.SUMMARY_SIM)):
        section = h(
            "section",
            h("h2", words(title), " ", frame.badge(provenance), id=f"h-{provenance}"),
            _summary_table(frame, found[provenance]) if found[provenance] else h("p", words(w.NOTHING_REAL)),
            class_=f"summary summary-{provenance}",
            aria_labelledby=f"h-{provenance}",
        )
        parts.append(frame.simulated(section) if provenance == "sim" else section)
    return document(frame.page(words(w.NAV_SUMMARY), "/summary", "summary-page", *parts))


def no_node(frame: Frame, node: str) -> bytes:
    """There is no such node."""
    text = frame.words(w.NO_NODE, node=node)
    content = (h("h1", text), h("p", h("a", frame.words(w.BACK), href="/")))
    return document(frame.page(text, "/", "none", *content))


def no_store(frame: Frame) -> bytes:
    """Nothing can be shown, so nothing old is shown as new."""
    text = frame.words(w.NO_STORE)
    return document(frame.page(text, "/", "none", h("h1", text)))


def node_link(view: View) -> Element:
    """What people call it, with a link to its page; `known` tells its own name."""
    found = h("a", view.get("label") or view["node"], href=node_path(view["node"]))
    return h("span", found, " ", known(view)) if view.get("label") or view.get("place") else found


def known(view: View) -> Element | None:
    """The node's own name beside the one that the hub's keeper gave, and where it stands."""
    text = " · ".join(each for each in (view["node"] if view["label"] else "", view["place"]) if each)
    return h("span", h("bdi", text), class_="known") if text else None


def told(frame: Frame, view: View) -> list[Element]:
    """What is wrong with it, in words."""
    return [h("p", h("bdi", frame.filled(each)), class_="told") for each in view["told"]]


def project(frame: Frame, view: View) -> str:
    """What it runs, in the reader's language."""
    return frame.name(view["project_name"])


def level(frame: Frame, view: View) -> Element:
    """The level for people, and the state by its name with the program's own word."""
    text, (meaning, icon) = frame.words(w.LEVEL[view["level"]]), LOOKS[view["level"]]
    word = h("span", frame.icon(icon), h("b", text), class_=f"state {meaning}")
    name = frame.name(view["state_name"])
    own = h("code", view["state"]) if view["state"] != name else None
    state = h("span", h("bdi", name), " ", own, class_="state-name")
    return h("span", word, " ", state, class_=f"level level-{view['level']}")


def said(frame: Frame, view: View) -> Element:
    """The reason in the reader's language; where the node is silent it is only the last one known."""
    text = view["said"].get(frame.words.lang) or view["why"]
    old = view.get("link", "online") != "online"
    return h("span", f"{frame.words(w.LAST_KNOWN)} " if old and text else "", h("bdi", text))


def link(frame: Frame, view: View) -> Element:
    """Online or not, how old the news is, and what waits on the device."""
    words, age = frame.words, frame.age(frame.now - view["last_seen"])
    text = words(w.LINK[view["link"]])
    more = f" · {words(w.NEWS_AGO, age=age)}" if view["link"] != "never" else ""
    waits = f" · {words(w.BACKLOG, count=view['backlog'])}" if view["backlog"] >= MANY_WAIT else ""
    return h("span", text + more + waits, class_=f"link link-{view['link']}")


def when(frame: Frame, ts: float) -> Element:
    """Local date and time of the hub."""
    text = frame.when(ts)
    return (
        h("span", text)
        if text == "?"
        else h("time", text, datetime=datetime.fromtimestamp(ts).astimezone().isoformat())
    )


def event_table(frame: Frame, events: Sequence[View], with_node: bool = True) -> Element:
    """Events with their sentences. Simulated ones are marked in their row."""
    if not events:
        return h("p", frame.words(w.NO_EVENTS))
    heads = (w.WHEN, w.NODE, w.KIND, w.WHAT, w.WHY) if with_node else (w.WHEN, w.KIND, w.WHAT, w.WHY)
    rows = []
    for each in events:
        cells: list[Child] = [when(frame, each["ts"])]
        if with_node:
            cells.append(node_link(each))
        what = frame.words(w.EVENT[each["event"]]) if each["event"] in w.EVENT else each["event"]
        cells += [frame.badge(each["provenance"]), h("span", what, " ", h("code", each["state"]))]
        rows.append([*cells, h("span", said(frame, each), command(frame, each))])
    return _table(frame, heads, rows, ["urgent" if each["urgent"] else None for each in events])


def command(frame: Frame, event: View) -> str:
    """What became of a command."""
    found = event["command"]
    if not found:
        return ""
    message = w.ACCEPTED if found.get("accepted") else w.DENIED
    return f" ({frame.words(message, part=frame.name(found['name']))})"


def value(frame: Frame, found: Any, unit: str) -> str:
    """A number with its unit, yes or no, or that it is not known."""
    if found is None:
        return frame.words(w.UNKNOWN_VALUE)
    if isinstance(found, bool):
        return frame.words(w.YES if found else w.NO)
    return f"{frame.words.number(found)} {frame.unit(unit)}".strip()


def _values(frame: Frame, view: View) -> Iterable[Sequence[Child]]:
    for each in view["readings"].values():
        quality = frame.words(w.QUALITIES.get(each["quality"], w.UNKNOWN))
        if each["flag"]:
            quality = f"{frame.words(w.FLAGGED)}: {frame.word('flag.' + each['flag'])}"
        yield (
            frame.name(each["name"]),
            value(frame, each["value"], each["unit"]),
            quality,
        )


def _outputs(frame: Frame, view: View) -> Iterable[Sequence[Child]]:
    for each in view["commanded"].values():
        yield frame.name(each["name"]), frame.word(each["said"])


def _links(frame: Frame, node: str, others: Sequence[str]) -> list[Element]:
    return [h("a", frame.badge(other), href=f"{node_path(node)}?provenance={other}") for other in others]


def _summary_table(frame: Frame, rows: Sequence[View]) -> Element:
    heads = (w.CHANNEL_HEAD, w.LOWEST, w.MEAN, w.HIGHEST, w.DEVICES, w.VALUES)
    return _table(frame, heads, (_summary_row(frame, row) for row in rows))


def _summary_row(frame: Frame, row: View) -> Sequence[Child]:
    left_out = frame.words(w.LEFT_OUT, count=row["left_out"]) if row["left_out"] else ""
    return (
        h("span", frame.name(row["name"]), h("small", left_out) if left_out else None),
        *(value(frame, row[name], row["unit"]) for name in ("low", "mean", "high")),
        str(row["nodes"]),
        str(row["samples"]),
    )


def _table(
    frame: Frame, heads: Sequence[Message], rows: Iterable[Sequence[Child]], classes: Sequence[str | None] = ()
) -> Element:
    names = [frame.words(head) for head in heads]
    body = [
        h("tr", *(h("td", cell, data_head=name) for name, cell in zip(names, row, strict=True)), class_=kind)
        for row, kind in zip_longest(rows, classes)
    ]
    return h("table", h("thead", h("tr", *(h("th", name, scope="col") for name in names))), h("tbody", *body))
