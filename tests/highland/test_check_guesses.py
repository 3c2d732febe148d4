"""`highland check` tells of what is only guessed: a missing resistor, a wrong address, a display that is alone."""

import pytest

from highland.__main__ import main
from sim.programs.checking.examine import examine

WAITS = """import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(5, GPIO.IN{pull})
WALK = 5
try:
    while True:
        if GPIO.input(WALK) == GPIO.LOW:
            print("walk")
        time.sleep(0.2)
finally:
    GPIO.cleanup()
"""
CONVERTER = """import time
import smbus
bus = smbus.SMBus(1)
while True:
    try:
        bus.write_i2c_block_data({address}, 1, [0xC3, 0x83])
        time.sleep(0.01)
        print(bus.read_i2c_block_data({address}, 0, 2))
    except OSError as error:
        print(error)
    time.sleep(2)
"""
SHOWS = """import time
import board
import adafruit_ssd1306
oled = adafruit_ssd1306.SSD1306_I2C(128, 64, board.I2C())
{begin}while True:
    oled.fill(0)
    oled.show()
{again}    time.sleep(2)
"""


def told(folder, text: str):
    file = folder / "program.py"
    file.write_text(text, encoding="utf-8")
    return examine(file)


@pytest.mark.examples(1)
@pytest.mark.parametrize(("pull", "notes"), [("", ["GPIO5"]), (", pull_up_down=GPIO.PUD_UP", [])])
def test_a_button_without_a_resistor_is_noted(tmp_path, monkeypatch, pull, notes):
    monkeypatch.chdir(tmp_path)
    found = told(tmp_path, WAITS.format(pull=pull))
    assert [each.message.render().split()[0] for each in found.notes if each.key == "lint.floats"] == notes
    assert found.ok


BY_BLINKA = """import time
import board
import digitalio
walk = digitalio.DigitalInOut(board.D5)
while True:
    if not walk.value:
        print("walk")
    time.sleep(0.2)
"""
CHANGES = """import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(5, GPIO.IN)
before = 1
try:
    while True:
        now = GPIO.input(5)
        if now != before:
            print("left", now)
            before = now
        time.sleep(0.2)
finally:
    GPIO.cleanup()
"""


def test_the_remedy_for_a_button_is_in_the_words_of_its_library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (note,) = told(tmp_path, BY_BLINKA).notes
    assert "digitalio.Pull.UP" in note.hint.render()
    assert "GPIO.setup" not in note.hint.render()


def test_who_looks_for_a_change_alone_may_have_a_sensor_and_is_told_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, CHANGES).notes == []


@pytest.mark.proof
def test_a_module_that_is_named_needs_no_resistor(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, WAITS.format(pull="").replace("WALK", "FLAME")).notes == []


@pytest.mark.examples(1)
@pytest.mark.parametrize(("address", "wrong"), [(0x39, True), (0x48, False)])
def test_a_program_that_speaks_as_to_another_chip_is_told(tmp_path, monkeypatch, address, wrong):
    monkeypatch.chdir(tmp_path)
    found = told(tmp_path, CONVERTER.format(address=hex(address)))
    wires = next(each for each in found.results if each.as_json()["check"] == "wires")
    assert (wires.result == "fail") is wrong
    assert ("0x39" in wires.seen.render() and "ADS1115 (0x48" in wires.do.render()) if wrong else wires.do is None


@pytest.mark.proof
def test_a_display_that_fails_stops_nothing_when_showing_is_all_that_a_program_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    alone = told(tmp_path, SHOWS.format(begin="", again=""))
    assert alone.ok, [each.as_json() for each in alone.results]
    lamp = {"begin": "from gpiozero import LED\nlamp = LED(17)\n", "again": "    lamp.toggle()\n"}
    with_a_lamp = told(tmp_path, SHOWS.format(**lamp))
    assert {each.as_json()["check"] for each in with_a_lamp.results if each.result == "fail"} == {"fails", "missing"}


def test_an_arduino_says_to_a_checked_program_what_somebody_wants(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "program.py"
    file.write_text(
        "import smbus, time\nbus = smbus.SMBus(1)\nanswer = bus.read_byte(0x08)\nif answer != 42:\n"
        "    raise ValueError(answer)\n",
        encoding="utf-8",
    )
    main(["check", str(file), "--say", "0x08=42"])
    assert "ValueError" not in capsys.readouterr().out
    main(["check", str(file), "--say", "0x08=41"])
    assert "ValueError" in capsys.readouterr().out
