"""Nothing that a page sends does more than it may, and nothing raises."""

import math

import pytest

NESTED: dict = {}
for _ in range(50):
    NESTED = {"x": NESTED}
BEFORE = [None, 7, "pause", [], {}, {"do": None}, {"do": ["pause"]}, {"do": "stop"}, {"do": "pause"}, NESTED]
ORDERS = [
    *({"do": "begin"}, {"do": "begin", "project": "../gas_alarm"}, {"do": "begin", "project": "/etc"}),
    *({"do": "begin", "project": "_template"}, {"do": "begin", "project": "gas_alarm", "seed": 1.5}),
    *({"do": "begin", "project": "gas_alarm", "settings": {"start_date": "soon"}},),
    *({"do": "begin", "project": "gas_alarm", "settings": {"who": 1}},),
    *({"do": "begin", "project": "gas_alarm", "speed": 1e9}, {"do": "begin", "project": "gas_alarm", "lang": "fr"}),
    *({"do": "begin", "project": "gas_alarm", "files": []}, {"do": "begin", "project": "gas_alarm", "seed": -1}),
    *({"do": "pause", "x": 1}, {"do": "speed"}, {"do": "speed", "to": "max"}, {"do": "speed", "to": 61}),
    *({"do": "speed", "to": True}, {"do": "speed", "to": math.nan}, {"do": "speed", "to": 10**400}),
    *({"do": "run_for", "s": 0}, {"do": "run_for", "s": -1}, {"do": "run_for", "s": math.inf}, {"do": "run_for"}),
    *({"do": "run_for", "s": 1e12}, {"do": "press", "button": "valve"}, {"do": "press", "button": NESTED}),
    *({"do": "break", "fault": "gas=off@5m"}, {"do": "break", "fault": "valve=welded"}, {"do": "mend", "fault": ""}),
    *({"do": "settings", "values": {"leak_g_per_h": math.nan}}, {"do": "settings", "values": {"leak_g_per_h": -1}}),
    *({"do": "settings", "values": {"leak_g_per_h": "9"}}, {"do": "settings", "values": {"__class__": 1}}),
    *({"do": "settings", "values": {"two_zones": 1}}, {"do": "settings", "values": {"leak_g_per_h": True}}),
    *({"do": "settings", "values": {"start_date": 1}}, {"do": "settings", "values": NESTED}, {"do": "settings"}),
    *({"do": "limits", "values": {"ALARM_PPM": math.inf}}, {"do": "limits", "values": {"ALARM_PPM": 0}}),
    *({"do": "limits", "values": {"PCT_LEL_PPM": 140.0}}, {"do": "limits", "values": {"ALARM_PPM": "1+1"}}),
    *({"do": "limits", "values": {"ALARM_PPM": False}}, {"do": "limits", "values": {str(n): 1 for n in range(200)}}),
    *({"do": "files", "files": {name: "x = 1"}} for name in ("../x.py", "/etc/passwd", "plant.py", "law", "a/b.py")),
    *({"do": "files", "files": {name: "x = 1"}} for name in ("law/../plant.py", "world/supply.py", "", "new.py", ".")),
    *({"do": "files", "files": {"limits.py": 7}}, {"do": "files", "files": {"limits.py": "\ud800"}}),
    *({"do": "files", "files": {"limits.py": "#" * 70_000}}, {"do": "files", "files": NESTED}),
    *({"do": "picture", "columns": -1}, {"do": "picture", "columns": math.nan}, {"do": "picture", "columns": "700"}),
]
LINES = ["", "{", "[" * 100_000, "nul", '{"do": "pause"', b"\xff\xfe", " " * 300_000, '{"do": "run_for", "s": NaN}']


@pytest.mark.parametrize("message", BEFORE)
def test_before_a_board_begins(page, message):
    page.session.receive(message)
    assert [each["kind"] for each in page.sent] == ["refused"]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: str(order)[:40])
def test_what_a_board_cannot_do_is_refused_in_one_sentence_and_the_run_goes_on(running, order):
    del running.sent[:]
    running.session.receive({**order, "id": 5})
    assert [(each["kind"], each["id"]) for each in running.sent] == [("refused", 5)]
    assert 10 < len(running.sent[0]["text"]) < 200
    before = running.session._board.runs
    assert (running.session.go_on(), before) == (float("inf"), 1)


@pytest.mark.parametrize("line", LINES, ids=lambda line: repr(line)[:20])
def test_a_line_that_is_no_message_is_refused(running, line):
    del running.sent[:]
    running.session.receive_line(line)
    assert [each["kind"] for each in running.sent] == ["refused"]


@pytest.mark.parametrize("about", [None, True, [1], {"a": 1}, "x" * 1000, 10**4000, 1.5], ids=range(7))
def test_an_id_that_is_none_is_left_out(running, about):
    del running.sent[:]
    running.session.receive({"do": "pause", "id": about})
    assert all("id" not in each for each in running.sent)
    assert running.sent[-1]["kind"] == "answer"


def test_a_message_as_deep_as_a_well_is_refused(running):
    deep: dict = {}
    for _ in range(100_000):
        deep = {"x": deep}
    del running.sent[:]
    running.session.receive({"do": "settings", "values": deep})
    assert [each["kind"] for each in running.sent] == ["refused"]
