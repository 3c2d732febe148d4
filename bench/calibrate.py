"""What is a calibration worth? Virtual units, each with an error of its own, before and after `highland calibrate`.

Run it: python bench/calibrate.py [--units 20] [--only gas ...] [--json]

Each unit is calibrated by the command's own procedures with the instruments of a school (their errors stand in
workshop/calibration/practice.py), and shows known truths over its working range with its type's values and with its own
(the points stand in workshop/calibration/worth.py). A unit's error is the mean over these points, in % of what is true,
or in its unit; no value, or one that is wrong by more than the truth, counts as 100 %. The median over the units should
be at most a fifth of that before.

Before it measures anything the command says how many times better the reference is (`ratio`), and advises against one
that cannot bring the error down to a fifth. What it recommends must reach a fifth, what it calls some help must not.
What it advises against is played all the same, as with --anyway, and must have a `floor` above a fifth: what the
instrument of that kind and the noise of the reads leave at best. Otherwise the bench ends with 1. `worst` is the share
at the point where it is highest, `least shown` the least share of the truth that any unit shows, before and after: what
an alarm must not lose.
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
from workshop.calibration.budget import Budget, Verdict  # noqa: E402
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
HEAD = (
    f"SIM  {'kind':<34}{'at':<24}{'in':>6}{'before':>9}{'after':>9}{'share':>7}{'worst':>7}{'floor':>7}{'ratio':>7}"
    "  least shown"
)
GROUPS = (
    (True, "calibrated as the guide says"),
    (False, "the guide advises against, and why"),
)


def calibrated(row: Row, seed: int) -> tuple[list[Worth], list[Budget]]:
    """One unit, calibrated from beginning to end: what that is worth, and what the command said of its references."""
    project = find(row.project)
    with virtual_table(project, seed=seed, uncalibrated=True) as table:
        table.wait(WARM_S)
        found: dict[str, dict[str, Any]] = {}
        budgets: list[Budget] = []
        for name in filter(None, (row.first, row.part)):
            found[name], budgets = _calibrated(table, row, name, seed)
            table.plan = fit(with_values(project.wiring(), found), project.law())  # what comes next is read with it
        return worth(table, project.wiring().part(row.part), found.pop(row.part), found), budgets


def _calibrated(table: Table, row: Row, name: str, seed: int) -> tuple[dict[str, Any], list[Budget]]:
    """The table that `highland calibrate --anyway` would write for this part, and what it said of its references."""
    assert table.world is not None
    wiring = table.project.wiring()
    subject = subject_of(wiring, wiring.part(name), {}, table.planned(name).wired.options)
    person = Given(row.answers, table.project.names(), Say("en"), True, io.StringIO())
    thermometer = subject.of_type("thermometer", None)
    hand = Hand(table.world, table.clock, name, gas_seen(subject), seed, row.meter_within, thermometer)
    performer = Performer(table, name, person, lambda: HEATED_S, hand, anyway=True)
    beside = () if subject.heater_proof is None else (subject.heater_proof,)
    outcome = performer.run(procedure_of(subject), *beside)
    return new_table(outcome, {}, None, date(2026, 11, 29), SIM), performer.budgets


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
    ratio: float
    verdict: Verdict

    @property
    def share(self) -> float:
        """The error after over that before."""
        return self.after / self.before

    @property
    def floor_share(self) -> float:
        """The best that instrument and noise allow."""
        return self.floor / self.before

    @property
    def guided(self) -> bool:
        """Whether the command recommends it."""
        return self.verdict is Verdict.GOOD

    @property
    def good(self) -> bool:
        """Whether the advice was right: what is recommended reaches the goal, and nothing else does."""
        if self.verdict is Verdict.AGAINST:
            return self.floor_share > GOAL
        return (self.share <= GOAL) is self.guided

    @property
    def why(self) -> str:
        """What is to be said of it beside the numbers."""
        if not self.good:
            return "ABOVE THE GOAL, AND RECOMMENDED" if self.guided else "NOT RECOMMENDED, AND IT REACHES THE GOAL"
        if self.guided:
            return ""
        worth = "some help" if self.verdict is Verdict.PARTLY else "none"
        return f"{worth}: the reference is only {self.ratio:.1f} times better than the type"


def measured(row: Row, units: int, told: Callable[[], None] = lambda: None) -> Iterator[Found]:
    """The lines of one kind: one for each channel."""
    found: dict[str, list[list[Worth]]] = {}
    budgets: list[Budget] = []
    for seed in range(units):
        of_unit: dict[str, list[Worth]] = {}
        values, budgets = calibrated(row, seed)
        for each in values:
            of_unit.setdefault(each.channel, []).append(each)
        for channel, points in of_unit.items():
            found.setdefault(channel, []).append(points)
        told()
    for channel, each in found.items():
        yield line(row, channel, each, [budget for budget in budgets if budget.channel == channel][-1])


def line(row: Row, channel: str, found: Sequence[Sequence[Worth]], budget: Budget) -> Found:
    """The line of one channel: `found` has for each unit its points, `budget` is what was said of its reference."""
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
        budget.ratio,
        budget.verdict,
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
    """Print the table; 1 when the advice of the command was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--only", nargs="*", metavar="PART", default=[])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [row for row in ROWS if not asked.only or row.part in asked.only]
    found = [each for row in rows for each in measured(row, asked.units, _tick)]
    if asked.json:
        told = [{name: getattr(each, name) for name in Found.__slots__} for each in found]
        extra = [{"share": each.share, "verdict": each.verdict.value, "good": each.good} for each in found]
        print(json.dumps([one | two for one, two in zip(told, extra, strict=True)], indent=1))
    else:
        _print(found, asked.units)
    return 0 if all(each.good for each in found) else 1


def _tick() -> None:
    """A dot for each unit, where people look."""
    if sys.stderr.isatty():
        print(".", end="", file=sys.stderr, flush=True)


def _print(found: Sequence[Found], units: int) -> None:
    """Two groups, by what the command itself recommends."""
    print(f"SIM  median error of {units} virtual units over their range, before and after calibrating")
    print(HEAD)
    for guided, text in GROUPS:
        of = [each for each in found if each.guided is guided]
        print(f"SIM  {text}:")
        for each in of:
            print(_as_text(each))
        good = sum(each.share <= GOAL for each in of)
        floors = "" if guided else f"; {sum(each.floor_share > GOAL for each in of)} have a floor above {GOAL}"
        print(f"SIM    {good} of {len(of)} lines: at most {GOAL} of before{floors}")


def _as_text(each: Found) -> str:
    errors = f"{each.unit:>6}{each.before:>9.3g}{each.after:>9.3g}{each.share:>7.2f}"
    shares = f"{each.worst:>7.2f}{each.floor_share:>7.2f}{each.ratio:>7.1f}"
    least = f"  {each.least_before:.2f} -> {each.least_after:.2f}"
    return f"SIM  {each.name:<34}{each.points:<24}{errors}{shares}{least}  {each.why}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
