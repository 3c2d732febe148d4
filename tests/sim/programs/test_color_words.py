"""A lamp whose colors are named beside its levels is on at the level that shows these colors."""

import pytest

from sim.programs.plugging.clues.on_at_low import LampLevels
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText

SET_UP = """
import RPi.GPIO as GPIO, time
RED, GREEN, BLUE = 17, 5, 6
GPIO.setmode(GPIO.BCM)
def setup():
    for pin in (RED, GREEN, BLUE):
        GPIO.setup(pin, GPIO.OUT)
        GPIO.output(pin, GPIO.{at_rest})
"""
EACH = """
def set_color(r, g, b):
    GPIO.output(RED, {r})
    GPIO.output(GREEN, {g})
    GPIO.output(BLUE, {b})
"""
WAVES = """
def setup_more():
    global p_r, p_g, p_b
    p_r, p_g, p_b = 1, 2, 3
    p_r = GPIO.PWM(RED, 1000)
    p_g = GPIO.PWM(GREEN, 1000)
    p_b = GPIO.PWM(BLUE, 1000)
"""
HEX = """
def scaled(x, low, high, to_low, to_high):
    return (x - low) * (to_high - to_low) / (high - low) + to_low
def set_color(color):
    red = (color & 0xFF0000) >> 16
    green = (color & 0x00FF00) >> 8
    blue = color & 0x0000FF
    p_r.ChangeDutyCycle({red})
    p_g.ChangeDutyCycle({green})
    p_b.ChangeDutyCycle({blue})
"""
PRINTED = """
print("Red")
set_color(1, 0, 0)
time.sleep(1)
print("Yellow")
set_color(1, 1, 0)
"""


def each(form):
    return EACH.format(r=form.format("r"), g=form.format("g"), b=form.format("b"))


def hexadecimal(form):
    return WAVES + HEX.format(red=form.format("red"), green=form.format("green"), blue=form.format("blue"))


@pytest.mark.parametrize(
    ("lines", "at_low"),
    [
        (each("{0}") + PRINTED, False),
        (each("not {0}") + PRINTED, True),
        (each("1 - {0}") + PRINTED, True),
        (each("GPIO.LOW if {0} else GPIO.HIGH") + PRINTED, True),
        (each("GPIO.HIGH if {0} == 1 else GPIO.LOW") + PRINTED, False),
        (
            each("not {0}")
            + 'for name, levels in {"red": (1, 0, 0), "blue": (0, 0, 1)}.items():\n'
            + "    set_color(*levels)\n    print(name)\n    time.sleep(1)\n",
            True,
        ),
        (each("{0}") + "cyan = (0, 1, 1)\nset_color(*cyan)\n", False),
        (each("not {0}") + "cyan = (0, 1, 1)\nset_color(*cyan)\n", True),
        (each("{0}") + "cyan = (1, 0, 0)\nset_color(*cyan)\n", True),
        (each("not {0}") + "set_color(1, 0, 0)  # red\nset_color(0, 0, 0)  # no red any more, off\n", True),
        (each("{0}") + "set_color(0, 1, 1)  # this is red\n", True),
        (hexadecimal("{0} * 100 / 255") + "print('green')\nset_color(0x00FF00)\n", False),
        (hexadecimal("100 - {0} * 100 / 255") + "print('green')\nset_color(0x00FF00)\n", True),
        (hexadecimal("scaled({0}, 0, 255, 100, 0)") + "print('green')\nset_color(0x00FF00)\n", True),
        (
            "def show(color):\n    for pin, level in zip((RED, GREEN, BLUE), color):\n        GPIO.output(pin, level)\n"
            "while True:\n    show((0, 1, 1))\n    print('red')\n    time.sleep(1)\n",
            True,
        ),
    ],
)
@pytest.mark.parametrize("at_rest", ["HIGH", "LOW"])
def test_the_colors_that_a_program_names_tell_the_level_at_which_it_is_on(tmp_path, lines, at_low, at_rest):
    end = f"def destroy():\n    for pin in (RED, GREEN, BLUE):\n        GPIO.output(pin, GPIO.{at_rest})\n"
    polarity = judged(tmp_path, SET_UP.format(at_rest=at_rest) + lines + end)
    assert (polarity.at_low, polarity.is_unclear, polarity.is_said) == (at_low, False, True)


def test_the_arguments_of_a_function_tell_which_wire_is_which_color(tmp_path):
    lines = (
        "import RPi.GPIO as GPIO\npins = [5, 17, 6]\n"
        "def set_color(r, g, b):\n"
        "    GPIO.output(pins[0], 1 - r)\n    GPIO.output(pins[1], 1 - g)\n    GPIO.output(pins[2], 1 - b)\n"
        "print('red')\nset_color(1, 0, 0)\n"
    )
    assert judged(tmp_path, lines).at_low


@pytest.mark.parametrize(
    ("lines", "at_low"),
    [
        ("GPIO.output(red_led, 0)\nGPIO.output(green_led, 1)\nprint('red!')\n", True),
        ("GPIO.output(red_led, 1)\nGPIO.output(green_led, 0)\nprint('red!')\n", False),
        ("GPIO.output(red_led, 0)\nGPIO.output(green_led, 1)\nprint('red off')\n", False),
        ("GPIO.output(red_led, 0)\nGPIO.output(green_led, 0)\nprint('red!')\n", False),
        ("if GPIO.input(4):\n    print('red')\n    GPIO.output(red_led, 0)\n    GPIO.output(green_led, 1)\n", True),
    ],
)
def test_two_lamps_of_a_color_each_are_told_by_the_color_that_is_printed(tmp_path, lines, at_low):
    assert judged(tmp_path, f"import RPi.GPIO as GPIO\nred_led = 17\ngreen_led = 5\n{lines}").at_low is at_low


@pytest.mark.parametrize(
    "lines",
    [
        "def f(n):\n    f(n)\nf(1)\nprint('red')\n",  # calls itself
        "n = 9 ** 9 ** 9\nprint('red', 'x' * 10 ** 9)\n",
        "for a, b in [(1, 2, 3)]:\n    print('red')\nx = {}['a'] + [1][5] + 1 / 0\n",
    ],
)
def test_what_cannot_be_followed_is_left_out(tmp_path, lines):
    assert not judged(tmp_path, SET_UP.format(at_rest="LOW") + lines).at_low


def judged(tmp_path, text):
    file = tmp_path / "lamp.py"
    file.write_text(text)
    program = ProgramText(file)
    return LampLevels(program, PinNames(program)).of(17)
