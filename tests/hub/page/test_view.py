"""What people are told of a node: unknown is never OK, silence is seen, alarms come first."""

import re

import pytest

from devices import Message
from hub.page import words as w
from hub.page.app import STATIC
from hub.page.frame import LOOKS
from hub.page.names import NodeNames, part_name
from hub.page.news import changes
from hub.page.series import least_span, with_gaps
from hub.page.told import stuck
from hub.page.view import LEVELS, LINKS, node_view, order_of
from hub.store.interface import NodeRow, Point, SeriesKey, Unchanged
from look.tokens import MEANINGS
from telemetry.fields import QUALITIES

NOW = 1_800_000_000.0
SNAPSHOT = {
    "alarm": "none",
    "state": "NORMAL",
    "said": {"en": "Calm.", "vi": "Yên."},
    "readings": {"gas_lpg_ppm": [60.0, "ppm"]},
    "commanded": {"valve": True},
    "period_s": 60.0,
}


def row(node="red-heron", *, ago=0.0, online=True, provenance="real", **snapshot):
    found = SNAPSHOT | snapshot
    return NodeRow(node, provenance, "gas_alarm", online, NOW - 1e6, NOW - ago, found, 1, 0, 0)


def test_what_is_noted_of_a_node_is_shown_with_its_count():
    view = node_view(row(clock_off_s=-7200.0, card_fails=True)._replace(notes={"twins": 3}), NOW)
    assert view["notes"] == {"note.twins": 3, "note.card": 1, "note.clock": 2}
    assert node_view(row(), NOW)["notes"] == {}
    assert [node_view(row(clock_source=each), NOW)["notes"] for each in ("ntp", "unsure", "hub")] == [
        {}, {"note.clock_unsure": 1}, {"note.clock_learned": 1}
    ]  # fmt: skip
    assert set(view["notes"]) <= {message.key for message in w.ALL}


def level(**changed):
    return node_view(row(**changed), NOW)["level"]


def test_only_a_node_that_is_heard_and_knows_all_its_values_has_no_alarm():
    assert level() == "none"
    assert level(readings={"gas_lpg_ppm": [None, "ppm"]}) == "unsure"
    assert level(readings={"gas_lpg_ppm": [60.0, "ppm", "stale"]}) == "unsure"
    assert level(readings={"gas_lpg_ppm": [-5.0, "ppm"]}) == "unsure"  # cannot be true
    assert level(alarm="something new") == "unsure"
    assert level(online=False) == "silent"
    assert level(ago=200.0) == "silent"
    assert node_view(row()._replace(snapshot={}), NOW)["level"] == "silent"


@pytest.mark.parametrize("alarm", ["danger", "trouble"])
def test_an_alarm_stays_an_alarm_when_the_node_falls_silent(alarm):
    assert level(alarm=alarm, online=False) == alarm
    assert level(alarm=alarm, ago=1e6) == alarm


def test_a_node_is_late_after_three_of_its_own_periods():
    assert node_view(row(ago=180.0), NOW)["link"] == "online"
    assert node_view(row(ago=191.0), NOW)["link"] == "late"
    assert node_view(row(ago=191.0, period_s=3600.0), NOW)["link"] == "online"
    assert node_view(row(ago=300_000.0, period_s=1e300), NOW)["link"] == "late"  # a node cannot excuse itself for ever
    assert node_view(row(ago=14.0, period_s=-5.0), NOW)["link"] == "late"


def test_alarms_come_first_and_the_real_one_before_the_simulated():
    rows = [
        row("calm"),
        row("silent", online=False),
        row("sim-danger", provenance="sim", alarm="danger"),
        row("trouble", alarm="trouble"),
        row("danger", alarm="danger"),
    ]
    found = sorted((node_view(each, NOW) for each in rows), key=order_of)
    assert [each["node"] for each in found] == ["danger", "sim-danger", "trouble", "silent", "calm"]


def test_every_word_that_a_node_can_ask_for_exists():
    assert set(w.LEVEL) == set(LEVELS)
    assert set(w.LINK) == set(LINKS)
    assert set(w.QUALITIES) == set(QUALITIES)
    keys = [message.key for message in w.ALL]
    assert len(keys) == len(set(keys))
    assert all(isinstance(each, Message) for each in w.ALL)


def test_channels_of_our_drivers_have_names_and_a_pupils_own_stay():
    lamp, alarm, own = (NodeNames(project, {}) for project in ("solar_lamp", "gas_alarm", "my_rack"))
    assert lamp.channel("box_temperature_c") == ("Box temperature", "Nhiệt độ hộp")
    assert alarm.channel("gas_lpg_ppm") == ("Gas", "Khí gas")
    assert alarm.output("fan") == ("Fan", "Quạt")
    assert alarm.output("valve_open") == ("Gas valve", "Van gas")
    assert part_name("hush") == ("Hush button", "Nút tắt còi")
    assert own.channel("my_thing_humidity_pct") == ("my thing humidity", "độ ẩm my thing")
    assert own.channel("my_thing") == ("my thing", "my thing")


def test_a_project_that_the_hub_does_not_have_brings_its_names():
    names = {"project": {"en": "Herb rack", "vi": "Giàn sấy"}, "fan": {"en": "Big fan", "vi": "Quạt to"}}
    seen = node_view(row(names=names, commanded={"fan": True}), NOW)
    assert seen["project_name"] == {"en": "Herb rack", "vi": "Giàn sấy"}
    assert seen["commanded"]["fan"]["name"] == {"en": "Big fan", "vi": "Quạt to"}


