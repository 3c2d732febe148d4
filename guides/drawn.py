"""The pictures of a step: only what is new in it, and the pins of the steps before it in a paler color."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from devices import WiredPart, Wiring
from devices.header import physical_pin
from guides.guide import RAILS, SOURCE, Step
from wiring.build import LED
from wiring.drawing.module import Module
from wiring.drawing.steps import MOST_SMALL, Writer

Translate = Callable[[str], str]
LED_OHM = 330


class Picture(NamedTuple):
    """A drawing as SVG text, and its wires in words, each to be ticked."""

    svg: str
    lines: tuple[str, ...]


def pictures(
    steps: Sequence[Step], wiring: Wiring, names: Mapping[str, str], translate: Translate
) -> list[tuple[Picture, ...]]:
    """For each step its pictures, in one language; `names` says what people call each part."""
    writer = Writer(wiring, names, translate)
    taken: set[int] = set()
    found = []
    for step in steps:
        drawn = [_special(writer, part) for part in step.parts if part.startswith("@")]
        own = Writer(_with_leds(wiring, step.leds), names, translate) if step.leds else writer
        wanted = (*step.parts, *step.leds)
        modules = [each for part in wanted for each in own.text.modules if each.part.name == part]
        built = _of_modules(own, step, modules, frozenset(taken))
        taken |= {physical_pin(gpio) for module in modules for gpio in module.gpios.values()}
        found.append((*built, *drawn))
    return found


def _special(writer: Writer, name: str) -> Picture:
    made = {RAILS: writer.rails, SOURCE: writer.source}[name]()
    return Picture(made.picture, made.lines)


def _of_modules(writer: Writer, step: Step, modules: Sequence[Module], taken: frozenset[int]) -> list[Picture]:
    """Contacts and LEDs share a picture, up to three; every other part has its own."""
    small = [each for each in modules if _is_small(each)]
    made = [writer.small_parts(small[at : at + MOST_SMALL], taken) for at in range(0, len(small), MOST_SMALL)]
    made += [writer.part(each, stage=step.stage, taken=taken) for each in modules if not _is_small(each)]
    return [Picture(each.picture, each.lines) for each in made]


def _is_small(module: Module) -> bool:
    return module.role == "contact" or module.carrier == LED


def _with_leds(wiring: Wiring, leds: Sequence[str]) -> Wiring:
    """The same list with an LED and its resistor on the pin of each of these parts."""
    build = {"carrier": LED, "resistor_ohm": LED_OHM}
    parts = tuple(
        WiredPart(each.name, "lamp", {"pin": each.options["pin"]}, build=build) if each.name in leds else each
        for each in wiring.parts
    )
    return Wiring(parts, wiring.passive)
