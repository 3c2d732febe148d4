"""The colors can be read by everybody: enough contrast in both themes, and five meanings that stay apart."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from look.terminal import styles
from look.tokens import FONT_FILES, MEANINGS, SWITCHED, THEMES, color, colors

WORDS = 4.5  # WCAG 2.2, success criterion 1.4.3: text
SHAPES = 3.0  # 1.4.11: graphics
# Machado, Oliveira and Fernandes 2009, severity 1.0: how linear RGB looks to a person without one kind of cones.
SEEN_BY = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)
    ),
}  # fmt: skip
JUST_NOTICED = 2.3  # CIELAB 1976, Mahy, Van Eycken and Oosterlinck 1994
EDGES_APART, GROUNDS_APART = 5 * JUST_NOTICED, 3 * JUST_NOTICED


def linear(code: str) -> list[float]:
    channels = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(code: str) -> float:
    red, green, blue = linear(code)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(code: str, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """CIELAB under D65 of a color as such eyes see it."""
    rgb = [min(max(sum(m * c for m, c in zip(row, linear(code), strict=True)), 0.0), 1.0) for row in seen]
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read(theme):
    grounds = {name: (f"{name}-pale", "card", "paper") for name in MEANINGS}
    grounds |= dict.fromkeys(("ink", "soft", "link", "sim", "real"), ("card", "paper"))
    grounds["ink"] += tuple(f"{name}-pale" for name in MEANINGS)
    found = {
        (name, ground): contrast(color(name, theme), color(ground, theme))
        for name, under in grounds.items()
        for ground in under
    }
    worst = min(found, key=lambda pair: found[pair])
    print(f"{theme}: worst words {worst} at {found[worst]:.2f}")
    least = {pair: ratio for pair, ratio in found.items() if ratio < WORDS}
    assert not least


@pytest.mark.parametrize("theme", THEMES)
def test_words_in_the_color_of_the_card_can_be_read_on_a_meaning(theme):
    for name in (*MEANINGS, "sim", "real", "link"):
        assert contrast(color("card", theme), color(name, theme)) >= WORDS, name


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_switched_on_can_be_seen(theme):
    for name in (*SWITCHED, "focus"):
        assert contrast(color(name, theme), color("card", theme)) >= SHAPES, name


@pytest.mark.parametrize("seen", SEEN_BY)
@pytest.mark.parametrize("theme", THEMES)
def test_the_five_meanings_stay_apart_for_all_eyes(theme, seen):
    """By the edge alone and the ground alone; beside them a meaning has its icon, its word and in print its hatch."""
    for shade, apart in (("{}", EDGES_APART), ("{}-pale", GROUNDS_APART)):
        places = {name: lab(color(shade.format(name), theme), SEEN_BY[seen]) for name in MEANINGS}
        near = {(one, other): dist(places[one], places[other]) for one, other in combinations(MEANINGS, 2)}
        worst = min(near, key=lambda pair: near[pair])
        print(f"{theme}, {seen}, {shade.format('edge')}: nearest {worst} at {near[worst]:.1f}")
        assert near[worst] >= apart, worst


def test_a_terminal_shows_colors_on_black_and_on_white():
    found = styles()
    for name in (*SWITCHED, "frame"):
        assert min(contrast(found[name], ground) for ground in ("#000000", "#ffffff")) >= SHAPES, name


def test_a_terminal_with_few_colors_has_the_same_styles():
    assert set(styles(many_colors=False)) == set(styles())
    assert len({styles(many_colors=False)[name] for name in (*MEANINGS, "sim")}) == 6


def test_each_meaning_has_an_icon_and_a_hatch_of_its_own():
    sprite = (FONT_FILES[0].parents[1] / "icons.svg").read_text(encoding="utf-8")
    assert all(f'id="{each.icon}"' in sprite for each in MEANINGS.values())
    assert len({each.icon for each in MEANINGS.values()}) == len({each.mark for each in MEANINGS.values()}) == 5
    hatched = [each.hatch for each in MEANINGS.values() if each.name not in ("idle", "work")]
    assert len(set(hatched)) == 3
    assert all(hatched)


def test_both_themes_have_the_same_names():
    assert set(colors()["light"]) == set(colors()["dark"])


def test_the_font_is_here():
    assert all(file.is_file() and file.with_suffix(".woff2").is_file() for file in FONT_FILES)