def test_a_gap_is_found_at_any_sampling():
    points = [Point(ts, 1.0, 1.0, 1.0, 1) for ts in (0.0, 60.0, 120.0, 180.0, 900.0, 960.0)]
    assert [point.samples for point in with_gaps(points)] == [1, 1, 1, 1, 0, 1, 1]
    assert with_gaps(points[:4]) == points[:4]


def test_news_of_a_node_is_what_changed_and_the_whole_where_that_is_not_enough():
    two = {"gas_lpg_ppm": [60.0, "ppm"], "room_temperature_c": [25.0, "C"]}
    old = node_view(row(readings=two), NOW)
    new = node_view(row(ago=-1.0, readings=two | {"gas_lpg_ppm": [None, "ppm", "stale"]}), NOW)
    assert changes(old, new) == {
        "node": "red-heron",
        "partial": True,
        "level": "unsure",
        "last_seen": NOW + 1.0,
        "readings": {"gas_lpg_ppm": {"value": None, "quality": "stale"}},
        "told": [{"key": "told.stale", "values": {"what": {"en": "Gas", "vi": "Khí gas"}}}],
    }
    fewer = node_view(row(readings={"gas_lpg_ppm": [60.0, "ppm"]}), NOW)
    assert changes(old, fewer) == fewer  # a channel is gone
    assert changes(None, new) == new


def test_a_level_looks_the_same_with_and_without_a_program():
    script = (STATIC / "parts.js").read_text(encoding="utf-8")
    found = re.findall(r'(\w+): \["(\w+)", "(\w+)"\]', script)
    assert {level: (meaning, icon) for level, meaning, icon in found} == LOOKS
    assert set(LOOKS) == set(LEVELS)
    assert {meaning for meaning, _ in LOOKS.values()} <= set(MEANINGS)


def told(**changed):
    return [(each["key"], each["values"]) for each in node_view(row(**changed), NOW)["told"]]


def test_a_silent_node_and_a_value_that_cannot_be_true_are_told_in_words():
    assert told() == []
    assert told(online=False, ago=7200.0) == [
        ("told.silent", {"when": {"ts": NOW - 7200.0}, "age": {"since": NOW - 7200.0}})
    ]
    assert told(ago=7200.0)[0][0] == "told.late"
    ((key, values),) = told(readings={"room_humidity_pct": [140.0, "%"]})
    assert (key, values["value"], values["low"], values["high"]) == ("told.range", 140.0, 0.0, 100.0)
    ((key, values),) = told(readings={"gas_lpg_ppm": [None, "ppm"]})
    assert (key, values["what"]) == ("told.no_value", {"en": "Gas", "vi": "Khí gas"})
    assert told(readings={"gas_clean_air_pct": [104.0, "%"]}) == []  # a signal may be more than that in clean air


def test_a_value_that_never_moves_is_told_of_a_real_node_and_not_of_a_counter_or_a_simulated_world():
    class Store:
        def unchanged(self, since):
            def one(provenance="real", channel="room_temperature_c", unit="C", value=24.5, hours=5.0, samples=300):
                key = SeriesKey("red-heron", provenance, channel, unit)
                return Unchanged(key, value, NOW - hours * 3600.0, samples)

            return [
                one(), one("sim"), one(unit="days"), one(channel="gas_ppm", unit="ppm", value=0.0), one(hours=1.0),
                one(channel="box_humidity_pct", unit="%", value=100.0), one(samples=5),
            ]  # fmt: skip

    found = stuck(Store(), NOW)
    assert [each.key.channel for each in found["red-heron"]] == ["room_temperature_c"]
    view = node_view(row(readings={"room_temperature_c": [24.5, "C"]}), NOW, found["red-heron"])
    assert [each["key"] for each in view["told"]] == ["told.stuck"]


def test_a_state_has_its_name_and_its_meaning_also_of_a_project_that_nobody_here_knows():
    view = node_view(row(state="PREALARM"), NOW)
    assert (view["state_name"], view["meaning"]) == ({"en": "Warning", "vi": "Cảnh báo"}, "caution")
    view = node_view(row(state="HOT", alarm="danger")._replace(project="herb_box"), NOW)
    assert (view["state_name"], view["meaning"]) == ({"en": "HOT", "vi": "HOT"}, "danger")


def test_noise_is_drawn_on_an_axis_that_shows_it_as_noise():
    points = [Point(float(at), 24.4, 24.4, 24.4, 1) for at in range(3)]
    assert least_span("C", points) == 2.0
    assert least_span("furlong", points) == pytest.approx(2.44)
    assert least_span("furlong", []) == 1.0


def test_a_curve_of_an_output_has_the_outputs_name():
    names = NodeNames("gas_alarm", {})
    assert (names.curve("siren").vi, names.curve("gas_lpg_ppm").vi) == ("Còi hú", "Khí gas")


def test_what_a_node_lost_or_left_out_is_told():
    view = node_view(row(dropped=7, backlog=3)._replace(skipped=5, refused=2), NOW)
    assert [view[each] for each in ("dropped", "backlog", "skipped", "refused")] == [7, 3, 5, 2]
