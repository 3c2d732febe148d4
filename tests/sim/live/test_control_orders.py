"""What may be asked of a run, what is answered, and that no order whatever can stop it or crash it."""

import json
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.live.orders import NotAnOrder, plain


def keys(result):
    return [event.why.key for event in result.events]


def test_what_can_fail_is_told(run):
    answer = run.program().ask(do="faults")
    assert answer["faults"] == []
    assert "welded" in answer["can_fail"]["lamp"]
    assert answer["can_fail"] == {name: list(kinds) for name, kinds in run.world.can_fail().items()}


def test_the_state_says_time_why_values_and_that_it_is_simulated(run):
    program, answers = run.program(), []
    run.at(
        (5.0, lambda: program.ask(do="press", button="button")),
        (6.0, lambda: answers.append(program.ask(do="state"))),
    )
    result = run.run(10.0)
    state = answers[0]
    assert (state["provenance"], state["t_s"], state["project"], state["up"]) == ("sim", 6.0, "tiny", True)
    assert state["state"] == "LIT"
    assert state["why"] == {"text": "The button is pressed: the lamp is on.", "key": "tiny.on", "values": {}}
    age_s = pytest.approx(0.98)  # it bounced: read again 20 ms after the press
    assert state["sensed"]["button_pressed"] == {"value": True, "unit": "", "age_s": age_s, "quality": "good"}
    assert (state["commanded"], state["driven"]["lamp"]) == ({"lamp": True}, 1.0)
    assert state["faults"] == []
    assert [event.why.key for event in result.events if event.kind == "press"] == ["press.begins"]


@pytest.mark.parametrize("text", ["lamp=welded@..5s", "lamp=welded..5s"])
def test_a_fault_begins_at_once_and_ends_when_it_was_said_counted_from_now(run, text):
    program, answers = run.program(), []
    run.at((10.0, lambda: answers.append(program.ask(do="break", fault=text))))
    result = run.run(30.0)
    assert answers[0]["broken"] == "lamp=welded"
    assert answers[0]["faults"] == ["lamp=welded"]
    assert [event.t_s for event in result.events if event.kind == "fault"] == [10.0, 15.0]


def test_a_fault_of_later_counts_from_now(run):
    program = run.program()
    run.at((10.0, lambda: program.ask(do="break", fault="lamp=dead@5s..8s")))
    assert [event.t_s for event in run.run(30.0).events if event.kind == "fault"] == [15.0, 18.0]


def test_a_fault_is_mended_by_its_name(run):
    program, answers = run.program(), []
    run.at(
        (5.0, lambda: program.ask(do="break", fault="button_pressed=stuck(value=1)")),
        (9.0, lambda: answers.append(program.ask(do="mend", fault="button_pressed=stuck"))),
    )
    result = run.run(20.0)
    assert answers[0]["mended"] == ["button_pressed=stuck(value=1)"]
    found = keys(result)
    assert found.index("fault.begins") < found.index("tiny.on") < found.index("fault.ends")
    assert found[-2:] == ["tiny.off", "loop.time_up"]


def test_stop_ends_the_run_safely(run):
    program = run.program()
    run.at((5.0, lambda: program.ask(do="stop")))
    result = run.run(1000.0)
    assert result.ending.why.key == "loop.stopped"
    assert result.simulated_s <= 6.0


@pytest.mark.parametrize(
    ("order", "error"),
    [
        ({"do": "break"}, "The order break needs the text fault."),
        ({"do": "break", "fault": 5}, "The order break needs the text fault."),
        ({"do": "break", "fault": "lamp"}, "lamp is not a fault"),
        ({"do": "break", "fault": "fridge=off"}, "There is no channel, part or actuator called fridge."),
        ({"do": "break", "fault": "lamp=stuck"}, "lamp cannot have the fault stuck."),
        ({"do": "break", "fault": "button_pressed=stuck(value=nan)"}, "button_pressed=stuck(value=nan) is not a fault"),
        ({"do": "break", "fault": "button_pressed=stuck(value=1e300)"}, "A number in"),
        ({"do": "break", "fault": "lamp=off@nan"}, "lamp=off@nan is not a fault"),
        ({"do": "break", "fault": "lamp=off@..nan"}, "lamp=off@..nan is not a fault"),
        ({"do": "break", "fault": "lamp=off@0..0.00001/0.0001"}, "A number in"),
        ({"do": "break", "fault": "clock=jump(by_s=1e12)"}, "A number in"),
        ({"do": "mend", "fault": "lamp=off"}, "The fault lamp=off is not active."),
        ({"do": "press"}, "The order press needs the text button."),
        ({"do": "press", "button": "lamp"}, "There is no button lamp."),
        ({"do": "press", "button": "button@5s"}, "There is no button button@5s."),
        ({"do": "speed"}, "This speed is not valid."),
        ({"do": "speed", "to": 0}, "This speed is not valid."),
        ({"do": "speed", "to": -5}, "This speed is not valid."),
        ({"do": "speed", "to": 10**400}, "This speed is not valid."),
        ({"do": "speed", "to": True}, "This speed is not valid."),
        ({"do": "speed", "to": "fast"}, "This speed is not valid."),
    ],
)
def test_an_order_that_cannot_be_is_answered_and_the_next_one_is_heard(run, order, error):
    program = run.program()
    answer = program.ask(**order)
    assert answer["error"].startswith(error)
    assert answer["hint"]
    assert program.ask(do="faults")["faults"] == []


def test_numbers_that_json_does_not_know_are_no_speed(run):
    program = run.program()
    for word in (b"NaN", b"Infinity", b"1e999"):
        program.tell(b'{"do": "speed", "to": ' + word + b"}\n")
        assert "error" in program.answer()


def test_there_is_a_limit_to_what_is_broken_at_a_time(run, monkeypatch):
    monkeypatch.setattr("sim.live.orders.MAX_FAULTS", 3)
    program = run.program()
    answers = [program.ask(do="break", fault=f"button_pressed=wrong(gain={number})") for number in range(5)]
    assert ["error" in answer for answer in answers] == [False, False, False, True, True]


def test_no_bytes_at_all_can_do_anything_but_be_refused(run):
    orders = run.control.orders

    @settings(max_examples=40)
    @given(data=st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
    def refused(data):
        with pytest.raises(NotAnOrder):
            orders.read(data)

    refused()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
TEXTS = st.text(max_size=30) | st.from_regex(
    r"(lamp|button_pressed|board)=[a-z]+(\([a-z_]+=.{1,8}\))?(@.{0,8})?", fullmatch=True
)


def test_no_order_raises_and_every_answer_is_json(run):
    orders = run.control.orders

    @settings(max_examples=40)
    @given(do=st.sampled_from(["break", "mend", "press", "speed"]), fault=TEXTS | JSON, button=TEXTS | JSON, to=JSON)
    def answered(**order):
        json.dumps(orders.carry_out(order), allow_nan=False)

    answered()


def test_an_answer_has_nothing_that_json_does_not_know():
    shown = plain({"age_s": inf, "nested": {"x": float("nan")}, 5: Path("x")})
    assert shown == {"age_s": None, "nested": {"x": None}, "5": "x"}
