"""A board on a page: speed, pause, press, break, mend, next change and restart, on a wall clock that the test moves."""

import json
from concurrent.futures import Future

import pytest

from classroom.board.curves import axis_end_s, thinned
from classroom.board.orders import Offer
from classroom.board.watched import Board
from firmware.project import find
from sim.world.simulation import Simulation


def test_virtual_time_keeps_to_the_ordered_speed(gas):
    assert gas.go(2.0)["t_s"] == pytest.approx(120.0, abs=3.5)
    gas.run.carry_out({"do": "speed", "to": 1.0})
    assert gas.go(2.0)["t_s"] == pytest.approx(122.0, abs=3.5)


def test_a_pause_stands_still_and_a_press_in_it_is_seen_at_once(gas):
    gas.go(1.0)
    gas.run.carry_out({"do": "pause"})
    before = gas.go(5.0)
    gas.run.carry_out({"do": "press", "button": "test"})
    after = gas.run.see()
    assert (before["t_s"], before["pressed"], before["paused"]) == (after["t_s"], [], True)
    assert after["pressed"] == ["test"]
    gas.run.carry_out({"do": "resume"})
    assert gas.go(0.2)["pressed"] == []  # two virtual seconds later


def test_a_fault_is_in_the_picture_at_once_and_mending_takes_all_away(gas):
    gas.go(4.0)
    gas.run.carry_out({"do": "break", "fault": "mains=cut"})
    gas.run.carry_out({"do": "break", "fault": "gas=off"})
    assert gas.run.see()["broken"] == ["mains=cut", "gas=off"]
    assert gas.go(0.1)["scene"]["mains"] is False
    gas.run.carry_out({"do": "mend_all"})
    assert gas.run.see()["broken"] == []
    assert gas.go(0.1)["scene"]["mains"] is True


def test_the_next_change_is_met_and_then_it_pauses(gas):
    states = []
    for _ in range(4):
        gas.run.carry_out({"do": "next"})
        while gas.run.see()["seeking"]:
            gas.run.go_on()
        moment = gas.run.see()
        states.append(moment["state"])
        assert moment["paused"]
    assert states == ["WARMUP", "NORMAL", "PREALARM", "ALARM"]


def test_a_crashed_program_leaves_the_world_and_a_dark_display(gas):
    gas.go(4.0)
    gas.run.carry_out({"do": "break", "fault": "board=killed"})
    moment = gas.go(1.0)
    assert (moment["meaning"], moment["word"]["en"]) == ("fault", "No program runs")
    assert moment["scene"]["no_program"] is True
    gas.run.carry_out({"do": "mend_all"})
    assert gas.go(1.0)["scene"]["no_program"] is False


def test_a_program_that_is_crashed_in_a_pause_is_down_at_once(gas):
    gas.go(4.0)
    gas.run.carry_out({"do": "pause"})
    gas.run.carry_out({"do": "break", "fault": "board=killed"})
    assert gas.run.see()["broken"] == ["board=killed"]
    assert gas.run.see()["scene"]["no_program"] is True


def test_sentences_and_words_come_in_both_languages(gas):
    moment = gas.go(4.0)
    assert moment["word"] == {"en": "Normal", "vi": "Bình thường"}
    assert moment["said"]["en"] != moment["said"]["vi"] != ""


def test_a_run_ends_and_says_so(gas):
    gas.simulation.end_at(100.0)
    gas.run.carry_out({"do": "next"})
    for _ in range(2):
        gas.run.carry_out({"do": "next"})
        while gas.run.see()["seeking"]:
            gas.run.go_on()
    assert gas.run.see()["over"] is True


def test_orders_from_another_thread_are_answered_and_a_restart_begins_anew():
    project, shown, answers = find("gas_alarm"), [], []

    def show(moment):
        shown.append(moment)
        if len(shown) == 1:
            answers.append(board.order({"do": "break", "fault": "gas=off"}))
            answers.append(board.order({"do": "restart"}))
        elif len(shown) > 4 and not moment["broken"]:
            board.stop()

    board = Board(project, lambda: Simulation(project), show, speed=60.0)
    board.run()
    assert [each.result(0).get("broken", "") for each in answers] == ["gas=off", ""]
    assert any(moment["broken"] == ["gas=off"] for moment in shown)
    assert shown[-1]["broken"] == []


def test_the_curves_go_as_far_as_the_run_in_the_readers_language(gas):
    gas.go(4.0)
    gas.run.carry_out({"do": "break", "fault": "gas=off"})
    gas.go(1.0)
    found = gas.run.carry_out({"do": "picture", "lang": "vi", "columns": 700})
    assert (found["provenance"], found["lang"], found["to_s"]) == ("sim", "vi", 600.0)
    assert [each["meaning"] for each in found["states"]][:2] == ["idle", "work"]
    assert [each["name"] for each in found["faults"]] == ["gas=off"]
    assert json.loads(json.dumps(found, allow_nan=False)) is not None


@pytest.mark.parametrize(("end_s", "axis_s"), [(0.0, 600.0), (601.0, 1800.0), (86_400.0, 86_400.0), (1e6, 1_209_600.0)])
def test_the_time_axis_ends_where_people_count_to(end_s, axis_s):
    assert axis_end_s(end_s) == axis_s


def test_a_law_that_changes_its_state_at_every_turn_leaves_a_short_list_to_draw():
    states = [(float(t_s), "NORMAL" if t_s % 2 else "WARMUP") for t_s in range(20_000)]
    found = thinned(states, 100.0)
    assert found[0] == states[0]
    assert found[-1] == states[-1]
    assert found == sorted(found)
    assert 200 <= len(found) <= 400
    few = [(0.0, "BOOT"), (1.0, "WARMUP"), (181.0, "NORMAL")]
    assert thinned(few, 100.0) == few


OFFER = Offer((1.0, 60.0), ("reset",), ("gas=off",))
GOOD = [
    b'{"do": "pause"}',
    b'{"do": "speed", "to": 60}',
    b'{"do": "press", "button": "reset"}',
    b'{"do": "break", "fault": "gas=off"}',
]
BAD = [
    *(b"", b"null", b"[]", b'"pause"', b"\xff", b"[" * 900, b'{"do": "stop"}', b'{"do": ["pause"]}'),
    *(
        b'{"do": "speed", "to": 1e9}',
        b'{"do": "speed", "to": "max"}',
        b'{"do": "speed"}',
        b'{"do": "speed", "to": [1]}',
    ),
    *(b'{"do": "press", "button": "valve"}', b'{"do": "break", "fault": "valve=welded"}', b'{"do": "state"}'),
    *(b'{"do": "pause", "x": 1}', b'{"do": "break", "fault": {"a": 1}}', b'{"do": "pause"}' + b" " * 1000),
]


@pytest.mark.parametrize("content", GOOD)
def test_what_the_page_offers_is_an_order(content):
    assert OFFER.read(content) is not None


@pytest.mark.parametrize("content", BAD)
def test_everything_else_is_none(content):
    assert OFFER.read(content) is None


def test_an_answer_that_nobody_waits_for_stops_nothing():
    project = find("gas_alarm")
    seen = []

    def show(moment):
        seen.append(moment)
        if len(seen) == 1:
            answer: Future = board.order({"do": "pause"})
            answer.cancel()
            board.order({"do": "next"})
        if moment["state"] == "WARMUP":
            board.stop()

    board = Board(project, lambda: Simulation(project), show, speed=60.0)
    board.run()
    assert seen[-1]["state"] == "WARMUP"
