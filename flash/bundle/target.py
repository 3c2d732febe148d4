"""The boards a bundle can be for: a machine and the Pythons of its systems, and which wheels run there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices import HighlandError, Message

if TYPE_CHECKING:
    from packaging.tags import Tag

# Python -> minor version of the glibc 2.x beside it: Debian 12 Bookworm and Debian 13 Trixie, and so Raspberry Pi OS.
SYSTEMS = {"3.11": 36, "3.13": 41}
MACHINES = ("aarch64", "armv7l", "x86_64")
OLDEST_GLIBC = 17  # manylinux2014, the oldest that still gets wheels

BAD_PYTHON = Message("bundle.bad_python", "A bundle cannot be for Python {asked}.")
BAD_PYTHON_HINT = Message(
    "bundle.bad_python.hint",
    "Raspberry Pi OS Bookworm has Python 3.11, Trixie has 3.13. Give one or both, such as --python 3.11,3.13.",
)
BAD_MACHINE = Message("bundle.bad_machine", "A bundle cannot be for the machine {asked}.")
BAD_MACHINE_HINT = Message(
    "bundle.bad_machine.hint",
    "It can be for: {machines}. A Pi with the 64-bit system is aarch64; `uname -m` on the board shows it.",
)


@dataclass(frozen=True, slots=True)
class Target:
    """One Python on one machine."""

    python: str
    machine: str

    @property
    def platforms(self) -> list[str]:
        """The platform tags that run there, newest first."""
        newest = SYSTEMS[self.python]
        names = [f"manylinux_2_{minor}_{self.machine}" for minor in range(newest, OLDEST_GLIBC - 1, -1)]
        return [*names, f"manylinux2014_{self.machine}", f"linux_{self.machine}"]

    def tags(self) -> Iterator[Tag]:
        """The tags of wheels that run there, best first."""
        from packaging.tags import compatible_tags, cpython_tags

        version = tuple(int(number) for number in self.python.split("."))
        yield from cpython_tags(version, platforms=self.platforms)
        yield from compatible_tags(version, f"cp{version[0]}{version[1]}", self.platforms)

    def environment(self) -> dict[str, str]:
        """What the markers of a lock ask for, for this board and not for the computer that makes the bundle."""
        return {
            "implementation_name": "cpython",
            "os_name": "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_system": "Linux",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "linux",
        }


def targets(pythons: str, machine: str) -> list[Target]:
    """A target for each Python in a list with commas. Raises HighlandError."""
    asked = re.split(r"\s*,\s*", pythons.strip())
    for python in asked:
        if python not in SYSTEMS:
            raise HighlandError(BAD_PYTHON(asked=python or "?"), BAD_PYTHON_HINT)
    if machine not in MACHINES:
        raise HighlandError(BAD_MACHINE(asked=machine), BAD_MACHINE_HINT(machines=", ".join(MACHINES)))
    return [Target(python, machine) for python in sorted(set(asked))]
