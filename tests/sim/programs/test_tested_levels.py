"""Which level of an input is the event, by what a program does with it."""

import pytest

from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText
from sim.programs.plugging.clues.tested_levels import TestedLevels

TWO = "def show(x):\n if x == 0:\n  GPIO.output(5, 1)\n if x == 1:\n  GPIO.output(5, 0)\n"
LOUD = "def say(x):\n if x == 1:\n  print('gap is closed')\n"


@pytest.mark.parametrize(
    ("program", "level"),
    [
        ("if GPIO.input(17) == 0:\n pass\n", False),
        (TWO + "show(GPIO.input(17))\n", False),
        (TWO + LOUD + "def seen(channel):\n show(GPIO.input(17))\n say(GPIO.input(17))\n", True),
        (LOUD + "def through(y):\n say(y)\nthrough(GPIO.input(17))\n", True),
        (
            "class A:\n def say(self, x):\n  if x == 1:\n   print('x')\n def go(self):\n  self.say(GPIO.input(17))\n",
            True,
        ),
        ("def seen(pin):\n if GPIO.input(pin):\n  pass\nGPIO.add_event_detect(17, 3, callback=seen)\n", True),
        ("def state():\n return GPIO.input(17)\nif state() == 0:\n pass\n", False),
        ("v = GPIO.input(17)\nif v == 0:\n led.on()\nelif v == 1:\n print('open')\n", True),
        ("v = GPIO.input(17)\nif v == 0:\n print('shut')\nelif v == 1:\n print('open')\n", False),
        ("if GPIO.input(17):\n print('No gas')\nelse:\n print('Gas!')\n", False),
        ("if GPIO.input(17) == 0:\n print('not pressed')\nelse:\n print('pressed')\n", True),
        ("if GPIO.input(17) == 0:\n print('dark')\nelse:\n print('bright')\n", False),
        ("if GPIO.input(17):\n GPIO.output(5, 0)\nelse:\n GPIO.output(5, 1)\n", False),
        ("GPIO.output(5, 1)\nif GPIO.input(17):\n GPIO.output(5, 0)\nelse:\n GPIO.output(5, 1)\n", True),
        ("print(GPIO.input(17))\n", None),
    ],
)
def test_the_event_is_what_is_printed_or_asked_for_first(tmp_path, program, level):
    file = tmp_path / "program.py"
    file.write_text(program, encoding="utf-8")
    assert TestedLevels(PinNames(ProgramText(file))).level(17) is level


@pytest.mark.parametrize(
    ("program", "level"),
    [
        ("if GPIO.input(17) == 0:\n print('...led on')\nelse:\n print('led off...')\n", False),
        ("v = GPIO.input(17)\nprint('LED: on' if v else 'LED: off')\n", True),
        ("if GPIO.input(17):\n print('lamp off')\nelse:\n print('heater on')\n", None),
        ("if GPIO.input(17):\n print('on')\nelse:\n print('on')\n", None),
    ],
)
def test_one_level_switches_on_what_the_other_switches_off(tmp_path, program, level):
    file = tmp_path / "program.py"
    file.write_text(program, encoding="utf-8")
    assert TestedLevels(PinNames(ProgramText(file))).switched(17) is level


@pytest.mark.parametrize(
    ("program", "level"),
    [
        ("if GPIO.input(17) == 0:\n led_on()\nelse:\n led_off()\n", False),
        ("if GPIO.input(17):\n led_off()\nelse:\n led_on()\n", None),  # it does not ask for 0 first
        ("if GPIO.input(17):\n led.on()\nelse:\n led.off()\n", True),
        ("if GPIO.input(17) == 0:\n led_on()\nelse:\n blink()\n", None),
        ("if GPIO.input(17) == 0:\n GPIO.output(5, 1)\nelse:\n GPIO.output(5, 0)\n", False),
    ],
)
def test_a_program_that_switches_on_at_the_level_that_it_asks_for_begins_there(tmp_path, program, level):
    file = tmp_path / "press.py"
    file.write_text(program)
    assert TestedLevels(PinNames(ProgramText(file))).begins_at(17) is level
