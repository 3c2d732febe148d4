"""Stand-in for CircuitPython's `busio`: the I2C and the SPI bus, each behind a lock. A Pi's UART is not here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from sim.libraries.closing import Deinits
from sim.libraries.stand_ins.microcontroller import Pin
from sim.python.program import pass_i2c_time, pass_spi_time, program_here
from sim.time.clock import WaitsForever
from sim.time.threads import MIN_WAIT_S
from sim.wires import switched_on
from sim.wires.spi import PORT, is_for_leds

SDA_GPIO, SCL_GPIO = 2, 3
MISO_GPIO, MOSI_GPIO, SCLK_GPIO = 9, 10, 11
PATIENCE = 100_000  # failed tries at the lock before the program is said to wait forever


class _Lockable(Deinits):
    """A bus that one driver uses at a time."""

    def __init__(self) -> None:
        self._locked = False
        self._refusals = 0

    def try_lock(self) -> bool:
        """Take the bus; False when it is taken, so that others may work meanwhile.

        Raises `WaitsForever` when a program keeps on trying in vain.
        """
        if self._locked:
            self._refusals += 1
            if self._refusals > PATIENCE:
                raise WaitsForever("The bus is locked and nobody unlocks it: an unlock() is missing in the program.")
            switched_on.board().clock.sleep(MIN_WAIT_S)
            return False
        self._locked = True
        return True

    def unlock(self) -> None:
        """Give the bus back."""
        if not self._locked:
            raise ValueError("Not locked")
        self._locked = False
        self._refusals = 0

    def deinit(self) -> None:
        """Close the bus."""
        self._locked = False


class I2C(_Lockable):
    """The I2C bus of the board that is switched on. Raises ValueError for other pins than SCL and SDA."""

    def __init__(self, scl: Pin, sda: Pin, frequency: int = 100_000, timeout: int = 255) -> None:
        super().__init__()
        if (scl.id, sda.id) != (SCL_GPIO, SDA_GPIO):
            raise ValueError(f"No hardware I2C on {scl} and {sda}: use SCL (GPIO3) and SDA (GPIO2)")
        bus = switched_on.board().i2c
        self.scan = lambda: sorted({*bus.scan(), *bus.present()})
        self.writeto: Callable[..., None]
        self.readfrom_into: Callable[..., None]
        self.writeto_then_readfrom: Callable[..., None]
        if program_here() is None:
            self.writeto = bus.writeto  # the bus's own methods: most calls of a run go through here
            self.readfrom_into = bus.readfrom_into
            self.writeto_then_readfrom = bus.writeto_then_readfrom
        else:
            self.writeto = self._timed(bus.writeto, only_writes=True)
            self.readfrom_into = self._timed(bus.readfrom_into)
            self.writeto_then_readfrom = self._timed(bus.writeto_then_readfrom)

    @staticmethod
    def _timed(transaction: Callable[..., None], only_writes: bool = False) -> Callable[..., None]:
        """The same transaction; the time of its bytes passes first."""

        def timed(address: int, *buffers: bytes | bytearray, **slices: Any) -> None:
            parts = zip(buffers, ("",) if len(buffers) == 1 else ("out_", "in_"), strict=True)
            count = sum(len(each[slices.get(f"{part}start", 0) : slices.get(f"{part}end")]) for each, part in parts)
            pass_i2c_time(count, only_writes)
            transaction(address, *buffers, **slices)

        return timed


class SPI(_Lockable):
    """The SPI bus of the board that is switched on; the chip is the one whose pin went low last."""

    def __init__(self, clock: Pin, MOSI: Pin | None = None, MISO: Pin | None = None) -> None:
        super().__init__()
        if clock.id != SCLK_GPIO or (MOSI and MOSI.id != MOSI_GPIO) or (MISO and MISO.id != MISO_GPIO):
            raise ValueError("No hardware SPI on these pins: use SCLK (GPIO11), MOSI (GPIO10) and MISO (GPIO9)")
        self._board = switched_on.board()
        self._frequency = 100_000

    @property
    def frequency(self) -> int:
        """The speed in hertz."""
        return self._frequency

    def configure(self, baudrate: int = 100_000, polarity: int = 0, phase: int = 0, bits: int = 8) -> None:
        """Set the speed in hertz; the chips here take every mode."""
        if not self._locked:
            raise RuntimeError("First call try_lock()")
        self._frequency = baudrate

    def write(self, buf: bytes | bytearray, start: int = 0, end: int | None = None) -> None:
        """Send buf[start:end]."""
        self._exchange(buf[start:end], reads=False)

    def readinto(self, buf: bytearray, start: int = 0, end: int | None = None, write_value: int = 0) -> None:
        """Fill buf[start:end] while sending `write_value`."""
        end = len(buf) if end is None else end
        buf[start:end] = bytes(self._exchange([write_value] * (end - start)))

    def write_readinto(
        self,
        buffer_out: bytes | bytearray,
        buffer_in: bytearray,
        out_start: int = 0,
        out_end: int | None = None,
        in_start: int = 0,
        in_end: int | None = None,
    ) -> None:
        """Send and fill at the same time. Raises ValueError for slices of different length."""
        sent = buffer_out[out_start:out_end]
        in_end = len(buffer_in) if in_end is None else in_end
        if len(sent) != in_end - in_start:
            raise ValueError("buffer slices must be of equal length")
        buffer_in[in_start:in_end] = bytes(self._exchange(sent))

    def _exchange(self, words: Sequence[int], reads: bool = True) -> list[int]:
        pass_spi_time(len(words))
        device = self._board.spi.selected()
        if is_for_leds(words) and (device is None or _asked_by_dotstar()):
            device = 0  # the port that Blinka opens pulls CE0 low by itself
        if device is None:
            return [0] * len(words)
        return self._board.spi.transfer(PORT, device, list(words), reads)


def _asked_by_dotstar() -> bool:
    """Whether the library for LEDs without a chip select writes to the port: low outputs are no selects for it."""
    return str(sys._getframe(3).f_globals.get("__name__")) == "adafruit_dotstar"


class UART:
    """The serial port. Raises RuntimeError: CircuitPython has none on a Pi, and this board has no partner for one."""

    def __init__(self, tx: Pin, rx: Pin, baudrate: int = 9600, **_: object) -> NoReturn:
        raise RuntimeError(
            "busio.UART does not work on a Raspberry Pi: programs there use the library pyserial. "
            "This virtual board has nothing on its serial port."
        )
