"""A lesson's file: what it becomes, what pupils may see of it, and the line and remedy of each mistake."""

import json

import pytest

from lessons.reading.lesson import Quiz, Run

GOOD_RUN = "leaked_g = 100 +- 5"


def test_a_lesson_is_read_with_its_activities_and_blocks(own):
    lesson = own.read()
    assert [(each.name, each.minutes) for each in lesson.activities] == [
        ("opening", 7),
        ("new_knowledge", 18),
        ("practice", 12),
        ("application", 8),
    ]
    run = lesson.runs()[0]
    assert (run.id, run.kind, run.tolerance) == ("leak", "try", 0.02)
    assert (run.asked.project, run.asked.for_s, dict(run.asked.settings)) == (
        "gas_alarm",
        1800.0,
        {"leak_g_per_h": "600"},
    )
    assert [(each.name, each.value, each.margin) for each in run.expected] == [
        ("leaked_g", 100.0, 5.0),
        ("state", "ALARM", None),
    ]
    assert [each.kind for each in lesson.blocks() if each.block in ("task", "quiz")] == [
        "predict",
        "explain",
        "explain",
        "explain",
        "mark",
    ]


def test_pupils_get_no_answer_no_number_and_no_word_for_the_teacher(own, sound):
    secret = ":::teacher\nThe spray is the secret.\n:::\n:::trouble\nThe hidden trouble.\n:::\n```quiz"
    lesson = own.read(sound().replace("```quiz", secret)).for_pupils()
    seen = json.dumps(lesson.as_json(), ensure_ascii=False)
    for hidden in ("Nobody has looked yet", "One sentence", "secret", "hidden", "To see it", "ALARM"):
        assert hidden not in seen
    assert "Why does the valve stay shut?" in seen
    assert [each.value for block in lesson.blocks() if isinstance(block, Run) for each in block.expected] == [None] * 2
    assert [each.answer for block in lesson.blocks() if isinstance(block, Quiz) for each in block.questions] == [None]


def test_a_fault_makes_a_run_one_that_breaks(own, sound):
    lesson = own.read(sound().replace("leak_g_per_h=600", "leak_g_per_h=600 --fault gas=off@15m"))
    assert lesson.runs()[0].kind == "break"


