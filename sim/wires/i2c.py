"""The I2C bus: chips at addresses, bytes between them, and the ways in which a real bus fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from sim.time.clock import VirtualClock, WaitsForever
from sim.wires.pins import Observer

EREMOTEIO = 121  # Linux errno for a byte that nobody acknowledged; literals because Windows has no such names
ETIMEDOUT = 110  # Linux errno for a bus that hangs
STUCK_S = 1.0  # how long Linux waits for a hung bus: i2c_adapter.timeout, one second by default (i2c-core-base.c)
PATIENCE = 1_000_000  # transactions with one chip while time stands still, before a polling loop is called endless
LOWEST_ADDRESS, HIGHEST_ADDRESS = 0x08, 0x77  # 7-bit addresses that chips may use (UM10204, section 3.1.12)
CHANNEL = (
    0x100  # a chip behind a channel of a multiplexer has a key: its address, and so much for each channel up to it
)
MULTIPLEXERS = 0x70  # the first address of a TCA9548A, whose channels are 0 to 7; those of the next one are 8 to 15
AGAINST_THE_RULES = (0x04,)  # reserved there for masters of high speed; boards with an STM32 take it all the same


def on_wire(key: int) -> int:
    """The address that stands on the wires for a chip, also behind a multiplexer."""
    return key % CHANNEL


def shown_key(key: int) -> str:
    """An address as people write it: 0x29, and 0x29.2 behind channel 2 of a multiplexer."""
    return f"0x{on_wire(key):02x}" + (f".{key // CHANNEL - 1}" if key >= CHANNEL else "")


class Nack(Exception):
    """A chip does not acknowledge: the Pi's program gets OSError 121, with Linux's own words."""


class StuckBus(Exception):
    """A chip holds the bus down: the Pi's program gets OSError 110 after a second."""


class I2cChip(Protocol):
    """A chip at an address. Raise `Nack` or `StuckBus` from either method to fail as a real one."""

    def write(self, data: bytes) -> None:
        """Take the bytes of one transaction; none at all when the Pi only asks whether somebody is there."""
        ...

    def read(self, count: int) -> bytes:
        """Give `count` bytes."""
        ...


