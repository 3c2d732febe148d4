"""The board's two buses as Linux shows them: a device file that is missing, or that this user may not open."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from devices import Message, ReadError
from drivers._pins import user_name

OFF = Message("bus.off", "{bus} is switched off on this board: {device} is missing.")
OFF_HINT = Message("bus.off.hint", "Turn {bus} on: `sudo raspi-config nonint {switch} 0`. Then restart the board.")
DENIED = Message("bus.denied", "The user {user} may not use {bus} ({device}).")
DENIED_HINT = Message(
    "bus.denied.hint", "Add it to the group {group}: `sudo usermod -aG {group} {user}`. Then log out and in again."
)


@dataclass(frozen=True, slots=True)
class Bus:
    """One bus: its name, its device file, the group that may open it, and the name that raspi-config has for it."""

    name: str
    device: str
    group: str
    switch: str

    def problem(self, root: Path = Path("/")) -> ReadError | None:
        """Why it cannot be opened, as far as its file tells; None when nothing speaks against it."""
        device = root / self.device.lstrip("/")
        if not device.exists():
            return ReadError(OFF(bus=self.name, device=self.device), OFF_HINT(bus=self.name, switch=self.switch))
        if not os.access(device, os.R_OK | os.W_OK):
            user = user_name()
            refused = DENIED(user=user, bus=self.name, device=self.device)
            return ReadError(refused, DENIED_HINT(group=self.group, user=user))
        return None


I2C = Bus("I2C", "/dev/i2c-1", "i2c", "do_i2c")


def spi(device: int) -> Bus:
    """The SPI bus with one of its two chip selects."""
    return Bus("SPI", f"/dev/spidev0.{device}", "spi", "do_spi")
