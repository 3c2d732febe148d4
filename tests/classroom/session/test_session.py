"""A pupil's board behind messages: it runs, stands still, breaks, begins again, and goes as fast as it can."""

import gc
import json
import weakref

import pytest


def test_a_board_begins_and_says_what_it_offers(page):
    found = page.begin(lang="vi", seed=7)
    assert (found["kind"], found["project"], found["seed"], found["provenance"]) == ("described", "gas_alarm", 7, "sim")
    assert {"name": "reset", "words": {"en": "Reset button", "vi": "Nút reset"}} in found["buttons"]
    assert {each["fault"]: each["icon"] for each in found["faults"]}["gas=off"] == "plug"
    assert [each["path"] for each in found["files"]][:2] == ["control.py", "limits.py"]
    assert not any("plant" in each["path"] or "scenario" in each["path"] for each in found["files"])
    assert (page.last("now")["t_s"], page.last("now")["paused"]) == (0.0, True)
    assert json.loads(json.dumps(page.sent, allow_nan=False)) == page.sent


def test_it_keeps_to_its_speed_and_stands_still_when_told(gas):
    gas.ask("speed", to=10)
    assert gas.go_on(5.0)["t_s"] == pytest.approx(50.0, abs=2.0)
    gas.ask("pause")
    before = gas.last("now")["t_s"]
    gas.go_on(5.0)
    assert gas.last("now")["t_s"] == before
    gas.ask("resume")
    assert gas.go_on(1.0)["t_s"] == pytest.approx(before + 10.0, abs=2.0)


def test_an_hour_goes_as_fast_as_it_can_and_then_it_pauses(gas):
    gas.ask("run_for", s=3600)
    moments = [gas.session.go_on() for _ in range(5)]
    assert moments == [0.0] * 5
    assert gas.last("now")["paused"] is False
    assert gas.go_on()["t_s"] == pytest.approx(3600.0)
    assert (gas.last("now")["paused"], gas.last("now")["rush_to_s"]) == (True, None)
    assert len([each for each in gas.sent if each["kind"] == "now"]) > 3


@pytest.mark.proof
def test_after_a_rush_it_goes_on_at_once_at_its_speed(gas):
    gas.run_for(3600)
    gas.ask("resume")
    assert gas.go_on(1.0)["t_s"] == pytest.approx(3660.0, abs=5.0)


@pytest.mark.proof
def test_orders_act_in_the_middle_of_a_rush(gas):
    gas.ask("run_for", s=86_400)
    gas.session.go_on()
    gas.ask("break", fault="gas=off")
    assert gas.last("now")["broken"] == ["gas=off"]
    gas.session.go_on()
    gas.ask("pause")
    assert (gas.last("now")["paused"], gas.session.go_on()) == (True, float("inf"))


def test_what_is_broken_is_mended_and_what_is_pressed_is_seen(gas):
    gas.run_for(300)
    gas.ask("break", fault="gas=off")
    gas.ask("break", fault="gas=off")
    assert gas.last("now")["broken"] == ["gas=off"]
    gas.ask("mend", fault="gas=off")
    assert gas.last("now")["broken"] == []
    gas.ask("press", button="test")
    assert gas.last("now")["pressed"] == ["test"]


def test_the_next_change_is_met(gas):
    gas.ask("next")
    assert gas.go_on()["state"] == "WARMUP"
    gas.ask("next")
    assert gas.go_on()["state"] == "NORMAL"


@pytest.mark.proof
def test_a_restart_begins_anew_also_in_a_rush_and_when_the_board_is_down(gas):
    for order in ({"do": "run_for", "s": 86_400}, {"do": "break", "fault": "board=killed"}):
        gas.session.receive(order)
        gas.session.go_on()
        run = gas.last("now")["run"]
        gas.ask("restart")
        moment = gas.last("now")
        assert (moment["t_s"], moment["run"], moment["broken"], moment["rush_to_s"]) == (0.0, run + 1, [], None)


def test_the_curves_come_in_the_language_of_the_board(page):
    page.begin(lang="vi")
    page.run_for(300)
    found = page.ask("picture", columns=700)
    assert (found["kind"], found["picture"]["lang"], found["picture"]["provenance"]) == ("picture", "vi", "sim")


def test_before_it_begins_there_is_no_board(page):
    assert page.ask("pause")["kind"] == "refused"
    assert page.session.go_on() == float("inf")


def test_a_board_begins_in_place_of_another(gas):
    gas.run_for(60)
    assert gas.begin("water_filter")["project"] == "water_filter"
    assert gas.last("now")["t_s"] == 0.0


@pytest.mark.parametrize("change", ["restart", "settings", "begin"])
def test_nothing_of_a_run_is_left_when_the_next_begins(gas, change):
    gas.run_for(600.0)
    gas.ask("picture", columns=700)
    run = weakref.ref(gas.session._board.opened.simulation)
    gc.disable()  # a browser's memory never becomes smaller: waiting for a collection would keep several runs
    try:
        gas.ask(change, **{"begin": {"project": "gas_alarm"}, "settings": {"values": {}}}.get(change, {}))
        assert run() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "name", ["gas_alarm", "gas_alarm_class", "solar_lamp_class", "water_filter", "water_filter_class"]
)
def test_no_lamp_is_lit_before_the_program_has_begun(page, name):
    page.begin(name)
    first = page.last("now")["scene"]
    assert first["no_program"]
    lamps = [each for each in first if each.endswith("_lamp")]
    assert lamps
    assert not any(first[each] for each in lamps)
    after = page.run_for(3.0)["scene"]
    assert not after["no_program"]
    assert any(after[each] for each in lamps)
