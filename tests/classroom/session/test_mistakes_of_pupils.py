"""What a pupil reads when the gas alarm's own law is spoiled in the ways in which a class spoils it."""

import pytest

from sim.programs.mistakes import CAUSES

SEEN = "    seen = look(sensed, memory.held)"
WARM = "WARM_UP_S = 180.0"
LIMIT = "ALARM_PPM = 10 * PCT_LEL_PPM"


@pytest.fixture
def lop(page):
    """A board whose pupil reads Vietnamese."""
    page.described = page.begin(lang="vi")
    return page


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("file", "old", "new", "cause", "at", "said"),
    [
        ("limits.py", WARM, "WARM_UP_S = 180,5", "decimal_comma", "limits.py", "`WARM_UP_S` không phải một số."),
        ("limits.py", LIMIT, "ALARM_PPM = 1400 ppm", "number", "limits.py", "Đơn vị phải viết sau dấu `#`."),
        ("limits.py", WARM, 'WARM_UP_S = "180"', "wrong_type", "limits.py", "`WARM_UP_S` là đoạn chữ"),
        ("limits.py", LIMIT, "ALRAM_PPM = 1400", "misspelled", "limits.py", "bạn muốn viết ALRAM_PPM không"),
        ("control.py", SEEN, "    If sensed.gas_lpg_ppm > 3: x = 1", "capital_letters", "control.py", "viết `if`"),
        ("control.py", SEEN, "    x = HOLD_S", "not_imported", "control.py", "`from .limits import HOLD_S`"),
        ("control.py", SEEN, "    x = None > 3", "none_compared", "control.py", "None"),
        (
            "control.py",
            SEEN,
            "    x = sensed.gas_ppm",
            "no_such_field",
            "control.py",
            "muốn viết gas_lpg_ppm không",
        ),
        ("control.py", SEEN, "    x = “gas”", "smart_quotes", "control.py", "gõ dấu nháy thẳng"),
        ("control.py", SEEN, "    x = Action(siren=True fan=True)", "missing_comma", "control.py", "thiếu dấu phẩy"),
    ],
)
def test_it_says_file_kind_and_what_to_try(lop, file, old, new, cause, at, said):
    text = lop.text(file)
    assert old in text
    answer = lop.ask("files", files={file: text.replace(old, new)})
    if answer["kind"] == "answer":
        lop.run_for(3600)
        answer = lop.last("failed")
    assert answer["cause"] in CAUSES
    assert (answer["cause"], answer["file"][: len(at)]) == (cause, at)
    assert said in answer["text"]
    assert new.strip() in answer["source"]  # the line that the pupil spoiled, wherever it did harm
