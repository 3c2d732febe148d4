"""`highland calibrate`: a class practises on a virtual board; what a Pi measured is used by its project."""

import json
import tomllib
from datetime import date

import pytest

from firmware.board.instance import only_instance
from firmware.project import find
from highland.__main__ import main
from sim.chips._unit import Kind, Units
from sim.world.simulation import plug


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """What this computer keeps."""
    monkeypatch.setattr("firmware.host.SYSTEM", tmp_path / "none")
    monkeypatch.setattr("firmware.host.home_folder", lambda: tmp_path)
    monkeypatch.setattr("firmware.host.kept_home", lambda *_: tmp_path / "kept")
    monkeypatch.setattr("firmware.project.kept_home", lambda *_: tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def soon_heated(monkeypatch):
    """Half an hour of heating instead of a day: one test has the whole day."""
    monkeypatch.setattr("workshop.calibration.procedures.gas.HEATED_USUAL_H", 0.5)


def tables(kept, project="gas_alarm", name="calibration.toml"):
    return tomllib.loads((kept / project / name).read_text(encoding="utf-8"))


@pytest.fixture
def no_gas(tmp_path):
    """Answers of a class without a test gas."""
    file = tmp_path / "no_gas.toml"
    file.write_text("test_gas = false\n", encoding="utf-8")
    return file


def practise(highland, *words, answers="usual"):
    said = highland("calibrate", *words, "--sim", "--answers", answers, "--json")
    return said.code, json.loads(said.out)


# On a virtual board


@pytest.mark.proof
def test_each_seed_is_another_unit_with_its_own_error(highland, kept):
    found = [practise(highland, "water_filter", "raw", "--seed", seed)[1] for seed in range(4)]
    assert len({each["clear_v"] for each in found}) == 4
    for each in found:
        (compared,) = each["compared"]
        assert abs(compared["after"] - compared["true"]) < 2.0  # NTU, of 50
    assert tables(kept, "water_filter", "calibration-SIM.toml")["raw"]["provenance"] == "sim"
    assert not (kept / "water_filter" / "calibration.toml").exists()


@pytest.mark.proof
def test_a_whole_day_of_heating_passes_at_once_and_the_words_say_sim(highland, kept):
    said = highland("calibrate", "gas_alarm", "gas", "--sim", "--answers", "usual", "--day", "2026-11-29")
    assert said.code == 0
    assert "must be heated for 24 hours" in said.out
    assert all(line.startswith("SIM  ") for line in said.out.splitlines())
    assert tables(kept, name="calibration-SIM.toml")["gas"]["measured_on"] == date(2026, 11, 29)


def test_somebody_who_does_not_wait_is_told_when_to_come_back(highland, kept, tmp_path):
    answers = tmp_path / "answers.toml"
    answers.write_text("wait = false\n", encoding="utf-8")
    said = highland("calibrate", "gas_alarm", "gas", "--sim", "--answers", answers)
    assert said.code == 1
    assert "Nothing was changed: Gas sensor (gas) keeps the values of its type." in said.out
    assert "call this again in 1 d" in said.out
    assert not list(kept.glob("**/*.toml"))


@pytest.mark.examples(2)
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--set", "leak_g_per_h=250", "--set", "leak_upstream=true"), "calibrate.gas.leak"),
        (("--set", "leak_g_per_h=20", "--set", "leak_upstream=true"), "calibrate.unsteady"),
        (("--fault", "hose=burst"), "calibrate.gas.leak"),
        (("--fault", "gas_heater=open"), "calibrate.gas.heater"),
        (("--fault", "room=off"), "calibrate.gas.no_climate"),
        (("--fault", "gas=off"), "calibrate.gas.open"),
        (("--fault", "gas=wrong(offset_v=1.0)@32m"), "calibrate.unsteady"),
    ],
)
def test_a_gas_sensor_is_not_calibrated_where_that_would_be_wrong(highland, kept, soon_heated, words, code):
    found = practise(highland, "gas_alarm", "gas", *words)
    assert found[0] == 1
    assert found[1]["refused"]["code"] == code
    assert not list(kept.glob("**/*.toml"))


def test_a_second_calibration_of_a_unit_is_held_against_the_first(highland, kept, soon_heated):
    """The stored value is older than a leak that stays below 3 % of the explosion limit."""
    assert practise(highland, "gas_alarm", "gas")[0] == 0
    little = ("--set", "first_lpg_ppm=60", "--set", "ventilation_ach=0")
    code, found = practise(highland, "gas_alarm", "gas", *little)
    assert (code, found["refused"]["code"]) == (1, "calibrate.gas.moved")


