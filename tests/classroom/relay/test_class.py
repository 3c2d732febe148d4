"""What a class does with its laptop: join, be seen, be told, hand in."""

import json

from tests.classroom.relay.conftest import WORK


def seat_of(joined):
    return f"Seat {joined['token']}"


def test_a_pupil_joins_is_seen_on_the_wall_and_comes_back(laptop):
    about = laptop.ask("GET", "/api/class")[1]
    assert (about["class"], about["project"], about["seats"], about["open"]) == ("8A", "gas_alarm", 40, True)
    lan = laptop.join("Lan")
    teacher = laptop.teacher()
    wall = laptop.listen("/api/teacher/stream", teacher)
    assert [tile["name"] for tile in wall.until("wall")["seats"]] == ["Lan"]
    tile = {"state": "ALARM", "meaning": "danger", "step": 3, "steps": 6, "t_s": 12.5, "error": None}
    assert laptop.post("/api/seat/tile", tile, seat_of(lan))[0] == 204
    seen = wall.until("wall", lambda found: found["seats"][0]["state"] == "ALARM")["seats"]
    assert len(seen) == 1
    assert (seen[0]["step"], seen[0]["steps"], seen[0]["meaning"], seen[0]["online"]) == (3, 6, "danger", True)
    again = laptop.post("/api/rejoin", {}, seat_of(lan))[1]
    assert (again["seat"], again["token"]) == (lan["seat"], lan["token"])
    wall.close()


def test_the_word_counts_and_not_how_it_is_typed(laptop):
    for word in ("song hong", "Sông Hồng", " SONG-HONG "):
        laptop.join(word=word)
    status, found = laptop.post("/api/join", {"word": "SONG-DA", "name": "Lan"})
    assert status == 403
    assert found["error"]["vi"] != found["error"]["en"]


def test_each_pupil_hears_what_is_meant_for_that_pupil_only(laptop):
    lan, minh = laptop.join("Lan"), laptop.join("Minh")
    of_lan = laptop.listen("/api/seat/stream", seat_of(lan))
    of_minh = laptop.listen("/api/seat/stream", seat_of(minh))
    assert of_lan.until("told")["hint"] is None
    teacher = laptop.teacher()
    hint = {"do": "hint", "text": "Xem dòng 12", "seats": [lan["seat"]]}
    assert laptop.post("/api/teacher/order", hint, teacher) == (200, {})
    laptop.post("/api/teacher/order", {"do": "fault", "fault": "gas=off"}, teacher)
    laptop.post("/api/teacher/order", {"do": "show", "seat": minh["seat"]}, teacher)
    told = of_lan.until("told", lambda found: found["fault_n"] == 1)
    assert (told["hint"]["text"], told["faults"], told["shown"]) == ("Xem dòng 12", ["gas=off"], False)
    told = of_minh.until("told", lambda found: found["shown"])
    assert (told["hint"], told["faults"]) == (None, ["gas=off"])
    for each in (of_lan, of_minh):
        each.close()


def test_the_lesson_goes_part_by_part(laptop):
    teacher, lan = laptop.teacher(), laptop.join()
    laptop.post("/api/teacher/order", {"do": "stage", "to": 2}, teacher)
    laptop.clock.now += 61.0
    pupil = laptop.listen("/api/seat/stream", seat_of(lan))
    stage = pupil.until("told")["stage"]
    assert (stage["at"], stage["went_s"], stage["name"], stage["minutes"]) == (2, 61, "practice", 12)
    assert laptop.post("/api/teacher/order", {"do": "stage", "to": 9}, teacher)[0] == 409
    pupil.close()


def test_what_is_handed_in_has_a_receipt_and_is_on_the_disk_before_it(laptop):
    lan = laptop.join()
    handed = []
    laptop.running.on_handed_in = lambda seat, work: handed.append((seat, work.files["limits.py"]))
    status, receipt = laptop.post("/api/seat/hand_in", WORK, seat_of(lan))
    assert (status, receipt["at"], len(receipt["receipt"])) == (200, "10:31", 4)
    kept = json.loads((laptop.folder / "handed_in" / "01.json").read_bytes())
    assert (kept["receipt"], kept["work"]["files"]) == (receipt["receipt"], WORK["files"])
    assert handed == [(1, WORK["files"]["limits.py"])]
    teacher = laptop.teacher()
    found = laptop.ask("GET", "/api/teacher/works/1", token=teacher)[1]
    assert found["work"]["files"] == WORK["files"]
    assert found["receipt"] == receipt["receipt"]