class Registers16:
    """A chip of 16-bit registers, high byte first: a first byte sets the pointer, two more write the register.

    Override `get` and `set`. Either may raise `Nack` or `StuckBus`. Only the low 16 bits of a value count, so a
    negative number goes out as two's complement.
    """

    pointer: int = 0

    def get(self, register: int) -> int:
        raise NotImplementedError

    def set(self, register: int, value: int) -> None:
        raise NotImplementedError

    def acknowledge(self) -> None:
        """Answer to the address alone. Override it to raise `Nack` when the chip is off."""

    def write(self, data: bytes) -> None:
        if not data:
            self.acknowledge()
            return
        self.pointer = data[0]
        for high in range(1, len(data) - 1, 2):
            self.set(self.pointer, data[high] << 8 | data[high + 1])

    def read(self, count: int) -> bytes:
        word = (self.get(self.pointer) & 0xFFFF).to_bytes(2, "big")
        return (word * (count // 2 + 1))[:count]


class Traffic:
    """What was exchanged with one address since the board was built."""

    __slots__ = ("address", "check_at", "check_s", "chip", "nacks", "registers", "timeouts", "transactions")

    def __init__(self, address: int) -> None:
        self.address = address
        self.chip: I2cChip | None = None
        self.registers: Registers16 | None = None  # the same chip, when it can be asked for 16-bit words directly
        self.transactions = 0
        self.nacks = 0
        self.timeouts = 0
        self.check_at = PATIENCE
        self.check_s = 0.0


class I2cBus:
    """The one I2C bus on GPIO2 and GPIO3. Its three transfer methods have the signatures of CircuitPython's busio.I2C.

    A transaction takes no virtual time, except on a stuck bus.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.observer: Observer | None = None  # who watches the bus
        self._traffic: dict[int, Traffic] = {}
        self._stuck = False
        self.on_absent: Callable[[int, bytes, int], None] | None = None  # may plug in what was asked for
        self._watchers: dict[int, Callable[[bytes, int], None]] = {}
        self.on_scan: Callable[[], Iterable[int]] | None = None  # who would answer, besides those that are plugged in
        self.not_missed: set[int] = set()  # where nobody is expected, so that no observer need hear of it
        self._holders: set[int] = set()
        self._open: list[int] = []  # the channels of multiplexers that are connected now
        self._silent: set[int] = set()
        self._reachable: dict[int, Traffic] = {}  # those that may answer at once; none on a stuck bus

    def attach(self, address: int, chip: I2cChip) -> None:
        """Plug a chip in. Raises ValueError for an address that is taken or that no chip may have."""
        if not LOWEST_ADDRESS <= on_wire(address) <= HIGHEST_ADDRESS and address not in AGAINST_THE_RULES:
            raise ValueError(f"0x{address:02x} is no I2C address: chips use 0x08 to 0x77")
        traffic = self.traffic(address)
        if traffic.chip is not None:
            raise ValueError(f"two chips cannot share the I2C address 0x{address:02x}")
        traffic.chip = chip
        # Only a chip that did not override write and read can be.
        plain = type(chip).write is Registers16.write and type(chip).read is Registers16.read
        traffic.registers = chip if plain and isinstance(chip, Registers16) else None
        self._plug()

    def detach(self, address: int) -> I2cChip:
        """Pull a chip out and return it. Raises KeyError when there is none."""
        traffic = self.traffic(address)
        if traffic.chip is None:
            raise KeyError(f"no chip at I2C address 0x{address:02x}")
        chip, traffic.chip, traffic.registers = traffic.chip, None, None
        self._plug()
        return chip

    def pull_out(self, chip: object) -> None:
        """Pull this chip out, wherever it is."""
        for address in [address for address, each in self._traffic.items() if each.chip is chip]:
            self.detach(address)

    def connect(self, multiplexer: int, mask: int) -> None:
        """Let a multiplexer connect those of its eight channels whose bits are set, and no others."""
        first = 8 * (multiplexer - MULTIPLEXERS)
        others = [each for each in self._open if not first <= each < first + 8]
        self._open = sorted([*others, *(first + bit for bit in range(8) if mask >> bit & 1)])
        self._plug()

    def chip(self, address: int) -> I2cChip | None:
        """Return the chip at an address, or None."""
        return self.traffic(address).chip

    def traffic(self, address: int) -> Traffic:
        """The counts for an address: `.transactions`, `.nacks`, `.timeouts`."""
        return self._traffic.setdefault(address, Traffic(address))

    @property
    def transactions(self) -> int:
        """All transactions since the board was built, failed ones too."""
        return sum(traffic.transactions for traffic in self._traffic.values())

    @property
    def stuck(self) -> bool:
        """Whether the whole bus is held down, as by a chip that lost its clock or a wire that touches ground."""
        return self._stuck

    @stuck.setter
    def stuck(self, stuck: bool) -> None:
        self._stuck = stuck
        self._plug()

    def hold(self, address: int, held: bool) -> None:
        """Let the chip at an address hold the bus down, or let it go; it is free when nobody holds it."""
        (self._holders.add if held else self._holders.discard)(address)
        self.stuck = bool(self._holders)

    def watch(self, address: int, call: Callable[[bytes, int], None] | None) -> None:
        """Call `call` before each transaction at an address, with the bytes and how many are asked for; None: nobody.

        It may plug a chip in, or another one.
        """
        if call is None:
            self._watchers.pop(address, None)
        else:
            self._watchers[address] = call
        self._plug()

    def silence(self, address: int, silent: bool) -> None:
        """Let a chip that is plugged in acknowledge nothing, or speak again."""
        (self._silent.add if silent else self._silent.discard)(address)
        self._plug()

    def scan(self) -> list[int]:
        """Return the addresses that acknowledge."""
        found = []
        for address in range(LOWEST_ADDRESS, HIGHEST_ADDRESS + 1):
            try:
                self.writeto(address, b"")
            except OSError as error:
                if error.errno != EREMOTEIO:
                    raise
            else:
                found.append(address)
        return found

    def present(self) -> set[int]:
        """The addresses that a tool such as i2cdetect finds: with what is plugged in when it is spoken to."""
        soon = () if self.on_scan is None or self._stuck else self.on_scan()
        there = (
            on_wire(key)
            for key, traffic in (() if self._stuck else self._traffic.items())
            if traffic.chip is not None and key not in self._silent and self._key(on_wire(key)) == key
            and _acknowledges(traffic)
        )  # fmt: skip
        return {*there, *(each for each in soon if each not in self._silent and not self._is_cut_off(each))}

    def writeto(self, address: int, buffer: bytes | bytearray, *, start: int = 0, end: int | None = None) -> None:
        """Write buffer[start:end]. Raises OSError 121 when nobody answers, OSError 110 on a stuck bus."""
        try:
            traffic = self._reachable[address]
        except KeyError:
            traffic = self._look_for(address, bytes(buffer[start:end]), 0)
        traffic.transactions = count = traffic.transactions + 1
        if count > traffic.check_at:
            self._check_progress(traffic)
        end = len(buffer) if end is None else end
        registers = traffic.registers
        try:
            if registers is not None and end - start == 3:
                registers.pointer = register = buffer[start]
                registers.set(register, buffer[start + 1] << 8 | buffer[start + 2])
            else:
                traffic.chip.write(bytes(buffer[start:end]))  # type: ignore[union-attr]  # reachable: has a chip
        except (Nack, StuckBus) as failure:
            raise self._failed(traffic, failure) from None

    def readfrom_into(self, address: int, buffer: bytearray, *, start: int = 0, end: int | None = None) -> None:
        """Fill buffer[start:end]. Raises OSError 121 when nobody answers, OSError 110 on a stuck bus."""
        try:
            traffic = self._reachable[address]
        except KeyError:
            traffic = self._look_for(address, b"", (len(buffer) if end is None else end) - start)
        traffic.transactions = count = traffic.transactions + 1
        if count > traffic.check_at:
            self._check_progress(traffic)
        end = len(buffer) if end is None else end
        registers = traffic.registers
        try:
            if registers is not None and end - start == 2:
                word = registers.get(registers.pointer)
                buffer[start] = word >> 8 & 0xFF
                buffer[start + 1] = word & 0xFF
            else:
                buffer[start:end] = traffic.chip.read(end - start)  # type: ignore[union-attr]  # reachable: has a chip
        except (Nack, StuckBus) as failure:
            raise self._failed(traffic, failure) from None

    def writeto_then_readfrom(
        self,
        address: int,
        buffer_out: bytes | bytearray,
        buffer_in: bytearray,
        *,
        out_start: int = 0,
        out_end: int | None = None,
        in_start: int = 0,
        in_end: int | None = None,
        stop: bool = False,
    ) -> None:
        """Write, then read without letting the bus go between. Raises OSError 121 or 110 as the others do."""
        try:
            traffic = self._reachable[address]
        except KeyError:
            asked = (len(buffer_in) if in_end is None else in_end) - in_start
            traffic = self._look_for(address, bytes(buffer_out[out_start:out_end]), asked)
        traffic.transactions = count = traffic.transactions + 1
        if count > traffic.check_at:
            self._check_progress(traffic)
        out_end = len(buffer_out) if out_end is None else out_end
        in_end = len(buffer_in) if in_end is None else in_end
        registers = traffic.registers
        try:
            if registers is not None and in_end - in_start == 2 and out_end - out_start == 1:
                registers.pointer = register = buffer_out[out_start]
                word = registers.get(register)
                buffer_in[in_start] = word >> 8 & 0xFF
                buffer_in[in_start + 1] = word & 0xFF
            else:
                chip: I2cChip = traffic.chip  # type: ignore[assignment]  # reachable: has a chip
                chip.write(bytes(buffer_out[out_start:out_end]))
                buffer_in[in_start:in_end] = chip.read(in_end - in_start)
        except (Nack, StuckBus) as failure:
            raise self._failed(traffic, failure) from None

    def _plug(self) -> None:
        self._reachable = {}
        if not self._stuck:
            for key, traffic in self._traffic.items():
                if self._answers(key, traffic) and self._key(on_wire(key)) == key:
                    self._reachable[on_wire(key)] = traffic

    def _key(self, address: int) -> int:
        """Who is meant by an address now: the chip on the bus itself, or else the one behind a connected channel."""
        if not self._open or self._is_known(address):
            return address
        behind = [address + CHANNEL * (channel + 1) for channel in self._open]
        return next(filter(self._is_known, behind), behind[0])

    def _is_known(self, key: int) -> bool:
        return key in self._watchers or (key in self._traffic and self._traffic[key].chip is not None)

    def _is_cut_off(self, address: int) -> bool:
        """Whether the chip with this address is behind a channel that is not connected."""
        return address < CHANNEL and any(
            key > address and on_wire(key) == address and traffic.chip is not None
            for key, traffic in self._traffic.items()
        )

    def _answers(self, address: int, traffic: Traffic) -> bool:
        return traffic.chip is not None and address not in self._silent and address not in self._watchers

    def _look_for(self, address: int, sent: bytes, asked: int) -> Traffic:
        """Let `on_absent` plug a chip in for these bytes. Raises OSError when still nobody is there."""
        address = self._key(address)
        watcher = self._watchers.get(address)
        if self._stuck:
            pass
        elif watcher is not None:
            watcher(sent, asked)
        elif self.on_absent is not None and not self._is_cut_off(address):
            self.on_absent(address, sent, asked)
        traffic = self.traffic(address)
        if self._stuck or traffic.chip is None or address in self._silent:
            raise self._no_answer(address) from None
        return traffic

    def _no_answer(self, address: int) -> OSError:
        traffic = self.traffic(address)
        traffic.transactions += 1
        missed = traffic.chip is None and not self._stuck and on_wire(address) not in self.not_missed
        if self.observer is not None and missed:
            self.observer.nobody_at(on_wire(address))
        return self._failed(traffic, StuckBus() if self._stuck else Nack())

    def _failed(self, traffic: Traffic, failure: Nack | StuckBus) -> OSError:
        if isinstance(failure, Nack):
            traffic.nacks += 1
            return OSError(EREMOTEIO, "Remote I/O error")
        traffic.timeouts += 1
        self._clock.sleep(STUCK_S)
        return OSError(ETIMEDOUT, "Connection timed out")

    def _check_progress(self, traffic: Traffic) -> None:
        """Stop a program that polls a chip for ever while virtual time stands still."""
        now_s = self._clock.monotonic()
        if traffic.check_s == now_s:
            raise WaitsForever(
                f"The program asked the I2C chip at {shown_key(traffic.address)} {PATIENCE} times without a pause: "
                "it polls for something that this chip never reports."
            )
        traffic.check_s = now_s
        traffic.check_at = traffic.transactions + PATIENCE


def _acknowledges(traffic: Traffic) -> bool:
    """Whether a chip that is plugged in answers to its address: one without power does not."""
    try:
        traffic.chip.write(b"")  # type: ignore[union-attr]  # reachable: has a chip
    except (Nack, StuckBus):
        return False
    return True