def test_without_a_test_gas_the_class_is_told_before_the_day_of_heating_and_the_sensor_keeps_its_values(
    highland, kept, no_gas
):
    code, found = practise(highland, "gas_alarm", "gas", answers=no_gas)
    assert (code, found["refused"]["code"]) == (1, "calibrate.gas.no_use")
    assert "--anyway" in found["refused"]["hint"]
    assert not list(kept.glob("**/*.toml"))


def test_a_leak_too_small_to_be_seen_does_not_make_the_alarm_come_later(highland, kept, soon_heated, no_gas):
    """3 g/h halve the resistance of the sensor within half an hour, as a lower R0 would."""
    leak = ("leak_g_per_h=3", "leak_upstream=true", "leak_start_min=0")
    settings = (f"--set={each}" for each in leak)
    code, found = practise(highland, "gas_alarm", "gas", "--anyway", *settings, answers=no_gas)
    (compared,) = found["compared"]
    assert code == 0
    assert compared["after"] > 0.99 * compared["before"]
    assert "Only a test gas can lower it." in found["said"][0]


def test_the_capacity_of_a_battery_has_a_file_of_its_own(highland, kept):
    code, found = practise(highland, "solar_lamp", "battery", "--capacity")
    assert code == 0
    assert 4.5 < found["capacity_ah"] < 7.2
    assert tables(kept, "solar_lamp", "capacity-SIM.toml")["battery"]["points"][0][1] > 12.5
    assert not (kept / "solar_lamp" / "calibration-SIM.toml").exists()


