"""The node's own small lock: exact versions with hashes, without hub, plots and the live picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from devices import Message
from flash.bundle.target import Target

LOCK = Path(__file__).with_name("requirements-node.lock")
ENTRY = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))?(?= \\)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

# Packages without a wheel for a 32-bit Pi -> what does not work there without them.
NO_WHEEL_ON_32_BIT = {
    "sysv-ipc": Message("bundle.no_sysv_ipc", "a DHT22 cannot be read"),
    "gpiod": Message(
        "bundle.no_gpiod", "parts on I2C and a DHT22 need the package python3-libgpiod of the board's own system"
    ),
}


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]

    def is_for(self, target: Target) -> bool:
        """Whether it is installed there."""
        from packaging.markers import Marker

        return not self.marker or Marker(self.marker).evaluate(target.environment())

    @property
    def has_32_bit_wheel(self) -> bool:
        """Whether a 32-bit Pi can have it without a compiler."""
        return self.name not in NO_WHEEL_ON_32_BIT


def read_lock(file: Path = LOCK) -> list[Locked]:
    """The packages of a lock, in its order."""
    entries = re.split(r"\n(?=[a-z])", file.read_text(encoding="utf-8"))
    found = ((ENTRY.match(entry), entry) for entry in entries)
    return [
        Locked(match["name"], match["version"], match["marker"] or "", frozenset(HASH.findall(entry)))
        for match, entry in found
        if match
    ]


def packages_for(target: Target, lock: list[Locked]) -> list[Locked]:
    """What a bundle for this target must hold."""
    wanted = [each for each in lock if each.is_for(target)]
    return wanted if target.machine != "armv7l" else [each for each in wanted if each.has_32_bit_wheel]


def missing_for(target: Target, lock: list[Locked]) -> list[str]:
    """The packages that a 64-bit board would have and this one has not."""
    there = {each.name for each in packages_for(target, lock)}
    full = packages_for(Target(target.python, "aarch64"), lock)
    return sorted(each.name for each in full if each.name not in there)
