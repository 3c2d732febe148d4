"""74HC595: bits come in one after the other, and the latch wire puts them out. Data sheet SN74HC595 (TI, SCLS041).

Pins are called DS, SER or SDI (data), SHCP, SRCLK or SCK (clock), STCP, RCLK or RCK (latch). A bit goes in when the
clock rises; the outputs change when the latch rises. Registers in a row get the first bits into the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.lights.lights_chip import PASSING
from sim.programs.parts.driven.lights.register_view import RegistersChip, RegisterView
from sim.programs.parts.driven.lights.selects import Selects
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH, LOW

BITS = 8
LATCHES = 24  # chosen: so many are enough to see whether digits are lit in turn
FEW_LATCHES = 4  # chosen: of each byte, when what is between the two is much too short to be seen
WATCH_S = 1.0  # chosen: or so long
SLOW_S = 5e-3  # chosen: no lamp is on for so short; a clock wire that is slower needs a name
SHORT_S = 0.3e-3  # chosen: between two bytes that are sent without a pause
RUN_S = 0.03  # chosen: lamps that all have outputs of their own and change no faster run, and do not flicker
MUCH_LONGER = 3  # chosen: the pause for which a picture is meant to be seen
MAX_CACHE = 4096
CLOCKS = ("clock", "clk", "srclk", "shcp", "sck", "sh")
LATCH_NAMES = ("latch", "rclk", "stcp", "rck", "st", "load", "cs", "strobe")
OWN_LATCH_NAMES = ("latch", "rclk", "stcp", "rck")  # nothing else on a header has such a wire
DATA = ("data", "dat", "sdi", "ds", "ser", "din", "sda")
CLUES = ("hc595", "74hc595", "595", "shift", "shiftout", "register")

REGISTER = Message("script.kind.shift_register", "74HC595 (data, latch, clock) with what hangs on its outputs")


class _Burst(NamedTuple):
    """What came between two rises of the latch: bits, the data wire at the end, and other wires with their offsets."""

    length: int
    bits: int
    data: bool
    others: tuple[tuple[int, int], ...]


class ShiftRegisterChip(RegistersChip):
    """One or more registers on three wires. Its pins are data, latch, clock, and those that light one digit each."""

    def begin(self) -> None:
        data, latch, clock, *selects = self.pins
        self._data_codes = (4 * data + LOW, 4 * data + HIGH)
        self._clock_rise, self._latch_rise = 4 * clock + HIGH, 4 * latch + HIGH
        self._select_bits = {
            4 * gpio + level: 1 << place for place, gpio in enumerate(selects) for level in (LOW, HIGH)
        }
        self._count = self.option("registers", 1)
        self._mask = (1 << (BITS * self._count)) - 1
        pairs: tuple[int, int] = self.option("bytes_latched", None) or (1, 0)
        self._each, self._phase = pairs
        self._latched = 0  # bytes, when each of several registers' is latched by itself
        is_named, by_columns = self.option("is_named", False), self.option("columns", False)
        self._view = RegisterView(self._count, self.option("selects", None), is_named, by_columns)
        self._cache: dict[tuple[bytes, bool], _Burst] = {}
        self._carry = Stream()
        self._carried = 0  # entries of it whose other wires are done
        self._data = False
        self._register = 0
        self._out: int | None = None
        self._on = 0  # of the digit wires
        self._is_new = True

    @property
    def still_s(self) -> float:
        return super().still_s if self._view.is_in_turn else RUN_S

    def follow(self, stream: Stream, now_s: float) -> None:
        self._carry.extend(stream)
        codes, times = self._carry.codes, self._carry.times
        if self._is_new:
            self._look_ahead(codes)
        start, at = 0, codes.find(self._latch_rise)
        while at >= 0:
            burst = self._burst(bytes(codes[start:at]), self._data)
            for offset, code in burst.others:
                if start + offset >= self._carried:
                    self._select(code, times[start + offset])
            self._data = burst.data
            self._register = (self._register << burst.length | burst.bits) & self._mask
            self._latched += burst.length > 0
            if self._latched % self._each == self._phase:  # what is there before all bytes are in, nobody sees
                if self._register != self._out:
                    self._out = self._register
                    self._view.note(self._out)
                self.enter((self._out, self._on), times[at])
            start = at + 1
            at = codes.find(self._latch_rise, start)
        self._finish(start)
        self.until(now_s)

    def _finish(self, start: int) -> None:
        """Keep what came after the last latch; its other wires count at once."""
        codes, times = self._carry.codes, self._carry.times
        for place in range(max(start, self._carried), len(codes)):
            if codes[place] in self._select_bits:
                self._select(codes[place], times[place])
        self._carry = Stream(codes[start:], times[start:])
        self._carried = len(self._carry.codes)

    def _look_ahead(self, codes: bytearray) -> None:
        """What the outputs are going to be in the time before it was recognized: it tells what hangs on them."""
        self._is_new = False
        data, register, latched = self._data, 0, 0
        for piece in bytes(codes).split(bytes((self._latch_rise,)))[:-1]:
            burst = self._burst(piece, data)
            data, register = burst.data, (register << burst.length | burst.bits) & self._mask
            latched += burst.length > 0
            if latched % self._each == self._phase:
                self._view.note(register)

    def _select(self, code: int, t_s: float) -> None:
        bit = self._select_bits[code]
        self._on = self._on | bit if code & 3 == HIGH else self._on & ~bit
        if self._out is not None:
            self.enter((self._out, self._on), t_s)

    def _burst(self, codes: bytes, data: bool) -> _Burst:
        found = self._cache.get((codes, data))
        if found is None:
            if len(self._cache) >= MAX_CACHE:
                self._cache.clear()
            found = self._cache[codes, data] = self._parsed(codes, data)
        return found

    def _parsed(self, codes: bytes, data: bool) -> _Burst:
        count = bits = 0
        others: list[tuple[int, int]] = []
        for offset, code in enumerate(codes):
            if code == self._clock_rise:
                bits, count = bits << 1 | data, count + 1
            elif code in self._data_codes:
                data = code == self._data_codes[1]
            elif code in self._select_bits:
                others.append((offset, code))
        return _Burst(count, bits, data, tuple(others))


class Wires(NamedTuple):
    """Three wires that may be those of a register, and how many clocks come before each rise of the latch."""

    data: int
    latch: int
    clock: int
    counts: Sequence[int]


COMMAND_OR_DATA = ("dc", "a0", "datacommand")  # the wire of a display that says what a byte is


def recognize(seen: Seen) -> Claim | None:
    """A clock wire with eight pulses, or sixteen, between two pulses of a latch, and one that changes meanwhile."""
    found = three_wires(seen)
    if found is None:
        return None
    data, latch, clock, counts = found
    others = [gpio for gpio in seen.outputs if gpio not in (data, latch, clock)]
    if not seen.mentions(*CLUES) and any(seen.is_called(gpio, *COMMAND_OR_DATA) for gpio in others):
        return None  # a display: its bytes are commands or points
    sent = [count for count in counts if count]
    all_named = seen.is_called(data, *DATA) and seen.is_called(latch, *LATCH_NAMES) and seen.is_called(clock, *CLOCKS)
    is_named = bool(seen.wanted) or seen.mentions(*CLUES) or all_named
    stream = seen.stream
    first_s = stream.times[stream.codes.find(4 * latch + HIGH)]
    is_long = len(sent) >= LATCHES or stream.times[-1] - first_s >= WATCH_S or seen.is_over
    if not is_long or not (len(sent) >= 2 or is_named):
        return None
    pairs = bytes_latched(stream, found)
    each = min(sent) if _are_whole(sent) else max(sent)
    count = max(-(-each // BITS), 1) if pairs is None else pairs[0]
    others = [gpio for gpio in seen.outputs if gpio not in (data, latch, clock) and gpio not in seen.wavy]
    selects = Selects.of(seen, others)
    wires = () if selects is None else selects.pins
    options = {
        "registers": count,
        "bytes_latched": pairs,
        "selects": selects,
        "is_named": seen.mentions(*RegisterView.CLUES),
        "columns": seen.scans_columns(),
    }
    return Claim("hc595", (data, latch, clock, *wires), options)


def three_wires(seen: Seen, latches: int = 1) -> Wires | None:
    """Find a clock, a latch and a data wire among the wires that belong to nothing yet; None without them.

    `latches`: so often the latch may rise for each byte.
    """
    codes = seen.stream.codes
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy]
    if len(wires) < 3:
        return None
    rises = {gpio: seen.rises(gpio) for gpio in wires}
    for clock in sorted(wires, key=lambda gpio: -rises[gpio]):
        if rises[clock] < BITS or not _is_clock(seen, clock):
            continue
        fitting: list[tuple[bool, int, int, list[int], list[bytes]]] = []
        for latch in wires:
            any_count = _are_named(seen, clock, latch)
            if latch == clock or not rises[latch]:
                continue
            if not any_count and rises[latch] * BITS > latches * rises[clock] + BITS * 4:
                continue
            pieces = bytes(codes).split(bytes((4 * latch + HIGH,)))[:-1]
            counts = [piece.count(4 * clock + HIGH) for piece in pieces]
            sent = [count for count in counts if count]
            if sent and (any_count or _are_whole(sent)):
                named = seen.is_called(latch, *LATCH_NAMES)
                fitting.append((not named, -len(sent), latch, counts, pieces))
        for _, _, latch, counts, pieces in sorted(fitting, key=lambda each: each[:3]):
            data = _data(seen, clock, latch, pieces, wires)
            if data is not None:
                return Wires(data, latch, clock, counts)
    return None


def _are_named(seen: Seen, clock: int, latch: int) -> bool:
    """Whether the program calls both as only a register's wires are called: then any number of bits is right."""
    return seen.is_called(clock, *CLOCKS) and seen.is_called(latch, *OWN_LATCH_NAMES)


