"""Digits of seven segments on plain pins: one digit, or several in turn with a wire for each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.lights.counted_digits import MOST, order_of
from sim.programs.parts.driven.lights.lights_chip import LightsChip, bright
from sim.programs.parts.driven.lights.selects import FEWEST, MAX_DIGITS, Selects
from sim.programs.parts.driven.lights.seven_segment import CLUES, SURE, DigitRow, are_digits
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import FREE, HIGH

SEGMENTS = 7
NAMES = ("a", "b", "c", "d", "e", "f", "g")
DIGIT_NAMES = ("bit", "digit", "dig", "com")
SEGMENT_NAMES = ("segment", "segments", "seg", "segs")
POINT_NAMES = ("dp", "p", "h", "dot", "point")
WHOLE = 0x7F
RARE = 0.02  # chosen: share of the time; what is on for less comes while the wires are written one after the other
WATCH_S = 0.5  # chosen: in so long every digit has its turn
STANDS = 2  # changes: it became an output, and was set once
MEANT_S = 0.02  # chosen: what comes and goes in less is no digit that somebody reads
MAX_LOOK = 6000  # entries

DIGITS = Message("script.kind.segments", "seven-segment display on pins")


class SegmentsChip(LightsChip):
    """Its pins are a to g, perhaps the point, and the wires of the digits."""

    def begin(self) -> None:
        self._count = self.option("segments", SEGMENTS)
        self._selects: Selects | None = self.option("selects", None)
        self._dark = (1 << self._count) - 1 if self.option("active_low", False) else 0
        self._bits = {4 * gpio + HIGH: 1 << place for place, gpio in enumerate(self.pins)}
        self._levels = 0
        self._digits = DigitRow(self.option("from_left", False))

    def follow(self, stream: Stream, now_s: float) -> None:
        levels = self._levels
        for code, t_s in zip(stream.codes, stream.times, strict=True):
            if code & 3 == HIGH:
                levels |= self._bits[code]
            elif code & 3 != FREE:  # what was let go keeps its last picture
                levels &= ~self._bits[code & ~3 | HIGH]
            self.enter(levels, t_s)
        self._levels = levels
        self.until(now_s)

    def seen(self, dwell: Mapping[Hashable, float]) -> tuple[str, ...]:
        places: Sequence[int] = (0,) if self._selects is None else range(len(self._selects.pins))
        lit_s: dict[Hashable, float] = {}
        for levels, each_s in dwell.items():
            assert isinstance(levels, int)
            shape = (levels ^ self._dark) & ((1 << self._count) - 1)
            for place in places if self._selects is None else self._selects.lit(levels >> self._count):
                for bit in range(self._count):
                    if shape >> bit & 1:
                        lit_s[place, bit] = lit_s.get((place, bit), 0.0) + each_s
        lit = bright(lit_s, sum(dwell.values()))
        shapes = {place: sum(1 << bit for bit in range(self._count) if (place, bit) in lit) for place in places}
        return (self._digits.text(places, shapes),)


def recognize(seen: Seen) -> Claim | None:
    """Seven wires that show nothing but digits; gpiozero's class and the names a to g tell it, too."""
    for own in seen.made_by(("LEDCharDisplay",)).values():
        if len(own) >= SEGMENTS:
            return _of_gpiozero(seen, own)
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy]
    if len(wires) < SEGMENTS or len(seen.stream) < 2 * SEGMENTS:
        return None
    dwell = _dwell(seen.stream, wires)
    if not seen.is_over and sum(dwell.values()) < MEANT_S:
        return None  # one wire after the other is set up, or gets the first digit
    for seven, sure in [*_candidates(seen, wires), *_counted(seen, wires, dwell)]:
        others = [gpio for gpio in wires if gpio not in seven]
        if len(others) > 1 and not seen.is_over and seen.stream.times[-1] - seen.stream.times[0] < WATCH_S:
            continue  # some of them may be digits that come in turn
        active_low = _polarity(dwell, [wires.index(gpio) for gpio in seven], sure)
        selects = Selects.of(seen, others) or _called_digits(seen, others, bool(active_low))
        points = _point(seen, seven, others, selects)
        if active_low is not None:
            pins = (*seven, *points, *(() if selects is None else selects.pins))
            options = {"segments": len(seven) + len(points), "selects": selects, "active_low": active_low}
            return Claim("segments", pins, options)
    return None


def _called_digits(seen: Seen, others: Sequence[int], active_low: bool) -> Selects | None:
    """Wires that stand still so far, and whose names say that each is for one digit.

    They are on at the level at which the segments are off, or else none of them would have been on.
    """
    called = [gpio for gpio in others if seen.is_called(gpio, *DIGIT_NAMES)]
    if not FEWEST <= len(called) <= MAX_DIGITS:
        return None
    selects = Selects(tuple(called), active_low)
    is_ever_on = any(selects.lit(levels) for levels in _dwell(seen.stream, called))
    return selects if is_ever_on else Selects(selects.pins, not active_low)


