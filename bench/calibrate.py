"""What is a calibration worth? Virtual units, each with an error of its own, before and after `highland calibrate`.

Run it: python bench/calibrate.py [--units 20] [--only gas ...] [--json]

Each unit is calibrated by the command's own procedures with the instruments of a school (their errors stand in
workshop/calibration/practice.py), and shows a known truth with its type's values and with its own. The median of the
error after it should be at most a fifth of before; where it is not, the table says so, and ends with 1.
Not every kind can do that, and why stands in docs/how-to/calibration.md: those rows are marked. `least shown` is the
least share of the truth that any unit shows, before and after: what an alarm must not lose.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from firmware.project import find  # noqa: E402  # the path comes first
from highland._calibrate_answers import Given  # noqa: E402
from highland._virtual_table import virtual_table  # noqa: E402
from messages import Say  # noqa: E402
from workshop.calibration.keep import SIM, new_table  # noqa: E402
from workshop.calibration.perform import Performer  # noqa: E402
from workshop.calibration.practice import METER_WITHIN, Hand  # noqa: E402
from workshop.calibration.procedures import gas_seen, procedure_of, subject_of  # noqa: E402
from workshop.calibration.worth import Worth, worth  # noqa: E402
from workshop.table import Table  # noqa: E402

GOAL = 0.2
UNITS = 20
CHEAP_METER = 0.01
WARM_S = 900.0  # after which a virtual gas sensor stands still; the two days of a real one are not waited for here
HEATED_S = 48.0 * 3600.0
JAR = "jar and thermometer are good to 0.5 % and 0.2 °C, the sensor to little worse"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of calibration. `limited` says why it cannot reach the goal."""

    name: str
    project: str
    part: str
    test_gas: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    meter_within: float = METER_WITHIN
    first: str = ""  # the part that is calibrated before it, such as its thermometer
    limited: str = ""


ROWS = (
    Row("MQ-6, clean air alone", "gas_alarm", "gas", limited="without a test gas R0 never falls"),
    Row("MQ-6, clean air and test gas", "gas_alarm", "gas", test_gas=True),
    Row("MQ-7, clean air alone", "gas_alarm", "fumes", limited="as above"),
    Row("MQ-7, clean air and test gas", "gas_alarm", "fumes", test_gas=True),
    Row("SEN0189 turbidity", "water_filter", "raw"),
    Row("SEN0244 TDS, buffer 707 ppm", "water_filter", "water", limited="its thermometer is as it came from the shop"),
    Row("SEN0244 TDS, thermometer first", "water_filter", "water", first="bed"),
    Row("YF-S401 flow, three buckets", "water_filter", "filter"),
    Row("NTC, ice alone", "water_filter", "bed", answers={"second": False}, limited="beta stays the type's"),
    Row("NTC, ice and warm water", "water_filter", "bed"),
    Row("INA219, meter of 0.1 %", "solar_lamp", "battery"),
    Row("INA219, meter of 1 %", "solar_lamp", "battery", meter_within=CHEAP_METER, limited="the meter is no better"),
    Row("DHT22, one jar", "solar_lamp", "box", answers={"second": False}, limited=JAR),
    Row("DHT22, two jars", "solar_lamp", "box", limited=JAR),
    Row("SHT31, one jar", "solar_lamp", "room", answers={"second": False}, limited=JAR),
)


def calibrated(row: Row, seed: int) -> list[Worth]:
    """One unit, calibrated from beginning to end, and what that is worth."""
    project = find(row.project)
    with virtual_table(project, seed=seed, uncalibrated=True) as table:
        table.wait(WARM_S)
        found = {name: _calibrated(table, row, name, seed) for name in (row.first, row.part) if name}
        return worth(table, project.wiring().part(row.part), found.pop(row.part), found)


def _calibrated(table: Table, row: Row, name: str, seed: int) -> dict[str, Any]:
    """The table that `highland calibrate` would write for this part."""
    assert table.world is not None
    wiring = table.project.wiring()
    subject = subject_of(wiring, wiring.part(name), {}, table.planned(name).wired.options)
    person = Given(row.answers, table.project.names(), Say("en"), True, io.StringIO())
    hand = Hand(table.world, table.clock, name, gas_seen(subject), seed, row.meter_within)
    performer = Performer(table, name, person, lambda: HEATED_S, hand)
    beside = () if subject.heater_proof is None else (subject.heater_proof,)
    outcome = performer.run(procedure_of(subject, row.test_gas), *beside)
    return new_table(outcome, {}, None, date(2026, 11, 29), SIM)


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the table: median errors in the channel's unit, and the least that a unit shows of the truth."""

    name: str
    channel: str
    true: float
    unit: str
    before: float
    after: float
    least_before: float
    least_after: float
    limited: str

    @property
    def share(self) -> float:
        """The error after over that before."""
        return self.after / self.before

    @property
    def good(self) -> bool:
        """Whether it reaches the goal."""
        return self.share <= GOAL


def measured(row: Row, units: int, told: Callable[[], None] = lambda: None) -> Iterator[Found]:
    """The lines of one kind: one for each channel."""
    found: dict[str, list[Worth]] = {}
    for seed in range(units):
        for each in calibrated(row, seed):
            found.setdefault(each.channel, []).append(each)
        told()
    for channel, each in found.items():
        before = median(_error(one.before, one.true) for one in each)
        after = median(_error(one.after, one.true) for one in each)
        least = [min(shown or 0.0 for shown in all_shown) / each[0].true for all_shown in _shown(each)]
        yield Found(row.name, channel, each[0].true, each[0].unit, before, after, *least, row.limited)


def _shown(found: list[Worth]) -> tuple[list[float | None], list[float | None]]:
    return [one.before for one in found], [one.after for one in found]


def _error(shown: float | None, true: float) -> float:
    """How far off; no value counts as all of it."""
    return true if shown is None else abs(shown - true)


def main() -> int:
    """Print the table; 1 when a kind that should reach the goal does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--only", nargs="*", metavar="PART", default=[])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [row for row in ROWS if not asked.only or row.part in asked.only]
    found = []
    if not asked.json:
        print(f"SIM  median error of {asked.units} virtual units, before and after calibrating")
        print(f"SIM  {'kind':<32}{'channel':<16}{'at':>10}{'before':>10}{'after':>10}{'share':>7}{'least shown':>15}")
    for row in rows:
        for each in measured(row, asked.units):
            found.append(each)
            if not asked.json:
                verdict = "" if each.good else f"  above {GOAL}: {each.limited}" if each.limited else "  ABOVE THE GOAL"
                at = f"{each.true:g} {each.unit}"
                print(
                    f"SIM  {each.name:<32}{each.channel:<16}{at:>10}{each.before:>10.3g}{each.after:>10.3g}"
                    f"{each.share:>7.2f}{each.least_before:>8.2f} ->{each.least_after:>4.2f}{verdict}",
                    flush=True,
                )
    if asked.json:
        told = [{**{name: getattr(each, name) for name in Found.__slots__}, "share": each.share} for each in found]
        print(json.dumps(told, indent=1))
    else:
        print(f"SIM  {sum(each.good for each in found)} of {len(found)} lines: at most {GOAL} of before")
    return 0 if all(each.good or each.limited for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
