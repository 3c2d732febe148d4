"""Whether an output is on at low, by the remarks of a program."""

import pytest

from sim.programs.plugging.clues.on_at_low import LampLevels
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText


@pytest.mark.parametrize(
    ("lines", "at_low"),
    [
        (["GPIO.output(17, GPIO.HIGH)  # Set it high to turn the lamp off"], True),
        (["GPIO.output(17, GPIO.LOW)  # LED on"], True),
        (["GPIO.output(17, 0)  # turn on led"], True),
        (["GPIO.output(17, GPIO.LOW)  # the LED on pin 11 begins low"], False),
        (["GPIO.output(17, GPIO.LOW)  # led on GPIO17"], False),
        (["GPIO.output(17, GPIO.LOW)  # low on exit"], False),
        (["GPIO.output(17, GPIO.HIGH)  # LED on", "GPIO.output(17, GPIO.LOW)  # LED off"], False),
        (["GPIO.output(17, GPIO.HIGH)", "print('LED off ...')"], True),
        (
            [
                "level = not level",
                "GPIO.output(17, level)",
                "if level:",
                "    print('off: LED off')",
                "else:",
                "    print('LED ON')",
            ],
            True,
        ),
        (["GPIO.setup(17, GPIO.OUT, initial=GPIO.HIGH)", "def destroy():", "    GPIO.output(17, GPIO.HIGH)"], True),
        (["def destroy():", "    GPIO.output(17, GPIO.HIGH)"], False),
        (
            ["bar = (5, 17, 6)", "def destroy():", "    for each in bar:", "        GPIO.output(each, GPIO.HIGH)"],
            True,
        ),
        (
            ["red, green, blue = 17, 5, 6", "def red():", "    GPIO.output(red, 0)", "    GPIO.output(blue, 1)"],
            True,
        ),
        (
            ["red, green, blue = 17, 5, 6", "def red():", "    GPIO.output(red, 1)", "    GPIO.output(blue, 0)"],
            False,
        ),
        (
            [
                "GPIO.setup(17, GPIO.OUT, initial=GPIO.LOW)",
                "GPIO.output(17, GPIO.LOW)  # LED on",
                "def destroy():",
                "    GPIO.output(17, GPIO.LOW)",
            ],
            False,
        ),
        (["GPIO.setup(17, GPIO.OUT, initial=GPIO.HIGH)  # to off the led"], True),
        (
            ["lamps = (5, 17)", "for each in lamps:", "    GPIO.output(each, True)", "GPIO.output(lamps[1], False)"],
            True,
        ),
        (["GPIO.output(5, GPIO.LOW)  # LED on"], False),
        (["def buzzerOff():", "    GPIO.output(17, 1)"], True),
        (["def turn_led_on():", "    GPIO.output(17, 0)"], True),
        (["def pump_on():", "    GPIO.output(17, 0)"], False),
        (["def on_press():", "    GPIO.output(17, 0)"], False),
        (["def destroy():", "    GPIO.output(17, GPIO.HIGH)  # green led off"], False),
        (
            [
                "print('LED1 on')",
                "GPIO.output(led2, GPIO.HIGH)",
                "GPIO.output(led1, GPIO.LOW)",
                "led1 = 17",
                "led2 = 5",
            ],
            True,
        ),
        (
            [
                "print('LED2 on')",
                "GPIO.output(led1, GPIO.LOW)",
                "GPIO.output(led2, GPIO.HIGH)",
                "led1 = 17",
                "led2 = 5",
            ],
            False,
        ),
        (
            [
                "lamps = (17, 5)",
                "GPIO.setup(lamps[0], GPIO.OUT, initial=1)",
                "def destroy():",
                "    GPIO.output(lamps[0], 0)",
                "    GPIO.output(lamps[1], 1)",
            ],
            False,
        ),
        (["GPIO.output(relay, GPIO.LOW)  # turn on"], False),
    ],
)
def test_remarks_beside_an_output_say_which_level_is_on(tmp_path, lines, at_low):
    program = tmp_path / "program.py"
    program.write_text("\n".join(lines), encoding="utf-8")
    text = ProgramText(program)
    assert LampLevels(text, PinNames(text)).of(17).at_low is at_low


@pytest.mark.parametrize(
    ("lines", "at_low", "is_said"),
    [
        (["try:", "    go()", "finally:", "    GPIO.output(relay, 0)"], False, True),
        (["GPIO.output(relay, 1)", "GPIO.output(relay, GPIO.LOW)", "GPIO.cleanup()"], False, True),
        (["GPIO.output(relay, 0)  # turn on", "def destroy():", "    GPIO.output(relay, 0)"], True, True),
        (["GPIO.output(relay, 1)", "GPIO.output(relay, 0)"], False, False),
    ],
)
def test_a_relay_that_is_left_low_is_on_at_high(tmp_path, lines, at_low, is_said):
    program = tmp_path / "program.py"
    program.write_text("\n".join(["relay = 17", *lines]), encoding="utf-8")
    text = ProgramText(program)
    polarity = LampLevels(text, PinNames(text)).of(17, is_relay=True)
    assert (polarity.at_low, polarity.is_said) == (at_low, is_said)


def test_a_single_lamp_that_is_left_high_is_unclear(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("def destroy():\n    GPIO.output(17, GPIO.HIGH)", encoding="utf-8")
    text = ProgramText(program)
    assert LampLevels(text, PinNames(text)).of(17).is_unclear
