"""The libraries that move pins and read sensors: are they there, and are they the right ones for this board?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devices import Message
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

GOOD_GPIOZERO = (2, 0, 1, 3)  # 2.0.1.post3; post1 and post2 find no pins on a Pi 5, gpiozero's issues 1166 and 1229
DHT_DRIVERS = ("dht11", "dht22")
HELPER_FOLDER = "adafruit_blinka/microcontroller/bcm283x/pulseio"

FROM_A_STICK = Message(
    "doctor.from_a_stick",
    "Make a bundle on a computer with internet (`highland bundle`), bring it on a USB stick, and run its install.sh.",
)
PACKAGE_OFFLINE = Message(
    "doctor.package_offline",
    "Raspberry Pi OS brings this package. Without internet, write the card anew with Raspberry Pi Imager.",
)
GPIOZERO_MISSING = Kind(
    "gpiozero_missing",
    WRONG,
    Message("doctor.gpiozero_missing", "The library gpiozero is missing."),
    Message("doctor.gpiozero_missing.why", "No relay and no button can be used without it."),
    "{pip} install 'gpiozero>=2.0.1.post3'",
    FROM_A_STICK,
)
GPIOZERO_BREAKS_PI_5 = Kind(
    "gpiozero_breaks_pi_5",
    WRONG,
    Message("doctor.gpiozero_breaks_pi_5", "gpiozero {version} is installed, and this is a Raspberry Pi 5."),
    Message("doctor.gpiozero_breaks_pi_5.why", "This version finds no pins on a Pi 5; 2.0.1.post3 does."),
    "{pip} install 'gpiozero>=2.0.1.post3'",
    FROM_A_STICK,
)
GPIOZERO_OLD = Kind(
    "gpiozero_old",
    WORTH_KNOWING,
    Message("doctor.gpiozero_old", "gpiozero {version} is installed."),
    Message("doctor.gpiozero_old.why", "Highland was tried with 2.0.1.post3 and newer."),
    "{pip} install 'gpiozero>=2.0.1.post3'",
    FROM_A_STICK,
)
PIN_LIBRARY_MISSING = Kind(
    "pin_library_missing",
    WRONG,
    Message("doctor.pin_library_missing", "The library lgpio is missing."),
    Message("doctor.pin_library_missing.why", "Without it no program may move a pin safely, and nothing is started."),
    "sudo apt install python3-lgpio",
    PACKAGE_OFFLINE,
)
GPIOD_MISSING = Kind(
    "gpiod_missing",
    WRONG,
    Message("doctor.gpiod_missing", "The library gpiod is missing."),
    Message("doctor.gpiod_missing.why", "Adafruit's libraries need it on every Pi: {parts} cannot be read."),
    "sudo apt install python3-libgpiod",
    FROM_A_STICK,
)
BLINKA_MISSING = Kind(
    "blinka_missing",
    WRONG,
    Message("doctor.blinka_missing", "The library Adafruit-Blinka is missing."),
    Message("doctor.blinka_missing.why", "Adafruit's libraries need it: {parts} cannot be read."),
    "{pip} install Adafruit-Blinka",
    FROM_A_STICK,
)
SYSV_IPC_MISSING = Kind(
    "sysv_ipc_missing",
    WRONG,
    Message("doctor.sysv_ipc_missing", "The library sysv_ipc is missing."),
    Message("doctor.sysv_ipc_missing.why", "The DHT reader hands its values over through it: {parts} cannot be read."),
    "{pip} install sysv-ipc",
    FROM_A_STICK,
)
DHT_HELPER_DEAD = Kind(
    "dht_helper_dead",
    WRONG,
    Message("doctor.dht_helper_dead", "The program that reads a DHT may not be started: {file}."),
    Message("doctor.dht_helper_dead.why", "It lost the right to run, as on a USB stick with FAT. {parts} stay silent."),
    "sudo chmod 755 {file}",
)


def gpiozero(machine: Machine) -> Iterator[Finding]:
    """Is gpiozero there, in a version that knows this board?"""
    version = machine.version("gpiozero")
    if version is None:
        yield GPIOZERO_MISSING(pip=machine.pip)
    elif _numbers(version) < GOOD_GPIOZERO:
        yield (GPIOZERO_BREAKS_PI_5 if machine.is_pi_5 else GPIOZERO_OLD)(version=version, pip=machine.pip)


def pin_library(machine: Machine) -> Iterator[Finding]:
    """Is there a library that claims pins from the kernel? The old RPi.GPIO does not know the chip of a Pi 5."""
    old = machine.has_module("RPi") and not (machine.is_pi_5 and machine.version("RPi.GPIO"))
    if not machine.has_module("lgpio") and not old:
        yield PIN_LIBRARY_MISSING()


def blinka(machine: Machine) -> Iterator[Finding]:
    """Is there what Adafruit's libraries need?"""
    parts = [wire.part.name for wire in machine.wires if wire.terminal.role in ("i2c", "pulse")]
    if machine.project is not None and not parts:
        return
    said = ", ".join(parts) or "I2C, DHT"
    if not machine.has_module("board"):
        yield BLINKA_MISSING(parts=said, pip=machine.pip)
    if not machine.has_module("gpiod"):
        yield GPIOD_MISSING(parts=said)


def dht_reader(machine: Machine) -> Iterator[Finding]:
    """Can the helper that times a DHT's pulses be started, and can it hand its values over?"""
    parts = ", ".join(wire.part.name for wire in machine.wires if wire.part.driver in DHT_DRIVERS)
    if not parts:
        return
    if not machine.has_module("sysv_ipc"):
        yield SYSV_IPC_MISSING(parts=parts, pip=machine.pip)
    for folder in machine.senses.python_folders():
        for helper in sorted((folder / HELPER_FOLDER).glob("libgpiod_pulsein*")):
            if not helper.suffix and not machine.senses.rights(helper).mode & 0o111:
                yield DHT_HELPER_DEAD(file=machine.said(helper), parts=parts)


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?(?:\.post(\d+))?", version)
    return tuple(int(each or 0) for each in found.groups()) if found else (0,)
