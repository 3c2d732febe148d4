"""An early refusal reaches its reader, although the reader is still sending; and nobody keeps a connection with it."""

import socket
import threading

import pytest

import web.lingering
from web.connections import Connections
from web.server import Secured, serving

TIMEOUT_S = 20.0
REST = b"x" * 1_000_000
CHUNKED = b"Transfer-Encoding: chunked"
CLOSE = b"POST /full HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n"
KEPT = CLOSE.replace(b"Connection: close\r\n", b"")
EARLY = {
    "a foreign name": (421, CLOSE.replace(b"hub", b"evil.example")),
    "refused by the app": (413, CLOSE),
    "of HTTP 1.0": (413, CLOSE.replace(b"HTTP/1.1", b"HTTP/1.0")),
    "in pieces": (413, CLOSE.replace(b"Content-Length: 1000000", CHUNKED)),
    "no request": (400, b"nothing that is HTTP\r\n\r\n"),
    "a head without end": (400, b"GET / HTTP/1.1\r\nHost: hub\r\nX-Long: " + b"x" * 70_000),
}


async def full(scope, receive, send):
    """An app that refuses without having read anything."""
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
    await send({"type": "http.response.start", "status": 413, "headers": []})
    await send({"type": "http.response.body", "body": b"too large"})


class Gone(Connections):
    """Tells when a connection has been given up."""

    def __init__(self):
        super().__init__()
        self.told = threading.Event()

    def remove(self, place):
        super().remove(place)
        self.told.set()


@pytest.fixture
def server():
    with serving(Secured(full), connections=Gone()) as server:
        yield server


def connected(server, said):
    line = socket.create_connection((server.host, server.port), timeout=TIMEOUT_S)
    line.sendall(said)
    line.recv(1, socket.MSG_PEEK)  # the answer is here
    return line


def sends_for_ever(line):
    while True:
        line.sendall(REST)


def whole(line):
    found = b""
    while piece := line.recv(65_536):
        found += piece
    return found


@pytest.mark.parametrize("how", EARLY)
def test_who_is_refused_early_can_send_the_rest_and_read_the_answer(server, how):
    status, said = EARLY[how]
    with connected(server, said) as line:
        line.sendall(REST)
        assert whole(line).startswith(b"HTTP/1.1 %d " % status)


def test_a_refused_reader_who_never_stops_sending_is_ended(server, monkeypatch):
    monkeypatch.setattr(web.lingering, "MOST_BYTES", 100_000)
    with connected(server, CLOSE) as line, pytest.raises(ConnectionError):
        sends_for_ever(line)


def test_a_refused_reader_who_never_goes_is_ended(server, monkeypatch):
    monkeypatch.setattr(web.lingering, "LONGEST_S", 0.02)
    with connected(server, CLOSE) as line:
        assert server._connections.told.wait(TIMEOUT_S)
        assert b"too large" in whole(line)


def test_a_refused_body_that_is_none_ends_its_connection_and_says_nothing_in_the_log(server, caplog):
    kept = KEPT.replace(b"Content-Length: 1000000", CHUNKED)
    with connected(server, kept) as line:
        line.sendall(b"no chunk\r\n")
        assert whole(line).startswith(b"HTTP/1.1 413 ")
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


def test_whoever_reads_on_gets_the_next_answer_on_the_same_connection(server):
    with connected(server, KEPT) as line:
        line.sendall(REST)
        line.sendall(CLOSE)
        assert whole(line).count(b"HTTP/1.1 413 ") == 2