def test_after_collecting_each_seat_hands_in_once_and_again_when_the_class_is_opened(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    assert laptop.post("/api/seat/hand_in", WORK, seat_of(lan))[0] == 200
    laptop.post("/api/teacher/order", {"do": "collect"}, teacher)
    assert laptop.post("/api/seat/hand_in", WORK, seat_of(lan))[0] == 200, "the page hands in by itself, or late"
    assert laptop.post("/api/seat/hand_in", WORK, seat_of(lan))[0] == 423
    laptop.post("/api/teacher/order", {"do": "reopen"}, teacher)
    laptop.clock.now += 60.0
    assert laptop.post("/api/seat/hand_in", WORK, seat_of(lan))[0] == 200


def test_a_board_goes_to_the_projector_only_while_it_is_shown(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    moment = {"t_s": 3.0, "state": "ALARM", "said": {"en": "Gas!", "vi": "Có khí gas!"}}
    assert laptop.post("/api/seat/board", moment, seat_of(lan))[0] == 423
    laptop.post("/api/teacher/order", {"do": "show", "seat": lan["seat"]}, teacher)
    token = laptop.post("/api/teacher/projector", {}, teacher)[1]["token"]
    projector = laptop.listen("/api/projector/stream", f"Projector {token}")
    assert projector.until("told")["shown"] == lan["seat"]
    assert laptop.post("/api/seat/board", moment, seat_of(lan))[0] == 204
    assert projector.until("shown") == {"seat": 1, "project": "", "moment": moment}
    later = laptop.listen("/api/projector/stream", f"Projector {token}")
    assert later.until("shown")["moment"] == moment  # of a board that stands still, so that it sends no more
    later.close()
    laptop.post("/api/teacher/order", {"do": "unshow"}, teacher)
    laptop.post("/api/teacher/order", {"do": "show", "seat": lan["seat"]}, teacher)
    assert projector.until("shown")["moment"] == moment
    projector.close()


def test_the_projector_has_no_names_and_no_errors(laptop):
    lan, teacher = laptop.join("Lan"), laptop.teacher()
    laptop.post("/api/seat/tile", {"state": "NORMAL", "error": "NameError: x"}, seat_of(lan))
    token = laptop.post("/api/teacher/projector", {}, teacher)[1]["token"]
    projector = laptop.listen("/api/projector/stream", f"Projector {token}")
    tile = projector.until("wall")["seats"][0]
    assert {"name", "picture", "error", "cause"} & tile.keys() == set()
    laptop.post("/api/teacher/order", {"do": "projector", "view": "wall", "names": True}, teacher)
    laptop.post("/api/seat/tile", {"state": "ALARM"}, seat_of(lan))
    assert projector.until("wall", lambda found: found["seats"][0]["state"] == "ALARM")["seats"][0]["name"] == "Lan"
    projector.close()


def test_a_removed_seat_is_told_and_gone(laptop):
    lan, teacher = laptop.join(), laptop.teacher()
    wall = laptop.listen("/api/teacher/stream", teacher)
    wall.until("wall")
    pupil = laptop.listen("/api/seat/stream", seat_of(lan))
    pupil.until("told")
    laptop.post("/api/teacher/order", {"do": "remove", "seat": 1}, teacher)
    pupil.answer.read()  # it ends
    assert wall.until("wall", lambda found: found["seats"][0].get("gone"))["seats"] == [{"seat": 1, "gone": True}]
    assert laptop.post("/api/rejoin", {}, seat_of(lan))[0] == 401
    for each in (wall, pupil):
        each.close()


def test_common_errors_are_told_by_cause(laptop):
    teacher = laptop.teacher()
    for name, error in (("Lan", "NameError: x"), ("Minh", "NameError: y"), ("Hoa", "line 3: no colon")):
        laptop.post("/api/seat/tile", {"error": error}, seat_of(laptop.join(name)))
    wall = laptop.listen("/api/teacher/stream", teacher)
    found = wall.until("errors", lambda found: len(found["errors"]) == 2)["errors"]
    assert [(each["cause"], each["seats"]) for each in found] == [("NameError", [1, 2]), ("other", [3])]
    wall.close()
