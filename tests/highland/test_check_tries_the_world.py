"""`highland check` presses, moves and types, in a scratch folder: a mistake behind any of that is found at its line."""

import pytest

from sim.programs.checking.check_run import FAIL, PASS, SKIPPED
from sim.programs.checking.examine import examine

PRESS = """\
from signal import pause
from gpiozero import Button, LED, MotionSensor
lamp, button, pir = LED(17), Button(2), MotionSensor(4)
def pressed():
    lamp.on()
    print(nobody_knows)
button.when_pressed = pressed
pause()
"""
ENDS_AT_A_PRESS = """\
from gpiozero import Button
first, second = Button(2), Button(3)
first.wait_for_press()
print("over")
if second.is_pressed:
    1 / 0
"""
WALKS = """\
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(18, GPIO.IN)
while True:
    if GPIO.input(18):
        raise KeyError("somebody")
    time.sleep(0.2)
"""
ADC = """\
from time import sleep
from gpiozero import MCP3008
pot = MCP3008(0)
while True:
    print(1 / round(pot.value * 1023))
    sleep(0.5)
"""
LOOKS_ONCE = """\
import time
from gpiozero import MCP3008
print(MCP3008(channel=0).value)
time.sleep(40)
"""

FAN = """\
import glob, time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
FAN = 17
GPIO.setup(FAN, GPIO.OUT, initial=GPIO.LOW)
try:
    while True:
        try:
            text = open(glob.glob("/sys/bus/w1/devices/28*/w1_slave")[0]).read()
            celsius = int(text.split("t=")[1]) / 1000
            GPIO.output(FAN, celsius OPERATOR 30)
        except (OSError, IndexError):
            GPIO.output(FAN, False)
        time.sleep(2)
finally:
    GPIO.cleanup()
"""
TYPES = """\
while True:
    print(10 / float(input("How long? ")))
"""
KEEPS_OPEN = """\
import os, sqlite3, time
here = os.path.dirname(os.path.abspath(__file__))
log = open("log.csv", "a")
base = sqlite3.connect(os.path.join(here, "log.db"))
base.execute("CREATE TABLE IF NOT EXISTS rows (t REAL)")
with open("settings.txt") as file:
    print(file.read())
with open(ELSEWHERE, "w") as file:
    file.write("x")
os.remove("settings.txt")
while True:
    log.write("row\\n")
    base.execute("INSERT INTO rows VALUES (1)")
    base.commit()
    time.sleep(1)
"""


@pytest.fixture
def check(tmp_path):
    def call(text):
        file = tmp_path / "program.py"
        file.write_text(text, encoding="utf-8")
        found = examine(file)
        return {each.check.key.partition(".")[2]: each for each in found.results}, found

    return call


def told(outcome):
    assert outcome.result == FAIL
    return outcome.seen.render(), outcome.line.line


def test_an_error_behind_a_press(check):
    seen, line = told(check(PRESS)[0]["presses"])
    assert line == 6
    assert "When button_gpio2 was pressed" in seen
    assert "nobody_knows" in seen


@pytest.mark.proof
def test_a_program_that_ends_at_a_press_is_started_again_for_the_other_button(check):
    results, found = check(ENDS_AT_A_PRESS)
    assert results["presses"].result == FAIL  # both at once
    assert "all were pressed at once" in results["presses"].seen.render()
    assert found.not_tried == []


@pytest.mark.proof
def test_an_error_when_somebody_walks_past(check):
    seen, line = told(check(WALKS)[0]["presses"])
    assert line == 7
    assert "sensor_gpio18" in seen


@pytest.mark.proof
def test_an_error_at_the_end_of_a_range(check):
    seen, line = told(check(ADC)[0]["ranges"])
    assert line == 5
    assert seen == "When mcp3008_ce0_ch0_v was 0 V, it stopped: ZeroDivisionError: division by zero."


def test_what_nobody_looked_at_is_not_said_to_be_tried(check):
    results, found = check(LOOKS_ONCE)
    assert results["ranges"].result == SKIPPED
    assert "mcp3008_ce0_ch0_v" in found.not_tried[0].render()


