"""A seat speaks to its own board on the laptop only, and hears nobody else's."""

import http.client
import json

import pytest

from classroom.laptop.routes import BURST, LaptopBoards
from classroom.relay.http.app import class_app
from classroom.relay.keep import Keeper
from classroom.relay.options import ClassOptions
from classroom.relay.running import RunningClass
from web.server import Secured, serving

PATH = "/api/seat/laptop"
BEGIN = {"do": "begin", "project": "gas_alarm", "seed": 7, "lang": "en", "paused": True, "id": "b"}


@pytest.fixture
def room(tmp_path):
    options = ClassOptions("8A", "SONG-HONG", "482913", pictures=("carp",))
    running = RunningClass(options, Keeper(tmp_path / "class"), lambda: 1000.0)
    boards = LaptopBoards(running, most=1)
    with serving(Secured(class_app(running, None, boards.routes())), before_stop=running.end) as server:
        found = Room(server.port, running, boards)
        yield found
        boards.close()
        found.leave()


class Room:
    """A class with one board on its laptop; what pages ask."""

    def __init__(self, port, running, boards):
        self.port, self.running, self.boards = port, running, boards
        self.open = []

    def leave(self):
        for each in self.open:
            each.close()

    def ask(self, token, found, path=PATH):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"authorization": f"Seat {token}", "content-type": "application/json"}
        line.request("POST", path, json.dumps(found), headers | {"origin": f"http://127.0.0.1:{self.port}"})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, json.loads(content) if content else None

    def join(self, name):
        status, found = self.ask("", {"word": "SONG-HONG", "name": name, "picture": "carp"}, "/api/join")
        assert status == 200
        return found["token"]

    def listen(self, token):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", PATH, headers={"authorization": f"Seat {token}"})
        answer = line.getresponse()
        self.open += [answer, line]
        return answer


def heard(stream, **wanted):
    while True:
        line = stream.readline().decode()
        assert line, "the stream has ended"
        if line.startswith("data: "):
            found = json.loads(line[6:])
            if all(found.get(key) == value for key, value in wanted.items()):
                return found


def test_without_a_seat_there_is_no_board(room):
    assert room.ask("x", BEGIN)[0] == 401
    assert room.listen("x").status == 401
    assert room.boards.seats.taken == []


def test_a_message_is_read_no_further_than_it_may_be_long(room):
    token = room.join("Lan")
    assert room.ask(token, {"do": "begin", "files": {"x": "y" * 200_000}})[0] == 413
    assert room.ask(token, [1])[0] == 400
    assert [room.ask(token, {"do": "stay"})[0] for _ in range(int(BURST))][-1] == 429
    assert room.boards.seats.taken == []


@pytest.mark.long
def test_a_board_is_heard_by_its_own_seat_only(room, boxed):
    lan, minh = room.join("Lan"), room.join("Minh")
    of_lan, of_minh = room.listen(lan), room.listen(minh)
    assert heard(of_lan)["boxed"] is True
    assert room.ask(lan, BEGIN)[0] == 204
    assert heard(of_lan, kind="described")["project"] == "gas_alarm"
    status, found = room.ask(minh, BEGIN)
    assert (status, "taken" in found["error"]["en"]) == (409, True)
    room.ask(lan, {"do": "leave"})
    assert room.boards.seats.taken == []
    assert room.ask(minh, {**BEGIN, "seed": 8})[0] == 204
    assert heard(of_minh, kind="described")["seed"] == 8