def _point(seen: Seen, seven: Sequence[int], others: Sequence[int], selects: Selects | None) -> list[int]:
    """The wire of the decimal point: by a name that no other wire has, or because it was taken right after g."""
    named = ([gpio for gpio in seen.outputs if seen.is_called(gpio, name)] for name in POINT_NAMES)
    called = [gpios[0] for gpios in named if len(gpios) == 1 and gpios[0] in others]
    if all(seen.is_called(gpio, name) for gpio, name in zip(seven, NAMES, strict=True)):
        return called[:1]  # it would have a name, too
    free = [gpio for gpio in others if selects is None or gpio not in selects.pins]
    after = seen.outputs.index(seven[-1]) + 1
    next_ones = [gpio for gpio in free if seen.outputs.index(gpio) == after and not seen.is_lamp(gpio)]
    return called[:1] or next_ones


def _of_gpiozero(seen: Seen, pins: Sequence[int]) -> Claim:
    """LEDCharDisplay takes its pins in order; those around it light one digit each."""
    others = [gpio for pins in seen.made_by(("LEDMultiCharDisplay",)).values() for gpio in pins]
    digits = tuple(gpio for gpio in others if gpio not in pins)
    stream = seen.stream.of(pins)
    high_s, all_s = _share_high(stream)
    selects = Selects.among(seen.stream, digits)
    if digits:  # also those that were dark so far
        selects = Selects(digits, selects is None or selects.active_high)
    active_low = selects is not None and not selects.active_high and high_s > all_s / 2
    options = {"segments": len(pins), "selects": selects, "active_low": active_low, "from_left": True}
    return Claim("segments", (*pins, *digits), options)


def _share_high(stream: Stream) -> tuple[float, float]:
    dwell = _dwell(stream, stream.gpios)
    count = len(stream.gpios)
    return sum(levels.bit_count() * each_s for levels, each_s in dwell.items()), count * sum(dwell.values())


def _candidates(seen: Seen, wires: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Seven wires from a to g, and how many different digits make it sure."""
    is_named = bool(seen.wanted) or seen.mentions(*CLUES)
    named = [next((gpio for gpio in wires if name in seen.header.names(gpio)), None) for name in NAMES]
    if None not in named and len(set(named)) == SEGMENTS:
        yield [gpio for gpio in named if gpio is not None], 1
    for start in range(len(wires) - SEGMENTS + 1):
        seven = list(wires[start : start + SEGMENTS])
        stands = start > 0 and seen.rises(wires[start - 1]) + seen.falls(wires[start - 1]) <= STANDS
        are_called = all(seen.is_called(gpio, *SEGMENT_NAMES) for gpio in seven)
        sure = 2 if is_named and not stands else SURE  # a wire before them that never changes may be segment a
        sure = 1 if are_called and len(wires) == SEGMENTS else sure
        yield seven, sure
        yield seven[::-1], sure


def _counted(seen: Seen, wires: Sequence[int], dwell: Mapping[int, float]) -> Iterator[tuple[list[int], int]]:
    """Seven wires in any order that count; it is looked at when all ten figures came, or nothing more will come."""
    for start in range(len(wires) - SEGMENTS + 1):
        shown: dict[int, float] = {}
        for levels, each_s in dwell.items():
            pattern = levels >> start & WHOLE
            shown[pattern] = shown.get(pattern, 0.0) + each_s
        for dark in (0, WHOLE):
            lit = {pattern: each_s for pattern, each_s in shown.items() if pattern != dark}
            patterns = [pattern for pattern, each_s in lit.items() if each_s >= RARE * sum(lit.values())]
            found = order_of(patterns) if seen.is_over or len(patterns) == MOST else None
            if found is not None:
                yield [wires[start + place] for place in found[0]], SURE
                return


def _dwell(stream: Stream, wires: Sequence[int]) -> dict[int, float]:
    """How long each pattern of the wires lasted."""
    bit = {gpio: 1 << place for place, gpio in enumerate(wires)}
    levels, since_s = 0, 0.0
    dwell: dict[int, float] = {}
    for code, t_s in zip(stream.codes[:MAX_LOOK], stream.times[:MAX_LOOK], strict=True):
        if code >> 2 not in bit or code & 3 == FREE:
            continue
        if since_s:
            dwell[levels] = dwell.get(levels, 0.0) + t_s - since_s
        levels = levels | bit[code >> 2] if code & 3 == HIGH else levels & ~bit[code >> 2]
        since_s = t_s
    return dwell


def _polarity(dwell: Mapping[int, float], places: Sequence[int], sure: int) -> bool | None:
    """Whether low lights a segment, when these wires make digits; None when they make none."""
    shown: dict[int, float] = {}
    for levels, each_s in dwell.items():
        shape = sum(1 << bit for bit, place in enumerate(places) if levels >> place & 1)
        shown[shape] = shown.get(shape, 0.0) + each_s
    for active_low in (False, True):
        lit = {(shape ^ WHOLE if active_low else shape): each_s for shape, each_s in shown.items()}
        lit.pop(0, None)
        whole_s = sum(lit.values())
        shapes = {shape for shape, each_s in lit.items() if each_s >= RARE * whole_s}
        if shapes - {WHOLE} and are_digits(shapes, sure):  # all of them alike are an 8, or nothing
            return active_low
    return None


KINDS = (PartKind("segments", SegmentsChip, DIGITS, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((70, recognize),)
