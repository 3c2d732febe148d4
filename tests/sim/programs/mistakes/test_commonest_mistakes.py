"""What a class gets wrong in a law: each is known by its kind, and said in the pupil's language, on every Python."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import HighlandError, Message
from messages import translator
from sim.programs import mistakes
from sim.programs.mistakes import CAUSES, mistake_in

HERE = Path(__file__).parent
COMMONEST = tomllib.loads((HERE / "commonest.toml").read_text(encoding="utf-8"))["mistake"]
BY_OTHERS = {"limits_order", "not_run_again", "changed_nothing", "wiring", "other"}
LAW = 'def f(x):\n    if x > 3 and x != 5:  # "so"\n        return max(x, [1, 2][0])\n    return f"{x} ppm"\n'


@pytest.mark.parametrize("case", COMMONEST, ids=lambda case: case["is"])
def test_a_common_mistake_is_said_in_both_languages(error_of, case):
    error = error_of(case["text"], None if "None" in case["is"] else 900.0)
    assert type(error).__name__ == case["python"].partition(":")[0]
    found = mistake_in(error)
    assert found.cause == case["cause"]
    assert found.says.render(translator("en")) == case["en"]
    assert found.says.render(translator("vi")) == case["vi"]


def test_every_cause_has_words_and_is_found_by_something():
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(mistakes.__file__).parent.glob("[!c]*.py"))
    found = set(re.findall(r'(?:Mistake|says|_none)\(\s*"(\w+)"', code)) | {"decimal_comma", "not_called"}
    assert found | BY_OTHERS == set(CAUSES)
    for words in CAUSES.values():
        assert words.render(translator("vi")) != words.render(translator("en"))


@pytest.mark.parametrize(("lang", "page"), [("en", "mistakes-in-a-law.md"), ("vi", "mistakes-in-a-law.vi.md")])
def test_the_page_for_teachers_has_every_sentence_and_kind(lang, page):
    text = (HERE.parents[3] / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert [case[lang] for case in COMMONEST if f"| {case[lang]} | `{case['cause']}` |" not in text] == []
    words = {key: each.render(translator(lang)) for key, each in CAUSES.items()}
    assert [key for key in words if f"| `{key}` | {words[key]} |" not in text] == []


def test_the_name_that_is_none_is_told_and_nothing_is_called_to_find_it(error_of):
    calls = "def loud(called=[]):\n    called.append(1)\n    return 3.0 / len(called[1:] or [1])\n"
    law = f"{calls}def decide(sensed, memory, dt_s):\n    return loud() > sensed.gas_ppm"
    found = mistake_in(error_of(law, None))
    assert "`sensed.gas_ppm` is None" in found.says.render()


def test_a_name_of_another_file_comes_with_its_import(tmp_path, monkeypatch):
    folder = tmp_path / "my_law"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "limits.py").write_text("CLEAN_PPM, ALARM_PPM = 420.0, 1400.0\n", encoding="utf-8")
    (folder / "control.py").write_text("HOT = ALARM_PPM > 3\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(NameError) as caught:
        __import__("my_law.control")
    assert "`from .limits import ALARM_PPM`" in mistake_in(caught.value).says.render()


def test_what_nobody_put_into_words_is_told_as_python_says_it():
    assert mistake_in(OSError("strange")).says.render() == "Python reports: OSError: strange."
    ours = HighlandError(Message("test.ours", "The wiring list names no gas."))
    assert mistake_in(ours)[:2] == ("wiring", ours.message)


@settings(max_examples=200)
@given(at=st.integers(0, len(LAW)), cut=st.integers(0, 3), put=st.text("()[]{}:='\"#,.x1 \n\tđ“!\\", max_size=2))
def test_no_text_makes_it_fail(at, cut, put):
    try:
        compile(LAW[:at] + put + LAW[at + cut :], "law.py", "exec")
    except SyntaxError as error:
        found = mistake_in(error)
        assert found.cause in CAUSES
        assert "{" not in found.says.render().replace("{x", "").replace("bracket {", "").replace("close {", "")
