"""Stand-in for `spidev`, Linux's SPI: gpiozero's analog chips and textbook programs use it."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.closing import Closes
from sim.python.program import pass_spi_time
from sim.wires import switched_on
from sim.wires.spi import CHIP_SELECTS, PORT, SpiBus

ENOENT, EBADF, EINVAL = 2, 9, 22  # Linux errno, literals because Windows numbers differ
SPEED_HZ = 125_000_000  # chosen: what a Pi 4's port says before a program sets a speed
LONGEST = 4096  # bytes in one transaction: spidev's buffer, bufsiz in the kernel's spidev driver
HIGHEST_MODE = 3
BYTE_BITS = 8  # the only word length of a Pi's SPI port (Linux, spi-bcm2835.c)
WORD_BITS = range(8, 33)  # what spidev itself lets through


class SpiDev(Closes):
    """One chip-select wire of the SPI port of the board that is switched on.

    Speed and mode are kept and change nothing: the chips here take all of them. Setting anything raises OSError 9 on a
    device that is not open, and OSError 22 for what a Pi's port cannot do: words of more than 8 bits, the low bit
    first, a loop.
    """

    def __init__(self, bus: int | None = None, client: int | None = None) -> None:
        self._bus: SpiBus | None = None
        self._port = self._device = 0
        self._speed_hz = SPEED_HZ
        self._mode = 0
        self._cshigh = self._no_cs = self._threewire = False
        if bus is not None and client is not None:
            self.open(bus, client)

    def open(self, bus: int, device: int) -> None:
        """Open /dev/spidev<bus>.<device>. Raises FileNotFoundError when the Pi has no such wire."""
        if bus != PORT or not 0 <= device < len(CHIP_SELECTS):
            raise FileNotFoundError(ENOENT, "No such file or directory", f"/dev/spidev{bus}.{device}")
        self._bus, self._port, self._device = switched_on.board().spi, bus, device

    def open_path(self, path: str) -> None:
        """Open a device by its path. Raises FileNotFoundError when the Pi has no such device."""
        for device in range(len(CHIP_SELECTS)):
            if path == f"/dev/spidev{PORT}.{device}":
                return self.open(PORT, device)
        raise FileNotFoundError(ENOENT, "No such file or directory", path)

    def close(self) -> None:
        """Close the device."""
        self._bus = None

    def xfer2(self, values: Sequence[int], *_: int) -> list[int] | tuple[int, ...]:
        """Exchange bytes with the chip selected from the first to the last; a tuple goes out, a tuple comes back.

        Speed, delay and word length may follow. Raises TypeError for no bytes, OverflowError for more than 4096.
        """
        answer = self._exchange(_short(values))
        return tuple(answer) if isinstance(values, tuple) else answer

    xfer = xfer2

    def xfer3(self, values: Sequence[int], *_: int) -> tuple[int, ...]:
        """Exchange any number of bytes; what comes back is a tuple."""
        return tuple(self._exchange(values))

    def writebytes(self, values: Sequence[int]) -> None:
        """Send up to 4096 bytes and throw away what comes back."""
        self._exchange(_short(values), reads=False)

    def writebytes2(self, values: Sequence[int]) -> None:
        """Send any number of bytes and throw away what comes back."""
        self._exchange(values, reads=False)

    def readbytes(self, count: int) -> list[int]:
        """Receive bytes while sending zeros."""
        return self._exchange([0] * count)

    @property
    def max_speed_hz(self) -> int:
        """How fast the bits go, in Hz."""
        return self._speed_hz

    @max_speed_hz.setter
    def max_speed_hz(self, speed_hz: int) -> None:
        if not isinstance(speed_hz, int):
            raise TypeError("The max_speed_hz attribute must be an integer")
        self._open_bus()
        self._speed_hz = speed_hz

    @property
    def mode(self) -> int:
        """When the bits count, 0 to 3. Raises TypeError for others."""
        return self._mode

    @mode.setter
    def mode(self, mode: int) -> None:
        if not isinstance(mode, int) or not 0 <= mode <= HIGHEST_MODE:
            raise TypeError("The mode attribute must be an integer between 0 and 3.")
        self._open_bus()
        self._mode = mode

    @property
    def bits_per_word(self) -> int:
        """How many bits a word has: 8."""
        return BYTE_BITS

    @bits_per_word.setter
    def bits_per_word(self, bits: int) -> None:
        if bits not in WORD_BITS:
            raise TypeError("invalid bits_per_word (8 to 32)")
        self._refuse(bits != BYTE_BITS, f"words of {bits} bits")

    @property
    def lsbfirst(self) -> bool:
        """Whether the low bit goes first: never."""
        return False

    @lsbfirst.setter
    def lsbfirst(self, lsbfirst: bool) -> None:
        self._refuse(lsbfirst, "the low bit first")

    @property
    def loop(self) -> bool:
        """Whether the port hears itself: never."""
        return False

    @loop.setter
    def loop(self, loop: bool) -> None:
        self._refuse(loop, "loop back")

    @property
    def cshigh(self) -> bool:
        """Whether a high chip-select wire selects."""
        return self._cshigh

    @cshigh.setter
    def cshigh(self, cshigh: bool) -> None:
        self._open_bus()
        self._cshigh = cshigh

    @property
    def no_cs(self) -> bool:
        """Whether the program selects the chip by itself."""
        return self._no_cs

    @no_cs.setter
    def no_cs(self, no_cs: bool) -> None:
        self._open_bus()
        self._no_cs = no_cs

    @property
    def threewire(self) -> bool:
        """Whether one wire carries both directions."""
        return self._threewire

    @threewire.setter
    def threewire(self, threewire: bool) -> None:
        self._open_bus()
        self._threewire = threewire

    def _open_bus(self) -> SpiBus:
        if self._bus is None:
            raise OSError(EBADF, "Bad file descriptor: the SPI device is not open")
        return self._bus

    def _refuse(self, wanted: bool, what: str) -> None:
        self._open_bus()
        if wanted:
            raise OSError(EINVAL, f"Invalid argument: the SPI port of a Pi does not do {what}")

    def _exchange(self, values: Sequence[int], reads: bool = True) -> list[int]:
        if not len(values):
            raise TypeError("Empty argument list.")
        bus = self._open_bus()
        pass_spi_time(len(values))
        device = bus.selected() if self._no_cs else self._device
        device = self._device if device is None else device
        return bus.transfer(self._port, device, [value & 0xFF for value in values], reads)


def _short(values: Sequence[int]) -> Sequence[int]:
    if len(values) > LONGEST:
        raise OverflowError(f"Argument list size exceeds {LONGEST} bytes.")
    return values
