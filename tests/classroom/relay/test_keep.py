"""The laptop is switched off at the worst moment: at most five seconds are lost, and seats come back."""

import json
import os

import pytest

from classroom.lesson import read_work
from classroom.relay.alone import alone
from classroom.relay.keep import Keeper, newest, write_whole
from devices import HighlandError
from tests.classroom.relay.conftest import WORK


class PowerCut(BaseException):
    """The moment at which the laptop goes off."""


def cut_at(monkeypatch, moment):
    """The next steps towards the disk go well but for the `moment`th, which never happens."""
    left = [moment]

    def counted(real):
        def step(*values, **options):
            if left[0] == 0:
                raise PowerCut
            left[0] -= 1
            return real(*values, **options)

        return step

    for name in ("open", "fsync", "replace", "unlink"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))


@pytest.mark.parametrize("moment", range(6))
def test_at_every_moment_of_a_writing_the_file_is_the_old_one_or_the_new_one(tmp_path, monkeypatch, moment):
    file = tmp_path / "class.json"
    write_whole(file, b"old" * 1000)
    with monkeypatch.context() as patched:
        cut_at(patched, moment)
        try:
            write_whole(file, b"new" * 1000)
            is_done = True
        except PowerCut:
            is_done = False
    assert file.read_bytes() in (b"old" * 1000, b"new" * 1000)
    if is_done:
        assert file.read_bytes() == b"new" * 1000


def test_the_power_goes_between_any_two_files(tmp_path, monkeypatch):
    """What was handed in and answered is there; a class that can be read is there."""
    work = read_work(json.dumps(WORK).encode())
    for moment in range(12):
        keeper = Keeper(tmp_path / f"class-{moment}")
        keeper.write_class({"seats": [], "n": 0})
        with monkeypatch.context() as patched:
            cut_at(patched, moment)
            try:
                keeper.write_handed_in(1, {"receipt": "4F7A"}, work)
                has_receipt = True
                keeper.write_class({"seats": [], "n": 1})
            except PowerCut:
                has_receipt = moment > 3
        again = Keeper(keeper.folder)
        assert again.read_class()["n"] in (0, 1)
        if has_receipt:
            assert [found["receipt"] for _, found, _ in again.read_handed_in()] == ["4F7A"]


def test_a_class_comes_back_with_seats_works_orders_and_the_teachers_login(make_laptop, tmp_path):
    first = make_laptop(tmp_path / "class")
    lan, minh = first.join("Lan"), first.join("Minh")
    teacher = first.teacher()
    first.post("/api/seat/tile", {"step": 3, "steps": 6}, f"Seat {lan['token']}")
    first.ask("PUT", "/api/seat/work", WORK, f"Seat {lan['token']}")
    receipt = first.post("/api/seat/hand_in", WORK, f"Seat {minh['token']}")[1]["receipt"]
    for order in ({"do": "fault", "fault": "gas=off"}, {"do": "stage", "to": 1}, {"do": "lock"}):
        first.post("/api/teacher/order", order, teacher)
    first.server.stop()
    again = make_laptop(tmp_path / "class", again=True)
    back = again.post("/api/rejoin", {}, f"Seat {lan['token']}")[1]
    assert (back["seat"], back["name"], back["picture"]) == (lan["seat"], "Lan", "carp")
    assert back["saved"]["files"] == WORK["files"]
    assert again.post("/api/rejoin", {}, f"Seat {minh['token']}")[1]["handed_in"]["receipt"] == receipt
    wall = again.listen("/api/teacher/stream", teacher)
    assert [tile["step"] for tile in wall.until("wall")["seats"]] == [3, 0]
    told = wall.until("told")
    assert (told["faults"], told["stage"]["at"], told["locked"]) == (["gas=off"], 1, True)
    wall.close()


def test_a_work_is_on_the_disk_within_five_seconds(laptop):
    """The clock of the server itself: it is asked to do now what it does every five seconds."""
    import asyncio

    lan = laptop.join()
    laptop.ask("PUT", "/api/seat/work", WORK, f"Seat {lan['token']}")
    loop = laptop.running._loop
    asyncio.run_coroutine_threadsafe(laptop.running.flush(), loop).result(10)
    assert json.loads((laptop.folder / "works" / "01.json").read_bytes())["files"] == WORK["files"]


@pytest.mark.skipif(os.name == "nt", reason="there the rights of the folder above hold")
def test_only_the_owner_can_read_a_class(laptop):
    laptop.post("/api/seat/hand_in", WORK, f"Seat {laptop.join()['token']}")
    assert laptop.folder.stat().st_mode & 0o077 == 0
    for file in laptop.folder.rglob("*"):
        assert file.stat().st_mode & 0o077 == 0, file
    assert "token" not in (laptop.folder / "class.json").read_text(encoding="utf-8")


def test_no_token_lies_on_the_disk(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    laptop.server.stop()
    kept = (laptop.folder / "class.json").read_text(encoding="utf-8")
    assert lan["token"] not in kept
    assert teacher.split()[1] not in kept


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"highland_class":1}', b'{"highland_class":1,"seats":[{}]}'])
def test_a_damaged_class_is_told_in_a_sentence(make_laptop, tmp_path, content):
    folder = tmp_path / "class"
    Keeper(folder)
    (folder / "class.json").write_bytes(content)
    with pytest.raises(HighlandError, match=r"class\.json"):
        make_laptop(folder, again=True)


def test_the_newest_class_of_a_name_is_resumed(tmp_path):
    for number, name in enumerate(("8A", "8B", "8A")):
        Keeper(tmp_path / f"c{number}").write_class({"name": name})
        os.utime(tmp_path / f"c{number}" / "class.json", (number, number))
    assert newest(tmp_path, "8A").name == "c2"
    assert newest(tmp_path, "8B").name == "c1"
    with pytest.raises(HighlandError, match="resume"):
        newest(tmp_path, "9C")


def test_a_full_disk_gives_no_receipt(laptop, monkeypatch):
    lan = laptop.join()

    def full(*values):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Keeper, "write_handed_in", full)
    status, found = laptop.post("/api/seat/hand_in", WORK, f"Seat {lan['token']}")
    assert (status, "receipt" in found) == (507, False)
    assert "No space left" in found["error"]["en"]
    assert laptop.running.trouble.last["what"] == "disk"


def test_one_program_a_class(tmp_path):
    with alone(tmp_path), pytest.raises(HighlandError, match="open already"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
