"""`highland check`: a good program passes everything, and each slip fails the check that is about it, at its line."""

import json
import sys
import time

import pytest

from sim.programs.checking.check_run import FAIL, PASS, SKIPPED
from sim.programs.checking.examine import examine

GOOD = """\
import time
import adafruit_dht
import board
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)
sensor = adafruit_dht.DHT22(board.D4)
try:
    while True:
        try:
            humidity = sensor.humidity
            print(humidity)
            GPIO.output(17, humidity > 85)
        except RuntimeError as error:
            print("no value:", error)
            GPIO.output(17, GPIO.LOW)
        time.sleep(2.5)
except KeyboardInterrupt:
    pass
finally:
    GPIO.cleanup()
"""
CARELESS = """\
import os, time
import adafruit_dht, board
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
PUMP = 17
GPIO.setup(PUMP, GPIO.OUT)
sensor = adafruit_dht.DHT22(board.D4)
while True:
    print(sensor.humidity, os.urandom(8))
    for _ in range(5):
        GPIO.output(PUMP, GPIO.LOW)
        time.sleep(0.2)
        GPIO.output(PUMP, GPIO.HIGH)
        time.sleep(0.2)
    time.sleep(4)
"""
BURSTS = """\
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)
turn = 0
while True:
    turn += 1
    until = turn * 0.097
    while time.monotonic() < until + 0.03 and GPIO.input(17):
        pass
    time.sleep(max(until + 0.097 - time.monotonic(), 0.001))
"""
SONAR = """\
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(23, GPIO.OUT)
GPIO.setup(24, GPIO.IN)
try:
    while True:
        GPIO.output(23, True)
        time.sleep(0.00001)
        GPIO.output(23, False)
        while GPIO.input(24) == 0:
            start = time.time()
        while GPIO.input(24) == 1:
            stop = time.time()
        print(round((stop - start) * 17150), "cm")
        time.sleep(1)
finally:
    GPIO.cleanup()
"""
HASTY = """\
import time, board, adafruit_dht
while True:
    sensor = adafruit_dht.DHT22(board.D4)
    try:
        print(sensor.humidity)
    except RuntimeError:
        print("nothing")
    sensor.exit()
    time.sleep(0.5)
"""
BUSY = """\
from gpiozero import LED, Button
led, button = LED(17), Button(2)
while True:
    led.value = button.is_pressed
"""
STUBBORN = """\
import time
while True:
    try:
        time.sleep(1)
    except:
        pass
"""
THREAD = """\
import time, threading
def work():
    time.sleep(5)
    {}["missing"]
threading.Thread(target=work).start()
"""
BACKWARDS = """\
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(22, GPIO.OUT, initial=GPIO.HIGH)
time.sleep(5)
"""


@pytest.fixture
def check(tmp_path):
    """Put a text through the checks; gives each outcome by the key of its check."""

    def call(text, wiring=None, **named):
        file = tmp_path / "program.py"
        file.write_text(text, encoding="utf-8")
        toml = None
        if wiring is not None:
            toml = tmp_path / "wiring.toml"
            toml.write_text(wiring, encoding="utf-8")
        return {each.check.key.partition(".")[2]: each for each in examine(file, toml, **named).results}

    return call


def line_of(outcome):
    return None if outcome.line is None else outcome.line.line


def test_a_good_program_passes_everything(check):
    found = check(GOOD)
    assert [key for key, each in found.items() if each.result == PASS] == [
        *("starts", "minute", "off", "lets_go", "fails", "missing", "ranges"),
        *("dht", "relay", "sleeps", "same", "wires"),
    ]
    assert [key for key, each in found.items() if each.result == SKIPPED] == ["presses", "extremes", "typed", "files"]
    assert "2.75 s" in found["dht"].seen.render()


def test_a_careless_program_fails_at_its_own_lines(check):
    found = check(CARELESS)
    assert {key: line_of(each) for key, each in found.items() if each.result == FAIL} == {
        "off": 13,
        "lets_go": 6,
        "fails": 9,
        "missing": 9,
        "relay": 13,
        "same": None,
    }
    assert "RuntimeError" in found["missing"].do.render()
    assert "GPIO17 moved 11 times within 6.2 s" in found["relay"].seen.render()


def test_a_pin_of_a_makers_library_is_let_go_by_its_own_call(check):
    found = check("from fusion_hat.pin import Mode, Pin\nled = Pin(27, mode=Mode.OUT)\nled.on()\nled.off()\n")
    assert "pin.close()" in found["lets_go"].do.render()


@pytest.mark.proof
def test_a_wait_for_an_echo_that_never_comes(check):
    found = check(SONAR)
    assert {key: line_of(each) for key, each in found.items() if each.result == FAIL} == {"fails": 11, "missing": 11}
    assert found["off"].result == PASS  # a trigger is no output
    assert found["sleeps"].result == PASS  # a short wait for an echo is no busy loop


@pytest.mark.proof
def test_a_dht_that_is_asked_too_often(check):
    found = check(HASTY)
    assert {key: line_of(each) for key, each in found.items() if each.result == FAIL} == {"dht": 5}
    assert "after 0.75 s; it needs 2 s" in found["dht"].seen.render()  # data sheet AM2302: sensing period 2 s


