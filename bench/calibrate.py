"""What is a calibration worth? Virtual units, each with an error of its own, before and after `highland calibrate`.

Run it: python bench/calibrate.py [--units 20] [--only gas ...] [--json]

Each unit is calibrated by the command's own procedures with the instruments of a school (their errors stand in
workshop/calibration/practice.py), and shows known truths over its working range with its type's values and with its own
(the points stand in workshop/calibration/worth.py). A unit's error is the mean over these points, in % of what is true,
or in its unit; no value, or one that is wrong by more than the truth, counts as 100 %. The median over the units should
be at most a fifth of that before.

`worst` is the same share at the point where it is highest. `floor` is what the instrument of that kind and the noise of
the reads leave at best: a kind whose floor is above a fifth cannot reach the goal, and the table says why; any other
kind above it is a failure, and the bench ends with 1. `least shown` is the least share of the truth that any unit
shows, before and after: what an alarm must not lose.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot
from pathlib import Path
from statistics import fmean, median
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._calibrations import ROWS, Row  # noqa: E402  # the path comes first
from firmware.fit import fit  # noqa: E402
from firmware.project import find  # noqa: E402
from highland._calibrate_answers import Given  # noqa: E402
from highland._virtual_table import virtual_table  # noqa: E402
from messages import Say  # noqa: E402
from workshop.calibration.keep import SIM, new_table  # noqa: E402
from workshop.calibration.perform import Performer  # noqa: E402
from workshop.calibration.practice import Hand  # noqa: E402
from workshop.calibration.procedures import gas_seen, procedure_of, subject_of  # noqa: E402
from workshop.calibration.worth import Worth, with_values, worth  # noqa: E402
from workshop.table import Table  # noqa: E402

GOAL = 0.2
UNITS = 20
WARM_S = 900.0  # after which a virtual gas sensor stands still; the two days of a real one are not waited for here
HEATED_S = 48.0 * 3600.0
RELATIVE = ("lpg_ppm", "co_ppm", "turbidity_ntu", "tds_ppm", "flow_lpm")  # judged in % of what is true
HEAD = f"SIM  {'kind':<34}{'at':<24}{'in':>6}{'before':>9}{'after':>9}{'share':>7}{'worst':>7}{'floor':>7}  least shown"


def calibrated(row: Row, seed: int) -> list[Worth]:
    """One unit, calibrated from beginning to end, and what that is worth."""
    project = find(row.project)
    with virtual_table(project, seed=seed, uncalibrated=True) as table:
        table.wait(WARM_S)
        found: dict[str, dict[str, Any]] = {}
        for name in filter(None, (row.first, row.part)):
            found[name] = _calibrated(table, row, name, seed)
            table.plan = fit(with_values(project.wiring(), found), project.law())  # what comes next is read with it
        return worth(table, project.wiring().part(row.part), found.pop(row.part), found)


def _calibrated(table: Table, row: Row, name: str, seed: int) -> dict[str, Any]:
    """The table that `highland calibrate` would write for this part."""
    assert table.world is not None
    wiring = table.project.wiring()
    subject = subject_of(wiring, wiring.part(name), {}, table.planned(name).wired.options)
    person = Given(row.answers, table.project.names(), Say("en"), True, io.StringIO())
    thermometer = subject.of_type("thermometer", None)
    hand = Hand(table.world, table.clock, name, gas_seen(subject), seed, row.meter_within, thermometer)
    performer = Performer(table, name, person, lambda: HEATED_S, hand)
    beside = () if subject.heater_proof is None else (subject.heater_proof,)
    outcome = performer.run(procedure_of(subject, row.test_gas), *beside)
    return new_table(outcome, {}, None, date(2026, 11, 29), SIM)


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the table: median errors in `unit`, and the least share of the truth that a unit shows.

    `floor` and `noise` are in the same unit; `worst` is the share at the point where it is highest.
    """

    name: str
    channel: str
    points: str
    unit: str
    before: float
    after: float
    worst: float
    floor: float
    noise: float
    least_before: float
    least_after: float
    why: str
    lacks: str

    @property
    def share(self) -> float:
        """The error after over that before."""
        return self.after / self.before

    @property
    def floor_share(self) -> float:
        """The best that instrument and noise allow."""
        return self.floor / self.before

    @property
    def good(self) -> bool:
        """Whether it reaches the goal."""
        return self.share <= GOAL

    @property
    def cannot(self) -> bool:
        """Whether no calibration with these instruments could."""
        return self.floor_share > GOAL

    @property
    def verdict(self) -> str:
        """What is to be said of it beside the numbers."""
        if self.good:
            return ""
        return f"above {GOAL}: {self.why}" if self.cannot else "ABOVE THE GOAL, AND NOTHING EXCUSES IT"


