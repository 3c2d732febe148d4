"""Keypad: a matrix of keys, each of which joins the wire of a row to the wire of a column while it is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import groupby, pairwise

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.quantities import Quantity
from sim.time.clock import ClockEvent
from sim.wires.pins import Net

LAYOUT = ("123a", "456b", "789c", "*0#d")  # as it is printed on the keypads of kits; with three columns without a to d
SPOKEN = {"*": "star", "#": "hash"}
KEYS = {
    f"keypad_{SPOKEN.get(key, key)}": (row, column)
    for row, keys in enumerate(LAYOUT)
    for column, key in enumerate(keys)
}


class KeypadChip(Chip):
    """One keypad on the pins `rows` and `columns`. It feels every key, such as `keypad_5`.

    Whichever side the program drives, a pressed key carries its level to the other side.
    """

    feels = tuple(KEYS)

    def plug(self) -> None:
        pins = self.pi.pins
        self._rows = [pins[gpio] for gpio in self.part.options["rows"]]
        self._columns = [pins[gpio] for gpio in self.part.options["columns"]]
        self._pressed: list[tuple[Net, Net]] = []
        for net in (*self._rows, *self._columns):
            net.on_change(self._join)
        if self.option("pulls_down", False):
            for net in self._columns:
                net.pull(False)
        for net in (*self._rows, *self._columns):
            net.on_look(self._fit_resistors)

    def _fit_resistors(self) -> None:
        """The program reads wires that it does not pull: the keypad has resistors, against the level of one wire."""
        sides = (self._rows, self._columns)
        for driven, read in (sides, sides[::-1]):
            levels = [net.level for net in driven if net.duty is not None]
            if levels and all(net.duty is None and net.pi_pull is None for net in read):
                lows, highs = levels.count(False), levels.count(True)
                for net in read:
                    net.pull(0 < lows <= highs or not highs)
                self._join()
        for net in (*self._rows, *self._columns):
            net.forget(self._fit_resistors)

    def world_moved(self) -> None:
        rows, columns = self._rows, self._columns
        pressed = [
            (rows[row], columns[column])
            for key, (row, column) in KEYS.items()
            if row < len(rows) and column < len(columns) and self._powered and self.feel(key)
        ]
        for pair in self._pressed:
            if pair not in pressed:
                for net in pair:
                    net.release()
        self._pressed = pressed
        self._join()

    def _join(self) -> None:
        """Carry levels over the keys that are pressed."""
        for row, column in self._pressed:
            if (row.duty is None) is not (column.duty is None):
                driven, other = (column, row) if row.duty is None else (row, column)
                other.drive(driven.level)
            elif row.duty is None:
                row.release()
                column.release()


KINDS = (
    PartKind(
        "keypad", KeypadChip, Message("script.kind.keypad", "keypad, no key pressed"), GPIO, (), needs_partner=True,
        press="keypad_5",
    ),
)  # fmt: skip
QUANTITIES = tuple(Quantity(name, False) for name in KEYS)

ROWS = frozenset(("row", "rows", "rowpins", "rowspins", "line", "lines"))
COLUMNS = frozenset(("col", "cols", "column", "columns", "colpins", "colspins", "columnpins", "columnspins"))
NUMBERED_ROWS = frozenset(f"{letter}{number}" for letter in "rl" for number in range(1, 5))
NUMBERED_COLUMNS = frozenset(f"c{number}" for number in range(1, 5))
ABOUT = frozenset(("keypad", "keypads", "phim"))
PERHAPS = frozenset(("keyboard", "key", "keys"))  # a dictionary has keys, too
OPENING_S = 1e-3  # chosen: whoever opens pins one after the other takes microseconds for each
PATIENCE = 64  # chosen: reads; whoever has a keypad has opened all of it by then
SIDES = ((4, 4), (4, 3), (3, 4), (3, 3))  # rows and columns of keypads in kits


class Keypads:
    """Finds a keypad by what the program calls its pins; without such names, by their number in a program about one."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._alarm: ClockEvent | None = None
        self._found = False
        self._listening: set[int] = set()
        self._asks = 0
        self._scanned: set[int] = set()  # the wires of one side that were the only one of their level
        self._driven: list[int] = []  # in a program about a keypad: the only output among inputs, one after the other
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net.gpio))

    def _claimed(self, gpio: int) -> None:
        if self._found:
            return
        sides = self._by_names
        if sides is not None:
            if gpio in sides[0] or gpio in sides[1]:
                self._open(gpio, *sides)
            return
        if self._alarm is not None:
            self._alarm.cancel()
        clock = self._header.pi.clock
        self._alarm = clock.at(clock.monotonic() + OPENING_S, self._look)
        if (self._about or self._perhaps) and gpio not in self._listening:
            self._listening.add(gpio)
            self._header.pi.pins[gpio].on_look(self._asked)

    def _asked(self) -> None:
        """The program reads a pin: all of them are open, in whatever order."""
        pins = self._header.pi.pins
        self._asks += 1
        if self._found or self._asks > PATIENCE:
            for gpio in self._listening:
                pins[gpio].forget(self._asked)
            return
        sides = self._by_number() or self._by_turns() or self._by_lone_outputs()
        if sides is not None and (self._about or self._is_scanned(*sides)):
            self._plug(*sides)

    def _by_turns(self) -> tuple[Sequence[int], Sequence[int]] | None:
        """Half of the pins are driven, the others are pulled, in whatever order they were opened."""
        opened, pins = list(self._header.opened()), self._header.pi.pins
        driven = [gpio for gpio in opened if pins[gpio].duty is not None]
        read = [gpio for gpio in opened if pins[gpio].duty is None and pins[gpio].pi_pull is not None]
        return (driven, read) if len(driven) == len(read) == SIDES[0][0] and len(opened) == sum(SIDES[0]) else None

    def _by_lone_outputs(self) -> tuple[Sequence[int], Sequence[int]] | None:
        """Each wire of one side is the only output in turn, all others are pulled: known when the first comes again."""
        opened, pins = list(self._header.opened()), self._header.pi.pins
        driven = [gpio for gpio in opened if pins[gpio].duty is not None]
        if (
            not self._about
            or len(driven) != 1
            or any(pins[gpio].pi_pull is None for gpio in opened if gpio not in driven)
        ):
            return None
        if driven[0] not in self._driven:
            self._driven.append(driven[0])
            return None
        read = [gpio for gpio in opened if gpio not in self._driven]
        is_over = driven[0] == self._driven[0] and (len(self._driven), len(read)) in SIDES
        return (self._driven, read) if is_over else None

    def _is_scanned(self, *sides: Sequence[int]) -> bool:
        """Whether each wire of the driven side has been the only one of its level while the program read."""
        pins = self._header.pi.pins
        driven = next(side for side in sides if pins[side[0]].duty is not None)
        for level in (0.0, 1.0):
            alone = [gpio for gpio in driven if pins[gpio].duty == level]
            self._scanned.update(alone if len(alone) == 1 else ())
        return self._scanned.issuperset(driven)

    def _open(self, gpio: int, rows: Sequence[int], columns: Sequence[int]) -> None:
        """A pin with such a name is opened: lamps have rows and columns too, but nobody reads them."""
        if self._about:
            self._plug(rows, columns)
        else:
            self._header.pi.pins[gpio].on_look(partial(self._read, rows, columns))

    def _read(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        if not self._found:
            self._plug(rows, columns)

    def _look(self) -> None:
        self._alarm = None
        is_wanted = any(self._header.named(gpio) == KINDS[0].name for gpio in self._header.opened())
        sides = self._by_number() if not self._found and (self._about or is_wanted) else None
        if sides is not None:
            self._plug(*sides)

    def _plug(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        self._found = True
        wires = (*rows, *columns)
        others = {self._header.named(gpio) for gpio in wires} - {None, KINDS[0].name}
        if not others:
            options = {"rows": rows, "columns": columns, "pulls_down": self._is_pulled_down(rows, columns)}
            self._header.claim(KINDS[0], rows[0], wires, options)

    def _is_pulled_down(self, rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether one row alone is high while the Pi pulls the columns up: the keypad has resistors to ground."""
        pins = self._header.pi.pins
        high = [gpio for gpio in rows if pins[gpio].duty == 1.0]
        are_rows_driven = all(pins[gpio].duty is not None for gpio in rows)
        return are_rows_driven and len(high) == 1 and all(pins[gpio].pi_pull is True for gpio in columns)

    @cached_property
    def _about(self) -> bool:
        return not self._header.words.isdisjoint(ABOUT)

    @cached_property
    def _perhaps(self) -> bool:
        return not self._header.words.isdisjoint(PERHAPS)

    @cached_property
    def _by_names(self) -> tuple[Sequence[int], Sequence[int]] | None:
        for rows, columns in ((ROWS, COLUMNS), (NUMBERED_ROWS, NUMBERED_COLUMNS)):
            found = self._header.called(rows), self._header.called(columns)
            if (len(found[0]), len(found[1])) in SIDES:
                return found
        return None

    def _by_number(self) -> tuple[Sequence[int], Sequence[int]] | None:
        """One side is opened right after the other: outputs and then inputs, or the other way round."""
        opened, pins = list(self._header.opened()), self._header.pi.pins
        wanted = [gpio for gpio in opened if self._header.named(gpio) == KINDS[0].name]
        if wanted:
            opened = opened[opened.index(wanted[0]) :]
        runs = [list(run) for _, run in groupby(opened, lambda gpio: pins[gpio].duty is None)]
        return next((each for each in pairwise(runs) if tuple(map(len, each)) in SIDES), None)


DECODERS = (Keypads,)
