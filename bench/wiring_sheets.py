"""What a drawn sheet holds: its wires, and how often two signals cross.

Run it: python bench/wiring_sheets.py [PROJECT ...]

A line for each project: wires to pins, to rails and to converter inputs, the pins in use, crossings of signals (none),
crossings with a stub of the I2C bus, and the SHA-256 of the sheet in English and Vietnamese.
"""

from __future__ import annotations

import hashlib
import re
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))
SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]


class Wire:
    """One drawn wire: what it joins, and its straight pieces."""

    def __init__(self, group: ElementTree.Element) -> None:
        self.source, self.target = group.get("data-from", ""), group.get("data-to", "")
        d = group.findall(f"{SVG}path")[-1].get("d", "")
        points = [(float(x), float(y)) for x, y in (each.split() for each in re.split("[ML]", d) if each)]
        self.lines = list(pairwise(points))

    @property
    def is_signal(self) -> bool:
        """It ends on a pin that is no supply."""
        return self.target.startswith("pin ") and not self.source.startswith("rail ")

    @property
    def is_analog(self) -> bool:
        """It goes from a sensor to its converter."""
        return self.source.endswith(".AO")

    @property
    def is_bus(self) -> bool:
        """A stub of the I2C bus, or one of its two trunks."""
        return self.target.startswith("bus.")


def wires_of(picture: str) -> list[Wire]:
    """Every wire of an SVG picture."""
    root = ElementTree.fromstring(picture)
    return [Wire(group) for group in root.iter(f"{SVG}g") if group.get("data-from") is not None]


def crossings(wires: list[Wire]) -> list[tuple[str, str]]:
    """The pairs of wires that cross, or that lie on one another."""
    return [
        (one.source, other.source)
        for one, other in combinations(wires, 2)
        if any(cross(a, b) or cover(a, b) for a in one.lines for b in other.lines)
    ]


def cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two pieces cross in a point inside both."""
    (p, q), (r, s) = one, other
    return _turn(p, q, r) * _turn(p, q, s) < 0 and _turn(r, s, p) * _turn(r, s, q) < 0


def cover(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two upright or two level pieces lie on one another for some length."""
    for along, across in ((0, 1), (1, 0)):
        if len({point[across] for point in (*one, *other)}) == 1:
            low = max(min(point[along] for point in each) for each in (one, other))
            high = min(max(point[along] for point in each) for each in (one, other))
            return low < high
    return False


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def main(names: list[str]) -> int:
    """Print the lines; 1 when two signals cross or a pin has two wires."""
    from firmware.project import HOME as PROJECTS
    from firmware.project import find
    from firmware.project import names as project_names
    from messages import translator
    from wiring.drawing.sheet import sheet

    bad = 0
    for name in names or [*project_names(), str(PROJECTS / "_template" / "drying_rack")]:
        project = find(name)
        wiring, hashes = project.wiring(), []
        for lang in ("en", "vi"):
            called = {part.name: project.names().part(part.name).short(lang) for part in wiring.parts}
            picture = sheet(project.names().project.short(lang), wiring, called, translator(lang))
            hashes.append(hashlib.sha256(picture.encode()).hexdigest()[:12])
        wires = wires_of(picture)
        signals = [each for each in wires if each.is_signal or each.is_analog]
        stubs = [each for each in wires if each.is_bus]
        pins = [each.target for each in wires if each.target.startswith("pin ")]
        found = crossings(signals)
        with_stubs = len(crossings([*signals, *stubs])) - len(found)
        twice = len(pins) - len(set(pins))
        rails = sum(each.target.startswith("rail ") for each in wires)
        bad += len(found) + twice
        print(
            f"{project.name}: {len(wires)} wires, {len(signals)} signals, {rails} to rails, {len(pins)} pins, "
            f"{twice} twice, {len(found)} crossings, {with_stubs} with I2C stubs, sha256 en {hashes[0]} vi {hashes[1]}"
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
