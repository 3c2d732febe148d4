"""Every mistake in a scenario file is told before anything runs: the file, the key, and what is possible."""

import tomllib

import pytest

from devices import HighlandError
from firmware.project import find
from sim.scenarios.known_names import KnownNames
from sim.scenarios.read import names, read_scenario, scenario_of
from sim.scenarios.scenario import Hours, Limit, Window
from sim.world.faults import Fault

HEAD = """
title = { en = "A wet day", vi = "Một ngày ẩm" }
for = "4m"
"""
EXPECT = """
[[expect]]
what = { en = "The fan runs", vi = "Quạt chạy" }
measure = "first_on_s"
actuator = "fan"
at_most = 120
"""
SCORE = """
[score]
measure = "metric"
name = "moldy_h"
zero_at = 1
full_at = 0
"""
WHAT = '[[expect]]\nwhat = { en = "x", vi = "y" }\n'


def told(error):
    return f"{error.message.render()} {error.hint.render()}"


def test_a_whole_file(understand):
    scenario = understand(
        """
        title = { en = "Wet", vi = "Ẩm" }
        story = { en = "It rains.", vi = "Trời mưa." }
        for = "2h"
        tick = 2
        design = "dry soon"
        limits = { en = "not so soon", vi = "chưa sớm thế" }
        [settings]
        room_c = 18
        water_g = 500.0
        [runs.plain]
        [runs.lazy]
        for = "1h"
        faults = ["fan=dead"]
        settings = { room_c = 20.0 }
        [runs.forced]
        law = false
        tick = "60s"
        schedule = { fan = { on_h = 6 } }
        """
        + WHAT
        + """
        measure = "hours_above"
        run = "all"
        quantity = "rack_humidity_pct"
        level = 80
        after = "10m"
        until = "1h"
        at_most = 1.0
        """
        + WHAT
        + """
        measure = "state_s"
        run = "lazy"
        state = ["IDLE", "RESTING"]
        after_state = "DRYING"
        if_ever = true
        between = [0, 10]
        """
        + SCORE
        + 'run = "plain"'
    )
    plain, lazy, forced = scenario.runs
    assert (plain.for_s, plain.tick_s, plain.law, plain.settings) == (
        7200.0,
        2.0,
        True,
        {"room_c": 18, "water_g": 500.0},
    )
    assert (lazy.for_s, lazy.settings["room_c"], lazy.settings["water_g"]) == (3600.0, 20.0, 500.0)
    assert lazy.faults == (Fault("fan", "dead"),)
    assert (forced.law, forced.tick_s, forced.schedule) == (False, 60.0, {"fan": Hours(1.0, 6.0)})
    above, idle = scenario.expectations
    assert above.question.arguments == {"quantity": "rack_humidity_pct", "level": 80.0}
    assert (above.question.window, above.limit) == (Window(600.0, 3600.0), Limit(high=1.0))
    assert idle.question.arguments == {"state": ("IDLE", "RESTING")}
    assert idle.question.window == Window(after_state=("DRYING",), if_ever=True)
    assert idle.limit == Limit(0.0, 10.0)
    assert scenario.score.question.run == "plain"
    assert (scenario.design, scenario.limits, scenario.story["vi"]) == (
        "dry soon",
        {"en": "not so soon", "vi": "chưa sớm thế"},
        "Trời mưa.",
    )


