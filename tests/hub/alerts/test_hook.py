"""A web address is called without harm: not into the own network by a public name, no redirect, bounded in time."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from devices import HighlandError
from hub.alerts.alerting import BURST, Caller
from hub.alerts.hook import FILE, CannotCall, call, hook_of, keep_hook, kept_hook, target

PUBLIC = "https://hooks.example/x"


@pytest.fixture
def called():
    """A server here: what it was told, and what it shall answer."""
    heard, answers = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append((self.path, json.loads(self.rfile.read(int(self.headers["content-length"])))))
            status, headers = answers.pop(0) if answers else (204, {})
            self.send_response(status)
            for each in headers.items():
                self.send_header(*each)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/hook?key=1", heard, answers
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "text",
    ["", "hooks.example", "ftp://hooks.example/", "https://me:pw@hooks.example/", "https:///x", "https://h/\r\nX: y",
     "http://hooks.example/x", "https://h:99999/", "https://" + "x" * 3000],
)  # fmt: skip
def test_what_is_no_address_or_would_travel_in_the_clear_is_refused(text):
    with pytest.raises(HighlandError):
        hook_of(text)


@pytest.mark.parametrize(
    ("url", "addresses", "goes"),
    [
        (PUBLIC, ["93.184.216.34"], True),
        (PUBLIC, ["192.168.1.1"], False),
        (PUBLIC, ["127.0.0.1"], False),
        (PUBLIC, ["::ffff:10.0.0.1"], False),
        (PUBLIC, ["93.184.216.34", "10.0.0.1"], False),  # one of each: a trick
        (PUBLIC, ["169.254.169.254"], False),
        ("http://home.local:8123/api", ["192.168.1.9"], True),
        ("http://192.168.1.9:8123/api", ["192.168.1.9"], True),
        ("http://home.local/api", ["169.254.169.254"], False),
        ("http://169.254.169.254/", ["169.254.169.254"], False),
        (PUBLIC, [], False),
    ],
)
def test_a_name_leads_only_where_it_may(url, addresses, goes):
    hook = hook_of(url)
    if goes:
        assert target(hook, lambda host, port: addresses) == addresses[0]
    else:
        with pytest.raises(CannotCall):
            target(hook, lambda host, port: addresses)


def test_a_call_is_taken_and_a_redirect_is_not_followed(called):
    url, heard, answers = called
    call(hook_of(url), {"text": "Khí gas!"})
    assert heard == [("/hook?key=1", {"text": "Khí gas!"})]
    answers.append((302, {"location": url}))
    with pytest.raises(CannotCall, match="302"):
        call(hook_of(url), {"text": "again"})
    assert len(heard) == 2


def test_the_address_is_kept_for_its_owner_only_and_a_damaged_file_calls_nobody(tmp_path):
    assert kept_hook(tmp_path) is None
    keep_hook(tmp_path, PUBLIC)
    assert kept_hook(tmp_path) == hook_of(PUBLIC)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    (tmp_path / FILE).write_text("nonsense")
    assert kept_hook(tmp_path) is None


def test_attempts_are_few_and_what_fails_is_said(monkeypatch):
    tried, said = [], []

    def fails(hook, content):
        tried.append(content)
        raise CannotCall("TimeoutError")

    caller = Caller(lambda: hook_of(PUBLIC), said.append, fails)
    monkeypatch.setattr(caller.stop, "wait", lambda seconds: False)
    caller.one({"text": "Gas!"})
    assert len(tried) == 3
    assert [each.key for each in said] == ["alert.hook_fails"]


def test_nodes_that_flap_do_not_call_all_night(monkeypatch):
    posted, said = [], []
    now = [0.0]
    caller = Caller(lambda: hook_of(PUBLIC), said.append, lambda hook, content: posted.append(content), lambda: now[0])
    for number in range(100):
        caller.add({"text": str(number)})
    caller.end()
    assert len(caller._waiting) == BURST
    monkeypatch.setattr(caller.stop, "wait", lambda seconds: False)
    caller.one({"text": "next"})
    assert (len(posted), [each.values for each in said]) == (1, [{"count": 80}])
