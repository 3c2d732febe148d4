"""Serial ports: the UART on GPIO14 and GPIO15, and those behind the USB sockets. Bytes take the time of their bits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from math import inf
from typing import Protocol

from sim.time.clock import VirtualClock

HEADER = "/dev/serial0"
SAME = ("/dev/serial0", "/dev/ttyAMA0", "/dev/ttyS0")  # names of the port on the header, by the kind of Pi
DEVICES = (HEADER, "/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/ttyACM0", "/dev/ttyACM1")
BITS_A_BYTE = 10  # a start bit, eight bits, a stop bit
BUFFER_BYTES = 4095  # that Linux keeps for who does not read: N_TTY_BUF_SIZE - 1 (drivers/tty/n_tty.c)
IDLE_S = 60.0  # chosen: how long nobody looks at a line on which nothing is planned


class SerialChip(Protocol):
    """What is at the other end of a serial line."""

    baud: int

    def hear(self, data: bytes) -> None:
        """Take what the Pi has sent."""
        ...

    def opened(self, baud: int) -> None:
        """A program has opened the port with so many bits a second."""
        ...

    def awaited(self) -> None:
        """The program looks for something that has not come."""
        ...


class SerialLine:
    """One line with a chip at its end."""

    def __init__(self, clock: VirtualClock, chip: SerialChip) -> None:
        self._clock = clock
        self.chip = chip
        self._baud = 0  # of the program; 0: the port is closed
        self._coming: deque[tuple[float, int]] = deque()  # when each byte is there
        self._free_s = 0.0  # when the chip has said all that it has begun
        self._sent_s = 0.0  # when the Pi has sent all

    def open(self, baud: int) -> None:
        """A program opens the port, or changes its speed."""
        self._baud = baud
        self.chip.opened(baud)

    def close(self) -> None:
        """Nobody listens; what comes now is lost."""
        self._baud = 0
        self.clear()

    def clear(self) -> None:
        """Throw away what has come."""
        now_s = self._clock.monotonic()
        self._coming = deque(each for each in self._coming if each[0] > now_s)

    def say(self, data: bytes) -> None:
        """The chip sends; at another speed, and to nobody, it is lost."""
        start_s = max(self._clock.monotonic(), self._free_s)
        self._free_s = start_s + len(data) * BITS_A_BYTE / self.chip.baud
        if self._baud != self.chip.baud:
            return
        for number, byte in enumerate(data, 1):
            if len(self._coming) < BUFFER_BYTES:
                self._coming.append((start_s + number * BITS_A_BYTE / self.chip.baud, byte))

    @property
    def waiting(self) -> int:
        """How many bytes have come."""
        if not self._coming:
            self.chip.awaited()
        now_s = self._clock.monotonic()
        return sum(1 for at_s, _ in self._coming if at_s <= now_s)

    def take(self, size: int, timeout_s: float | None) -> bytes:
        """Wait for so many bytes, or until the time is over; None: for ever."""
        if not self._coming:
            self.chip.awaited()
        until_s = inf if timeout_s is None else self._clock.monotonic() + timeout_s
        while len(self._coming) < size or self._coming[size - 1][0] > self._clock.monotonic():
            now_s = self._clock.monotonic()
            if now_s >= until_s:
                break
            next_s = self._coming[size - 1][0] if len(self._coming) >= size else max(self._clock.next_s, now_s + 1e-6)
            self._clock.sleep(min(next_s - now_s, until_s - now_s, IDLE_S))
        return bytes(self._coming.popleft()[1] for _ in range(min(size, self.waiting)))

    def send(self, data: bytes) -> None:
        """The Pi sends: the chip hears it when the last bit is there."""
        start_s = max(self._clock.monotonic(), self._sent_s)
        self._sent_s = start_s + len(data) * BITS_A_BYTE / max(self._baud, 1)
        if self._baud == self.chip.baud:
            self._clock.at(self._sent_s, partial(self.chip.hear, data))

    def flush(self) -> None:
        """Wait until all is sent."""
        self._clock.sleep(max(self._sent_s - self._clock.monotonic(), 0.0))


class SerialPorts:
    """The ports of one board, by their number in `DEVICES`."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._lines: dict[int, SerialLine] = {}
        self.on_absent: Callable[[int], None] | None = None  # may plug in what was asked for
        self.on_listed: Callable[[], None] | None = None  # the same, when somebody looks which ports there are

    def attach(self, number: int, chip: SerialChip) -> SerialLine:
        """Connect a chip. Raises ValueError when the port is taken or does not exist."""
        if not 0 <= number < len(DEVICES) or number in self._lines:
            raise ValueError(f"no free serial port {number}")
        self._lines[number] = SerialLine(self._clock, chip)
        return self._lines[number]

    def pull_out(self, chip: object) -> None:
        """Pull this chip out, wherever it is."""
        for number in [number for number, line in self._lines.items() if line.chip is chip]:
            del self._lines[number]

    def in_use(self) -> list[str]:
        """The ports behind USB sockets with something in them."""
        if self.on_listed is not None and not any(number > 0 for number in self._lines):
            self.on_listed()
        return [DEVICES[number] for number in sorted(self._lines) if number > 0]

    def line(self, path: str) -> SerialLine | None:
        """What a program opens under this name, or None when nothing is there."""
        path = HEADER if path in SAME else path
        if path not in DEVICES:
            return None
        number = DEVICES.index(path)
        if number not in self._lines and self.on_absent is not None:
            self.on_absent(number)
        return self._lines.get(number)
