"""Trying the parts: a person who looks at the true virtual world finds what is wrong, and nothing where all is well."""

import io

import pytest

from firmware.project import HOME, find
from highland._try_answers import Answering, content
from highland._virtual_table import Looking, virtual_table
from messages import Say
from workshop.trial.outcome import Verdict
from workshop.trial.session import Session, parts_asked

PROJECTS = ("gas_alarm", "solar_lamp", "water_filter", str(HOME / "_template" / "drying_rack"))


def tried(project, planted=(), part=None, answers=None, seed=0):
    """The outcomes, and what was printed."""
    printed = io.StringIO()
    with virtual_table(find(project), planted, seed=seed) as table:
        looking = Looking(table)
        names, say = table.project.names(), Say("en")
        person = Answering(table, names, say, answers or looking.answer, printed, looking.look)
        session = Session(table, person)
        session.try_parts(parts_asked(table, part), lambda *_: None)
        assert table.world.powered() <= {name for name in table.outputs if f"{name}=welded" in planted}
    return session.outcomes, printed.getvalue()


def findings(outcomes):
    return {name: (each.seen.key, each.other) for name, each in outcomes.items() if each.verdict is Verdict.FAILS}


@pytest.mark.examples(1)
@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("seed", range(5))
def test_a_sound_board_has_no_finding(project, seed):
    outcomes, _ = tried(project, seed=seed)
    assert {each.verdict for each in outcomes.values()} == {Verdict.WORKS}
    assert set(outcomes) == {part.name for part in find(project).wiring().parts}


@pytest.mark.parametrize("seed", range(8))
def test_a_dht_that_fails_two_times_in_three_is_not_called_broken(seed):
    outcomes, _ = tried("gas_alarm", ["room=silent(p=0.67)"], "room", seed=seed)
    assert outcomes["room"].seen.key == "try.sensor.reacted"


DEAD, INVERTED, SWAPPED = "try.output.dead", "try.output.inverted", "try.swapped"
OPEN, CLOSED, TURNED = "try.contact.dead_open", "try.contact.dead_closed", "try.contact.inverted"
MIXED, MOVED = "try.sensor.mixed_up", "try.sensor.other_moved"
I2C, DHT = "i2c.silent", "dht.silent"


def pair(one, other, key=SWAPPED):
    return {one: (key, other), other: (key, one)}


@pytest.mark.examples(10)
@pytest.mark.parametrize(
    ("project", "planted", "found"),
    [
        ("gas_alarm", "valve=swapped(fan)", pair("valve", "fan")),
        ("gas_alarm", "siren=dead", {"siren": (DEAD, "")}),
        ("gas_alarm", "siren=inverted", {"siren": (INVERTED, "")}),
        ("gas_alarm", "valve=inverted", {"valve": (INVERTED, "")}),
        ("gas_alarm", "room=off", {"room": (DHT, "")}),
        ("gas_alarm", "gas=off", {"gas": ("mq.too_low", "")}),
        ("gas_alarm", "heater=nack", {"heater": (I2C, "")}),
        ("gas_alarm", "reset=swapped(hush)", pair("reset", "hush")),
        ("gas_alarm", "test=off", {"test": (OPEN, "")}),
        ("gas_alarm", "reset=inverted", {"reset": (TURNED, "")}),
        ("gas_alarm", "reset_pressed=stuck(value=1)", {"reset": (CLOSED, "")}),
        ("gas_alarm", "battery=swapped(heater)", pair("battery", "heater", MIXED)),
        ("gas_alarm", "valve_switch=off", {"valve_switch": ("try.position.not_shut", "")}),
        ("gas_alarm", "valve=stuck", {"valve_switch": ("try.feedback.still", "")}),
        ("gas_alarm", "gas_heater=open", {"heater": ("try.sensor.implausible", "")}),
        ("solar_lamp", "fan=swapped(light)", pair("fan", "light")),
        ("solar_lamp", "heater=dead", {"heater": (DEAD, "")}),
        ("solar_lamp", "heater=inverted", {"heater": (INVERTED, "")}),
        ("solar_lamp", "light=welded", {"light": ("try.output.always", "")}),
        ("solar_lamp", "box=silent", {"box": (DHT, "")}),
        ("solar_lamp", "room=off", {"room": (I2C, "")}),
        ("solar_lamp", "wall=swapped(heater_probe)", pair("wall", "heater_probe", MOVED)),
        ("solar_lamp", "wall=off", {"wall": ("ntc.open", "")}),
        ("solar_lamp", "door=inverted", {"door": (TURNED, "")}),
        ("solar_lamp", "box_humidity_pct=stuck", {"box": ("try.sensor.no_reaction", "")}),
        ("water_filter", "product_valve=swapped(waste_valve)", pair("product_valve", "waste_valve")),
        ("water_filter", "pump=dead", {"pump": (DEAD, "")}),
        ("water_filter", "inlet_valve=inverted", {"inlet_valve": (INVERTED, "")}),
        ("water_filter", "raw=off", {"raw": ("turbidity.no_signal", "")}),
        ("water_filter", "raw=swapped(product)", {"raw": (MOVED, "product"), "product": (MIXED, "raw")}),
        ("water_filter", "raw_low=swapped(raw_high)", pair("raw_low", "raw_high")),
        ("water_filter", "product_high=inverted", {"product_high": (TURNED, "")}),
        ("water_filter", "filter=off", {"filter": ("try.sensor.no_reaction", "")}),
        ("water_filter", "uv_current_a=stuck(value=0)", {"uv": ("try.feedback.still", "")}),
        ("water_filter", "adc=nack", dict.fromkeys(("adc", "raw", "product", "bed", "water"), (I2C, ""))),
    ],
)
def test_what_is_wrong_is_found_and_named(project, planted, found):
    outcomes, _ = tried(project, [planted])
    assert findings(outcomes) == found


