"""A board on the laptop speaks as one in a browser does; an endless loop costs its pupil that change, nothing else."""

import queue
from multiprocessing import Pipe

import pytest

from classroom.laptop import carriers, seats
from classroom.laptop.seats import LaptopSeats
from classroom.marks import sandbox
from firmware.project import find

BEGIN = {"do": "begin", "project": "gas_alarm", "seed": 7, "lang": "en", "paused": True, "id": "b"}
CONTROL = (find("gas_alarm").folder / "control.py").read_text(encoding="utf-8")
WAIT_S = 30.0


class Class:
    """Boards on this laptop, and what they said."""

    def __init__(self, **more):
        self.said = queue.Queue()
        self.seats = LaptopSeats(lambda seat, message: self.said.put((seat, message)), **more)

    def hears(self, seat, **wanted):
        """The next message of a seat that has these values."""
        while True:
            who, message = self.said.get(timeout=WAIT_S)
            if who == seat and all(message.get(key) == value for key, value in wanted.items()):
                return message


@pytest.fixture
def room():
    found = Class()
    yield found
    found.seats.close()


class Still:
    """A process that never says a word and can be woken; nothing else of a board needs one."""

    def __init__(self):
        self.ear, self._end = Pipe(duplex=False)

    def say(self, line):
        pass

    def close(self):
        self.ear.close()


def test_there_are_eight_boards_and_idle_ones_are_ended(monkeypatch):
    monkeypatch.setattr(seats, "carrier", Still)
    monkeypatch.setattr(seats, "is_boxed", lambda: True)
    now, ended = [0.0], queue.Queue()
    room = LaptopSeats(lambda seat, message: ended.put((seat, message["why"])), most=2, wall=lambda: now[0])
    assert [refused and refused.key for refused in (room.send(seat, BEGIN) for seat in (1, 2, 3))] == [
        None,
        None,
        seats.FULL.key,
    ]
    now[0] = 500.0
    room.stay(2)
    now[0] = 700.0
    room.send(2, {"do": "pause"})
    room._boards[1]._wake.send_bytes(b".")  # its session would, each second
    assert ended.get(timeout=WAIT_S) == (1, "idle")
    assert room.taken == [2]
    assert room.send(3, BEGIN) is None
    room.close()
    assert room.taken == []


def test_without_a_sandbox_no_code_of_a_pupil_is_carried():
    assert carriers.without_code({"do": "files", "files": {"control.py": "x"}}) is None
    assert carriers.without_code({"do": "program", "text": "x"}) is None
    assert carriers.without_code({**BEGIN, "files": {"control.py": "x"}}) == BEGIN
    limits = {"do": "limits", "values": {"ALARM_PPM": 1800.0}}
    assert carriers.without_code(limits) == limits


@pytest.mark.long
def test_a_board_in_a_sandbox_runs_checks_and_survives_an_endless_loop(room, boxed):
    room.seats.send(1, BEGIN)
    assert room.hears(1, kind="described")["project"] == "gas_alarm"
    room.seats.send(1, {"do": "check", "s": 60, "id": "c"})
    assert len(room.hears(1, id="c")["trace_sha256"]) == 64
    edited = CONTROL + "\nimport os\nprint(os.listdir('/'))\n"
    room.seats.send(1, {"do": "files", "files": {"control.py": edited}, "id": "f"})
    assert room.hears(1, id="f")["kind"] == "answer"
    room.seats.send(1, {"do": "files", "files": {"control.py": CONTROL + "\nwhile True: pass\n"}, "id": "g"})
    assert room.hears(1, kind="board_ended")["why"] == "endless"
    described = room.hears(1, kind="described")
    assert all(each["text"] == each["original"] for each in described["files"])
    room.seats.leave(1)
    assert room.seats.taken == []


@pytest.mark.long
def test_a_laptop_without_a_sandbox_runs_what_is_shipped(room, monkeypatch):
    monkeypatch.setattr(carriers, "trouble", lambda: sandbox.HighlandError(sandbox.NO_BUBBLEWRAP))
    room.seats.send(2, {**BEGIN, "files": {"control.py": "x = 1"}})
    assert "sandbox" in room.hears(2, kind="refused")["text"]
    described = room.hears(2, kind="described")
    assert all(each["text"] == each["original"] for each in described["files"])