def test_one_run_needs_no_name_and_faults_of_all_runs_come_first(understand):
    text = HEAD + 'faults = ["rack=off@1m"]\n[runs.a]\nfaults = ["fan=dead"]\n'
    (run,) = understand(text + EXPECT).runs
    assert [str(fault) for fault in run.faults] == ["rack=off", "fan=dead"]
    assert understand(HEAD + EXPECT).expectations[0].question.run == "only"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('for = "1m"' + EXPECT, ["the file has no title", "both languages"]),
        ('title = { en = "x" }\nfor = "1m"' + EXPECT, ["title", '{"en": "x"}', "both languages"]),
        (HEAD + 'story = "rain"' + EXPECT, ["story", "both languages"]),
        ('title = { en = "x", vi = "y" }' + EXPECT, ["has no for", "1h30m"]),
        (HEAD.replace("4m", "soon") + EXPECT, ['for = "soon"', "1h30m"]),
        (HEAD.replace("4m", "2000d") + EXPECT, ["for = ", "365 days"]),
        (HEAD + "tick = 0" + EXPECT, ["tick = 0"]),
        (HEAD + "speed = 3" + EXPECT, ["has the key speed", "Known keys: title"]),
        (HEAD, ["expects nothing", "[[expect]]"]),
        (HEAD + 'expect = "all good"', ["expect", "[[expect]]"]),
        (HEAD + 'faults = ["rack=sleepy"]' + EXPECT, ["faults", "rack=sleepy", "the kinds are"]),
        (HEAD + 'faults = ["roof=off"]' + EXPECT, ["faults", "roof", "There are: ", "fan"]),
        (HEAD + 'faults = ["fan=nack"]' + EXPECT, ["faults", "fan cannot have the fault nack", "welded"]),
        (HEAD + 'faults = "rack=off"' + EXPECT, ["faults", "square brackets"]),
        (HEAD + 'press = ["reset@1m"]' + EXPECT, ["press", "no button reset", "There are: -"]),
        (HEAD + "[settings]\nroom_hum = 3" + EXPECT, ["settings", "no setting room_hum", "room_humidity_pct"]),
        (HEAD + "[settings]\nroom_c = [1]" + EXPECT, ["room_c = [1]", "a number"]),
        (HEAD + '[settings]\nroom_c = "warm"' + EXPECT, ["settings", "warm", "room_c"]),
        (HEAD + "[latched]\ntripped = true" + EXPECT, ["the latch tripped"]),
        (HEAD + "[schedule]\nfan = { on_h = 2 }" + EXPECT, ["schedule", "law = false"]),
        (HEAD + "law = false\n[schedule]\nheater = { on_h = 2 }" + EXPECT, ["actuator heater", "There are: fan"]),
        (HEAD + "law = false\n[schedule]\nfan = { on_h = 25 }" + EXPECT, ["fan", "on_h"]),
        (HEAD + 'law = false\nfaults = ["rack=off"]' + EXPECT, ["faults", "no law"]),
        (HEAD + "[runs.all]" + EXPECT, ["runs", "another name"]),
        (HEAD + "[runs.a]\n[runs.b]" + EXPECT, ["[[expect]] 1 has no run"]),
        (HEAD + "[runs.a]\n[runs.b]" + EXPECT + 'run = "c"', ["the run c", "There are: a, b, all"]),
        (HEAD + "[runs.a]\nspeed = 1" + EXPECT, ["[runs.a] has the key speed"]),
        (HEAD + EXPECT.replace("first_on_s", "first_one_s"), ["measure first_one_s", "Did you mean first_on_s?"]),
        (HEAD + EXPECT.replace('"fan"', '"heater"'), ["[[expect]] 1", "actuator heater", "There are: fan"]),
        (HEAD + EXPECT.replace("actuator", "device"), ["[[expect]] 1 has no actuator"]),
        (HEAD + EXPECT + 'color = "red"', ["[[expect]] 1 has the key color"]),
        (HEAD + EXPECT.replace("at_most = 120", ""), ["[[expect]] 1 needs a limit", "between = [LOW, HIGH]"]),
        (HEAD + EXPECT + "is = 3", ["needs a limit"]),
        (HEAD + EXPECT.replace("at_most = 120", "between = [3, 1]"), ["between = [3, 1]", "rising order"]),
        (HEAD + EXPECT.replace("120", '"soon"'), ['at_most = "soon"', "a number"]),
        (HEAD + EXPECT.replace(', vi = "Quạt chạy"', ""), ["what", "both languages"]),
        (HEAD + EXPECT + 'after_state = "DRYNG"', ["state DRYNG", "Did you mean DRYING?"]),
        (HEAD + EXPECT + 'after_why = "rack.to_wet"', ["key of a reason rack.to_wet", "Did you mean rack.too_wet?"]),
        (
            HEAD + EXPECT + 'after_above = ["rack_humidity_pc", 5]',
            ["true quantity rack_humidity_pc", "rack_humidity_pct"],
        ),
        (HEAD + EXPECT + "after_above = 5", ["after_above = 5", "a number, such as"]),
        (
            HEAD + EXPECT + 'after_state = "DRYING"\nafter_why = "rack.too_wet"',
            ["more than one of after_state, after_why"],
        ),
        (HEAD + EXPECT + "after = 20\nuntil = 10", ["until = 10"]),
        (HEAD + WHAT + 'measure = "sensed_highest"\nfield = "rack_temperature_c"\nat_most = 1', ["field of Sensed"]),
        (HEAD + WHAT + 'measure = "failed_read_share"\npart = "rak"\nat_most = 1', ["part rak", "Did you mean rack?"]),
        (HEAD + WHAT + 'measure = "metric"\nname = "mold"\nat_most = 1', ["metric mold", "moldy_h"]),
        (
            HEAD + WHAT + 'measure = "metric"\nname = "fan_wh"\nafter = 3\nat_most = 1',
            ["counts the whole run", "after"],
        ),
        (HEAD + WHAT + 'measure = "metric"\nname = "fan_wh"\nover_run = "b"\nat_most = 1', ["the run b", "only"]),
        (HEAD + WHAT + 'measure = "latched"\nname = "x"\nis = true', ["latch x"]),
        (HEAD + WHAT + 'measure = "final_state"\nis = "DRYNG"', ["state DRYNG", "Did you mean DRYING?"]),
        (HEAD + WHAT + 'measure = "final_state"\nis = 3', ["state 3", "There are: "]),
        (HEAD + WHAT + 'measure = "final_state"\nat_most = 3', ["has no is", "a state in quotes"]),
        (HEAD + EXPECT.replace("at_most = 120", 'is = "DRYING"'), ['is = "DRYING"', "a number"]),
        (HEAD + EXPECT.replace("at_most = 120", "is = true"), ["is = true", "a number"]),
        (HEAD + "law = false\n" + WHAT + 'measure = "final_state"\nis = "IDLE"', ["asks for final_state", "highest"]),
        (HEAD + "law = false" + EXPECT + 'after_state = "IDLE"', ["no law runs in only"]),
        (HEAD + EXPECT + SCORE.replace("full_at = 0", "full_at = 1"), ["[score]", "full_at", "other than zero_at"]),
        (HEAD + EXPECT + SCORE.replace("zero_at = 1", ""), ["[score] has no zero_at"]),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_possible(understand, text, words):
    with pytest.raises(HighlandError) as raised:
        understand(text)
    assert told(raised.value).startswith("rack/scenarios/x.toml")
    for word in words:
        assert word in told(raised.value)


