"""What a browser hands in is read whole or refused in a sentence; a forged work never reaches a file or a run."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.lesson import LARGEST, read_work
from classroom.lesson.work import WorkError, pupils_files
from firmware.project import find

GOOD = {
    "highland_work": 1,
    "project": "gas_alarm",
    "seed": 7,
    "lang": "vi",
    "files": {"limits.py": "ALARM_PPM = 1400.0\n", "law/states.py": "# đổi\n"},
    "settings": {"leak_g_per_h": 1200.0, "window_open": True, "day": "hot"},
    "answers": {"predict": "Báo động sau 5 phút", "explain": ""},
    "program": None,
    "claimed": {"trace_sha256": "ab" * 32, "for_s": 3600},
    "lesson": "gas_2",
    "numbers": {"first": {"leaked_g": 85.3, "switched.valve_open": 12, "state": "NORMAL"}},
}


def sent(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_a_good_work_is_read_and_written_the_same() -> None:
    work = read_work(sent())
    assert work.as_json() == GOOD
    assert read_work(json.dumps(work.as_json()).encode()) == work


@pytest.mark.parametrize(
    "files",
    [
        {"../gas_alarm/limits.py": ""},
        {"/etc/passwd": ""},
        {"law\\states.py": ""},
        {"plant.py": ""},
        {"world/metrics.py": ""},
        {"wiring.toml": ""},
        {"limits.py": 7},
        {"limits.py": "\0"},
        {"limits.py": "\ud800"},
        ["limits.py"],
    ],
)
def test_no_file_but_the_laws_own(files: object) -> None:
    with pytest.raises(WorkError):
        read_work(sent(files=files))


@pytest.mark.parametrize(
    "changes",
    [
        {"project": "../gas_alarm"},
        {"project": ["gas_alarm"]},
        {"highland_work": True},
        {"highland_work": 2},
        {"seed": -1},
        {"seed": 1.5},
        {"seed": True},
        {"lang": "fr"},
        {"lang": ["vi"]},
        {"settings": {"leak": {"deep": 1}}},
        {"settings": {"__class__": 1}},
        {"settings": {"leak": 1e300}},
        {"settings": {"leak": 10**400}},
        {"answers": {"predict": "x" * 5000}},
        {"answers": {"predict": None}},
        {"program": 7},
        {"claimed": {"trace_sha256": "ab", "for_s": 1}},
        {"claimed": {"trace_sha256": "ab" * 32, "for_s": "long"}},
        {"claimed": {"trace_sha256": "ab" * 32}},
        {"marks": 10},
        {"<script>": 1},
    ],
)
def test_each_forged_value_is_refused_in_a_sentence(changes: dict[str, object]) -> None:
    with pytest.raises(WorkError) as refused:
        read_work(sent(**changes))
    assert str(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"highland_work":1,"highland_work":1}',
        b'{"highland_work":NaN}',
        b"\xff\xfe",
        b"9" * 60_000,
        b"x" * (LARGEST + 1),
    ],
)
def test_bytes_that_are_no_work_are_refused(raw: bytes) -> None:
    with pytest.raises(WorkError):
        read_work(raw)


@settings(max_examples=25)  # times the ten keys of a work
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4))
def test_no_value_anywhere_breaks_the_reader(value: object) -> None:
    for key in GOOD:
        with suppress(WorkError):
            read_work(sent(**{key: value}))


def test_a_class_of_one_project_takes_no_work_of_another() -> None:
    with pytest.raises(WorkError):
        read_work(sent(), find("solar_lamp"))


@pytest.mark.parametrize("name", ["gas_alarm", "solar_lamp", "water_filter"])
def test_pupils_change_the_law_and_never_its_world(name: str) -> None:
    files = pupils_files(find(name))
    assert {"control.py", "limits.py", "model.py"} <= files
    assert not any(file.startswith(("plant", "world", "summary", "invariants", "scene")) for file in files)
