"""One server, one store and one browser for the tests of a file."""

import json
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from hub.page import serving_club
from hub.store.interface import Arrived
from hub.store.sqlite import SqliteStore
from telemetry.fields import Value
from telemetry.record import Record, Snapshot

CALM = {"en": "The air is clean.", "vi": "Không khí sạch."}


class Club:
    """A hub's store, and what nodes would make the hub write into it."""

    def __init__(self, store, server, news):
        self.store, self.server, self.news = store, server, news
        self._seq = 0

    def records(self, node, provenance, times, readings, kind="reading", state="NORMAL", commanded=None, **more):
        found = []
        for ts in times:
            self._seq += 1
            values = readings(ts) if callable(readings) else readings
            is_event = kind == "event"
            record = Record(
                node=node, epoch="0123456789abcdef", seq=self._seq, prev=0, ts=ts, provenance=provenance,
                project="gas_alarm", kind=kind, state=state, why="air.clean", t_s=0.0,
                readings={} if is_event else values, commanded={} if is_event else commanded or {}, **more,
            )  # fmt: skip
            found.append(Arrived(record, ts, ts, "node"))
        self.store.add(found)
        self.news.changed(node)

    def event(self, node, provenance, said, ts=None, urgent=False, **more):
        self.records(
            node, provenance, [ts or time.time()], {}, "event", event="state", said=said, urgent=urgent, **more
        )

    def state(self, node, provenance, *, alarm="none", said=CALM, readings=None, online=True, ago=0.0, **more):
        now = time.time() - ago
        found = Snapshot(
            node=node, provenance=provenance, project=more.pop("project", "gas_alarm"), ts=now, t_s=1.0,
            state=more.pop("state", "NORMAL"), why="air.clean", alarm=alarm, said=said,
            readings=readings or {"gas_lpg_ppm": Value(60.0, "ppm")}, commanded=more.pop("commanded", {}), **more,
        )  # fmt: skip
        self.store.snapshot(node, now, found.as_json())
        self.store.availability(node, now, online)
        self.news.changed(node)

    def get(self, path, **headers):
        """(status, headers, body) of a real request."""
        request = urllib.request.Request(self.server.url.rstrip("/") + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def json(self, path):
        status, _, body = self.get(path)
        assert status == 200, body
        return json.loads(body)

    def until(self, ready, path="/api/nodes"):
        """Ask until what was told is there."""
        end = time.monotonic() + 20
        with self.listening() as lines:
            while not ready(self.json(path)):
                assert time.monotonic() < end, path
                next(lines)  # a piece of news, or the time

    @contextmanager
    def listening(self):
        with urllib.request.urlopen(self.server.url + "api/stream", timeout=20) as answer:
            yield events_of(answer)


def events_of(answer):
    """(name, value) of each server-sent event."""
    name = ""
    for line in answer:
        word, _, rest = line.decode().rstrip("\n").partition(": ")
        if word == "event":
            name = rest
        elif word == "data":
            yield name, json.loads(rest)


@contextmanager
def a_club(folder):
    """A hub's page over an empty store."""
    store = SqliteStore(folder / "club.sqlite")
    with serving_club(store) as (server, news):
        yield Club(store, server, news)
    store.close()


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    with a_club(tmp_path_factory.mktemp("club")) as found:
        yield found


@pytest.fixture
def own_club(tmp_path):
    """For a test that writes: what it adds is seen by no other test."""
    with a_club(tmp_path) as found:
        yield found


class Seen:
    """One page in the browser, with all that it asked for, printed and stumbled over."""

    def __init__(self, page):
        self.page, self.requests, self.complaints, self.dialogs = page, [], [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))


@pytest.fixture
def look(chromium, club):
    """Open a page of the club: `look("/", lang="vi", width=360)`."""
    contexts = []

    def opened(path, lang="en", width=1280, script=True):
        locale = {"en": "en-GB", "vi": "vi-VN"}[lang]
        context = chromium.new_context(
            locale=locale, viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        seen = Seen(context.new_page())
        seen.page.goto(club.server.url.rstrip("/") + path, wait_until="domcontentloaded")
        return seen

    yield opened
    for context in contexts:
        context.close()