@pytest.mark.proof
def test_a_loop_without_a_pause(check):
    found = check(BUSY)
    assert {key: line_of(each) for key, each in found.items() if each.result == FAIL} == {"sleeps": 4}


@pytest.mark.proof
def test_a_program_that_asks_in_bursts_is_not_busy(check):
    found = check(BURSTS)  # in step with the looks of the check, which come every 0.97 s
    assert found["sleeps"].result == PASS


@pytest.mark.long
def test_a_loop_that_never_comes_to_virtual_time(check):
    found = check("x = 0\nwhile True:\n    x += 1\n", patience_s=0.05)
    assert found["sleeps"].result == FAIL
    assert found["same"].result == SKIPPED


@pytest.mark.proof
def test_a_program_that_cannot_be_stopped(check):
    found = check(STUBBORN)
    assert [key for key, each in found.items() if each.result == FAIL] == ["off"]
    assert "except Exception" in found["off"].do.render()


@pytest.mark.proof
@pytest.mark.parametrize(
    ("text", "key", "line", "seen"),
    [
        ("import tim\n", "starts", 1, "ModuleNotFoundError"),
        ("x = (\n", "starts", 1, "Python cannot read it: SyntaxError"),
        ("import time\ntime.sleep(9)\n1 / 0\n", "minute", 3, "It stopped after 9.0 s: ZeroDivisionError"),
        (THREAD, "minute", 4, "a callback or a thread: KeyError: 'missing'"),
        ("input()\n1 / 0\n", "starts", 2, "ZeroDivisionError"),
        ("import socket\nsocket.create_connection(('broker.test', 1883))\n", "starts", 2, "name resolution"),
        ("import socket\nsocket.create_connection(('127.0.0.1', 1883))\n", "starts", 2, "name resolution"),
    ],
)
def test_an_error_is_told_with_its_line(check, text, key, line, seen):
    outcome = check(text)[key]
    assert outcome.result == FAIL
    assert line_of(outcome) == line
    assert seen in outcome.seen.render()


@pytest.mark.proof
def test_a_wiring_list_says_which_level_is_on(check):
    assert check(BACKWARDS)["off"].result == FAIL
    wiring = '[parts.r]\ndriver = "relay"\npin = 22\nactive_high = false\n'
    assert check(BACKWARDS, wiring)["off"].result == PASS


@pytest.mark.proof
def test_a_program_that_ends_by_itself_is_fine(check):
    found = check("import sys\nsys.exit('Nothing to do.')\n")
    assert "said: Nothing to do." in found["minute"].seen.render()
    assert FAIL not in {each.result for each in found.values()}


def test_the_command_tells_and_exits_with_1(highland, tmp_path):
    file = tmp_path / "busy.py"
    file.write_text(BUSY, encoding="utf-8")
    said = highland("check", file)
    assert said.code == 1
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == "SIM: busy.py on a virtual Raspberry Pi. No real pin is touched."
    assert "      busy.py, line 4: led.value = button.is_pressed" in lines
    assert lines[-2:] == [
        "1 of 9 checks failed.",
        "This was a simulation: it proves nothing about your wires and your board.",
    ]


def test_json_is_one_object_and_the_process_is_as_before(highland, tmp_path):
    file = tmp_path / "good.py"
    file.write_text(GOOD, encoding="utf-8")
    before = (sys.stdout, sys.stdin, sys.path[:], time.sleep, sys.modules["__main__"])
    said = highland("check", file, "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert found["passed"] is True
    assert found["provenance"] == "sim"
    assert {each["result"] for each in found["checks"]} == {"pass", "skipped"}
    assert set(found["checks"][0]) == {"check", "asked", "result", "seen", "file", "line", "do"}
    assert (sys.stdout, sys.stdin, sys.path, time.sleep, sys.modules["__main__"]) == before


def test_a_file_that_is_not_there_is_wrong_use(highland, tmp_path):
    said = highland("check", tmp_path / "nothing.py")
    assert said.code == 2
    assert "cannot be read" in said.err


def test_a_library_that_asks_whether_the_screen_takes_bytes_hears_no(check):
    asks = "import sys\ntry:\n    sys.stdout.write(b'')\n    never\nexcept TypeError as error:\n    print(error)\n"
    assert check(asks)["starts"].result == PASS


def test_a_part_on_a_serial_port_falls_silent_too(check):
    pytest.importorskip("serial")
    found = check(
        "import serial, time\nport = serial.Serial('/dev/ttyS0', 9600, timeout=1)\nwhile True:\n"
        "    port.write(bytes((255, 1, 134, 0, 0, 0, 0, 0, 121)))\n    co2 = port.read(9)\n"
        "    print(co2[2] * 256 + co2[3])\n    time.sleep(2)\n"
    )
    assert {key: line_of(each) for key, each in found.items() if each.result == FAIL} == {"fails": 6, "missing": 6}
    assert "IndexError" in found["fails"].seen.render()
