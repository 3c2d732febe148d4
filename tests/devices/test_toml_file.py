"""A TOML file that a pupil wrote: what an editor adds is read, and each mistake is its own sentence with its line."""

import pytest

from devices.toml_file import TomlError, read_toml, toml_of

GOOD = '[parts.fan]\ndriver = "fan"\n'


def refused(text):
    with pytest.raises(TomlError) as raised:
        toml_of(text if isinstance(text, bytes) else text.encode(), "rack/wiring.toml")
    said = raised.value
    seen = said.message.values.get("seen", said.message)
    return seen.key.removeprefix("toml."), str(said)


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()])
def test_what_notepad_adds_is_read(tmp_path, raw):
    (tmp_path / "a.toml").write_bytes(raw)
    assert read_toml(tmp_path / "a.toml") == {"parts": {"fan": {"driver": "fan"}}}


@pytest.mark.parametrize(
    "raw", [GOOD.encode("utf-16"), GOOD.encode("utf-16-le"), GOOD.encode("utf-16-be"), "ạộ".encode("utf-16")]
)
def test_utf_16_is_named(raw):
    assert refused(raw)[0] == "utf_16"
    assert "UTF-8" in refused(raw)[1]


def test_a_picture_or_an_archive_is_no_text():
    assert refused(b"\x1f\x8b\x08\0abcdef")[0] == "no_text"


def test_a_letter_of_another_code_page_has_its_line():
    assert refused('a = 1\nb = "quạt"\n'.encode("cp1258", "replace") + b'c = "\xe9"\n') == (
        "not_utf_8",
        "rack/wiring.toml, line 3: a letter is not saved as UTF-8. "
        "Save it again as UTF-8: in Notepad “Save as”, then “Encoding: UTF-8”.",
    )


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("active_high = False", "yes_or_no", "without quotes: false."),
        ("remote = TRUE", "yes_or_no", "without quotes: true."),
        ("remote = yes", "yes_or_no", "yes means nothing"),
        ("max_step = { a = true, b = False }", "yes_or_no", "False means"),
        ("cuts = [True, 1]", "yes_or_no", "without quotes: true."),
        ("remote = bật", "yes_or_no", "without quotes: true."),
        ("remote = Không", "yes_or_no", "without quotes: false."),
        ("remote = None", "yes_or_no", "Write the value, or delete the line."),
        ("a = [1, null]", "yes_or_no", "null means nothing"),
        ("sample_s = .5", "point", "a decimal point: 0.5."),
        ("sample_s = 5.", "point", "a decimal point: 5.0."),
        ("a = { b = -.5 }", "point", "a decimal point: -0.5."),
        ("pin = 17;", "tail", "ends with ;. Delete it."),
        ('title = "dht22",', "tail", "ends with ,. Delete it."),
        ("pin == 17", "equals_twice", "more than one equals sign"),
        ("pin = 17 sample_s = 3", "equals_twice", "one NAME = VALUE in each line"),
        ("low_c = −5", "foreign", "the character − is not the one of the keyboard. Write -."),
        ("pin ＝ 17", "foreign", "Write =."),
        ("pin = １７", "foreign", "Write 1."),
        ("driver = ″dht22″", "foreign", 'Write ".'),
        ("a = { quạt = 1 }", "name", 'Write quat = ..., or with quotes "quạt" = ....'),
        ("driver = “dht22”", "curly", "straight quotes"),
        ('driver = "dht22”', "curly", "straight quotes"),
        ("driver = ‘dht22’", "curly", "straight quotes"),
        ("sample_s = 3,0", "decimal", "a decimal point: 3.0."),
        ("sampling = { max_step = { temperature_c = 3,0 } }", "decimal", "3,0 has a decimal comma"),
        ("pin = 017", "zero", "Write 17."),
        ("sample_s = 3 s", "unit", "s follows the number"),
        ("r0_ohm = 17.4kΩ", "unit", "kΩ follows the number"),
        ("driver = dht22", "bare_text", 'Write "dht22".'),
        ('driver = "dht22', "quote", "a quote is missing"),
        ("driver = 'dht22", "quote", "a quote is missing"),
        ('file = "C:\\Users\\a"', "backslash", "Write / or"),
        ("pin 17", "no_equals", "the equals sign is missing"),
        ("pin: 17", "no_equals", "NAME = VALUE"),
        ("pin =", "no_value", "nothing after the equals sign"),
        ("= 17", "no_name", "no name before"),
        ("pin\u00a0= 17", "invisible", "type it again"),
        ("pin \u200b= 17", "invisible", "type it again"),
        ("quạt = 17", "name", 'Write quat = ..., or with quotes "quạt" = ....'),
        ("[parts.quạt]", "name", 'Write [parts.quat], or with quotes [parts."quạt"].'),
        ("[parts.đèn sưởi]", "name", "[parts.den_suoi]"),
        ("[parts.pump", "bracket", "bracket ] is missing"),
        ('cuts = ["fan"', "bracket", "bracket ] is missing"),
        ("switching = { min_on_s = 3", "bracket", "bracket } is missing"),
        ("[parts.fan]", "table_twice", "the table [parts.fan] stands there twice, first in line 1"),
        ('driver = "lamp"', "key_twice", "driver stands there twice, first in line 2"),
        ("a = { x = 1, x = 2 }", "already", "x is there already"),
        ("pin = 17 27", "other", "pin = 17 27"),
        ("a = " + "[" * 5000, "bracket", "is missing"),
        ("a = " + "9" * 5000, "other", "9" * 56 + "."),
    ],
)
def test_each_mistake_has_its_own_sentence_with_its_line(line, key, said):
    found, sentence = refused(f"{GOOD}{line}\n")
    assert found == key
    assert sentence.startswith("rack/wiring.toml, line 3: ")
    assert said in sentence
    assert "\n" not in sentence


def test_an_open_bracket_is_named_where_it_opens():
    assert "line 2: the closing bracket ]" in refused('a = 1\ncuts = ["fan",\n"lamp"\nb = 2\n')[1]
    assert "line 1: a quote is missing" in refused('a = """x\nb = 2\nc = 3\n')[1]


def test_a_comment_and_a_quoted_text_are_no_mistake_of_their_own():
    assert refused('note = "“hay”, False, 3,0" # “quạt” False\npin = 17 27\n')[0] == "other"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(TomlError, match="cannot be read"):
        read_toml(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_toml(tmp_path / "nowhere.toml")
