"""Stand-in for `robot_hat.utils`: what programs take from it."""

from __future__ import annotations

import subprocess
from shutil import which

from sim.libraries.modules import sleep

BATTERY, DIVIDED_BY = "A4", 3  # what measures the battery, through two resistors


def mapping(x: float, in_min: float, in_max: float, out_min: float, out_max: float) -> float:
    """Take a number from one range to another."""
    return (x - in_min) * (out_max - out_min) / (in_max - in_min) + out_min


def run_command(cmd: str) -> tuple[int, str]:
    """Run a command line; return its exit code, and what it printed."""
    done = subprocess.run(cmd, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def command_exists(cmd: str) -> bool:
    """Whether there is such a command."""
    return which(cmd) is not None


is_installed = command_exists


def reset_mcu() -> None:
    """Take the time that a reset of the microcontroller takes; the virtual one never hangs, so it needs none."""
    sleep(0.02)


def get_battery_voltage() -> float:
    """Return the battery's volts."""
    from sim.libraries.stand_ins.robot_hat.adc import ADC

    return ADC(BATTERY).read_voltage() * DIVIDED_BY


def set_volume(value: int) -> None:
    """Set how loud the speaker is, 0 to 100 %; nobody hears it here."""


def enable_speaker() -> None:
    """Switch the speaker's amplifier on; nobody hears it here."""


def disable_speaker() -> None:
    """Switch the speaker's amplifier off."""


def get_ip(ifaces: object = ("wlan0", "eth0")) -> bool:
    """Return False: no network of the virtual board has an address."""
    return False
