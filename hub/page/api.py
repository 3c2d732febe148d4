"""The same for programs: JSON under /api. Simulated and real are requested separately; no call mixes them.

    /api/nodes      {now, nodes}
    /api/node/N     {now, node, series: [{provenance, channel, unit}], extents: {real: [first, last]}}
    /api/series     ?node= &provenance= &channel= &since= &until= &limit=; `channel` repeated, or left out for all:
                    {now, node, provenance, since, until, series: [{channel, unit, least, ts, low, mean, high,
                    flagged}], extent, sim_times: [[ts, date in the simulated world]] of two days at most};
                    columns with null where nothing is known; flagged: [[ts, value, reason]], impossible values
    /api/download   ?node= (some) &provenance= &since= &until= &lang=: CSV as `hub export --wide --excel`; 413 for more
                    than 300,000 values, 503 while another is made
    /api/events     ?since= &node= &limit=: {now, events}
    /api/summary    {now, since, real: [...], sim: [...]}
    /api/health     {ok, now, nodes, browsers, trouble}; status 503 when not ok
    /api/stream     server-sent events: all {now, nodes, events}; then news {now, nodes, events} with what is new: a
                    node with `partial` holds only the fields that changed, a reading too; tick {now}

Times are seconds since 1970 UTC by the hub's clock. An error is {"error": a few words}.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from hub.access.rules import is_known_as
from hub.page.download import MOST_NODES, Downloads, TooMuch, file_name
from hub.page.news import News, event_json
from hub.page.series import MAX_POINTS, series_json, summary_json
from hub.store.export import for_spreadsheet
from hub.store.interface import Store, StoreError
from telemetry.record import REAL, SIM

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

DAY_S = 86_400.0
SIM_TIMES_S = 2 * DAY_S
MAX_EVENTS = 1000
LAST_S = 1e11  # chosen: the year 5138


class File(NamedTuple):
    """An answer that a browser keeps."""

    name: str
    content: bytes


class BadRequest(ValueError):
    """A parameter that cannot be used; the text is one short word for a program."""


class Api:
    """The endpoints, on a store and the state that the pages know."""

    def __init__(self, store: Store, news: News) -> None:
        self._store, self._news = store, news
        self._downloads = Downloads(store)

    def routes(self) -> list[Route]:
        """Everything under /api but the stream."""
        from starlette.routing import Route

        calls = {
            "/api/nodes": self.nodes,
            "/api/node/{node}": self.node,
            "/api/series": self.series,
            "/api/download": self.download,
            "/api/events": self.events,
            "/api/summary": self.summary,
            "/api/health": self.health,
        }
        return [Route(path, _answering(call)) for path, call in calls.items()]

    def nodes(self, request: Request) -> tuple[int, Any]:
        """All nodes, alarms first."""
        return 200, {"now": self._news.now(), "nodes": self._news.nodes()}

    def node(self, request: Request) -> tuple[int, Any]:
        """One node and the curves it has."""
        name = _node(request.path_params["node"])
        view = self._news.node(name)
        if view is None:
            return 404, {"error": "no such node"}
        keys = [{"provenance": k.provenance, "channel": k.channel, "unit": k.unit} for k in self._store.series(name)]
        extents = {each: self._store.extent(name, each) for each in (REAL, SIM)}
        found = {each: list(extent) for each, extent in extents.items() if extent}
        return 200, {"now": self._news.now(), "node": view, "series": keys, "extents": found}

    def series(self, request: Request) -> tuple[int, Any]:
        """Curves of one node, of one provenance."""
        asked, now = request.query_params, self._news.now()
        node, provenance = _node(asked.get("node", "")), _provenance(asked.get("provenance", ""))
        since, until = self._window(request)
        limit = int(min(max(_number(asked.get("limit"), 600), 2), MAX_POINTS))
        channels = set(asked.getlist("channel"))
        keys = [
            key
            for key in self._store.series(node)
            if key.provenance == provenance and (not channels or key.channel in channels)
        ]
        series = series_json(self._store, keys, since, until, limit)
        is_short = provenance == SIM and until - since <= SIM_TIMES_S
        return 200, {
            "now": now, "node": node, "provenance": provenance, "since": since, "until": until, "series": series,
            "extent": self._store.extent(node, provenance),
            "sim_times": self._store.sim_times(node, since, until) if is_short else [],
        }  # fmt: skip

    def download(self, request: Request) -> tuple[int, Any]:
        """Readings as a file."""
        asked = request.query_params
        nodes = [_node(each) for each in asked.getlist("node")][:MOST_NODES]
        if not nodes:
            raise BadRequest("node is missing")
        provenance = _provenance(asked.get("provenance", ""))
        since, until = self._window(request)
        style = for_spreadsheet("vi" if asked.get("lang") == "vi" else "en")
        try:
            content = self._downloads.csv(nodes, provenance, since, until, style)
        except TooMuch:
            return 413, {"error": "too many values: ask for a shorter time, or use `highland hub export`"}
        if content is None:
            return 503, {"error": "another file is being made: try again"}
        return 200, File(file_name(nodes, provenance, since, "csv"), content)

    def _window(self, request: Request) -> tuple[float, float]:
        """Since and until: a day up to now when nothing is asked for."""
        asked = request.query_params
        until = _time(asked.get("until"), self._news.now() + 1.0)  # a range does not hold its end
        return _time(asked.get("since"), until - DAY_S), until

    def events(self, request: Request) -> tuple[int, Any]:
        """The newest events, newest first."""
        asked = request.query_params
        node = _node(asked["node"]) if asked.get("node") else ""
        limit = int(min(max(_number(asked.get("limit"), 200), 1), MAX_EVENTS))
        events = self._store.events(_time(asked.get("since"), 0.0), node, limit)
        return 200, {"now": self._news.now(), "events": [event_json(each) for each in events]}

    def summary(self, request: Request) -> tuple[int, Any]:
        """The last day, real and simulated apart."""
        now = self._news.now()
        return 200, {"now": now, "since": now - DAY_S, **summary_json(self._store, now - DAY_S, now)}

    def health(self, request: Request) -> tuple[int, Any]:
        """For a watchdog."""
        news = self._news
        found = {
            "ok": not news.trouble,
            "now": news.now(),
            "nodes": len(news.everything()["nodes"]),
            "browsers": news.stream.browsers,
            "trouble": news.trouble,
        }
        return 503 if news.trouble else 200, found


def _answering(call: Any) -> Any:
    """An endpoint that turns what a call gives, or refuses, into JSON. Not async: Starlette runs it in a thread."""

    def endpoint(request: Request) -> Response:
        from starlette.responses import Response

        try:
            status, found = call(request)
        except BadRequest as error:
            status, found = 400, {"error": str(error)}
        except StoreError:
            status, found = 503, {"error": "the store cannot be read just now"}
        if isinstance(found, File):
            name = {"cache-control": "no-store", "content-disposition": f'attachment; filename="{found.name}"'}
            return Response(found.content, status, name, "text/csv; charset=utf-8")
        content = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return Response(content, status, {"cache-control": "no-store"}, "application/json")

    return endpoint


def _node(name: str) -> str:
    if not is_known_as(name):
        raise BadRequest("node is no name of a node")
    return name


def _provenance(text: str) -> str:
    if text not in (REAL, SIM):
        raise BadRequest("provenance must be real or sim")
    return text


def _time(text: str | None, otherwise: float) -> float:
    """A time that every store can query."""
    return min(max(_number(text, otherwise), 0.0), LAST_S)


def _number(text: str | None, otherwise: float) -> float:
    if text is None:
        return otherwise
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadRequest("a number is needed")
    return number
