"""What `highland calibrate` shows of calibrations: their ages, and on a virtual board what one of them is worth."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from devices import Message, WiredPart
from devices.language import LITERS_A_MINUTE
from firmware.names import Names, with_code
from messages import Say
from workshop.calibration.age import Age, Standing, ages
from workshop.calibration.keep import SIM

if TYPE_CHECKING:
    from firmware.project import Project
    from highland._lines import Lines
    from workshop.table import Table

HEAD = Message("calibrate.list.head", "{project}: what can be calibrated")
STANDINGS = {
    Standing.NEVER: Message("calibrate.list.never", "never"),
    Standing.GOOD: Message("calibrate.list.good", "good"),
    Standing.DUE: Message("calibrate.list.due", "DUE"),
    Standing.WORN_OUT: Message("calibrate.list.worn_out", "WORN OUT"),
    Standing.FUTURE: Message("calibrate.list.future", "?"),
}
OF_DAY = Message("calibrate.list.of_day", "of {day}, {age} days old, due after {due}")
IN_FUTURE = Message("calibrate.list.in_future", "of {day}, which has not come yet: the clock or the day is wrong")
NEEDS_ONE = Message("calibrate.list.needs_one", "it gives no true value without one")
HOW = Message("calibrate.list.how", "Calibrate one with `highland calibrate {project} PART`.")
COMPARED = Message(
    "calibrate.compared", "Where {true:g} {unit} is true, {part} showed {before}, and shows {after} now."
)
NUMBER = Message("calibrate.number", "{value:.4g}")
NO_VALUE = Message("calibrate.no_value", "no value")
SOMETHING_DUE = 1


def listed(project: Project, provenance: str, as_json: bool, say: Say) -> int:
    """Print the ages. 1 when one is due, or a part that needs one has none."""
    from devices.dates.wall_clock import FILE as CLOCK_FILE
    from devices.dates.wall_clock import WallClock
    from firmware.host import state_home

    found = ages(project, WallClock(state_home() / CLOCK_FILE).now().date(), provenance)
    names = project.names()
    if as_json:
        print(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=1))
    else:
        mark = "SIM  " if provenance == SIM else ""
        print(mark + say.text(HEAD, project=project.name))
        for each in found:
            print(f"{mark}  {_line(each, names, say)}")
        say(HOW, project=project.name)
    return SOMETHING_DUE if any(is_due(each) for each in found) else 0


def is_due(age: Age) -> bool:
    """Whether somebody should calibrate it now."""
    return age.standing not in (Standing.GOOD, Standing.NEVER) or (age.must and age.standing is Standing.NEVER)


def _line(age: Age, names: Names, say: Say) -> str:
    width = max(len(say.text(each)) for each in STANDINGS.values())
    text = f"{say.text(STANDINGS[age.standing]):<{width}}  {with_code(names.part(age.part).short(say.lang), age.part)}"
    if age.standing is Standing.NEVER:
        return f"{text}: {say.text(NEEDS_ONE)}" if age.must else text
    told = (
        IN_FUTURE(day=age.measured_on)
        if age.standing is Standing.FUTURE
        else OF_DAY(day=age.measured_on, age=age.age_days, due=age.due_days)
    )
    unit = f", {age.unit}" if age.unit else ""
    return f"{text}: {say.text(told)}{unit}"


def _as_json(age: Age) -> dict[str, Any]:
    return {
        "part": age.part,
        "driver": age.driver,
        "standing": age.standing.value,
        "measured_on": None if age.measured_on is None else age.measured_on.isoformat(),
        "age_days": age.age_days,
        "due_days": age.due_days,
        "must": age.must,
        "unit": age.unit,
        "file": None if age.file is None else str(age.file),
    }


def compared(table: Table, part: WiredPart, values: dict[str, Any], person: Lines) -> list[dict[str, Any]]:
    """On a virtual board: what the part shows with the type's values and with the new ones, beside the truth."""
    from workshop.calibration.worth import trials_of, worth

    found = []
    for each in worth(table, part, values, trials=trials_of(part)[:1]):
        found.append({"channel": each.channel, "true": each.true, "before": each.before, "after": each.after})
        before, after = (NO_VALUE if value is None else NUMBER(value=value) for value in (each.before, each.after))
        unit = LITERS_A_MINUTE if each.unit == "L/min" else each.unit
        person.tell(COMPARED(part=part.name, true=each.true, unit=unit, before=before, after=after))
    return found
