"""Sliders: how far they go, and that a limit is rewritten in the pupil's own file and nowhere else."""

import pytest

from classroom.session.ranges import range_of, unit_of
from firmware.names import plain_name


def limit(found, name):
    return next(each for each in found["limits"] if each["name"] == name)


def test_a_limit_is_rewritten_in_its_line_and_the_comment_stays(gas):
    before = limit(gas.described, "ALARM_PPM")
    assert (before["value"], before["file"], before["unit"]) == (1400.0, "limits.py", "ppm")
    found = gas.ask("limits", values={"ALARM_PPM": 1800})
    assert limit(found, "ALARM_PPM")["value"] == 1800.0
    assert (limit(found, "ALARM_PPM")["usual"], limit(found, "PREALARM_PPM")["value"]) == (1400.0, 700.0)
    shipped, own = gas.text("limits.py").splitlines(), found["files"]["limits.py"].splitlines()
    changed = [number for number, (one, other) in enumerate(zip(shipped, own, strict=True), 1) if one != other]
    assert changed == [before["line"]]
    line = own[before["line"] - 1]
    assert line.startswith("ALARM_PPM = 1800.0  # 1400 ppm")


@pytest.mark.proof
def test_a_limit_acts_and_its_shipped_value_brings_the_shipped_hash_back(gas):
    gas.ask("limits", values={"PREALARM_PPM": 2000.0})
    assert gas.run_for(1800)["state"] == "NORMAL"
    gas.ask("limits", values={"PREALARM_PPM": 700.0})
    assert gas.run_for(1800)["state"] == "PREALARM"


@pytest.mark.proof
def test_limits_and_the_pupils_own_text_live_in_one_file(gas):
    mine = gas.text("limits.py") + "\nMINE = 1\n"
    gas.ask("files", files={"limits.py": mine})
    found = gas.ask("limits", values={"HOLD_S": 20.0, "HUSH_S": 300.0})
    assert found["files"]["limits.py"].endswith("\nMINE = 1\n")
    assert (limit(found, "HOLD_S")["value"], limit(found, "HUSH_S")["value"]) == (20.0, 300.0)


def test_a_whole_number_stays_one_and_a_longer_expression_is_replaced_whole(page):
    page.described = page.begin("water_filter")
    found = page.ask("limits", values={"WASH_AFTER_H": 30, "WASH_S": 300})
    assert "\nWASH_AFTER_H = 30  # hours" in found["files"]["limits.py"]
    assert "\nWASH_S = 300.0  # 7 min" in found["files"]["limits.py"]


@pytest.mark.proof
def test_letters_of_other_languages_before_a_number_do_not_move_it(gas):
    text = gas.text("limits.py").replace("HOLD_S = 12.0", 'Tên = "Đồ án"; HOLD_S = 12.0')
    gas.ask("files", files={"limits.py": text})
    found = gas.ask("limits", values={"HOLD_S": 15.0})
    assert 'Tên = "Đồ án"; HOLD_S = 15.0' in found["files"]["limits.py"]


def test_a_number_that_a_pupil_has_made_a_formula_is_no_slider_any_more(gas):
    text = gas.text("limits.py").replace("HOLD_S = 12.0", "HOLD_S = max(12.0, 3.0)")
    found = gas.ask("files", files={"limits.py": text})
    assert "HOLD_S" not in {each["name"] for each in found["limits"]}
    assert gas.ask("limits", values={"HOLD_S": 15.0})["kind"] == "refused"


@pytest.mark.proof
def test_a_setting_makes_another_world_and_is_told(gas):
    found = gas.ask("settings", values={"leak_g_per_h": 2000.0, "two_zones": True})
    told = {each["name"]: each for each in found["settings"]}
    assert (told["leak_g_per_h"]["value"], told["leak_g_per_h"]["usual"]) == (2000.0, 250.0)
    assert told["two_zones"]["value"] is True
    assert gas.run_for(900)["state"] == "ALARM"  # as shipped: NORMAL until 1200 s


@pytest.mark.examples(2)
@pytest.mark.parametrize("project", ["gas_alarm", "water_filter", "solar_lamp"])
def test_every_slider_can_show_its_number(page, project):
    found = page.begin(project)
    sliders = [each for each in (*found["settings"], *found["limits"]) if "step" in each]
    assert len(sliders) > 20
    for each in sliders:
        assert each["low"] <= each["value"] <= each["high"]
        assert 50 <= (each["high"] - each["low"]) / each["step"] <= 2500
        low, high = each["low"] / each["step"], each["high"] / each["step"]
        assert (low, high) == pytest.approx((round(low), round(high)), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "value", "ends"),
    [
        ("ALARM_PPM", 1400.0, (350.0, 5600.0)),
        ("room_humidity_pct", 70.0, (0.0, 100.0)),
        ("battery_soc", 0.9, (0.0, 1.0)),
        ("leak_stop_min", -1.0, (-1.0, 240.0)),
        ("spray_ppm", 0.0, (0.0, 5000.0)),
        ("room_c", 22.0, (2.0, 42.0)),
    ],
)
def test_how_far_a_slider_goes(name, value, ends):
    assert range_of(name, value, plain_name(name))[:2] == ends


def test_the_unit_stands_at_the_end_of_a_name():
    assert [unit_of(name) for name in ("leak_g_per_h", "HOLD_S", "two_zones")] == ["g/h", "s", ""]