def measured(row: Row, units: int, told: Callable[[], None] = lambda: None) -> Iterator[Found]:
    """The lines of one kind: one for each channel."""
    found: dict[str, list[list[Worth]]] = {}
    for seed in range(units):
        of_unit: dict[str, list[Worth]] = {}
        for each in calibrated(row, seed):
            of_unit.setdefault(each.channel, []).append(each)
        for channel, points in of_unit.items():
            found.setdefault(channel, []).append(points)
        told()
    for channel, each in found.items():
        yield line(row, channel, each)


def line(row: Row, channel: str, found: Sequence[Sequence[Worth]]) -> Found:
    """The line of one channel: `found` has for each unit its points."""
    first = found[0]
    scales = [abs(point.true) / 100.0 if channel in RELATIVE else 1.0 for point in first]
    before, after = ([_errors(points, scales, name) for points in found] for name in ("before", "after"))
    at_points = [
        median(unit[number] for unit in after) / median(unit[number] for unit in before) for number in range(len(first))
    ]
    noise = median(fmean(point.noise / scale for point, scale in zip(points, scales, strict=True)) for points in found)
    reference = fmean(row.floors[channel](point.true) / scale for point, scale in zip(first, scales, strict=True))
    return Found(
        row.name,
        channel,
        " ".join(f"{true:g}" for true in sorted(point.true for point in first)) + f" {first[0].unit}",
        "%" if channel in RELATIVE else first[0].unit,
        median(map(fmean, before)),
        median(map(fmean, after)),
        max(at_points),
        hypot(reference, noise),
        noise,
        min((point.before or 0.0) / point.true for points in found for point in points),
        min((point.after or 0.0) / point.true for points in found for point in points),
        row.why.get(channel, ""),
        row.lacks,
    )


def _errors(points: Sequence[Worth], scales: Sequence[float], name: str) -> list[float]:
    """How far off one unit is at each point; no value, or one further off than the truth, counts as all of it."""
    found = []
    for point, scale in zip(points, scales, strict=True):
        shown = getattr(point, name)
        off = abs(point.true) if shown is None else min(abs(shown - point.true), abs(point.true))
        found.append(off / scale)
    return found


def main() -> int:
    """Print the table; 1 when a kind that could reach the goal does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--only", nargs="*", metavar="PART", default=[])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [row for row in ROWS if not asked.only or row.part in asked.only]
    found = []
    if not asked.json:
        print(f"SIM  median error of {asked.units} virtual units over their range, before and after calibrating")
        print(HEAD)
    for row in rows:
        for each in measured(row, asked.units):
            found.append(each)
            if not asked.json:
                print(_as_text(each), flush=True)
    if asked.json:
        told = [{**{name: getattr(each, name) for name in Found.__slots__}, "share": each.share} for each in found]
        print(json.dumps(told, indent=1))
    else:
        guided = [each for each in found if not each.lacks]
        less = [each for each in found if each.lacks]
        print(f"SIM  {sum(each.good for each in found)} of {len(found)} lines: at most {GOAL} of before")
        for text, of in (("as the guide says", guided), ("with less at hand", less)):
            cannot = sum(each.cannot and not each.good for each in of)
            good = sum(each.good for each in of)
            print(f"SIM    {text}: {good} of {len(of)}; {cannot} cannot, their floor is above {GOAL} of before")
    return 0 if all(each.good or each.cannot for each in found) else 1


def _as_text(each: Found) -> str:
    errors = f"{each.unit:>6}{each.before:>9.3g}{each.after:>9.3g}{each.share:>7.2f}"
    shares = f"{each.worst:>7.2f}{each.floor_share:>7.2f}  {each.least_before:.2f} -> {each.least_after:.2f}"
    return f"SIM  {each.name:<34}{each.points:<24}{errors}{shares}  {each.verdict}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