def test_a_file_that_is_no_toml_and_one_that_is_not_there(rack):
    folder = rack.folder / "scenarios"
    folder.mkdir(exist_ok=True)
    (folder / "torn.toml").write_text("title = {", encoding="utf-8")
    assert names(rack) == ["torn"]
    for name, words in (("torn", ", line 1: "), ("gone", " cannot be read")):
        with pytest.raises(HighlandError) as raised:
            read_scenario(rack, name)
        assert told(raised.value).startswith(f"rack/scenarios/{name}.toml{words}")
    (folder / "torn.toml").unlink()


def test_reasons_of_the_project_are_known(known):
    assert {"rack.too_wet", "rack.fan_rests"} <= set(known.names("reason"))


def test_a_latch_that_the_law_does_not_know_is_refused_with_those_it_knows():
    content = {"title": {"en": "x", "vi": "y"}, "for": "4m", "latched": {"valve": "opne"}}
    with pytest.raises(HighlandError) as refused:
        scenario_of(content, "x.toml", "x", KnownNames(find("gas_alarm")))
    assert "valve = opne" in told(refused.value)
    assert "end_of_life" in told(refused.value)


def test_an_expected_latch_must_be_a_value_that_it_can_have():
    text = HEAD + WHAT + 'measure = "latched"\nname = "valve"\nis = "opne"'
    with pytest.raises(HighlandError) as refused:
        scenario_of(tomllib.loads(text), "x.toml", "x", KnownNames(find("gas_alarm")))
    assert "valve = opne" in told(refused.value)
    assert "end_of_life" in told(refused.value)


def test_a_scenario_may_ask_for_other_units(understand):
    asked = understand(
        HEAD + 'units = "uncalibrated"\n[runs.shop]\n[runs.best]\nunits = "ideal"\n' + EXPECT + 'run = "all"\n'
    )
    assert [run.units.value for run in asked.runs] == ["uncalibrated", "ideal"]
    with pytest.raises(HighlandError) as refused:
        understand(HEAD + 'units = "perfect"\n' + EXPECT)
    assert "There are: calibrated, uncalibrated, ideal." in told(refused.value)
