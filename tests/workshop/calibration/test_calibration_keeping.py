"""The calibration file: whole or not at all, other parts and comments untouched, real and simulated never mixed."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from devices import HighlandError
from devices.toml_file import TomlError
from firmware.project import Project, find
from wiring.calibration import calibrated, read_calibration
from workshop.calibration.age import FIVE_YEARS_D, Standing, ages
from workshop.calibration.keep import REAL, SIM, file_of, keep, new_table, stored
from workshop.calibration.steps import Outcome

DAY = date(2026, 11, 29)
FOUND = Outcome({"r0_ohm": 17_400.0}, {"r0_ohm": 900.0}, [(0.0, 0.31), (2.0, 0.32)], "time_s, volts_v")
BY_HAND = """\
# our three sensors
[gas]                      # MQ-6 no. 3
unit = "MQ-6 no. 3"
measured_on = 2026-05-02   # a Sunday
# in the yard, no wind
r0_ohm = 16_800            # mean of a day

# the humid one
[room]
measured_on = 2026-05-02
humidity_pct = [[77.1, 75.3]]   # over salt
"""


def table(outcome=FOUND, before=None, unit=None, provenance=REAL):
    return new_table(outcome, before or {}, unit, DAY, provenance)


def test_a_first_calibration_makes_the_file_that_a_board_reads(tmp_path):
    project = find("gas_alarm")
    kept = keep(file_of(project, REAL, tmp_path), "gas", table(unit="MQ-6 no. 3"))
    (measured,) = project.calibration(tmp_path)
    assert kept.history is None
    assert measured.file == tmp_path / "gas_alarm" / "calibration.toml"
    gas = calibrated(project.wiring(), [measured]).part("gas")
    assert gas.options["r0_ohm"] == 17_400.0
    assert gas.sampling["calibrated_on"] == DAY
    assert tomllib.loads(measured.file.read_text(encoding="utf-8"))["gas"] == {
        "unit": "MQ-6 no. 3",
        "measured_on": DAY,
        "provenance": "real",
        "r0_ohm": 17_400.0,
        "uncertainty": {"r0_ohm": 900.0},
        "columns": "time_s, volts_v",
        "points": [[0.0, 0.31], [2.0, 0.32]],
    }


def test_other_parts_and_comments_stay_and_the_old_value_goes_into_the_history(tmp_path):
    file = tmp_path / "calibration.toml"
    file.write_text(BY_HAND, encoding="utf-8")
    before = tomllib.loads(BY_HAND)
    kept = keep(file, "gas", table(before=before["gas"]))
    text = file.read_text(encoding="utf-8")
    assert kept.comments_lost == 0
    for comment in ("# our three sensors", "# MQ-6 no. 3", "# a Sunday", "# in the yard, no wind", "# mean of a day"):
        assert comment in text
    assert text.endswith(BY_HAND[BY_HAND.index("# the humid one") :])
    assert tomllib.loads(text)["gas"]["unit"] == "MQ-6 no. 3"
    history = tomllib.loads(kept.history.read_text(encoding="utf-8"))
    assert history == {"gas": [{**before["gas"], "replaced_on": DAY}]}
    keep(file, "gas", table())
    assert [each["r0_ohm"] for each in tomllib.loads(kept.history.read_text(encoding="utf-8"))["gas"]] == [
        16_800,
        17_400,
    ]


def test_a_comment_on_a_value_that_goes_is_counted_as_lost(tmp_path):
    file = tmp_path / "calibration.toml"
    file.write_text("[gas]\nmeasured_on = 2026-05-02\nclean_air_ratio = 9.1  # in the yard\n", encoding="utf-8")
    assert keep(file, "gas", table()).comments_lost == 1


@pytest.mark.parametrize(
    "text",
    [
        'gas = { measured_on = 2026-05-02, r0_ohm = 9 }  # here\n[room]\nmeasured_on = 2026-05-02\nunit = "a [gas]"\n',
        '["gas"]\nunit = """\n[room]\n# no comment\n"""\nmeasured_on = 2026-05-02\n[room]\nmeasured_on = 2026-05-02\n',
        "room.measured_on = 2026-05-02\ngas.measured_on = 2026-05-02\n",
        "[room]\nmeasured_on = 2026-05-02\r\n\r\n[gas]\r\nmeasured_on = 2026-05-02\r\npoints = [\r\n  [1, 2],\r\n]\r\n",
        "[room]\nmeasured_on = 2026-05-02",
    ],
)
def test_whatever_way_a_person_wrote_it_the_other_part_stays(tmp_path, text):
    file = tmp_path / "calibration.toml"
    file.write_bytes(text.encode())
    keep(file, "gas", table())
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    assert found["gas"]["r0_ohm"] == 17_400.0
    assert found["room"] == tomllib.loads(text)["room"]
    assert list(file.parent.glob("*.part")) == []


def test_a_broken_file_is_left_as_it_is(tmp_path):
    file = tmp_path / "calibration.toml"
    file.write_text("[gas\nr0_ohm = 17400\n", encoding="utf-8")
    with pytest.raises(TomlError):
        keep(file, "gas", table())
    assert file.read_text(encoding="utf-8") == "[gas\nr0_ohm = 17400\n"


