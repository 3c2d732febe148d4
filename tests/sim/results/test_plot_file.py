"""The picture of a run: what belongs together, and a file that says SIM."""

import re

import pytest

from messages import translator
from sim.results.plot import Sample, Samples, check_plot, draw, panels, runs, time_scale


def some_samples():
    samples = Samples()
    samples.sensed_names = (
        "box_temperature_c",
        "room_temperature_c",
        "box_humidity_pct",
        "reset_pressed",
        "gas_warming",
    )
    samples.actuator_names = ("fan",)
    samples.kept = [
        Sample(t_s * 60.0, "IDLE" if t_s < 5 else "ĐRY", (20.0 + t_s, None, 60.0, False, False), (t_s >= 5,))
        for t_s in range(10)
    ]
    return samples


def test_values_with_one_unit_share_a_panel_and_switches_have_none():
    assert panels(some_samples()) == {"°C": [0, 1], "%": [2]}


def test_stretches_of_the_same_value():
    assert list(runs("AABBB", [0, 1, 2, 3, 4])) == [(0, 2, "A"), (2, 4, "B")]
    assert list(runs([], [])) == []


@pytest.mark.parametrize(("for_s", "key"), [(600, "minutes"), (86_400, "hours"), (604_800, "days")])
def test_the_time_axis_has_a_unit_for_people(for_s, key):
    assert time_scale(for_s)[1].key == f"plot.{key}"


def test_a_drawing_says_sim_and_speaks_vietnamese(tmp_path):
    pytest.importorskip("matplotlib")
    file = tmp_path / "run.SIM.svg"
    check_plot(file)
    draw(some_samples(), file, project="tiny", seed=3, for_s=540.0, translate=translator("vi"))
    text = file.read_text(encoding="utf-8")
    assert "SIM - MÔ PHỎNG" in text
    assert "tiny, mô phỏng trong 9 phút (seed 3)" in text
    assert not re.search(r"<dc:date>", text)


def test_the_font_knows_vietnamese():
    """DejaVu Sans comes with matplotlib; a glyph it lacks would be a box in the picture."""
    pytest.importorskip("matplotlib")
    from matplotlib import font_manager

    face = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    for letter in "ăâđêôơưẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỶỸỴ°³":
        assert face.get_char_index(ord(letter)), letter


def test_an_empty_run_can_be_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    draw(Samples(), tmp_path / "none.SIM.png", project="tiny", seed=0, for_s=1.0)
    assert (tmp_path / "none.SIM.png").is_file()
