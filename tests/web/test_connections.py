"""Who gets a place at a server, and a page that answers although others never end their requests."""

import socket
import threading
import urllib.request

import pytest

import web.http_connection
from web.connections import Connections, Limits, source_of
from web.server import serving

TIMEOUT_S = 20.0
HALF = b"GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: "


class Door:
    """Connections whose ends are written down."""

    def __init__(self, per_address=3, total=100):
        self.told, self.ended = [], []
        self.connections = Connections(Limits(per_address, total), self.told.append)

    def enter(self, peer, name=None):
        place = self.connections.enter(peer)
        if place is not None:
            place.end = lambda: self.ended.append(name)
        return place


@pytest.mark.parametrize(
    ("peer", "name", "is_here"),
    [
        ("192.168.1.7", "192.168.1.7", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("::ffff:192.168.1.7", "192.168.1.7", False),
        ("::ffff:127.0.0.1", "127.0.0.1", True),
        ("::1", "::1", True),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64", False),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64", False),
        ("fe80::1%eth0", "fe80::/64", False),
        ("", "", False),
    ],
)
def test_an_address_is_counted_with_its_household(peer, name, is_here):
    assert source_of(peer) == (name, is_here)


def test_the_oldest_that_waits_makes_room_for_a_newer_one_of_its_address():
    door = Door(per_address=3)
    places = [door.enter("192.168.1.7", number) for number in range(3)]
    assert door.enter("192.168.1.8", "another") is not None
    assert door.ended == []
    places[0].ready()
    assert door.enter("192.168.1.7", 3) is not None
    assert door.ended == [1]
    assert door.told == ["192.168.1.7"]
    assert door.connections.count == 4


def test_whoever_is_being_served_is_not_ended_and_a_further_one_is_refused():
    door = Door(per_address=3)
    places = [door.enter("192.168.1.7", number) for number in range(3)]
    for place in places:
        place.ready()
    assert door.enter("192.168.1.7") is None
    assert door.ended == []
    places[1].leave()
    places[1].leave()  # twice is once
    assert door.enter("192.168.1.7") is not None
    assert door.connections.count == 3


def test_a_class_on_this_machine_may_have_more_that_are_served_but_not_more_that_wait():
    door = Door(per_address=3)
    for number in range(10):
        door.enter("127.0.0.1", number).ready()
    for number in range(10, 14):
        assert door.enter("127.0.0.1", number) is not None
    assert door.ended == [10]


def test_the_last_places_are_for_those_who_have_few():
    door = Door(per_address=100, total=20)
    for number in range(18):
        door.enter("192.168.1.7", number).ready()
    assert door.enter("192.168.1.7") is None  # two places are left
    assert all(door.enter(f"192.168.2.{number}") is not None for number in range(2))
    assert door.ended == []
    assert door.connections.count == 20


def test_a_newcomer_takes_the_place_of_the_largest_crowd_that_waits():
    door = Door(per_address=100, total=20)
    for number in range(18):
        door.enter(f"192.168.{number % 2}.1", f"crowd {number % 2}")
    for _ in range(2):
        door.enter("192.168.9.9", "few").ready()
    door.enter("192.168.0.1", "crowd 0")  # ends one of its own
    assert door.ended == ["crowd 0"]
    assert door.enter("192.168.5.5") is not None
    assert door.ended[1:] in (["crowd 0"], ["crowd 1"])
    assert door.connections.count == 20


async def hello(scope, receive, send):
    """An app that says hello, at /much a lot of it."""
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(1_000 if scope["path"] == "/much" else 1):
        await send({"type": "http.response.body", "body": b"hello" * 10_000, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def connected(server, said=b""):
    line = socket.create_connection((server.host, server.port), timeout=TIMEOUT_S)
    line.sendall(said)
    return line


def ends(line):
    try:
        while line.recv(65_536):
            pass
    except ConnectionError:
        pass
    line.close()
    return True


def test_a_crowd_that_never_ends_its_requests_loses_its_oldest_and_others_are_answered():
    connections = Connections(Limits(per_address=5, total=50))
    with serving(hello, connections=connections) as server:
        slow = [connected(server, HALF) for _ in range(20)]
        with urllib.request.urlopen(server.url, timeout=TIMEOUT_S) as answer:
            assert answer.read(5) == b"hello"
        assert connections.count <= 6
        assert all(ends(line) for line in slow[:15])
        for line in slow[15:]:
            line.close()


def test_a_request_that_does_not_end_in_time_is_ended(monkeypatch):
    monkeypatch.setattr(web.http_connection, "LOOK_S", 0.01)
    monkeypatch.setattr(web.http_connection, "REQUEST_S", 0.02)
    with serving(hello) as server:
        for said in (b"", HALF, b"POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 9000000\r\n\r\nx"):
            assert ends(connected(server, said))


def test_who_does_not_read_an_answer_is_ended(monkeypatch):
    monkeypatch.setattr(web.http_connection, "LOOK_S", 0.01)
    monkeypatch.setattr(web.http_connection, "READ_S", 0.02)
    gone = threading.Event()

    class Watched(Connections):
        def remove(self, place):
            super().remove(place)
            gone.set()

    with serving(hello, connections=Watched()) as server:
        line = connected(server, b"GET /much HTTP/1.1\r\nHost: hub\r\n\r\n")
        line.recv(1)  # and nothing more of 50 MB
        assert gone.wait(TIMEOUT_S)
        line.close()
