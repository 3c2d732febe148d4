"""Stand-in for `spi`, the module of SPI-Py, which the readers of older RFID kits use. It knows one device, or several.

Until 2017 it had one device for all: `openSPI(...)` and `transfer((1, 2))`. Since then `openSPI` returns a number that
the others want first: `transfer(device, (1, 2))`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.spidev import SpiDev

DEVICE = "/dev/spidev0.0"
SPEED_HZ = 500_000  # what SPI-Py takes when nobody says another speed

_opened: dict[int, SpiDev] = {}


def openSPI(device: str = DEVICE, mode: int = 0, bits: int = 8, speed: int = SPEED_HZ, delay: int = 0) -> int:
    """Open a device and return its number. Raises FileNotFoundError when the Pi has no such device."""
    port = SpiDev()
    port.open_path(device)
    port.mode, port.bits_per_word, port.max_speed_hz = mode, bits, speed
    number = max(_opened, default=2) + 1
    _opened[number] = port
    return number


def transfer(*values: int | Sequence[int]) -> tuple[int, ...]:
    """Exchange bytes, the number of the device before them; without it, with the one that was opened last.

    Raises TypeError for anything else, and OSError 9 when nothing is open.
    """
    if not 1 <= len(values) <= 2 or not isinstance(values[-1], tuple | list):
        raise TypeError("transfer takes a device of openSPI and a tuple of bytes")
    return tuple(_device(values[0] if len(values) > 1 else None).xfer2(values[-1]))


def closeSPI(device: int | None = None) -> None:
    """Close a device; without its number, the one that was opened last."""
    _device(device).close()
    _opened.pop(max(_opened) if device is None else device)


def _device(number: object) -> SpiDev:
    if number is None:
        number = max(_opened, default=None)
    return _opened[number] if isinstance(number, int) and number in _opened else SpiDev()
