"""Which library moves the pins: lgpio, else RPi.GPIO where it may serve, and never another one silently.

gpiozero alone would go on to pigpio and then to its NativeFactory, which writes the chip's registers behind the
kernel's back: it reserves no pin, knows no Pi 5, and leaves every output as it is when the program dies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from drivers._lgpio_pins import NamesABusyPin, folder_for_a_pipe, lgpio_factory

LGPIO, RPIGPIO = "lgpio", "rpigpio"  # gpiozero's own names
RPI_LGPIO, RPI_GPIO = "rpi-lgpio", "RPi.GPIO"  # who stands behind `rpigpio`: over lgpio, or the chip's registers
PACKAGES = {LGPIO: "python3-lgpio", RPIGPIO: "python3-rpi-lgpio"}  # Debian's names
ASKED = "GPIOZERO_PIN_FACTORY"
NO_REGISTERS = ("Raspberry Pi 5", "Raspberry Pi Compute Module 5")  # RPi.GPIO cannot reach their pins
SYSTEMS_LGPIO = "usr/lib/python3/dist-packages/lgpio.py"

NO_PACKAGE = Message("pins.no_package", "The library that moves the pins is missing: lgpio. No pin was touched.")
NO_PACKAGE_HINT = Message("pins.no_package.hint", "Install it: `sudo apt install python3-lgpio`")
NOT_SEEN = Message(
    "pins.not_seen", "lgpio is installed on this system, but this environment of Python does not see it."
)
NOT_SEEN_HINT = Message(
    "pins.not_seen.hint",
    "Make it anew: `python3 -m venv --system-site-packages FOLDER`. No pin was touched.",
)
NO_RPIGPIO = Message("pins.no_rpigpio", "{asked} asks for RPi.GPIO, which is not installed. No pin was touched.")
NO_RPIGPIO_HINT = Message(
    "pins.no_rpigpio.hint", "Install it: `sudo apt install python3-rpi-lgpio`. Or unset {asked}: then lgpio is taken."
)
NOT_ON_THIS_PI = Message("pins.not_on_this_pi", "RPi.GPIO cannot move the pins of a {model}. No pin was touched.")
OTHER_LIBRARY = Message("pins.other_library", "{asked} asks for {name}, which must not drive a project.")
OTHER_LIBRARY_HINT = Message(
    "pins.other_library.hint",
    "It moves no real pin, or does not reserve its pins with the kernel: then two programs may fight over one relay. "
    "Unset {asked}, and lgpio is taken. No pin was touched.",
)
NO_CHIP = Message("pins.no_chip", "This board shows no GPIO chip: {device} is missing. No pin was touched.")
NO_CHIP_HINT = Message(
    "pins.no_chip.hint", "Update the system and restart the board; `ls /dev/gpiochip*` shows which chips there are."
)
NO_PERMISSION = Message("pins.no_permission", "The user {user} may not use the pins ({device}). No pin was touched.")
NO_PERMISSION_HINT = Message(
    "pins.no_permission.hint",
    "Add it to the group gpio: `sudo usermod -aG gpio {user}`. Then log out and in again.",
)
NOT_STARTED = Message("pins.not_started", "The library {name} could not be started: {error}. No pin was touched.")
NOT_STARTED_HINT = Message(
    "pins.not_started.hint", "Restart the board. If it fails again: `sudo apt install --reinstall {package}`"
)


def pin_library(
    model: str, environment: Mapping[str, str] = os.environ, root: Path = Path("/"), user: str = ""
) -> tuple[str, int]:
    """The library to take on this board and the number of its GPIO chip: ("lgpio", 0). It opens nothing.

    Raises HighlandError with the reason when there is none: no package, no permission, no chip, or one asked for by
    GPIOZERO_PIN_FACTORY that must not drive a project.
    """
    chip = chip_number(model, root)
    name = _library(model, environment, root)
    device = root / f"dev/gpiochip{chip}"
    if name == RPIGPIO and find_spec(LGPIO) is None:
        device = root / "dev/gpiomem"  # the old RPi.GPIO; rpi-lgpio needs lgpio
    if not device.exists():
        raise HighlandError(NO_CHIP(device=f"/{device.relative_to(root)}"), NO_CHIP_HINT)
    if not os.access(device, os.R_OK | os.W_OK):
        user = user or user_name()
        refused = NO_PERMISSION(user=user, device=f"/{device.relative_to(root)}")
        raise HighlandError(refused, NO_PERMISSION_HINT(user=user))
    return name, chip


def _library(model: str, environment: Mapping[str, str], root: Path) -> str:
    asked = environment.get(ASKED, "").lower()
    if asked not in ("", LGPIO, RPIGPIO):
        raise HighlandError(OTHER_LIBRARY(asked=ASKED, name=asked), OTHER_LIBRARY_HINT(asked=ASKED))
    has_lgpio, has_rpigpio = find_spec(LGPIO) is not None, find_spec("RPi") is not None
    if asked != RPIGPIO and has_lgpio:
        return LGPIO
    if asked == RPIGPIO and not has_rpigpio:
        raise HighlandError(NO_RPIGPIO(asked=ASKED), NO_RPIGPIO_HINT(asked=ASKED))
    if asked == LGPIO or not has_rpigpio:
        if (root / SYSTEMS_LGPIO).exists():
            raise HighlandError(NOT_SEEN, NOT_SEEN_HINT)
        raise HighlandError(NO_PACKAGE, NO_PACKAGE_HINT)
    if not has_lgpio and model.startswith(NO_REGISTERS):
        raise HighlandError(NOT_ON_THIS_PI(model=model), NO_PACKAGE_HINT)
    return RPIGPIO


def chip_number(model: str, root: Path = Path("/")) -> int:
    """The chip that has the header's pins: number 4 on a Pi 5 with an older kernel, else 0."""
    return 4 if model.startswith("Raspberry Pi 5 ") and (root / "dev/gpiochip4").exists() else 0


def use_pins(model: str, environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> str:
    """Let gpiozero use the library that suits this board; returns "lgpio", "rpi-lgpio" or "RPi.GPIO".

    Raises HighlandError with the reason when there is none, or when it cannot be started.

    Pins that somebody has chosen in this process, as the virtual board does, are left as they are.
    """
    from gpiozero import Device

    if Device.pin_factory is not None:
        return type(Device.pin_factory).__name__
    name, chip = pin_library(model, environment, root)
    try:
        Device.pin_factory = lgpio_factory(chip) if name == LGPIO else _rpigpio()
    except Exception as error:  # whatever the library says, in its own words
        failed = NOT_STARTED(name=name, error=f"{type(error).__name__}: {error}")
        raise HighlandError(failed, NOT_STARTED_HINT(package=PACKAGES[name])) from error
    if name == LGPIO:
        return LGPIO
    return RPI_LGPIO if LGPIO in sys.modules else RPI_GPIO


def _rpigpio() -> Any:
    with folder_for_a_pipe():
        from gpiozero.pins.rpigpio import RPiGPIOFactory, RPiGPIOPin

    factory = RPiGPIOFactory()
    factory.pin_class = type("Pin", (NamesABusyPin, RPiGPIOPin), {})
    return factory


def user_name() -> str:
    """Who runs this program; USER where the system does not know."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "USER"