def test_all_outputs_are_off_and_nothing_is_written_after_ctrl_c(highland, kept, soon_heated, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("workshop.calibration.perform.Performer._measure", interrupt)
    said = highland("calibrate", "gas_alarm", "gas", "--sim", "--answers", "usual")
    assert said.code == 130
    assert "Stopped: everything is off" in said.out
    assert not list(kept.glob("**/*.toml"))


# At a keyboard


@pytest.mark.proof
def test_a_person_types_numbers_with_a_comma_and_is_asked_again(highland, kept, monkeypatch):
    typed = iter(["", "5,02", "", "four", "5,11", "", "4,94"])  # before each fill Enter, then liters
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    said = highland("calibrate", "water_filter", "filter", "--sim")
    assert said.code == 0
    assert "That is no number from 0.2 to 200." in said.out
    assert list(typed) == []


def test_without_a_keyboard_it_says_so(highland, monkeypatch):
    def closed(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", closed)
    said = highland("calibrate", "water_filter", "raw", "--sim")
    assert said.code == 2
    assert "--answers" in said.err


# On a Raspberry Pi


@pytest.fixture
def real(board, kept, monkeypatch):
    """The real path of this command, on virtual wires."""
    monkeypatch.setattr("highland._table.board_model", lambda: "Raspberry Pi of the test")
    monkeypatch.setattr("highland._table.SystemClock", lambda *_: board.clock)
    monkeypatch.setattr("highland._table.state_home", lambda: kept)
    return board


@pytest.fixture
def filter_board(real):
    """A water filter whose probes hang in clear water."""
    felt = dict.fromkeys(("raw_turbidity_ntu", "product_turbidity_ntu", "filter_flow_lpm"), 0.0)
    felt |= dict.fromkeys(("battery_voltage_v", "uv_voltage_v"), 12.6)
    felt |= dict.fromkeys(("battery_current_a", "uv_current_a"), 0.0)
    felt |= {"water_tds_ppm": 200.0, "water_temperature_c": 22.0, "water_wet": True, "bed_temperature_c": 22.0}
    floats = ("raw_low", "raw_high", "product_low", "product_high")
    felt |= {f"{name}_wet": False for name in floats} | {"reset_pressed": False, "product_switch_closed": True}
    plug(real, find("water_filter").wiring().parts, felt, {}, units=Units(Kind.UNCALIBRATED, 5))
    return real


def test_what_a_pi_measured_is_used_by_its_next_run(highland, kept, filter_board):
    words = ("calibrate", "water_filter", "raw", "--unit", "red tape", "--day", "2026-11-29", "--answers", "usual")
    said = highland(*words)
    assert said.code == 0, said
    assert "SIM" not in said.out
    table = tables(kept, "water_filter")["raw"]
    assert (table["unit"], table["provenance"], table["measured_on"]) == ("red tape", "real", date(2026, 11, 29))
    assert 3.8 <= table["clear_v"] <= 4.4
    checked = highland("run", "water_filter", "--check").out
    assert f"clear_v={table['clear_v']}" in checked
    assert f"(2026-11-29, {kept / 'water_filter' / 'calibration.toml'})" in checked
    assert highland("calibrate", "water_filter", "--list").out.count("of 2026-11-29") == 1


@pytest.mark.parametrize(("hours", "code", "said"), [(3.0, 1, "call this again in 21 h"), (30.0, 0, "r0_ohm =")])
def test_a_gas_sensor_on_a_pi_is_heated_since_the_pi_is_on(highland, kept, real, monkeypatch, hours, code, said):
    felt = {"gas_lpg_ppm": 0.0, "heater_current_a": 0.15, "heater_voltage_v": 5.0, "fumes_co_ppm": 0.0}
    felt |= {"battery_current_a": 0.0, "battery_voltage_v": 12.6, "mains_closed": True, "valve_switch_closed": True}
    for name in ("room", "gas", "fumes"):
        felt |= {f"{name}_temperature_c": 25.0, f"{name}_humidity_pct": 70.0}
    felt |= {f"{name}_pressed": False for name in ("reset", "hush", "test")}
    monkeypatch.setattr("firmware.host.powered_s", lambda: hours * 3600.0)
    plug(real, find("gas_alarm").wiring().parts, felt, {}, units=Units(Kind.IDEAL, 0))
    real.clock.sleep(900.0)
    found = highland("calibrate", "gas_alarm", "gas", "--anyway", "--answers", "usual", "--day", "2026-11-29")
    assert found.code == code, found
    assert said in found.out
    assert (kept / "gas_alarm" / "calibration.toml").exists() is (code == 0)


def test_a_date_that_nobody_is_sure_of_is_asked_for(highland, kept, filter_board, monkeypatch):
    monkeypatch.setattr("highland._table.WallClock.is_sure", lambda _: False)
    said = highland("calibrate", "water_filter", "raw", "--answers", "usual")
    assert said.code == 1
    assert "--day" in said.out
    assert not list(kept.glob("**/*.toml"))


def test_a_file_that_cannot_be_written_ends_it_before_anything_is_measured(highland, kept, filter_board):
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("no folder", encoding="utf-8")
    said = highland("calibrate", "water_filter", "raw", "--answers", "usual", "--day", "2026-11-29")
    assert said.code == 2
    assert "sudo -u highland" in said.err


def test_while_the_project_runs_it_says_who_has_the_pins(highland, kept, filter_board):
    with only_instance("run water_filter"):
        said = highland("calibrate", "water_filter", "raw", "--answers", "usual", "--day", "2026-11-29")
    assert said.code == 2
    assert "run water_filter" in said.err
    assert "systemctl stop" in said.err


def test_a_simulated_file_on_a_board_stops_its_run(highland, kept):
    practise(highland, "water_filter", "raw")
    file = kept / "water_filter" / "calibration-SIM.toml"
    file.rename(file.with_name("calibration.toml"))
    said = highland("run", "water_filter", "--check")
    assert said.code == 2
    assert "SIM" in said.err


# What is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gas_alarm", "siren"), "These can be: room, gas, fumes, heater, battery."),
        (("gas_alarm", "room", "--test-gas"), "--test-gas is not for room"),
        (("gas_alarm", "gas", "--capacity"), "--capacity is not for"),
        (("gas_alarm", "gas", "--json"), "--json needs --answers"),
        (("gas_alarm", "gas", "--sim", "--answers", "usual", "--day", "29.11.2026"), "--day cannot be 29.11.2026"),
        (("gas_alarm", "gas", "--sim", "--answers", "usual", "--set", "moon=1"), "no setting moon"),
        (("gas_alarm", "gas", "--sim", "--answers", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_wrong_use_is_one_sentence(highland, words, said):
    found = highland("calibrate", *words)
    assert found.code == 2
    assert said in found.err


def test_the_list_says_what_needs_one(highland, kept):
    said = highland("calibrate", "gas_alarm", "--list", "--sim")
    assert said.code == 1
    assert said.out.count("it gives no true value without one") == 2
    found = json.loads(highland("calibrate", "gas_alarm", "--list", "--json").out)
    assert {each["part"]: each["standing"] for each in found} == dict.fromkeys(
        ("room", "gas", "fumes", "heater", "battery"), "never"
    )


def test_in_vietnamese_too(capsys, kept, soon_heated, no_gas):
    assert main(["calibrate", "gas_alarm", "gas", "--sim", "--anyway", "--answers", str(no_gas), "--lang", "vi"]) == 0
    assert "Không có khí thử" in capsys.readouterr().out
