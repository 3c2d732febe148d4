"""The release that is installed: whole, for this project and this Python, and what became of the last update."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

from devices import Message
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import STATE, Machine

HOME = "opt/highland"  # docs/decisions/onto-the-board.md
CURRENT = f"{HOME}/current"
BOOT = "boot/firmware"
PARTS = ("manifest.json", "bin/highland")  # what a whole release has

AGAIN = Message("doctor.release.again", "Run the install.sh of the bundle again, from the USB stick.")
RELEASE_BROKEN = Kind(
    "release_broken",
    WRONG,
    Message("doctor.release_broken", "The release that /opt/highland/current names is not whole."),
    Message("doctor.release_broken.why", "Nothing can be started from it."),
    "sudo python3 -I /opt/highland/confirm.py boot",
    AGAIN,
)
RELEASE_OTHER_PROJECT = Kind(
    "release_other_project",
    WRONG,
    Message("doctor.release_other_project", "The bundle that is installed here is for {found}, not for {project}."),
    Message("doctor.release_other_project.why", "What {project} needs may be missing, and its next update fails."),
    "highland bundle {project} -o {project}.tar.gz",
    Message("doctor.release_other_project.offline", "The same command, on a computer that has the packages already."),
)
RELEASE_OTHER_PYTHON = Kind(
    "release_other_python",
    WRONG,
    Message("doctor.release_other_python", "The release was installed with Python {made}; the system has {found} now."),
    Message("doctor.release_other_python.why", "None of its libraries is found. The system was upgraded since."),
    "sudo sh install.sh",
    Message("doctor.release_other_python.offline", "The same, in the folder of a bundle for Python {found}."),
)
UPDATE_BROKEN_OFF = Kind(
    "update_broken_off",
    WORTH_KNOWING,
    Message("doctor.update_broken_off", "An update is on trial, or was broken off."),
    Message("doctor.update_broken_off.why", "At the next start of the board the release before comes back."),
    "sudo python3 -I /opt/highland/confirm.py boot",
)
UPDATE_TAKEN_BACK = Kind(
    "update_taken_back",
    WORTH_KNOWING,
    Message("doctor.update_taken_back", "The last update was taken back: {why}."),
    Message("doctor.update_taken_back.why", "The release before it runs; the new one did not prove itself."),
    "highland update --list",
    Message("doctor.update_taken_back.offline", "The same command. Bring a bundle in which that is mended."),
)


FIRST_BOOT_UNFINISHED = Kind(
    "first_boot_unfinished",
    WRONG,
    Message("doctor.first_boot_unfinished", "The first boot has not finished its work. Its last word: {said}"),
    Message("doctor.first_boot_unfinished.why", "Nothing is installed yet; passwords lie open on the boot partition."),
    "cat /boot/firmware/highland-first-boot.txt",
    Message(
        "doctor.first_boot_unfinished.offline",
        "The same command. Restart; if it stays so, flash the card again.",
    ),
)


def first_boot(machine: Machine) -> Iterator[Finding]:
    """Is what `highland flash` left on the boot partition installed and gone?"""
    if machine.glob(f"{BOOT}/highland-*/first-boot.sh"):
        lines = (machine.text(f"{BOOT}/highland-first-boot.txt") or "-").splitlines()
        yield FIRST_BOOT_UNFINISHED(said=lines[-1][:100])


def release(machine: Machine) -> Iterator[Finding]:
    """Is it whole, and is it the right one?"""
    if not machine.has(HOME):  # run from a folder, without a bundle
        return
    if not all(machine.has(f"{CURRENT}/{name}") for name in PARTS):
        yield RELEASE_BROKEN()
        return
    found = _object(machine.text(f"{CURRENT}/manifest.json")).get("project")
    if machine.project is not None and found is not None and found != machine.project.name:
        yield RELEASE_OTHER_PROJECT(found=found, project=machine.project.name)
    made = re.search(r"^version = (3\.\d+)", machine.text(f"{CURRENT}/venv/pyvenv.cfg") or "", re.MULTILINE)
    now = _system_python(machine)
    if made and now and made[1] != now:
        yield RELEASE_OTHER_PYTHON(made=made[1], found=now)


def update(machine: Machine) -> Iterator[Finding]:
    """What became of the last update?"""
    if machine.has(f"{HOME}/trial.json"):
        yield UPDATE_BROKEN_OFF()
    lines = (machine.text(f"{STATE}/updates.jsonl") or "").splitlines()
    last = _object(lines[-1]) if lines else {}
    if last.get("event") == "taken_back":
        yield UPDATE_TAKEN_BACK(why=str(last.get("why", "-"))[:80])


def _system_python(machine: Machine) -> str | None:
    """Such as 3.13: what /usr/bin/python3 is a link to."""
    try:
        return os.readlink(machine.path("usr/bin/python3")).removeprefix("python")
    except OSError:
        return None


def _object(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
