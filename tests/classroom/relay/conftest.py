"""A class on a real server on this machine, whose clock stands still until a test moves it."""

import http.client
import json
from datetime import datetime

import pytest

from classroom.relay.http.app import class_app
from classroom.relay.keep import Keeper
from classroom.relay.options import ClassOptions
from classroom.relay.running import RunningClass
from firmware.project import find
from tests.classroom.lesson.flame import FLAME
from web.server import Secured, serving

WORD, PIN = "SONG-HONG", "482913"
WORK = {"highland_work": 1, "project": "gas_alarm", "files": {"limits.py": "ALARM_PPM = 1400.0\n"}}


class Clock:
    """Moved by a test."""

    now = 1000.0

    def __call__(self):
        return self.now


class Reports:
    """What other rooms make of the works."""

    def csv(self, lang):
        return b"seat\n"

    def pages(self, lang):
        return b"<!doctype html><title>works</title>"

    def changed(self, work):
        return []

    def lessons(self):
        return [FLAME]


class Laptop:
    """One class that is served; what a browser would do."""

    def __init__(self, folder, seats=40):
        project = find("gas_alarm")
        options = ClassOptions(
            "8A",
            WORD,
            PIN,
            seats=seats,
            project=project,
            lesson=FLAME,
            faults=("gas=off", "fumes=off"),
            pictures=("buffalo", "carp"),
        )
        self.clock = Clock()
        self.folder = folder
        self.running = RunningClass(options, Keeper(folder), self.clock, lambda: datetime(2026, 11, 30, 10, 31))
        self.port = 0

    def ask(self, method, path, found=None, token="", headers=None, raw=None):
        """(status, JSON or bytes). Headers as our own page's browser sends them, unless a test says otherwise."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {"authorization": token} if token else {}
        if found is not None or raw is not None:
            sent |= {"content-type": "application/json", "origin": f"http://127.0.0.1:{self.port}"}
        body = raw if found is None else json.dumps(found).encode()
        line.request(method, path, body, sent | (headers or {}))
        answer = line.getresponse()
        content = answer.read()
        line.close()
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        return answer.status, json.loads(content) if is_json else content

    def post(self, path, found, token="", **options):
        """A POST."""
        return self.ask("POST", path, found, token, **options)

    def join(self, name="Lan", word=WORD):
        """The answer to a join that must succeed."""
        status, found = self.post("/api/join", {"word": word, "name": name, "picture": "carp"})
        assert status == 200, found
        return found

    def teacher(self):
        """The authorization of a teacher."""
        status, found = self.post("/api/teacher/login", {"pin": PIN})
        assert status == 200, found
        return f"Teacher {found['token']}"

    def listen(self, path, token):
        """Open a stream."""
        return Listening(self.port, path, token)


class Listening:
    """An open stream, read event by event."""

    def __init__(self, port, path, token):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self.line.request("GET", path, headers={"authorization": token})
        self.answer = self.line.getresponse()
        self.status = self.answer.status

    def until(self, event, fits=lambda found: True):
        """The next event of that name that fits."""
        name = ""
        while True:
            text = self.answer.readline().decode()
            assert text, "the stream has ended"
            if text.startswith("event: "):
                name = text[7:].strip()
            elif text.startswith("data: ") and name == event and fits(json.loads(text[6:])):
                return json.loads(text[6:])

    def close(self):
        """Leave."""
        self.answer.close()
        self.line.close()


@pytest.fixture
def make_laptop(tmp_path):
    """Serve a class; `make_laptop(seats=3)`. It stops at the end."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def made(folder=None, again=False, **options):
            laptop = Laptop(folder or tmp_path / "class", **options)
            if again:
                laptop.running.again()
            app = class_app(laptop.running, Reports())
            server = stack.enter_context(serving(Secured(app), before_stop=laptop.running.end))
            laptop.server, laptop.port = server, server.port
            return laptop

        yield made


@pytest.fixture
def laptop(make_laptop):
    """A class of forty."""
    return make_laptop()
