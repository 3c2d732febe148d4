"""A program that cannot run here ends with one sentence for the learner: what was seen, what to check."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import run as run_py
from sim.programs.mistakes.libraries import KITS, STAMP, missing_library

PROGRAMS = {
    "import bluedot": "script.hint.no_part",
    "import Adafruit_BME280": "script.hint.given_up",
    "import sklearn.tree": "script.hint.named",
    "import adafruit_fingerprint": "script.hint.adafruit",
    "import no_such_thing": "script.hint.no_library",
    "from picrawler import Picrawler": "script.hint.kit_library",
    "import PCF8574": "script.hint.kit_file",
    "import PiAnalog": "script.hint.kit_file",
    "import machine": "script.hint.micropython",
    "import countio": "script.hint.circuitpython",
    "import urllib2": "script.hint.python_2",
    "import MFRC522": "script.hint.kit_file",
    "from MPU6050 import MPU6050": "script.hint.kit_file",
    "import Flask": "script.hint.other_case",
    "import RPIO": "script.hint.other_pins",
    "from gpiozero import HumiditySensor": "script.hint.no_name",
    "import board\nboard.A0": "script.hint.not_on_a_pi",
    "raw_input('?')": "script.hint.python_2",
    "try:\n    pass\nexcept OSError, error:\n    pass": "script.hint.python_2",
    "import paho.mqtt.client as mqtt\nmqtt.Client('pi')": "script.hint.paho_1",
    "while True:\n\tx = 1\n        print 'x'\n": "script.hint.python_2",
    "raise ValueError, 'no'": "script.hint.python_2",
    "open('/sys/class/gpio/export', 'w')": "script.hint.sysfs",
    "import smbus\nsmbus.SMBus(0)": "script.hint.other_bus",
    "raise RuntimeError('I2C device not found: /dev/i2c-10')": "script.hint.other_bus",
    "open('/dev/serial0')": "script.hint.serial",
    "import os\nos.open('/dev/ttyS0', os.O_RDWR)": "script.hint.serial",
    "input('How many?')": "script.hint.no_keyboard",
    "import subprocess\nsubprocess.run(['no-such-command-here'])": "script.hint.no_command",
    "import ctypes\nctypes.CDLL('./no_such_library.so')": "script.hint.machine_code",
    "import ctypes\nctypes.CDLL(None).bma_start()": "script.hint.machine_code",
    "import pylirc": "script.hint.no_part",
    "from upm import pyupm_buzzer": "script.hint.no_part",
    "class W1ThermSensor:\n    pass\nW1ThermSensor.DEGREES_C": "script.hint.therm",
    "open('no_such_file.csv')": "script.hint.no_file",
}


@pytest.mark.examples(1)
@pytest.mark.parametrize("program", PROGRAMS)
def test_it_says_what_to_check(run, monkeypatch, program):
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    result = run(program)
    assert result.error is not None
    assert result.error.hint is not None
    assert result.error.hint.key == PROGRAMS[program]


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("PiicoDev_VEML6030", "piicodev"),
        ("qwiic_bme280", "sparkfun-qwiic-bme280"),
        ("ST7735", "st7735==0.0.5"),
        ("adafruit_extended_bus", "adafruit-extended-bus"),
    ],
)
def test_the_package_of_a_maker_is_named(name, package):
    hint = missing_library(name)
    assert (hint.key, hint.values["package"]) == ("script.hint.named", package)


def test_a_package_of_adafruit_is_named_with_the_very_python_that_runs(run):
    result = run("import adafruit_fingerprint")
    command = f"{sys.executable} -m pip install adafruit-circuitpython-fingerprint"
    assert command in result.error.hint.render().replace('"', "")


@pytest.mark.parametrize("made_by_run_py", [True, False])
def test_what_kits_import_is_told_with_its_command(tmp_path, monkeypatch, made_by_run_py):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    if made_by_run_py:
        (tmp_path / STAMP).touch()
    hint = missing_library("luma.core.interface.serial").render()
    assert ("run.py kits" if made_by_run_py else "-m pip install luma.oled") in hint


def test_every_package_of_the_hint_is_one_that_run_py_installs():
    """And the other way round, but for what nobody imports by itself."""
    project = tomllib.loads((Path(run_py.__file__).parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = {Requirement(line).name for line in project["optional-dependencies"]["kits"]}
    assert packages - set(KITS.values()) == {"smbus2", "luma.lcd", "luma.led-matrix"}  # ours, and beside luma.oled
    assert set(KITS.values()) <= packages
    assert run_py.Venv(Path()).stamp.name == STAMP


def test_a_file_with_the_name_of_a_library_is_found(run, tmp_path):
    (tmp_path / "smoothie.py").write_text("from smoothie import Blend\n", encoding="utf-8")
    result = run("import smoothie")
    assert result.error.hint.key == "script.hint.own_file"


@pytest.mark.proof
def test_a_thread_that_never_rests_is_ended(run, monkeypatch):
    """It holds the baton for ever: neither the program nor Ctrl-C would get a turn."""
    from sim.programs import host as module
    from sim.programs.limit import CtrlCGuard

    monkeypatch.setattr(module, "CtrlCGuard", lambda clock: CtrlCGuard(clock, patience_s=0.05))
    result = run(
        """
        import threading, time
        def spin():
            exec("while True: pass")
        threading.Thread(target=spin, daemon=True).start()
        time.sleep(5)
        """
    )
    assert result.error is not None
    assert result.error.line == 4
    assert result.error.hint is not None
    assert result.error.hint.key == "script.hint.busy_loop"


def test_the_computer_is_not_switched_off(run, capfd):
    result = run(
        """
        import os, subprocess
        print(os.system("sudo poweroff"), os.system("sudo modprobe w1-gpio"))
        print(subprocess.check_output("vcgencmd measure_temp", shell=True))
        """
    )
    assert result.ended == "end"
    assert capfd.readouterr().out == '0 0\nb"temp=48.0\'C\\n"\n'


@pytest.mark.proof
def test_files_of_the_board_are_found_in_every_way(run, capsys):
    run(
        """
        import glob, os
        from pathlib import Path
        bus = Path("/sys/bus/w1/devices")
        (sensor,) = bus.glob("28-*")
        print(sensor.is_dir(), (sensor / "w1_slave").is_file(), (sensor / "no").exists(), bus.is_dir())
        print(len(list(bus.glob(f"{sensor.name}/w1_slave"))))
        print(sensor.name in os.listdir(bus), os.path.isfile(sensor / "temperature"), len(glob.glob(f"{bus}/28*")))
        print((sensor / "temperature").read_text(), sorted(os.listdir(sensor)))
        print([entry.name for entry in os.scandir(sensor) if entry.is_file()] == os.listdir(sensor))
        """
    )
    assert capsys.readouterr().out == (
        "True True False True\n1\nTrue True 1\n27000\n ['name', 'temperature', 'w1_slave']\nTrue\n"
    )


@pytest.mark.parametrize(("command", "is_told"), [("amixer set PCM 90%", False), ("aplay bell.wav", True)])
def test_what_makes_a_sound_is_told_and_what_sets_its_loudness_is_not(run, notices, command, is_told):
    run(f"import os, time; os.system({command!r}); time.sleep(1)")
    assert [each.key for each in notices] == ["script.sound"] * is_told


@pytest.mark.parametrize(
    ("program", "call"),
    [
        ("from RPi import GPIO\nGPIO.setmode(GPIO.BCM)\nGPIO.setup(27, GPIO.OUT)\n", "GPIO.cleanup()"),
        ("from fusion_hat.pin import Mode, Pin\nPin(27, mode=Mode.OUT).off()\n", "pin.close()"),
        ("import RPi\nfrom fusion_hat.pin import Mode, Pin\nPin(27, mode=Mode.OUT).off()\n", "GPIO.cleanup()"),
    ],
)
def test_pins_are_let_go_by_a_call_that_the_program_has(run, program, call):
    (found,) = run(program).findings
    assert found.key == "lint.no_cleanup"
    assert call in found.hint.render()
