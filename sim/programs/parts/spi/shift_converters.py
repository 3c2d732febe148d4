"""Converters that are asked bit by bit: a start bit, some bits for the input, then the code with its high bit first.

Data sheets: MCP3004/3008 DS21295 figure 5-1, MCP3204/3208 DS21298 figure 5-1, MCP3002 DS21294 figure 5-1, MCP3202
DS21034 figure 5-1, ADC0832 and ADC0834 (TI SNAS531, sequence of operation). On 3.3 V, which is their reference too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.chips._bus_chips import ConverterChip
from sim.programs.parts.kind import CONVERTER, SPI, PartKind, Talk
from sim.wires.shifting import Out, ShiftWires, wires_by_hand
from sim.wires.spi import PORT

SUPPLY_V = 3.3  # chosen: with 5 V the output would burn the Pi's pin; kits reckon with shares of the supply
LONGEST = 4  # bytes of one question
MOST_CLOCKS = 48  # chosen: nobody clocks so long for one answer, however slowly it is begun
EXACT, LOOSE, RARER, LONGER, OTHER_NAMED = 0.9, 0.45, 0.4, 0.1, 0.3  # chosen: how likely a type is, by its clocks
MOST_INPUTS = 8  # kits have the types with eight inputs
MOST_BITS = 12
NOISY_BITS = 10  # DS21295 and DS21298: integral non-linearity +-1 step; the data sheet of 8 bits gives half a step


@dataclass(frozen=True, slots=True)
class Make:
    """What one type has: bits of a code, inputs, bits that follow the start bit, clocks from them to the zero bit.

    `number` is the input that these bits mean. `mirrored` says whether the low bits follow in the other order.
    """

    bits: int
    inputs: int
    command: int
    wait: int
    number: Callable[[int], int]
    mirrored: Callable[[int], bool] = lambda command: True


def _eight(command: int) -> int:
    return command & 7  # SGL/DIFF, D2, D1, D0


def _four(command: int) -> int:
    return command & 3  # D2 does not matter (DS21295, table 5-1)


def _two(command: int) -> int:
    return command >> 1 & 1  # SGL/DIFF, ODD/SIGN, MSBF


def _low_bits_again(command: int) -> bool:
    return not command & 1  # MSBF low (DS21294, figure 5-2)


def _odd_then_select(command: int) -> int:
    return (command & 1) << 1 | command >> 1 & 1  # SGL/DIF, ODD/SIGN, SELECT (SNAS531, ADC0834 MUX addressing)


# Chips that a converter's question could be meant for, too: analog outputs, ports, a thermometer.
OTHERS_ON_SPI = ("mcp4901", "mcp4911", "mcp4921", "mcp4902", "mcp4912", "mcp4922", "mcp23s17", "mcp23s08", "max31865")
ABOUT = ("adc", "differential", "diff")
FULL_SCALES = frozenset((1023.0, 1024.0, 4095.0, 4096.0))
MAKES = {
    "mcp3008": Make(10, 8, 4, 1, _eight),
    "mcp3004": Make(10, 4, 4, 1, _four),
    "mcp3002": Make(10, 2, 3, 0, _two, _low_bits_again),
    "mcp3208": Make(12, 8, 4, 1, _eight),
    "mcp3204": Make(12, 4, 4, 1, _four),
    "mcp3202": Make(12, 2, 3, 0, _two, _low_bits_again),
    "adc0834": Make(8, 4, 3, 0, _odd_then_select),
    "adc0832": Make(8, 2, 2, 0, lambda command: command & 1),
}


class ShiftConverterChip(ConverterChip):
    """One converter, on the SPI port or on the plain pins `clock`, `out`, `into` and `select`."""

    def plug(self) -> None:
        super().plug()
        self._make = MAKES[self.part.driver]
        self._sent = 0  # the start bit and what came after it
        self._count = 0  # how many bits these are; 0: still waiting for the start bit
        self._coming: list[bool] = []  # bits of the answer that are still to come, last one first
        self._out: Out = None
        self.on_asked: Callable[[int], None] | None = None  # told once how many bits a question and its answer had
        self.on_too_long: Callable[[], None] | None = None  # told once that the program clocks on beyond any answer
        self.on_too_short: Callable[[], None] | None = None  # told once that it stops in the midst of the first answer
        self.wires: ShiftWires | None = None
        if "clock" in self.part.options:
            self.wires = wires_by_hand(self, self.pi.pins, self.part.options)
        else:
            self.pi.spi.attach(PORT, self.option("device", 0), self)

    def transfer(self, data: Sequence[int]) -> list[int]:
        """One transaction over the SPI port: the same bits as by hand, reckoned at once."""
        make, count = self._make, len(data)
        sent = int.from_bytes(bytes(data), "big")
        after_start = sent.bit_length() - 1
        room = after_start - make.command - make.wait - 1  # clocks that are left for the code and what comes after it
        if room <= 0 or not self._powered:
            return [0] * count
        bits = self._answer(sent >> after_start - make.command & (1 << make.command) - 1)
        answer = 0
        for place in range(min(room, len(bits))):
            answer |= bits[place] << room - 1 - place
        return list(answer.to_bytes(count, "big"))

    def select(self, selected: bool) -> Out:
        """Begin, or forget, a conversion."""
        count, self._count, self._sent = self._count, 0, 0
        self._coming = []
        self._out = None
        if count and self.on_asked is not None:
            told, self.on_asked = self.on_asked, None
            told(count)
        if count and self.on_too_short is not None:
            stopped, self.on_too_short = self.on_too_short, None
            if count < self._make.command + self._make.wait + self._make.bits // 2:
                stopped()
        return None

    def rise(self, level: bool) -> Out:
        """Take one bit of the command."""
        if self._count or level:
            self._count += 1
            self._sent = self._sent << 1 | level
        if self._count > MOST_CLOCKS and self.on_too_long is not None:
            told, self.on_too_long, self._out = self.on_too_long, None, None
            told()
        return self._out

    def fall(self) -> Out:
        """Put out the next bit."""
        late = self._count - 1 - self._make.command - self._make.wait
        if late < 0 or not self._powered:
            self._out = None
        elif late == 0:
            self._out = False
            command = self._sent >> self._make.wait & (1 << self._make.command) - 1
            self._coming = self._answer(command)[::-1]
        else:
            self._out = self._coming.pop() if self._coming else False
        return self._out

    def _answer(self, command: int) -> list[bool]:
        make = self._make
        number = make.number(command)
        volts = self.volts_at(number)
        if not command >> make.command - 1 & 1:  # differential: against the other input of its pair
            volts -= self.volts_at(number ^ 1)
        count = make.bits if self.on_asked is None else MOST_BITS  # the first bits are the same
        top = (1 << count) - 1
        noise = self.noise(1) if make.bits >= NOISY_BITS else 0
        code = min(max(int(volts / SUPPLY_V * (top + 1)) + noise, 0), top)
        bits = [bool(code >> place & 1) for place in range(count - 1, -1, -1)]
        return bits + bits[-2::-1] if make.mirrored(command) else bits


def _fits(name: str, make: Make) -> Callable[[Talk], float]:
    """The bytes fit when just so many clocks are left after the command as the code needs."""

    def fits(talk: Talk) -> float:
        questions = {sent for sent, _ in talk.exchanges if sent}
        if talk.says(*OTHERS_ON_SPI) and not talk.says(*MAKES):
            return 0.0
        if not talk.says(name) and not all(_is_still_after(make, sent) for sent in questions):
            return 0.0
        share = min((_share(make, sent) for sent in questions), default=0.1)
        if not talk.says(*MAKES):
            if not talk.says(*ABOUT) and not all(_against_ground(sent) for sent in questions):
                return 0.0
            if talk.numbers & FULL_SCALES and not talk.numbers & {float(2**make.bits - 1), float(2**make.bits)}:
                share *= OTHER_NAMED
        return share * OTHER_NAMED if not talk.says(name) and talk.says(*MAKES) else share

    return fits


def _against_ground(sent: bytes) -> bool:
    """Whether an input is measured against ground, as nearly all programs do: the bit after the start bit."""
    number = int.from_bytes(sent, "big")
    return bool(number >> max(number.bit_length() - 2, 0) & 1) and set(sent) != {0xFF}


def _is_still_after(make: Make, sent: bytes) -> bool:
    """Whether nothing is said after the command: who sends on speaks to a chip with registers."""
    number = int.from_bytes(sent, "big")
    left = max(number.bit_length() - 1 - make.command, 0)
    rest = number & (1 << left) - 1
    return rest in (0, (1 << left) - 1)


def _share(make: Make, sent: bytes) -> float:
    number = int.from_bytes(sent, "big")
    spare = number.bit_length() - 1 - make.command - make.wait - 1 - make.bits
    if len(sent) > LONGEST or spare < 0 or (make.bits < NOISY_BITS and spare < make.bits - 1):
        return 0.0
    likely = EXACT if spare == 0 else LOOSE
    return likely - RARER * (make.inputs < MOST_INPUTS) - LONGER * (make.bits > NOISY_BITS)


KINDS = tuple(
    PartKind(
        name, ShiftConverterChip, CONVERTER(name=name.upper()), SPI, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(make.inputs)),
        libraries=("adafruit_mcp3xxx", "Adafruit_MCP3008") if name.startswith("mcp") else (), fits=_fits(name, make),
    )
    for name, make in MAKES.items()
)  # fmt: skip