def test_what_a_chip_says_is_noted(check):
    _, found = check("import smbus\nbus = smbus.SMBus(1)\nbus.write_byte(8, 7)\nprint(bus.read_byte(8))\n")
    assert [note.key for note in found.notes] == ["script.arduino.made_up"]
    assert "--say 0x08=42" in found.notes[0].message.render()


@pytest.mark.examples(1)
@pytest.mark.parametrize(("operator", "result"), [("<", FAIL), (">", PASS)])
def test_a_fan_that_cools_the_cold(check, operator, result):
    outcome = check(FAN.replace("OPERATOR", operator))[0]["extremes"]
    assert outcome.result == result
    assert (outcome.line is not None) == (result == FAIL)


@pytest.mark.proof
def test_a_word_where_a_number_is_asked_for(check):
    seen, line = told(check(TYPES)[0]["typed"])
    assert line == 2
    assert seen.startswith('When somebody typed "abc", it stopped: ValueError')


@pytest.mark.proof
def test_nothing_is_written_but_in_the_scratch_folder(check, tmp_path, monkeypatch):
    (tmp_path / "settings.txt").write_text("five", encoding="utf-8")
    (tmp_path / "film.bin").write_bytes(bytes(1_000_001))
    (tmp_path / ".git").mkdir()
    away = tmp_path.parent / "away.csv"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path.parent / "tmp"))
    (tmp_path.parent / "tmp").mkdir()
    results, found = check(KEEPS_OPEN.replace("ELSEWHERE", repr(str(away))))
    assert results["starts"].result == PASS
    seen, line = told(results["files"])
    assert line == 3
    assert "log.csv" in seen
    assert {each.name for each in tmp_path.iterdir()} == {"program.py", "settings.txt", "film.bin", ".git"}
    assert not away.exists()
    said = [each.render() for each in found.not_tried]
    assert any("film.bin" in each for each in said)
    assert any(str(away) in each for each in said)
    assert not list((tmp_path.parent / "tmp").iterdir())


@pytest.mark.proof
def test_what_is_told_twice_is_the_same(check):
    assert check(PRESS)[1].as_json() == check(PRESS)[1].as_json()


MOTOR = """\
from time import sleep
from gpiozero import Motor
motor = Motor(forward=17, backward=27, pwm=False)
while True:
    motor.forward()
    sleep(0.3)
    motor.backward()
    sleep(0.3)
"""
THERMOSTAT = """\
import time
import adafruit_dht, board
import RPi.GPIO as GPIO
HEATER, SELECT = 26, 5
GPIO.setmode(GPIO.BCM)
GPIO.setup(HEATER, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(SELECT, GPIO.OUT, initial=GPIO.HIGH)  # of a chip that rests when it is high
sensor = adafruit_dht.DHT22(board.D4)
try:
    while True:
        try:
            celsius, humidity = sensor.temperature, sensor.humidity
            if celsius > 24:
                GPIO.output(HEATER, GPIO.LOW)
            elif celsius < 20:
                GPIO.output(HEATER, GPIO.HIGH)
        except (RuntimeError, TypeError):
            GPIO.output(HEATER, GPIO.LOW)
        GPIO.output(SELECT, GPIO.LOW)
        time.sleep(0.001)
        GPIO.output(SELECT, GPIO.HIGH)
        time.sleep(2.5)
finally:
    GPIO.cleanup(HEATER)
"""


@pytest.mark.examples(1)
@pytest.mark.parametrize("text", [MOTOR, THERMOSTAT])
def test_no_false_alarm(check, text):
    """A motor driver chatters as it likes, a select wire rests high, and humidity is not what a heater obeys."""
    results, found = check(text)
    assert [(key, each.seen.render()) for key, each in results.items() if each.result == FAIL] == []
    assert found.notes == []


def test_what_is_told_names_the_real_folder(check, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = check('open("missing.csv")\n')[0]["starts"]
    assert str(tmp_path) in outcome.do.render()
    assert "highland-check" not in outcome.do.render()
