"""Two or more nodes in one plot: what to choose from, and the page. Real and simulated values are never together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from devices import Message
from hub.page.frame import COMPARE, Frame, node_path
from hub.page.names import InBoth, unit_for_people
from hub.page.view import names_of
from hub.store.interface import NodeRow, SeriesKey
from telemetry.record import REAL, SIM
from web.html import document, h

TITLE = Message("compare.title", "Compare devices")
CHOOSE = Message("compare.choose", "What to compare")
WHICH = Message("compare.nodes", "Devices")
SHOW = Message("compare.show", "Show")
NOTE = Message(
    "compare.note", "Only devices of one kind can be compared: a simulated value is never drawn beside a real one."
)
NOTHING = Message("compare.nothing", "There is nothing to compare yet.")
MOST = 8  # lines that can be told apart


class Quantity(NamedTuple):
    """One channel of one provenance, and the nodes that have it: {node: what people call it}."""

    provenance: str
    channel: str
    unit: str
    name: InBoth
    nodes: Mapping[str, str]

    @property
    def key(self) -> str:
        """As it stands in the address."""
        return f"{self.provenance} {self.channel}"


def quantities(rows: Sequence[NodeRow], keys: Sequence[SeriesKey]) -> list[Quantity]:
    """What can be compared: numbers with a unit; those that most nodes have first."""
    known = {row.node: row for row in rows}
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for key in keys:
        if unit_for_people(key.unit) and key.node in known:
            label = known[key.node].label.name
            found.setdefault((key.provenance, key.channel, key.unit), {})[key.node] = label or key.node
    made = [
        Quantity(*key[:2], unit_for_people(key[2]), names_of(known[next(iter(nodes))]).channel(key[1]), nodes)
        for key, nodes in found.items()
    ]
    return sorted(made, key=lambda each: (each.provenance != REAL, -len(each.nodes), each.channel))


def chosen(found: Sequence[Quantity], asked: str) -> Quantity | None:
    """The quantity of an address, else the first."""
    return next((each for each in found if each.key == asked), found[0] if found else None)


def page(frame: Frame, found: Sequence[Quantity], quantity: Quantity | None, asked: Collection[str]) -> bytes:
    """A form that works without a script, and the place for the plot."""
    words = frame.words
    title = words(TITLE)
    if quantity is None:
        content = [h("h1", title), h("p", words(NOTHING))]
        return document(frame.page(title, "/compare", "compare", *content))
    nodes = [node for node in quantity.nodes if node in asked][:MOST] or list(quantity.nodes)[:2]
    name = frame.name(quantity.name.as_json())
    live = h(
        "div", id="live", data_provenance=quantity.provenance, data_channel=quantity.channel,
        data_nodes=" ".join(nodes), data_title=name,
    )  # fmt: skip
    kind = "SIM" if quantity.provenance == SIM else "REAL"
    shown = frame.simulated(live) if quantity.provenance == SIM else live
    content = [h("h1", title), h("p", words(NOTE)), _form(frame, found, quantity, nodes), shown]
    query = urlencode([("quantity", quantity.key), *(("node", node) for node in nodes)])
    body = f"compare node-{quantity.provenance}"
    return document(frame.page(f"{kind} · {title}: {name}", "/compare", body, *content, script=COMPARE, query=query))


def _form(frame: Frame, found: Sequence[Quantity], quantity: Quantity, nodes: Sequence[str]) -> Element:
    words = frame.words
    options = [
        h(
            "option", f"{each.provenance.upper()} · {frame.name(each.name.as_json())} ({each.unit})", value=each.key,
            selected="selected" if each is quantity else None,
        )
        for each in found
    ]  # fmt: skip
    boxes = [
        h(
            "label",
            h("input", type="checkbox", name="node", value=node, checked="checked" if node in nodes else None),
            h("bdi", label), h("a", h("code", node), href=node_path(node)) if label != node else None,
        )
        for node, label in quantity.nodes.items()
    ]  # fmt: skip
    return h(
        "form",
        h("p", h("label", words(CHOOSE), for_="quantity"), h("select", *options, name="quantity", id="quantity")),
        h("fieldset", h("legend", words(WHICH)), *boxes),
        h("button", words(SHOW), type="submit"),
        class_="choice", action="/compare", method="get",
    )  # fmt: skip


def asked_key(params: Mapping[str, Any]) -> str:
    """The quantity of an address: of the form, or of a link from a node's plot."""
    return str(params.get("quantity") or f"{params.get('provenance', '')} {params.get('channel', '')}")
