"""Which pin is clock, chip select and data, told from what a program did to its pins just before it read one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

LOOK: Final = 2  # in a record: the program read the pin; True and False are levels, None: it became an input
Record = Sequence[tuple[int, bool | int | None]]

SELECT_NAMES = frozenset(("cs", "ce", "ss", "cs0", "shdn", "select", "chip"))
CLOCK_NAMES = frozenset(("clk", "clock", "sck", "sclk", "pd"))
ADDRESS_NAMES = frozenset(("address", "addr", "adr", "din", "mosi", "di"))
TEN = 10  # clocks of a TLC1543, each with a bit that is read before
INTO_NAMES = frozenset(("din", "mosi", "di", "dio"))
SWITCH_NAMES = frozenset(("button", "btn", "switch", "sw", "key", "tare"))
MOST_BITS = 7  # of a question, with the clocks before its answer
FEW_BITS = 2  # after a start bit: an input number is one bit at least, and its mode another
Names = Callable[[int], frozenset[str]]  # of a GPIO, in the program's text


@dataclass(frozen=True, slots=True)
class Roles:
    """The pins of one clocked part. `said` is the level of the data wire at each rise of the clock, None for a fall."""

    clock: int
    out: int
    into: int | None
    select: int | None
    said: tuple[bool | None, ...]

    @property
    def command(self) -> list[bool]:
        """The start bit and the bits after it."""
        bits = [bit for bit in self.said if bit is not None]
        return bits[bits.index(True) :] if True in bits else []

    def options(self) -> dict[str, int]:
        """As options of a part."""
        wires = {"clock": self.clock, "out": self.out, "into": self.into, "select": self.select}
        return {name: gpio for name, gpio in wires.items() if gpio is not None}


def asked(record: Record, out: int, names: Names, level: Callable[[int], bool]) -> Roles | None:
    """The roles when a part with a chip select was asked with a start bit, or None."""
    for select, start in _selects(record, names):
        after = record[start + 1 :]
        clock = _clock(after, names, {select, out})
        if clock is None:
            continue
        into = _into(after, record[: start + 1], names, {select, clock}, out)
        if into is None:
            continue
        roles = Roles(clock, out, into, select, _said(after, clock, into, level))
        if len(roles.command) > FEW_BITS and _is_question(roles, after):
            return roles
    return None


def waits(out: int, opened: Sequence[int], names: Names, is_output: Callable[[int], bool]) -> Roles | None:
    """The roles when the program waits for a part to be ready, before it clocks it: the output opened beside it."""
    if names(out) & SWITCH_NAMES:
        return None
    index = opened.index(out)
    beside = [gpio for gpio in (*opened[max(index - 1, 0) : index], *opened[index + 1 : index + 2]) if is_output(gpio)]
    clock = max(beside, key=lambda gpio: bool(names(gpio) & CLOCK_NAMES), default=None)
    return None if clock is None else Roles(clock, out, None, None, ())


def listened(record: Record, out: int, names: Names, has_select: bool) -> Roles | None:
    """The roles when a part is only clocked and read, or None. Its chip select fell: it did not begin low."""
    selects: list[tuple[int | None, int]] = [(None, -1)]
    if has_select:
        selects = [(gpio, at) for gpio, at in _selects(record, names, True) if gpio != out]
    for select, start in selects:
        after = record[start + 1 :]
        clock = _clock(after, names, {out, select}, 1)
        if clock is not None:
            return Roles(clock, out, None, select, _said(after, clock, None, bool))
    return None


def asked_in_ten(record: Record, out: int, opened: Sequence[int], names: Names) -> tuple[Roles, int] | None:
    """The roles when the question before had ten clocks, with a bit read before each, and the next one begins now.

    With them the number that its first four bits made.
    """
    into = next((gpio for gpio in opened if gpio != out and names(gpio) & ADDRESS_NAMES), None)
    for select, start in _selects(record, names, True):
        ends = [at for at in range(start) if record[at] == (select, True)]
        if into is None or not ends or any(state is True for gpio, state in record[start + 1 :] if gpio != into):
            continue
        before = record[: ends[-1]]
        begin = max((at + 1 for at, entry in enumerate(before) if entry == (select, False)), default=0)
        clock = _clock(before[begin:], names, {into, select, out})
        bits = None if clock is None else _exchanged(before[begin:], clock, out, into, _last(before[:begin], into))
        if clock is not None and bits is not None and len(bits) == TEN:
            return Roles(clock, out, into, select, ()), int("".join(str(int(bit)) for bit in bits[:4]), 2)
    return None


def _last(record: Record, gpio: int) -> bool:
    """The level that a wire had last."""
    return next((state is True for each, state in reversed(record) if each == gpio and state is not LOOK), False)


def _exchanged(record: Record, clock: int, out: int, into: int, level: bool) -> list[bool] | None:
    """The bits that were sent at each rise of the clock, when a bit was read before each of them."""
    sent, is_read = [], False
    for gpio, state in record:
        if gpio == into and state is not LOOK:
            level = state is True
        elif gpio == out and state is LOOK:
            is_read = True
        elif gpio == clock and state is True:
            if not is_read:
                return None
            sent.append(level)
            is_read = False
    return sent


def last_select(record: Record, names: Names) -> int | None:
    """The pin that fell last, or that is called a chip select, and is low."""
    return next((gpio for gpio, _ in _selects(record, names, True)), None)


def rises_between(record: Record, out: int) -> list[int]:
    """The pins that rose since the program read this one before."""
    rises: list[int] = []
    for gpio, state in reversed(record[:-1]):
        if state is LOOK and gpio == out:
            break
        if state is True:
            rises.append(gpio)
    return rises


def _is_question(roles: Roles, after: Record) -> bool:
    """Whoever only shifts out sends whole bytes and reads nothing; a question begins at once, or every bit is read."""
    sent = sum(bit is not None for bit in roles.said)
    looks = sum(state is LOOK and gpio == roles.out for gpio, state in after)
    return looks >= sent - 1 or (sent <= MOST_BITS and len(roles.command) == sent)


def _selects(record: Record, names: Names, only_falls: bool = False) -> list[tuple[int, int]]:
    """Every pin that is low, with the index at which it fell, or began low; the likeliest chip select first."""
    fell: dict[int, tuple[bool, int]] = {}
    before: dict[int, bool | int | None] = {}
    for index, (gpio, state) in enumerate(record):
        if state is LOOK:
            continue
        if state is False and before.get(gpio) is not False:
            fell[gpio] = (before.get(gpio) is True, index)
        elif state is not False:
            fell.pop(gpio, None)
        before[gpio] = state
    ranked = sorted(fell, key=lambda gpio: (bool(names(gpio) & SELECT_NAMES), *fell[gpio]))
    return [(gpio, fell[gpio][1]) for gpio in reversed(ranked) if fell[gpio][0] or not only_falls]


def _clock(after: Record, names: Names, others: set[int | None], fewest: int = FEW_BITS) -> int | None:
    rises = Counter(gpio for gpio, state in after if state is True and gpio not in others)
    found = [gpio for gpio, count in rises.items() if count >= fewest]
    return max(found, key=lambda gpio: (bool(names(gpio) & CLOCK_NAMES), rises[gpio]), default=None)


def _into(after: Record, earlier: Record, names: Names, others: set[int], out: int) -> int | None:
    moved = Counter(gpio for gpio, state in after if state is not LOOK and gpio not in others)
    if out in moved:
        return out  # one wire for both directions: it was an output a moment ago
    still = {gpio for gpio, state in earlier if state is not LOOK} - others
    ranked = sorted(
        {*moved, *still} - {out},
        key=lambda gpio: (bool(names(gpio) & INTO_NAMES), moved[gpio]),
    )
    return ranked[-1] if ranked else None


def _said(after: Record, clock: int, into: int | None, level: Callable[[int], bool]) -> tuple[bool | None, ...]:
    moves = [state for gpio, state in after if gpio == into and state is not LOOK]
    now = False if into is None else level(into) if not moves else not moves[0]
    said: list[bool | None] = []
    for gpio, state in after:
        if state is LOOK:
            continue
        if gpio == clock:
            said.append(now if state is True else None)
        elif gpio == into:
            now = state is True
    return tuple(said)
