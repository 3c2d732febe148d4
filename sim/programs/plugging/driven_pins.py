"""What hangs on the pins that a program only drives, where the pattern tells more than LED: steppers, displays, notes.

Every change is written down, which is all that a fast program pays; now and then what came is looked at. Whoever
switches little is looked at rarely.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property, partial

from sim.programs.parts.catalog import KINDS, RECOGNIZERS
from sim.programs.parts.decoder import Header
from sim.programs.parts.driven.claim import Claim, Maker, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.plugging.clues.matrix_lines import scans_columns
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.way_words import turns_back
from sim.programs.plugging.workbench import Workbench
from sim.time.clock import ClockEvent
from sim.wires.journal import MANY
from sim.wires.pins import Net

Recognize = Callable[[Seen], Claim | None]

LOOK_S = 0.1  # chosen: ten pictures a second; what is faster, the eye sees as one
RARELY_S = 60.0  # chosen: how rarely a program is looked at that switches little
FEW = 16  # chosen: so few changes since the last look are little
SLOWLY_HZ = 4  # chosen: who switches no more often than this blinks, or opens a door
FIRST_TRY = 8  # chosen: entries before the first guess; each later one has half as many more
FIRST_WAVES = range(1, 9)  # chosen: PWM shows what it is for after one or two
MAX_UNKNOWN = 20_000  # chosen: entries; what is not recognized by then is kept no longer


class DrivenDetector:
    """Watches all outputs of a board, and plugs in what is recognized there."""

    def __init__(self, bench: Workbench, header: Header) -> None:
        self._header = header
        self._text = bench.text
        self._clock = bench.pi.clock
        self._pins = bench.pi.pins
        self._journal = bench.pi.pins.journal()
        self._unknown = Stream()  # of wires that belong to no part yet, from the start
        self._plain: set[int] = set()  # wires that were watched for long, and are no part of anything
        self._chips: list[DrivenChip] = []
        self._claimed: set[int] = set()
        self._makers: dict[int, tuple[Maker, ...]] = {}
        self._numbers: dict[int, int] = {}
        self._try_at = FIRST_TRY
        self._wait_s = LOOK_S
        self._journal.wake_at = 0  # so many entries wake it up
        self._journal.wake = self._wake
        self._alarm: ClockEvent | None = None
        self._is_over = False
        for net in bench.pi.pins.values():
            net.on_claim(partial(self._taken, net))
        bench.before_look = self.look

    def _taken(self, net: Net) -> None:
        makers = tuple(Maker(name, self._number(each)) for name, each in _makers())
        if makers:
            self._makers[net.gpio] = makers

    def _number(self, device: int) -> int:
        return self._numbers.setdefault(device, len(self._numbers))

    def _wake(self) -> None:
        if self._alarm is None:
            self._journal.wake_at = MANY
            self._alarm = self._clock.at(self._clock.monotonic() + self._wait_s, self._alarmed)
        else:
            self._journal.wake_at = len(self._journal.codes) + MANY
            self.look()

    def _alarmed(self) -> None:
        self._alarm = None
        few = len(self._journal.codes) < FEW + SLOWLY_HZ * self._wait_s
        self.look()
        self._journal.wake_at = 0
        if any(chip.is_busy for chip in self._chips):
            self._wait_s = LOOK_S
            self._wake()
        else:
            self._wait_s = min(2 * self._wait_s, RARELY_S) if few else LOOK_S

    def look(self) -> None:
        """Take in what came since the last look; nothing counts that comes after the program's end."""
        if self._is_over:
            return
        now_s = self._clock.monotonic()
        journal = self._journal
        new = Stream(journal.codes[:], journal.times[:], journal.waves[:])
        journal.clear()
        for chip in list(self._chips):
            if new.codes or chip.is_busy:
                chip.follow(new.of((*chip.pins, *chip.shared)), now_s)
        if not new.codes:
            return
        self._unknown.extend(new.without(self._claimed | self._plain))
        if len(self._unknown) >= self._try_at or len(self._unknown.waves) in FIRST_WAVES:
            self._recognize(now_s)

    def settle(self) -> None:
        """The program is over: what is recognized only now is said now."""
        self.look()
        now_s = self._clock.monotonic()
        self._recognize(now_s, is_over=True)
        for chip in self._chips:
            chip.follow(Stream(), now_s)
            chip.end(now_s)
        self._is_over = True

    def _recognize(self, now_s: float, is_over: bool = False) -> None:
        while any(self._plugged_by(kinds, recognize, now_s, is_over) for kinds, recognize in RECOGNIZERS):
            pass
        if len(self._unknown) > MAX_UNKNOWN:  # nothing better will come of bits that nobody understands
            last = next((each for each in RECOGNIZERS if "unknown_bits" in each[0]), None)
            while last is not None and self._plugged_by(*last, now_s, is_over=True):
                pass
        if len(self._unknown) > MAX_UNKNOWN:
            self._forget()
        self._try_at = len(self._unknown) + max(len(self._unknown) // 2, FIRST_TRY)

    def _plugged_by(self, kinds: frozenset[str], recognize: Recognize, now_s: float, is_over: bool) -> bool:
        """Let one look at the wires that belong to nothing yet, and that nobody has said to be something else."""
        header = self._header
        named = {gpio: header.named(gpio) for gpio in header.opened() if gpio not in self._claimed}
        order = [gpio for gpio, name in named.items() if name is None or name in kinds]
        wanted = frozenset(gpio for gpio, name in named.items() if name in kinds)
        if not len(self._unknown):
            return False
        said = (partial(scans_columns, self._text), self._turns_back)
        seen = Seen(self._unknown, order, header, self._makers, wanted, is_over, *said)
        claim = recognize(seen)
        return claim is not None and self._plug(claim, now_s)

    def _turns_back(self, first: int, second: int) -> bool:
        return turns_back(self._text, self._pin_names, first, second)

    @cached_property
    def _pin_names(self) -> PinNames:
        return PinNames(self._text)

    def _plug(self, claim: Claim, now_s: float) -> bool:
        chip = self._header.claim(KINDS[claim.kind], claim.pins[0], claim.pins, claim.options)
        self._claimed.update(claim.pins)
        mine, self._unknown = self._unknown.of((*claim.pins, *claim.shared)), self._unknown.without(claim.pins)
        if chip is None:  # something else is there
            return True
        assert isinstance(chip, DrivenChip)
        chip.shared = claim.shared
        self._chips.append(chip)
        chip.follow(mine, now_s)
        self._wait_s = LOOK_S
        return True

    def _forget(self) -> None:
        """What was watched for so long and is nothing known stays an output."""
        busy = [gpio for gpio in self._unknown.gpios if len(self._unknown.of((gpio,))) > MAX_UNKNOWN // 10]
        self._plain.update(busy)
        for gpio in busy:
            self._pins[gpio].journal = None
            for reader in self._journal.readers:
                reader.left_out(gpio)
        self._unknown = self._unknown.without(busy)


def _makers() -> list[tuple[str, int]]:
    """The gpiozero devices that are being made at this moment, the innermost first: their classes, and which."""
    found: list[tuple[str, int]] = []
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name == "__init__" and str(frame.f_globals.get("__name__", "")).startswith("gpiozero."):
            device = frame.f_locals.get("self")
            if device is not None and (type(device).__name__, id(device)) not in found:
                found.append((type(device).__name__, id(device)))
        frame = frame.f_back  # type: ignore[assignment]  # None at the end
    return found
