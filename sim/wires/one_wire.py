"""The 1-Wire bus, as Linux shows it: a folder for each chip under /sys/bus/w1/devices, and files in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from sim.time.clock import VirtualClock

GPIO = 4  # where `dtoverlay=w1-gpio` puts the bus (Raspberry Pi documentation, "1-Wire")
DEVICES = "/sys/bus/w1/devices"
MASTER = "w1_bus_master1"
CONVERSION_S = 0.75  # DS18B20 data sheet, table 2: at most 750 ms for 12 bits
EIO = 5  # Linux errno, a literal because Windows numbers differ
POLYNOMIAL = 0x8C  # x^8 + x^5 + x^4 + 1, low bit first (DS18B20 data sheet, "CRC generation")
NO_ANSWER = b"\xff" * 9  # what is read from a bus that nobody pulls down
SIXTEENTHS = 16  # of a degree: a step at 12 bits


class OneWireChip(Protocol):
    """A thermometer on the bus."""

    serial: str  # as its folder is called: 28-...

    def scratchpad(self) -> bytes | None:
        """Its nine bytes, the last of them a checksum; None when it does not answer."""
        ...


def crc8(data: bytes) -> int:
    """Checksum of these bytes."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (POLYNOMIAL if crc & 1 else 0)
    return crc


class OneWireBus:
    """The one 1-Wire bus of a board. `on_asked` may plug a chip in when a program reads the bus."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._chips: dict[str, OneWireChip] = {}
        self.on_asked: Callable[[], None] | None = None

    def attach(self, chip: OneWireChip) -> None:
        """Plug a chip in. Raises ValueError when one with this serial number is there."""
        if chip.serial in self._chips:
            raise ValueError(f"two chips cannot have the serial number {chip.serial}")
        self._chips[chip.serial] = chip

    def detach(self, serial: str) -> None:
        """Pull a chip out. Raises KeyError when there is none."""
        del self._chips[serial]

    def pull_out(self, chip: object) -> None:
        """Pull this chip out, if it is there."""
        for serial in [serial for serial, each in self._chips.items() if each is chip]:
            self.detach(serial)

    def folder(self, path: str) -> tuple[str, ...] | None:
        """The names in a folder of the bus, or None when there is no such folder."""
        if self.on_asked is not None:
            self.on_asked()
        if path == DEVICES:
            return (MASTER, *self._chips)
        chip = self._chip(path)
        if chip is not None:
            return tuple(FILES)
        return ("w1_master_slaves",) if path == f"{DEVICES}/{MASTER}" else None

    def has_file(self, path: str) -> bool:
        """Whether there is such a file."""
        folder, _, name = path.rpartition("/")
        return name in (self.folder(folder) or ())

    def read(self, path: str) -> str:
        """The text of a file that is there. A temperature takes 0.75 s. Raises OSError 5 when its chip is silent."""
        folder, _, name = path.rpartition("/")
        chip = self._chip(folder)
        return "".join(f"{serial}\n" for serial in self._chips) if chip is None else FILES[name](self, chip)

    def _chip(self, folder: str) -> OneWireChip | None:
        parent, _, serial = folder.rpartition("/")
        return self._chips.get(serial) if parent == DEVICES else None

    def _measured(self, chip: OneWireChip) -> bytes:
        self._clock.sleep(CONVERSION_S)
        return chip.scratchpad() or NO_ANSWER

    def _slave(self, chip: OneWireChip) -> str:
        data = self._measured(chip)
        crc = crc8(data[:8])
        shown = data.hex(" ")
        return (
            f"{shown} : crc={crc:02x} {'YES' if crc == data[8] else 'NO'}\n"
            f"{shown} t={_thousandths(data)}\n"
        )  # fmt: skip

    def _temperature(self, chip: OneWireChip) -> str:
        data = self._measured(chip)
        if crc8(data[:8]) != data[8]:
            raise OSError(EIO, "Input/output error")
        return f"{_thousandths(data)}\n"

    def _name(self, chip: OneWireChip) -> str:
        return f"{chip.serial}\n"


def _thousandths(data: bytes) -> int:
    return int.from_bytes(data[:2], "little", signed=True) * 1000 // SIXTEENTHS


FILES: Mapping[str, Callable[[OneWireBus, OneWireChip], str]] = {
    "name": OneWireBus._name,
    "temperature": OneWireBus._temperature,
    "w1_slave": OneWireBus._slave,
}
