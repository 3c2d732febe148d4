"""Windows has no pwd, no os.uname, no signal.pause: everything that a class uses there works without them.

asyncio is left out: on Windows it waits in a loop of its own that other computers have not.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def on_windows(*words: str) -> str:
    """What these commands print where Windows' gaps are; see windows_like.py."""
    done = subprocess.run(
        [sys.executable, str(HERE / "windows_like.py"), *words],
        capture_output=True,
        encoding="utf-8",
        cwd=HERE.parent,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.proof
def test_every_module_can_be_imported() -> None:
    assert int(on_windows("import").split()[0]) > 300


PROGRAMS = {
    "zero_led_button --press gpio2@5s": "GPIO17: 2 changes",
    "zero_distance_alarm --set distance_m=0.1@5s": "HC-SR04",
    "rpi_edge_callback --press gpio17@2s": "The program ended",
    "class_station --for 25s": "station closed after",
    "dht11_try_again": "Humidity",
    "smbus2_ads1115": "A2: 1.65 V",
    "lcd_thermometer": "27 °C 80 %",
    "ds18b20_files": "1 sensor",
    "timer_heartbeat": "virtual time",
}


@pytest.mark.proof
def test_programs_run() -> None:
    commands = [f"script --lang en {HERE.name}/scripts/{name.replace(' ', '.py ', 1)}" for name in PROGRAMS]
    words = " + ".join(each if ".py" in each else f"{each}.py" for each in commands)
    said = on_windows(*f"{words} --for 40s".split())
    assert said.count("exit code 0") == len(PROGRAMS), said
    for wanted in PROGRAMS.values():
        assert wanted in said


@pytest.mark.proof
@pytest.mark.parametrize(
    "command", ["sim gas_alarm --hours 0.1 --seed 3", "check tests/sim/programs/testing/pupils/damp_fan.py"]
)
def test_projects_and_checks_run(command: str) -> None:
    assert "exit code 0" in on_windows(*command.split())
