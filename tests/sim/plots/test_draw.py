"""The file of a picture: it says SIM inside and out, is the same for the same run, and has letters for Vietnamese."""

import re
from importlib.util import find_spec

import pytest

from messages import translator
from sim.plots.describe import describe
from sim.plots.draw import check_plot, draw
from sim.plots.lanes import lanes_of
from sim.results.record import Recording

pytestmark = pytest.mark.skipif(find_spec("matplotlib") is None, reason="pictures need the extra `plot`")


def test_a_drawing_says_sim_and_speaks_vietnamese(recording, about, tmp_path):
    file = tmp_path / "run.SIM.svg"
    check_plot(file)
    draw(describe(recording, about, "vi", translator("vi")), file)
    text = file.read_text(encoding="utf-8")
    for words in ("◆ MÔ PHỎNG", "bíp mỗi 5 giây", "Cảnh báo từ 700 ppm", "<dc:title>MÔ PHỎNG: "):
        assert words in text
    assert not re.search(r"<dc:date>", text)
    again = tmp_path / "again.SIM.svg"
    draw(describe(recording, about, "vi", translator("vi")), again)
    assert again.read_text(encoding="utf-8") == text


def test_the_font_knows_vietnamese():
    """A glyph it lacks would be a box in the picture."""
    from matplotlib import font_manager

    from look.tokens import FONT_FILES

    for file in FONT_FILES:
        face = font_manager.get_font(str(file))
        for letter in "ăâđêôơưẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỶỸỴ°³“”·":
            assert face.get_char_index(ord(letter)), letter


def test_an_empty_run_can_be_drawn(about, tmp_path):
    draw(describe(Recording(), about), tmp_path / "none.SIM.png")
    assert (tmp_path / "none.SIM.png").is_file()


def test_words_of_events_never_cover_each_other(recording, about):
    """Three faults at about the same time, and one at the right edge: each has a place of its own."""
    recording.faults.clear()
    for from_s, to_s in ((1800.0, 1900.0), (1850.0, 1950.0), (1900.0, 1960.0), (7100.0, 7150.0)):
        recording.begin_fault(from_s, f"gas=wrong(offset_v={from_s:g})")
        recording.end_fault(to_s, f"gas=wrong(offset_v={from_s:g})")
    lanes = lanes_of(describe(recording, about))
    assert [(each.lane, each.align) for each in lanes.events] == [
        (0, "left"), (1, "left"), (2, "left"), (0, "left"), (0, "right"),
    ]  # fmt: skip
    assert lanes.height == 3