def test_every_finding_says_what_to_check():
    for planted in ("valve=swapped(fan)", "siren=dead", "siren=inverted", "room=off", "reset=swapped(hush)"):
        outcomes, _ = tried("gas_alarm", [planted])
        for each in outcomes.values():
            assert bool(each.hint.render()) is (each.verdict is Verdict.FAILS)


def test_the_pins_of_a_mixed_up_pair_are_named():
    outcomes, _ = tried("gas_alarm", ["valve=swapped(fan)"], "valve")
    assert "GPIO17 (pin 11) belongs to valve, GPIO22 (pin 15) to fan" in outcomes["valve"].hint.render()


def test_a_person_who_is_content_is_contradicted_by_the_measurement():
    """The relay of the UV lamp is dead, and somebody says that all is well."""
    outcomes, _ = tried("water_filter", ["uv_lamp=dead"], answers=content)
    assert findings(outcomes) == {"uv": ("try.feedback.still", "")}


def test_a_person_who_saw_nothing_is_contradicted_too():
    def blind(question):
        return {"moved": "no", "instead": "nothing"}.get(question.topic, content(question))

    outcomes, _ = tried("water_filter", part="uv_lamp", answers=blind)
    assert findings(outcomes) == {"uv_lamp": ("try.output.but_measured", "")}


def test_a_dead_heartbeat_relay_is_found_with_all_that_it_starves():
    outcomes, _ = tried("gas_alarm", ["heartbeat=dead"])
    assert set(findings(outcomes)) == {"valve", "fan", "heartbeat"}
    assert "heartbeat" in outcomes["valve"].hint.render()


def test_an_inverted_output_is_held_off_for_the_rest():
    """Found first, it must not stay on while the other parts are tried."""
    with virtual_table(find("solar_lamp"), ["buzzer=inverted"]) as table:
        looking = Looking(table)
        person = Answering(table, table.project.names(), Say("en"), looking.answer, io.StringIO(), looking.look)
        assert table.world.powered() == {"buzzer"}
        Session(table, person).try_parts(["buzzer"], lambda *_: None)
        assert table.world.powered() == set()


def test_nothing_is_on_while_a_person_is_asked():
    on_while_asked = []
    with virtual_table(find("gas_alarm")) as table:

        def answer(question):
            on_while_asked.append(table.world.powered() & set(table.outputs))
            return content(question)

        person = Answering(table, table.project.names(), Say("en"), answer, io.StringIO())
        Session(table, person).try_parts(parts_asked(table, None), lambda *_: None)
    assert len(on_while_asked) > 12
    assert set(on_while_asked) == {frozenset()}


def test_what_was_left_out_is_not_called_working():
    outcomes, _ = tried("gas_alarm", answers=lambda question: question.choices[-1].answer)
    left = {name for name, each in outcomes.items() if each.verdict is Verdict.NOT_TRIED}
    assert {"valve", "siren", "reset", "mains", "heartbeat"} <= left


def test_each_line_of_a_virtual_board_says_sim():
    _, printed = tried("gas_alarm")
    assert all(line.startswith("SIM") for line in printed.splitlines())


def test_again_shows_it_again():
    answers = iter(["again", "yes"])

    def answer(question):
        return next(answers) if question.topic == "moved" else content(question)

    _, printed = tried("gas_alarm", part="siren", answers=answer)
    assert printed.count("  ON") == 4
