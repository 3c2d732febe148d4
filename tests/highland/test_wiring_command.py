"""`highland wiring` finds what `highland sim` and `highland run` refuse, and says it with the same sentence."""

import shutil

import pytest

from highland.new import template_folder


def rack(folder, *changes):
    made = folder / "rack"
    shutil.copytree(template_folder(), made, ignore=shutil.ignore_patterns("__pycache__"))
    file = made / "wiring.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return made


def test_a_good_list_is_shown_without_a_mistake(highland, tmp_path):
    said = highland("wiring", rack(tmp_path))
    assert said.code == 0
    assert said.out.splitlines()[-1].startswith("No mistake found in rack/wiring.toml.")


def test_what_a_part_cannot_tell_apart_is_said(highland):
    assert (
        "Filtered water (product) cannot tell apart less than 1 NTU, at best." in highland("wiring", "water_filter").out
    )


def test_a_mistake_in_the_calibration_is_found_and_stops_a_run(highland, tmp_path):
    folder = rack(tmp_path)
    sentence = "calibration.toml: [rack] has no day, so nobody knows how old it is. Nothing was started."
    (folder / "calibration.toml").write_text("[rack]\nhumidity_pct = [[77.1, 75.3]]\n", encoding="utf-8")
    assert f"  - does not work: {sentence}" in highland("wiring", folder).out
    refused = highland("run", folder, "--check")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(sentence)


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        (
            "[parts]\nfen = { en = 'Fan', vi = 'Quạt' }\n",
            1,
            "names.toml has a name for fen, but wiring.toml has no part",
        ),
        ("[part]\nfan = { en = 'Fan', vi = 'Quạt' }\n", 2, "names.toml: there can be no table [part]."),
        ("[parts]\nfan = { en = 'Fan', vi = “Quạt” }\n", 2, "names.toml, line 2: the quotes are curly."),
    ],
)
def test_a_mistake_in_the_names_is_found(highland, tmp_path, text, code, sentence):
    folder = rack(tmp_path)
    (folder / "names.toml").write_text(text, encoding="utf-8")
    said = highland("wiring", folder)
    assert said.code == code
    assert sentence in said.out + said.err


@pytest.mark.examples(3)
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("pin = 17", "pins = 17", "Part fan: the driver fan has no option pins. Its options: active_high, pin."),
        (
            "[parts.fan]",
            "[Parts.fan]",
            "The wiring list has Parts outside [parts] and [passive], where nothing reads it.",
        ),
        (
            "[parts.rack]",
            "mode = 1\n[parts.rack]",
            "The wiring list has mode outside [parts] and [passive], where nothing reads it.",
        ),
        ('cuts = ["fan"]', 'cuts = ["fan", "nope"]', "Part heartbeat cuts nope, but no part of that name is switched."),
        (
            "sample_s = 5, max_age_s = 60",
            "max_age_s = 0.5",
            "Part rack: max_age_s = 0.5 is shorter than sample_s = 2.5, so every value would be too old.",
        ),
        (
            "temperature_c = 3.0",
            "temperature = 3.0",
            "Part rack: max_step names temperature, which the driver dht22 does not give as a number.",
        ),
        ("[parts.rack]", "[parts.shelf]", "The law wants rack_humidity_pct, but no part in wiring.toml gives it."),
    ],
)
def test_what_does_not_fit_is_refused_everywhere_with_one_sentence(highland, tmp_path, old, new, sentence):
    folder = rack(tmp_path, (old, new))
    said = highland("wiring", folder)
    assert said.code == 1
    assert f"  - does not work: {sentence}" in said.out
    trace = tmp_path / "trace.csv"
    trace.write_text("", encoding="utf-8")
    for words in (("run", folder, "--check"), ("sim", folder), ("sim", folder, "--replay", trace)):
        refused = highland(*words)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith(sentence)


def test_all_that_a_lost_part_spoils_is_told_at_once(highland, tmp_path):
    said = highland("wiring", rack(tmp_path, ("[parts.fan]", "[Parts.fan]")))
    assert "Mistakes found in rack/wiring.toml: 4" in said.out, "the list, the relay, the law and the name"
    assert "Part heartbeat cuts fan, but no part of that name is switched. Switched parts are: -." in said.out
    assert "The law switches fan, but no part in wiring.toml is that actuator." in said.out


def test_what_burns_a_part_is_told_before_what_does_not_fit(highland, tmp_path):
    short = "pins = 17\nelectrical = { common_ground = true, diode = false }"
    lines = highland("wiring", rack(tmp_path, ("pin = 17", short))).out.splitlines()
    assert [line.partition(":")[0] for line in lines[-2:]] == ["  - burns a part", "  - does not work"]


def test_a_law_that_cannot_be_read_is_told_after_the_wires(highland, tmp_path):
    folder = rack(tmp_path, ("pin = 17", "pin = 4"))
    (folder / "control.py").write_text("def decide(:\n", encoding="utf-8")
    said = highland("wiring", folder)
    assert said.code == 2
    assert "GPIO4 is used twice: by rack and by fan." in said.out
    assert said.err.startswith("control.py, line 1: SyntaxError")


def test_a_program_s_wiring_list_may_hold_no_unknown_table_either(highland, tmp_path):
    (tmp_path / "blink.py").write_text("print('x')\n", encoding="utf-8")
    file = tmp_path / "w.toml"
    file.write_text('[parts.lamp]\ndriver = "lamp"\npin = 17\n[Parts.fan]\ndriver = "fan"\n', encoding="utf-8")
    said = highland("script", tmp_path / "blink.py", "--wiring", file)
    assert said.code == 2
    assert "The wiring list has Parts outside [parts] and [passive], where nothing reads it." in said.err


def test_what_a_drawing_would_have_to_guess_is_asked(highland, tmp_path):
    folder = rack(tmp_path, (', vcc = "3V3", pull_up_ohm = 10000', ""), ("build = { pull_up_ohm = 10000 }", ""))
    said = highland("wiring", folder, "--svg", tmp_path / "rack.svg")
    assert "The drawing leaves out what rack/wiring.toml does not say:" in said.out
    assert said.out.count("which supply has its relay board on VCC?") == 1
    assert said.out.count("which resistor pulls its data wire up?") == 1
    drawn = (tmp_path / "rack.svg").read_text(encoding="utf-8")
    assert "font/woff2" in drawn, "a picture that stands alone has its font inside"