def _are_whole(sent: Sequence[int]) -> bool:
    """Whether bytes are sent. A clock that rests high has risen once more before the first one."""
    odd = [count for count in sent if count % BITS]
    return len(odd) <= 0.1 * len(sent) or (len(sent) > 1 and odd == [sent[0]] and sent[0] % BITS == 1)


def bytes_latched(stream: Stream, wires: Wires) -> tuple[int, int] | None:
    """Of two registers in a row whose bytes are latched one by one: 2, and which latch of the two is the last.

    Between the two latches no lamp would be seen, and both bytes change: who wipes one register sends zeros first.
    """
    if any(count not in (0, BITS) for count in wires.counts):
        return None
    codes, times = stream.codes, stream.times
    rise, clock_rise = 4 * wires.latch + HIGH, 4 * wires.clock + HIGH
    data_codes = (4 * wires.data + LOW, 4 * wires.data + HIGH)
    pauses_s: list[float] = []  # from each latch of a byte to the next clock
    sent: list[int] = []
    bits = count = 0
    data, latched_s = False, None
    for code, t_s in zip(codes, times, strict=True):
        if code in data_codes:
            data = code == data_codes[1]
        elif code == clock_rise:
            if latched_s is not None:
                pauses_s.append(t_s - latched_s)
                latched_s = None
            bits, count = bits << 1 | data, count + 1
        elif code == rise and count:
            sent.append(bits)
            bits, count, latched_s = 0, 0, t_s
    both = [sorted(pauses_s[place::2]) for place in (0, 1)]
    if min(map(len, both)) < FEW_LATCHES or any(len(set(sent[place::2])) < 2 for place in (0, 1)):
        return None
    long, short = max(both, key=lambda each: median(each)), min(both, key=lambda each: median(each))
    unseen = short[-1] <= PASSING * long[0]
    if not unseen and (len(short) < LATCHES // 2 or short[-1] > SHORT_S):
        return None
    if long[len(long) // 10] < MUCH_LONGER * short[-1]:
        return None
    return 2, (both.index(long) + 1) % 2


def _is_clock(seen: Seen, gpio: int) -> bool:
    """Whether its pulses are too short for a lamp, or it is called a clock."""
    if seen.is_called(gpio, *CLOCKS):
        return True
    high_s: list[float] = []
    since_s: float | None = None
    stream = seen.stream.of((gpio,))
    for code, t_s in zip(stream.codes, stream.times, strict=True):
        if code & 3 == HIGH:
            since_s = t_s
        elif since_s is not None:
            high_s.append(t_s - since_s)
            since_s = None
    return bool(high_s) and median(high_s) <= SLOW_S


def _data(seen: Seen, clock: int, latch: int, pieces: Sequence[bytes], wires: Sequence[int]) -> int | None:
    """The wire that changes between two clock pulses; when all bits were alike, the one that is called data."""
    rise = 4 * clock + HIGH
    changes: dict[int, int] = {}
    for piece in pieces[:200]:
        first, last = piece.find(rise), piece.rfind(rise)
        for code in piece[first:last]:
            changes[code >> 2] = changes.get(code >> 2, 0) + 1
    found = {gpio: count for gpio, count in changes.items() if gpio not in (clock, latch) and gpio in wires}
    if found:
        return max(found, key=lambda gpio: (seen.is_called(gpio, *DATA), found[gpio]))
    called = [gpio for gpio in wires if gpio not in (clock, latch) and seen.is_called(gpio, *DATA)]
    return called[0] if called else None


KINDS = (PartKind("hc595", ShiftRegisterChip, REGISTER, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((40, recognize),)
