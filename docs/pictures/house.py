"""Highland's folders in layers, each above those it imports from."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

FILE = Path(__file__).with_name("house.svg")
FLOORS = (  # from top to bottom: folders side by side, each with its contents
    (("highland", "the command line, one command a file"),),
    (
        ("classroom", "the board on a page"),
        ("hub", "the club's records"),
        ("flash", "card · bundle · services"),
        ("workshop", "doctor · trial"),
        ("guides", "how to build it"),
    ),
    (("lessons", "lessons that run: read · checked · printed"),),
    (("web", "what every page stands on"),),
    (("sim", "programs · scenarios | plots | live · results | world | chips | libraries | python | wires | time"),),
    (("projects", "gas_alarm · solar_lamp · water_filter · the template"),),
    (("firmware", "loop · law · parts · latches · trace · watchdog"),),
    (("wiring", "wiring.toml: read, checked, drawn"), ("telemetry", "records · outbox · courier")),
    (("drivers", "one part you can buy a file"),),
    (
        ("devices", "sensor · actuator · timer · message"),
        ("science", "physics with its sources"),
        ("look", "colors · font · icons"),
    ),
)
WIDTH, HEIGHT, GAP, MARGIN = 760, 46, 8, 10


def room(x: float, y: float, width: float, name: str, inside: str) -> str:
    """One box with its name and its inside."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{HEIGHT}" rx="6" fill="#ffffff" stroke="#0b5a8a"/>'
        f'<text x="{x + 14:g}" y="{y + 20:g}" font-weight="bold">{escape(name)}/</text>'
        f'<text x="{x + 14:g}" y="{y + 37:g}" font-size="12" fill="#51606d">{escape(inside)}</text>'
    )


def drawing() -> str:
    """The whole picture."""
    rooms = []
    for floor, side_by_side in enumerate(FLOORS):
        width = (WIDTH - GAP * (len(side_by_side) - 1)) / len(side_by_side)
        for index, (name, inside) in enumerate(side_by_side):
            rooms.append(room(MARGIN + index * (width + GAP), MARGIN + floor * (HEIGHT + GAP), width, name, inside))
    height = 2 * MARGIN + len(FLOORS) * (HEIGHT + GAP) - GAP
    size = f'width="{WIDTH + 2 * MARGIN}" height="{height}"'
    view = f'viewBox="0 0 {WIDTH + 2 * MARGIN} {height}"'
    body = "\n".join(rooms)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} font-family="sans-serif" font-size="15">\n'
        f'<rect width="100%" height="100%" fill="#f5f6f4"/>\n{body}\n</svg>\n'
    )


def make() -> None:
    """Write house.svg."""
    FILE.write_text(drawing(), encoding="utf-8", newline="\n")
