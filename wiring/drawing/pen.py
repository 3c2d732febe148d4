"""What everything here is drawn with: SVG text for shapes, words, resistors and wires."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from look.tokens import color

INK, SOFT, PAPER, BRASS, GRAY = color("ink"), color("soft"), "#ffffff", "#e6c65c", "#8b959c"
FONT = "font-family=\"'Be Vietnam Pro','Segoe UI','Noto Sans',sans-serif\""
Point = tuple[float, float]


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 4, edge: str = INK, width: float = 1.4) -> str:
    """A rectangle with round corners."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{r:g}" fill="{fill}" '
        f'stroke="{edge}" stroke-width="{width:g}"/>'
    )


def circle(x: float, y: float, r: float, fill: str, edge: str = INK, width: float = 1.4) -> str:
    """A circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" stroke="{edge}" stroke-width="{width:g}"/>'


def line(d: str, stroke: str = INK, width: float = 2.4, fill: str = "none") -> str:
    """A path by its SVG commands."""
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"/>'


def text(
    x: float, y: float, words: object, size: float = 12, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """Words, escaped: they may come from anybody's file."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"{weight}>'
        f"{escape(str(words))}</text>"
    )


def two_texts(x: float, y: float, name: str, kind: str, anchor: str = "middle", size: float = 12.5) -> str:
    """A name, and beside it in gray what is printed on the part."""
    second = f'<tspan font-size="{size * 0.82:g}" fill="{SOFT}"> {escape(kind)}</tspan>' if kind else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"><tspan font-size="{size:g}" font-weight="700" '
        f'fill="{INK}">{escape(name)}</tspan>{second}</text>'
    )


def moved(x: float, y: float, *inside: str, scale: float = 1.0) -> str:
    """A group at another place."""
    grows = f" scale({scale:g})" if scale != 1.0 else ""
    return f'<g transform="translate({x:g} {y:g}){grows}">{"".join(inside)}</g>'


def wire(points: Sequence[Point], stroke: str, width: float = 3.2, ends: tuple[str, str] | None = None) -> str:
    """A wire with a white edge, so that what it passes stays apart from it. `ends` names what it joins."""
    joins = "" if ends is None else f' data-from="{escape(ends[0])}" data-to="{escape(ends[1])}"'
    d = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    edge = f'<path d="{d}" stroke="{PAPER}" stroke-width="{width + 4:g}"/>'
    core = f'<path class="wire" d="{d}" stroke="{stroke}" stroke-width="{width:g}"/>'
    return f'<g fill="none" stroke-linejoin="round"{joins}>{edge}{core}</g>'


def joint(x: float, y: float, fill: str) -> str:
    """Two wires that are joined."""
    return circle(x, y, 4.5, fill, PAPER, 1)


def terminal(x: float, y: float) -> str:
    """A screw or pin of a module."""
    return rect(x - 5, y - 5, 10, 10, BRASS, 1, INK, 1)


def pin_number(x: float, y: float, number: int, stroke: str, r: float = 9) -> str:
    """The number of a header pin, at the end of its wire."""
    return circle(x, y, r, PAPER, stroke, 2.2) + text(x, y + 4, number, 11, INK, "middle", bold=True)


def tag(x: float, y: float, words: str, stroke: str, width: float = 36) -> str:
    """A small label that sits on a wire."""
    return rect(x - width / 2, y - 8, width, 16, PAPER, 4, stroke, 1.6) + text(
        x, y + 4, words, 11.5 if 7.4 * len(words) < width else 10, INK, "middle", bold=True
    )


def resistor(x: float, y: float, label: str, upright: bool = False) -> str:
    """A resistor in a wire, with its value."""
    bands = "".join(
        rect(x + dx, y - 5, 2.6, 10, fill, 0, fill, 0) for dx, fill in ((-8, "#7a3b10"), (-2, INK), (4, "#c26a00"))
    )
    body = rect(x - 14, y - 5, 28, 10, "#ecd9ae", 4) + bands
    if upright:
        return f'<g transform="rotate(90 {x:g} {y:g})">{body}</g>' + text(x + 12, y + 4, label, 11)
    return body + text(x, y - 9, label, 11.5, anchor="middle")


def ohms(value: float) -> str:
    """A resistance as it is said in a shop: 330 Ω, 12 kΩ."""
    return f"{value / 1000:g} kΩ" if value >= 1000 else f"{value:g} Ω"


def svg(width: float, height: float, inside: str, title: str) -> str:
    """A whole picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" {FONT}>'
        f'<title>{escape(title)}</title><rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{inside}</svg>'
    )