@pytest.mark.parametrize("moment", range(1, 5))
def test_a_power_cut_at_any_moment_leaves_the_old_or_the_new(tmp_path, monkeypatch, moment):
    """The card's moments: history written, history named, file written, file named."""
    file = tmp_path / "calibration.toml"
    file.write_text(BY_HAND, encoding="utf-8")
    left = [moment]

    def cut(real):
        def at(*given):
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            return real(*given)

        return at

    monkeypatch.setattr("os.fsync", cut(lambda _: None))
    monkeypatch.setattr(Path, "replace", cut(Path.replace))
    with pytest.raises(KeyboardInterrupt):
        keep(file, "gas", table())
    assert file.read_text(encoding="utf-8") == BY_HAND
    assert [each.part for each in read_calibration(file)] == ["gas", "room"]


def test_what_was_known_of_the_same_unit_stays_and_of_another_one_goes():
    before = {
        "unit": "no. 3",
        "measured_on": date(2026, 5, 2),
        "supply_v": 4.9,
        "clean_air_ratio": 9.1,
        "points": [[1.0]],
    }
    same = table(before=before)
    assert (same["unit"], same["supply_v"], same["clean_air_ratio"]) == ("no. 3", 4.9, 9.1)
    assert same["points"] == [[0.0, 0.31], [2.0, 0.32]]
    other = table(Outcome({"r0_ohm": 1.0}, {}, [], "", forget=True), before)
    assert {"unit", "supply_v", "clean_air_ratio"}.isdisjoint(other)


# Real and simulated


def test_a_simulated_calibration_has_a_file_of_its_own_and_no_board_starts_with_it(tmp_path):
    project = find("gas_alarm")
    kept = keep(file_of(project, SIM, tmp_path), "gas", table(provenance=SIM))
    assert kept.file.name == "calibration-SIM.toml"
    assert "SIM" in kept.file.read_text(encoding="utf-8").splitlines()[0]
    assert project.calibration(tmp_path) == ()
    kept.file.rename(kept.file.with_name("calibration.toml"))  # somebody copies it
    with pytest.raises(HighlandError) as error:
        calibrated(project.wiring(), project.calibration(tmp_path))
    assert error.value.message.key == "calibration.simulated"


@pytest.mark.parametrize(("there", "comes"), [(REAL, SIM), (SIM, REAL)])
def test_real_and_simulated_never_stand_in_one_file(tmp_path, there, comes):
    file = tmp_path / "calibration.toml"
    keep(file, "room", table(provenance=there))
    whole = file.read_text(encoding="utf-8")
    with pytest.raises(HighlandError) as error:
        keep(file, "gas", table(provenance=comes))
    assert error.value.message.key == "calibrate.wrong_file"
    assert file.read_text(encoding="utf-8") == whole


# Which of two files counts


def both(tmp_path, beside, kept):
    """A project with a calibration beside its wiring list and one that the command kept."""
    folder = tmp_path / "rack"
    folder.mkdir()
    project = Project("rack", folder, "rack")
    for home, day, r0_ohm in ((folder, beside, 1.0), (project.kept(tmp_path), kept, 2.0)):
        home.mkdir(exist_ok=True)
        if day is not None:
            (home / "calibration.toml").write_text(f"[gas]\n{day}\nr0_ohm = {r0_ohm}\n", encoding="utf-8")
    return [each.table["r0_ohm"] for each in project.calibration(tmp_path)]


@pytest.mark.parametrize(
    ("beside", "kept", "counts"),
    [
        (None, None, []),
        ("measured_on = 2026-05-02", None, [1.0]),
        (None, "measured_on = 2026-05-02", [2.0]),
        ("measured_on = 2026-05-02", "measured_on = 2026-05-01", [1.0]),
        ("measured_on = 2026-05-02", "measured_on = 2026-05-03", [2.0]),
        ("measured_on = 2026-05-02", "measured_on = 2026-05-02", [2.0]),
        ("", "measured_on = 2026-05-02", [1.0]),  # refused afterward, and not passed over
        ("measured_on = 2026-05-02", "measured_on = 'today'", [2.0]),
    ],
)
def test_the_newer_day_counts(tmp_path, beside, kept, counts):
    assert both(tmp_path, beside, kept) == counts


# Ages


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (0, Standing.GOOD),
        (183, Standing.GOOD),
        (184, Standing.DUE),
        (FIVE_YEARS_D + 1, Standing.WORN_OUT),
        (-1, Standing.FUTURE),
    ],
)
def test_how_old_a_calibration_is(tmp_path, days, standing):
    project = find("gas_alarm")
    keep(file_of(project, REAL, tmp_path), "gas", table(unit="no. 3"))
    today = date.fromordinal(DAY.toordinal() + days)
    found = {each.part: each for each in ages(project, today, home=tmp_path)}
    assert (found["gas"].standing, found["gas"].age_days, found["gas"].unit) == (standing, days, "no. 3")
    assert found["gas"].must
    assert found["fumes"].standing is Standing.NEVER
    assert not found["battery"].must
    assert "siren" not in found


def test_the_simulators_file_is_listed_apart(tmp_path):
    project = find("gas_alarm")
    keep(file_of(project, SIM, tmp_path), "gas", table(provenance=SIM))
    assert [each.part for each in stored(project, SIM, tmp_path)] == ["gas"]
    assert all(each.standing is Standing.NEVER for each in ages(project, DAY, REAL, tmp_path))
