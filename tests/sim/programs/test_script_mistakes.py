"""An error of the program speaks to the learner first: what was seen, where in their file, what to check."""

import pytest


@pytest.mark.proof
@pytest.mark.parametrize(
    ("text", "kind", "line", "source", "hint"),
    [
        ("from gpiozero import LED\nLED(99)", "PinInvalidPin", 2, "LED(99)", "script.hint.bcm"),
        (
            "from gpiozero import LED, Button\na = LED(17)\nb = Button(17)",
            "GPIOPinInUse",
            3,
            "b = Button(17)",
            "script.hint.in_use",
        ),
        ("import RPi.GPIO as G\nG.setup(4, G.IN)", "RuntimeError", 2, "G.setup(4, G.IN)", "script.hint.setmode"),
        ("import RPIO", "ModuleNotFoundError", 1, "import RPIO", "script.hint.other_pins"),
        ("import no_such_thing", "ModuleNotFoundError", 1, "import no_such_thing", "script.hint.no_library"),
        ("open('missing.txt')", "FileNotFoundError", 1, "open('missing.txt')", "script.hint.no_file"),
        ("if True:\nprint(1)", "IndentationError", 2, "print(1)", "mistake.no_block"),
        ("print 'hello'", "SyntaxError", 1, "print 'hello'", "script.hint.python_2"),
        ("x = (1,\ny = 2", "SyntaxError", 1, "x = (1,", "mistake.never_closed"),
        ("pritn('hello')", "NameError", 1, "pritn('hello')", "mistake.almost"),
    ],
)
def test_known_errors_have_their_line_and_a_hint(run, text, kind, line, source, hint):
    error = run(text).error
    assert error is not None
    assert (error.kind, error.line) == (kind, line)
    assert error.source.splitlines()[0].strip() == source
    assert (error.hint and error.hint.key) == hint


@pytest.mark.proof
def test_python_s_own_suggestion_is_kept(run):
    error = run("import time\ntime.slep(1)").error
    assert error is not None
    assert error.text == "module 'time' has no attribute 'slep'. Did you mean: 'sleep'?"


def test_the_mark_stands_under_the_place(run):
    error = run("if True:\n    x = 1 +* 2").error
    assert error is not None
    shown, mark = error.source.splitlines()
    assert shown == "    x = 1 +* 2"
    assert shown[mark.index("^")] == "*"


@pytest.mark.proof
def test_the_line_is_the_last_one_of_the_own_files(run, tmp_path):
    (tmp_path / "lamp.py").write_text(
        "from gpiozero import LED\ndef lamp(pin):\n    return LED(pin)\n", encoding="utf-8"
    )
    error = run("import lamp\nlamp.lamp('GPIO77')").error
    assert error is not None
    assert (error.file, error.line) == (str(tmp_path / "lamp.py"), 3)
    assert "program.py" in error.way
    assert "sim/programs" not in error.way


@pytest.mark.proof
def test_an_error_in_a_callback_is_told_once_and_the_program_goes_on(run, notices, capsys):
    result = run(
        """
        import threading
        from gpiozero import Button
        from signal import pause
        button = Button(17)
        def pressed():
            return 1 / 0
        button.when_pressed = pressed
        threading.Thread(target=lambda: {}["key"]).start()
        pause()
        """,
        presses=("gpio17@1s", "gpio17@2s"),
        for_s=5.0,
    )
    assert result.ended == "limit"
    assert [(each.kind, each.source.strip()) for each in result.in_passing] == [
        ("KeyError", 'threading.Thread(target=lambda: {}["key"]).start()'),
        ("ZeroDivisionError", "return 1 / 0"),
    ]
    assert [message.render() for message in notices].count("    return 1 / 0") == 1
    assert capsys.readouterr().err == ""


def test_a_dht_that_fails_is_no_mistake_of_the_pupil(run, tmp_path):
    wiring = tmp_path / "wiring.toml"
    wiring.write_text('[parts.lamp]\ndriver = "lamp"\npin = 5\n', encoding="utf-8")
    error = run("import adafruit_dht, board\nadafruit_dht.DHT22(board.D4).humidity", wiring=wiring).error
    assert error is not None
    assert error.hint is not None
    assert error.hint.key == "script.hint.dht"
