"""Pulses per liter of a flow meter, by a bucket: three fills, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import fmean

from devices import Message
from science.sensor_curves import (
    YF_S201_LEAST_LPM,
    YF_S201_PULSES_PER_L,
    YF_S401_LEAST_LPM,
    YF_S401_PULSES_PER_L,
)
from workshop.calibration.advice import NOTHING_BETTER, worth_it
from workshop.calibration.budget import Budget
from workshop.calibration.recording import rounded
from workshop.calibration.steps import Ask, Do, Measure, Outcome, Point, Procedure, Refused, Scene, Subject

VOLUME = "volume_l"
FILLS = 3
APART = 0.05  # chosen: three fills of one bucket agree to this, or somebody spilled
USUAL = 0.25  # chosen: units differ by 10 % (YF-S201 data sheet)
LEAST_PULSES = 200  # so that one pulse is half a percent
STILL_S = 8.0  # chosen: so long without a pulse, the tap is shut
LONGEST_S = 900
BUCKET_WITHIN = 0.01  # chosen: reading the mark
TYPE_WITHIN = 0.10  # YF-S201 data sheet
TYPES = {
    "flow_meter": (YF_S201_PULSES_PER_L, YF_S201_LEAST_LPM),
    "yf_s401": (YF_S401_PULSES_PER_L, YF_S401_LEAST_LPM),
}

OF_BUCKETS = Message("calibrate.flow.of_buckets", "buckets ({count})")
FILL = Message(
    "calibrate.flow.fill",
    "Fill {number} of {fills}: hold an empty bucket under {part}. After Enter let water run, faster than "
    "{least_lpm:g} L/min, up to a mark; then shut the tap.",
)
HOW_MANY = Message("calibrate.flow.how_many", "How many liters are in the bucket?")
NO_PULSES = Message("calibrate.flow.no_pulses", "{part} gave {pulses:.0f} pulses for {liters:.2f} L.")
NO_PULSES_HINT = Message(
    "calibrate.flow.no_pulses.hint", "Check its yellow wire, its supply and the arrow on it; take more water."
)
TOO_SLOW = Message(
    "calibrate.flow.too_slow", "The water ran at {lpm:.2f} L/min; below {least_lpm:g} L/min {part} counts too little."
)
TOO_SLOW_HINT = Message("calibrate.flow.too_slow.hint", "Open the tap further, or hang the bucket with water higher.")
FAR_APART = Message(
    "calibrate.flow.apart", "The fills gave {low:.0f} to {high:.0f} pulses per liter, {pct:.0f} % apart."
)
FAR_APART_HINT = Message(
    "calibrate.flow.apart.hint", "Fill to the same mark, without air in the hose, and begin again."
)
UNUSUAL = Message(
    "calibrate.flow.unusual", "{part} gave {found:.0f} pulses per liter; its type gives about {usual:.0f}."
)
UNUSUAL_HINT = Message("calibrate.flow.unusual.hint", "Were liters meant, and is it this type in wiring.toml?")
SPREAD = Message("calibrate.flow.spread", "The fills lie {pct:.1f} % apart.")


@dataclass(frozen=True, slots=True)
class Fill:
    """One bucket: pulses, liters, and the seconds that the water ran."""

    pulses: float
    liters: float
    seconds: float


def pulses_per_litre(subject: Subject, fills: Sequence[Fill]) -> float:
    """The mean of the fills. Raises Refused when they are too slow, far apart or far from the type."""
    name, (usual, least_lpm) = subject.part.name, TYPES[subject.part.driver]
    for fill in fills:
        if fill.pulses < LEAST_PULSES:
            raise Refused(NO_PULSES(part=name, pulses=fill.pulses, liters=fill.liters), NO_PULSES_HINT)
        lpm = 60.0 * fill.liters / fill.seconds
        if lpm < least_lpm:
            raise Refused(TOO_SLOW(part=name, lpm=lpm, least_lpm=least_lpm), TOO_SLOW_HINT)
    each = [fill.pulses / fill.liters for fill in fills]
    found = fmean(each)
    if (apart := _apart(fills)) > APART:
        raise Refused(FAR_APART(low=min(each), high=max(each), pct=100.0 * apart), FAR_APART_HINT)
    if abs(found / usual - 1.0) > USUAL:
        raise Refused(UNUSUAL(part=name, found=found, usual=usual), UNUSUAL_HINT)
    return found


def fill_of(points: Sequence[Point], liters: float, assumed: float) -> Fill:
    """The bucket behind a row of volumes, which were counted with `assumed` pulses per liter."""
    moves = [(left, right) for left, right in pairwise(points) if right.value > left.value]
    seconds = moves[-1][1].t_s - moves[0][0].t_s if moves else 0.0
    counted = points[-1].value - points[0].value if points else 0.0
    return Fill(counted * assumed, liters, seconds)


def _apart(fills: Sequence[Fill]) -> float:
    each = [fill.pulses / fill.liters for fill in fills]
    return (max(each) - min(each)) / fmean(each)


def budget_of(subject: Subject) -> Budget:
    """What the buckets can give: their marks are read with independent errors."""
    type_pct, within_pct = 100.0 * TYPE_WITHIN, 100.0 * BUCKET_WITHIN / sqrt(FILLS)
    buckets = OF_BUCKETS(count=FILLS)
    return Budget(subject.part.name, "flow_lpm", "%", type_pct, buckets, within_pct, NOTHING_BETTER())


def calibrate(subject: Subject) -> Procedure:
    """Three fills of a bucket; the volume that the driver counts gives the pulses."""
    name, (usual, least_lpm) = subject.part.name, TYPES[subject.part.driver]
    assumed, fills = subject.shown_with("pulses_per_litre", usual), []
    yield from worth_it(budget_of(subject))
    for number in range(1, FILLS + 1):
        yield Do(Scene.BUCKET, FILL(part=name, number=number, fills=FILLS, least_lpm=least_lpm))
        points = yield Measure(VOLUME, LONGEST_S, 1.0, until_still_s=STILL_S)
        liters = yield Ask("liters", HOW_MANY(), 0.2, 200.0)
        fills.append(fill_of(points, liters, assumed))
    found = pulses_per_litre(subject, fills)
    apart = _apart(fills)
    uncertainty = {"pulses_per_litre": rounded((BUCKET_WITHIN + 0.5 * apart) * found, 2)}
    each = [(rounded(fill.pulses), fill.liters) for fill in fills]
    said = (SPREAD(pct=100.0 * apart),)
    return Outcome({"pulses_per_litre": rounded(found)}, uncertainty, each, "pulses, liters", said=said)
