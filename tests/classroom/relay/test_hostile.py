"""Whatever a browser sends: it is refused with a reason, the teacher sees that, and the class goes on."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from classroom.relay.bounded import Refused, fits
from classroom.relay.wall.tile import Tile, read_tile
from tests.classroom.relay.conftest import PIN, WORK, Laptop
from web.connections import source_of

MEGABYTE = 1_000_000


def seat_of(joined):
    return f"Seat {joined['token']}"


def test_ten_megabytes_are_refused_before_they_have_come(laptop):
    lan = laptop.join()
    head = (
        f"PUT /api/seat/work HTTP/1.1\r\nhost: 127.0.0.1:{laptop.port}\r\norigin: http://127.0.0.1:{laptop.port}\r\n"
        f"content-type: application/json\r\nauthorization: {seat_of(lan)}\r\n"
    )
    for how in ("content-length: 10000000\r\n\r\n", "transfer-encoding: chunked\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", laptop.port), timeout=10) as line:
            line.sendall((head + how).encode())
            sent = 0
            answer = b""
            try:
                while sent < 10 * MEGABYTE and not answer:
                    line.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
                    sent += 0x4000
                    line.settimeout(0.002)
                    with suppress(TimeoutError):
                        answer = line.recv(65_536)
                    line.settimeout(10)
            except OSError:
                answer = answer or line.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 413"), how
            assert sent < MEGABYTE
    laptop.join("Minh")


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 290,
        b'{"a":' * 50,
        b"null",
        b'{"t_s":NaN}',
        b'{"t_s":1e999}',
        b'{"state":["ALARM"]}',
        b'{"state":"<b>"}',
        b'{"meaning":"nice"}',
        b'{"step":true}',
        b'{"step":-1}',
        b'{"step":51}',
        b'{"stuck":1}',
        b'{"did":1.5}',
        b'{"error":"\\ud800"}',
        b'{"name":"Minh"}',
        b"\xff",
        b"",
    ],
)
def test_a_tile_that_is_none(raw):
    with pytest.raises(Refused):
        read_tile(raw)


def test_a_bad_tile_ends_nothing(laptop):
    lan = laptop.join()
    assert laptop.ask("POST", "/api/seat/tile", raw=b"[" * 290, token=seat_of(lan))[0] == 400
    assert laptop.post("/api/seat/tile", {"state": "NORMAL"}, seat_of(lan))[0] == 204


def test_a_tile_has_at_most_300_bytes(laptop):
    assert laptop.post("/api/seat/tile", {"error": "x" * 400}, seat_of(laptop.join()))[0] == 413


def test_nobody_has_anothers_rights(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    asked = [
        ("POST", "/api/teacher/order", {"do": "pause"}),
        ("GET", "/api/teacher/stream", None),
        ("GET", "/api/teacher/result.csv", None),
        ("GET", "/api/teacher/works/1", None),
        ("POST", "/api/teacher/projector", {}),
        ("GET", "/api/projector/stream", None),
    ]
    for method, path, found in asked:
        for token in ("", seat_of(lan), f"Teacher {lan['token']}", f"Projector {teacher[8:]}", "Teacher ", "Seat"):
            assert laptop.ask(method, path, found, token)[0] == 401, (path, token)
    for token in ("", teacher, f"Seat {teacher[8:]}", "Seat " + "x" * 5000):
        assert laptop.post("/api/seat/tile", {}, token)[0] == 401
        assert laptop.ask("PUT", "/api/seat/work", WORK, token)[0] == 401
    assert not laptop.running.orders.paused


def test_another_site_in_the_same_browser_can_do_nothing(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    foreign = {"origin": "http://evil.example"}
    assert laptop.post("/api/seat/tile", {}, seat_of(lan), headers=foreign)[0] == 403
    assert laptop.post("/api/teacher/order", {"do": "pause"}, teacher, headers=foreign)[0] == 403
    assert laptop.post("/api/teacher/login", {"pin": PIN}, headers=foreign)[0] == 403
    assert laptop.post("/api/join", {}, headers={"content-type": "text/plain"})[0] == 403
    assert laptop.ask("GET", "/api/class", headers={"host": "evil.example"})[0] == 421


def test_html_and_invisible_letters_in_a_nickname(laptop):
    assert laptop.join("<b>Lan</b>")["name"] == "<b>Lan</b>", "a text; the page never makes HTML of it"
    assert laptop.join("La\u202en\u200b\x07")["name"] == "Lan"
    assert laptop.join("lan")["name"] == "lan 2"
    assert laptop.join("ＬＡＮ")["name"] == "ＬＡＮ 3"
    assert laptop.join("Đặng Thị\n Ánh")["name"] == "Đặng Thị Ánh"
    assert len(laptop.join("Z" + "\u0335" * 100 + "o")["name"]) == 3
    for name in ("", " ", "\u200b", "x" * 21, "x" * 10_000, None, 7, ["Lan"], "...", "\u0301", "\ud800"):
        assert laptop.post("/api/join", {"word": "SONG-HONG", "name": name})[0] in (400, 413), name


def test_a_pin_is_not_found_by_trying(laptop):
    for number in range(5):
        assert laptop.post("/api/teacher/login", {"pin": f"{number:06}"})[0] == 403
    status, found = laptop.post("/api/teacher/login", {"pin": PIN})
    assert status == 429, "even the right one must wait now"
    assert "error" in found
    laptop.clock.now += 61.0
    wall = laptop.listen("/api/teacher/stream", laptop.teacher())
    seen = wall.until("trouble")
    assert (seen["wrong_pins"], seen["last"]["what"], seen["last"]["at"]) == (5, "pin", "10:31")
    for pin in (None, 482913, ["4"], "", "４８２９１３"):
        laptop.clock.now += 61.0
        assert laptop.post("/api/teacher/login", {"pin": pin})[0] == 403
    wall.close()


def test_a_thousand_joins_from_one_address_leave_room_for_the_class(tmp_path):
    laptop = Laptop(tmp_path / "class", seats=5)
    running, crowd = laptop.running, source_of("192.168.1.66")

    async def joins():
        real = await running.join(source_of("192.168.1.7"), {"word": "SONG-HONG", "name": "Lan"})
        running.tile(running.seats.of(real["token"]), Tile(state="NORMAL"))
        statuses = []
        for _ in range(1000):
            try:
                await running.join(crowd, {"word": "SONG-HONG", "name": "x"})
                statuses.append(200)
            except Refused as refused:
                statuses.append(refused.status)
        laptop.clock.now += 21.0  # nobody has sat down on them
        minh = await running.join(source_of("192.168.1.8"), {"word": "SONG-HONG", "name": "Minh"})
        return real, statuses, minh

    with ThreadPoolExecutor(1) as pool:  # a thread of its own: a browser of other tests has a loop in this one
        real, statuses, minh = pool.submit(asyncio.run, joins()).result()
    assert statuses.count(200) == 4
    assert set(statuses) == {200, 409, 429}
    assert minh["seat"] != real["seat"]
    assert running.seats.of(real["token"]).name == "Lan"


def test_a_flood_of_tiles_slows_its_sender_and_nobody_else(laptop):
    lan, minh = laptop.join("Lan"), laptop.join("Minh")
    statuses = [laptop.post("/api/seat/tile", {"did": n}, seat_of(lan))[0] for n in range(30)]
    assert statuses == [204] * 5 + [429] * 25
    assert laptop.post("/api/seat/tile", {}, seat_of(minh))[0] == 204
    laptop.clock.now += 2.0
    assert laptop.post("/api/seat/tile", {}, seat_of(lan))[0] == 204


def test_a_forged_work_is_refused_and_shown(laptop):
    lan = laptop.join()
    for files in ({"../../x.py": ""}, {"plant.py": ""}, {"limits.py": 1}):
        laptop.clock.now += 10.0
        assert laptop.ask("PUT", "/api/seat/work", WORK | {"files": files}, seat_of(lan))[0] == 400
        assert laptop.post("/api/seat/hand_in", WORK | {"files": files}, seat_of(lan))[0] == 400
    assert laptop.running.trouble.refused == 6
    assert list((laptop.folder / "handed_in").iterdir()) == []


@pytest.mark.parametrize(
    "moment", [{"a": "x" * 500}, {"a": [[[[[[[1]]]]]]]}, {"a": 1e300}, {"x" * 500: 1}, {"said": {"vi": "\ud800"}}]
)
def test_a_shown_board_is_flat_and_short(moment):
    assert not fits(moment, 400)


def test_a_bad_moment_is_not_passed_on(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    laptop.post("/api/teacher/order", {"do": "show", "seat": 1}, teacher)
    assert laptop.post("/api/seat/board", {"a": "x" * 500}, seat_of(lan))[0] == 400


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"do": ["pause"]},
        {"do": "__init__"},
        {"do": "carry"},
        {"do": "fault", "fault": "door=open(; rm)"},
        {"do": "fault"},
        {"do": "show", "seat": 99},
        {"do": "show", "seat": True},
        {"do": "hint", "text": 7},
        {"do": "hint", "text": "x" * 301},
        {"do": "hint", "text": "x", "seats": [99]},
        {"do": "hint", "text": "x", "seats": 1},
        {"do": "stage", "to": -1},
        {"do": "stage", "to": "2"},
        {"do": "rename", "seat": 1, "name": ""},
        {"do": "projector", "view": "secrets"},
    ],
)
def test_an_order_that_is_none(order, tmp_path):
    running = Laptop(tmp_path / "class").running
    running.wall.sit(running.seats.join("Lan", "carp")[0])
    before = running.orders.as_json()
    with pytest.raises(Refused):
        running.order(order)
    assert running.orders.as_json() == before


def test_old_pages_of_a_seat_make_room_for_new_ones(laptop):
    lan = laptop.join()
    open_ = [laptop.listen("/api/seat/stream", seat_of(lan)) for _ in range(5)]
    for each in open_:
        each.until("told")
    assert open_[0].answer.read() == b"\n"
    assert laptop.running.streams.listens(1)
    for each in open_:
        each.close()
