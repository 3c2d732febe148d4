"""The capacity of a battery: an INA219 in its wire counts what comes out, from full to the cut-off.

No driver reads it. It says how worn the battery is (below 80 % of its label it is old, below 60 % it is finished), and
it is the number for a project's limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from devices import Message
from workshop.calibration.recording import KEPT_POINTS, rounded
from workshop.calibration.steps import Ask, Do, Measure, Outcome, Point, Procedure, Refused, Scene, Subject

VOLTAGE, CURRENT = "voltage_v", "current_a"
EVERY_S, LONGEST_H = 10.0, 60.0
FULL_V = 12.5  # lead-acid of six cells, whole and under its lamp; LiFePO4 lies above it
CUT_OFF_V = 10.8  # 1.80 V a cell, where vendors' tables for ten hours end (from memory)
GAP_S = 120.0  # chosen: longer without a reading, and the sum is a guess
SLOWEST, FASTEST = 1 / 120, 1 / 3  # of the label's Ah, in A: outside it the label does not hold
WITHIN = 0.02  # of the INA219, calibrated

LABEL = Message("calibrate.battery.label", "How many Ah does its label say?")
CUT_OFF = Message("calibrate.battery.cut_off", "At what voltage shall the test end, in V? (12 V lead-acid: 10.8)")
PREPARE = Message(
    "calibrate.battery.prepare",
    "Charge {part} full and let it rest four hours. Take charger and panel off. Feed the Raspberry Pi from a supply of "
    "its own. Then put a lamp on the battery that takes about {usual_a:.1f} A.",
)
NOT_FULL = Message(
    "calibrate.battery.not_full", "The battery began at {volts:.2f} V; a full one has {wanted:.1f} V or more."
)
NOT_FULL_HINT = Message("calibrate.battery.not_full.hint", "Charge it whole, let it rest four hours, and begin again.")
CHARGES = Message("calibrate.battery.charges", "A current of {current_a:.2f} A flows into the battery.")
CHARGES_HINT = Message(
    "calibrate.battery.charges.hint", "Take charger and panel off. If nothing charges it: the sensor is in backward."
)
WRONG_LOAD = Message(
    "calibrate.battery.wrong_load", "The battery gave {current_a:.2f} A; the test needs {low:.2f} to {high:.2f} A."
)
WRONG_LOAD_HINT = Message("calibrate.battery.wrong_load.hint", "Take another lamp: about {usual_a:.1f} A.")
GAP = Message("calibrate.battery.gap", "For {gap_s:span} there was no reading, so the sum is unknown.")
GAP_HINT = Message("calibrate.battery.gap.hint", "Check the wires of the INA219, charge the battery, and begin again.")
NOT_EMPTY = Message("calibrate.battery.not_empty", "The battery was still at {volts:.2f} V when the test ended.")
NOT_EMPTY_HINT = Message("calibrate.battery.not_empty.hint", "Take a lamp that draws more, and begin again.")
FOUND = Message(
    "calibrate.battery.found", "That is {pct:.0f} % of the label. Take the lamp off now and charge the battery."
)
FOR_WHAT = Message(
    "calibrate.battery.for_what",
    "No part reads this value. It says how worn the battery is: below 80 % it is old, below 60 % it is finished.",
)


def capacity_ah(points: Sequence[Point], label_ah: float, cut_off_v: float) -> float:
    """What came out, in Ah, of voltages with their current `beside` (negative: out of the battery). Raises Refused."""
    if not points or points[0].value < FULL_V * cut_off_v / CUT_OFF_V:
        volts = points[0].value if points else 0.0
        raise Refused(NOT_FULL(volts=volts, wanted=FULL_V * cut_off_v / CUT_OFF_V), NOT_FULL_HINT)
    if points[-1].value >= cut_off_v:
        raise Refused(NOT_EMPTY(volts=points[-1].value), NOT_EMPTY_HINT)
    taken_as = 0.0
    for left, right in pairwise(points):
        gap_s = right.t_s - left.t_s
        if gap_s > GAP_S:
            raise Refused(GAP(gap_s=gap_s), GAP_HINT)
        flows_a = 0.5 * ((left.beside or 0.0) + (right.beside or 0.0))
        if flows_a > SLOWEST * label_ah:
            raise Refused(CHARGES(current_a=flows_a), CHARGES_HINT)
        taken_as -= flows_a * gap_s
    usual_a = taken_as / (points[-1].t_s - points[0].t_s)
    low, high = SLOWEST * label_ah, FASTEST * label_ah
    if not low <= usual_a <= high:
        raise Refused(WRONG_LOAD(current_a=usual_a, low=low, high=high), WRONG_LOAD_HINT(usual_a=0.1 * label_ah))
    return taken_as / 3600.0


def calibrate(subject: Subject) -> Procedure:
    """From full to the cut-off, with a lamp. It cannot be left: what nobody counts is lost to the sum."""
    label_ah = yield Ask("label_ah", LABEL(), 0.5, 500.0)
    cut_off_v = yield Ask("cut_off_v", CUT_OFF(), 2.0, 60.0, CUT_OFF_V)
    yield Do(Scene.DISCHARGE, PREPARE(part=subject.part.name, usual_a=0.1 * label_ah))
    count = int(LONGEST_H * 3600.0 / EVERY_S)
    points = yield Measure(VOLTAGE, count, EVERY_S, beside=CURRENT, until_below=cut_off_v)
    found = capacity_ah(points, label_ah, cut_off_v)
    step = -(-len(points) // KEPT_POINTS)
    shown = [(round(point.t_s), rounded(point.value), rounded(point.beside or 0.0)) for point in points[::step]]
    said = (FOUND(pct=100.0 * found / label_ah), FOR_WHAT())
    uncertainty = {"capacity_ah": rounded(WITHIN * found, 2)}
    values = {"capacity_ah": rounded(found, 4)}
    return Outcome(values, uncertainty, shown, "time_s, voltage_v, current_a", said)