MISTAKES = {
    "minutes": ("[opening | 7]", "[opening | 8]", 15, "take 46 minutes"),
    "order": ("# [opening | 7]", "# [practice | 7]", 15, "There are four, in this order: opening, new knowledge"),
    "no such activity": ("# [opening | 7]", "# [begin | 7]", 15, "no activity begin"),
    "heading": ("# [opening | 7]", "# opening", 15, "heading cannot be understood"),
    "unknown key": ("minutes = 45", "minutes = 45\nauthor = 'x'", 7, "no key author"),
    "missing key": ('subject = "Technology 8"\n', "", 1, 'Write it so: subject = "..."'),
    "wrong value": ("grades = [8, 9]", "grades = 8", 7, "grades = [8, 9]"),
    "toml": ('question = "What', "question = What", 5, "quote"),
    "other id": ('id = "mine"', 'id = "yours"', 2, "the folder is called mine"),
    "no project": ('project = "gas_alarm"', 'project = "../gas_alarm"', 3, "not a project that comes with Highland"),
    "outside": ("# [practice", "Some words.\n\n# [practice", 42, "text outside a block"),
    "no block": (":::objective", ":::goal", 16, "no block :::goal"),
    "open": ("Run it.\n:::\n", "Run it.\n", 19, "the block :::task has no end"),
    "empty": ("One sentence.", "", 22, "the block :::product is empty"),
    "no product": (":::product\nOne sentence.\n:::\n", "", 15, "no block :::product"),
    "option": ("id=leak", "id=leak speed=max", 36, "speed=max is not an option"),
    "kind": ("id=leak", "id=leak kind=play", 36, "`kind` cannot be play"),
    "tolerance": ("id=leak", "id=leak tolerance=200%", 36, "tolerance cannot be 200%"),
    "no id": ("run id=leak", "run", 36, "the run has no `id`"),
    "no number": (f"{GOOD_RUN}\nstate = ALARM\n", "", 36, "nothing to read"),
    "comma": (GOOD_RUN, "leaked_g = 25,3", 38, "decimal point"),
    "no points": ("stay shut? [2]", "stay shut?", 64, "no points"),
    "no answer": ("= Nobody has looked yet.\n", "", 64, "no answer"),
    "answer first": ("? Why does the valve stay shut? [2]\n", "", 64, "neither a question nor an answer"),
    "answer shown": (
        "Run it.",
        "Run it: nobody has looked YET, has one?",
        65,
        "this answer stands on the pupil's sheet",
    ),
    "number shown": (GOOD_RUN, "leaked_g = 25.3 | Gas, 25.3 g or so", 38, "the number 25.3 of leaked_g"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_has_its_line_and_a_remedy(name, own, sound):
    good, bad, line, said = MISTAKES[name]
    assert good in sound()
    errors = own.errors(sound().replace(good, bad, 1))
    assert any(f"mine/lesson.en.md, line {line}: " in each and said in each for each in errors), errors


def test_control_characters_cannot_come_in_by_an_escape_of_toml(own, sound):
    errors = own.errors(sound().replace('title = "A false alarm"', 'title = "A \\u001b[31m alarm"'))
    assert any("the value of title cannot be used" in each for each in errors)


HOSTILE = {
    "html": "<script>alert(1)</script>",
    "html in a line": 'Look: <img src="x" onerror="alert(1)">',
    "link": "[the answers](https://example.org)",
    "bare link": "<https://example.org>",
    "picture outside": "![x](../../../etc/passwd.png)",
    "picture far away": "![x](https://example.org/x.png)",
    "picture with a drive": "![x](C:\\x.png)",
    "picture not there": "![x](there.png)",
    "heading": "## Big",
    "escape": "red \x1b[31m",
    "turned text": "gas \u202etxet",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_lesson_from_elsewhere_can_only_say_something(name, own, sound):
    assert len(own.errors(sound().replace("Run it.", HOSTILE[name], 1))) >= 1


def test_its_html_is_harmless_even_where_its_mistakes_are_overlooked(own, sound):
    from lessons.reading.file import read_file

    own.write(sound().replace("Run it.", "\n\n".join(["[x](javascript:alert(1))", *list(HOSTILE.values())[:8]]), 1))
    lesson, _ = read_file(own.folder / "lesson.en.md", "en")
    html = lesson.activities[0].texts("task")[0].html
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


COMMANDS = {
    "sim ./gas_alarm --for 1m": "comes with Highland",
    "sim ../../gas_alarm": "comes with Highland",
    "sim gas_alarm --trace /etc/passwd": "the command has --trace",
    "sim gas_alarm --mqtt mqtt://far": "the command has --mqtt",
    "sim gas_alarm --speed max": "the command has --speed max",
    "sim gas_alarm --fault gas=eaten": "gas=eaten",
    "sim gas_alarm --for soon": "--for cannot be soon",
    "sim gas_alarm --days 15": "the run lasts 15 days",
    "sim gas_alarm --ideal --uncalibrated": "do not go together",
    "sim gas_alarm --set 'x": "cannot be understood",
    "sim": "cannot be understood",
    "hub --listen": "begins with hub",
    "sim gas_alarm; rm -rf x": "the command has rm -rf x",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_is_a_simulation_of_a_shipped_project_and_nothing_else(command, own, sound):
    errors = own.errors(sound().replace("sim gas_alarm --for 30m --set leak_g_per_h=600", command))
    assert any("line 37" in each and COMMANDS[command] in each for each in errors), errors


def test_a_picture_beside_the_lesson_goes_into_it_and_a_link_to_another_place_does_not(own, sound):
    text = sound().replace("Run it.", "![A latch](latch.png)", 1)
    (own.folder / "latch.png").write_bytes(b"\x89PNG")
    html = own.read(text).activities[0].texts("task")[0].html
    assert 'src="data:image/png;base64,iVBORw=="' in html
    assert 'alt="A latch"' in html
    (own.folder.parent / "secret.png").write_bytes(b"secret")
    (own.folder / "latch.png").unlink()
    (own.folder / "latch.png").symlink_to(own.folder.parent / "secret.png")
    assert any("latch.png is not in the folder" in each for each in own.errors(text))


LONG = "Khi cảm biến báo quá ngưỡng thì máy đóng van gas rồi bật còi hú và quạt hút lên ngay lập tức."


def test_vietnamese_sentences_are_short_and_have_a_decimal_comma(own, sound):
    text = sound("vi")
    assert own.errors(text, "vi") == []
    assert "a sentence has 22 syllables" in own.errors(text.replace("Run it.", LONG, 1), "vi")[0]
    assert "a sentence has 22 syllables" in own.errors(text.replace("Honesty.", LONG, 1), "vi")[0]
    assert "Vietnamese has a decimal comma: 2,5" in own.errors(text.replace("Run it.", "Chờ 2.5 phút.", 1), "vi")[0]
    assert own.errors(text.replace("Run it.", "Gõ `--set x=2.5`. Có 1.234 lít.", 1), "vi") == []


TWINS = {
    "minutes": ("[mở đầu | 7]", "[mở đầu | 6]", "[luyện tập | 12]", "[luyện tập | 13]", "their minutes"),
    "run": ("leak_g_per_h=600", "leak_g_per_h=400", "", "", "this run is not the same"),
    "number": (GOOD_RUN, "leaked_g = 90 +- 30", "", "", "this run is not the same"),
    "points": ("[2]", "[1]", "", "", "their points"),
    "grades": ("[8, 9]", "[8]", "", "", "grades is not the same"),
    "blocks": ("```quiz", ":::teacher\nXem.\n:::\n```quiz", "", "", "not in the order"),
}


@pytest.mark.parametrize("name", TWINS)
def test_twins_differ_in_words_only(name, own, sound):
    from lessons.reading.shelf import read_all

    good, bad, more, instead, said = TWINS[name]
    own.write(sound())
    own.write(sound("vi"), "vi")
    assert read_all(own.folder)[1] == []
    own.write(sound("vi").replace(good, bad, 1).replace(more, instead, 1), "vi")
    assert any("lesson.vi.md" in str(each) and said in str(each) for each in read_all(own.folder)[1])


def test_a_path_of_short_parts_has_no_national_form(own, sound):
    parts = "".join(f"# [part | 20] Part {number}\n:::task\nRun it.\n:::\n" for number in (1, 2, 3))
    head = sound().partition("# [")[0].replace("minutes = 45", 'minutes = 60\nform = "path"')
    lesson = own.read(head + parts)
    assert [each.name for each in lesson.activities] == ["part"] * 3


def test_every_project_has_its_safety_box_in_both_languages(own, sound):
    from firmware.project import names
    from lessons.reading.safety import safety_of

    for project in names():
        if not project.endswith("drying_rack"):
            assert len(safety_of(project, (), "en")) >= 3
            assert len(safety_of(project, ("Thêm.",), "vi")) >= 4
    assert "not a certified alarm" in own.read().safety[0]
