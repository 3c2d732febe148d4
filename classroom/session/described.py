"""What a page is told when a board begins: everything that it offers, and what all of it is called."""

from __future__ import annotations

from typing import Any

from classroom.board.icons import icon_of
from firmware.names import Name, Names
from firmware.trace import SIM


def both(name: Name) -> dict[str, str]:
    """The short name in each language."""
    return {"en": name.en, "vi": name.vi}


def names_described(names: Names) -> dict[str, Any]:
    """The names of the project, its parts, channels, outputs and states."""
    return {
        "project": both(names.project),
        "long": {"en": names.project.en_long, "vi": names.project.vi_long},
        "parts": {each: both(name) for each, name in names.parts.items()},
        "channels": {each: both(name) for each, name in names.channels.items()},
        "outputs": {each: {**both(name), "color": name.color} for each, name in names.outputs.items()},
        "states": {each: {**both(name), "meaning": name.meaning} for each, name in names.states.items()},
    }


def buttons_described(names: Names, buttons: tuple[str, ...]) -> list[dict[str, Any]]:
    """The buttons that may be pressed."""
    return [{"name": each, "words": both(names.part(each))} for each in buttons]


def faults_described(names: Names) -> list[dict[str, Any]]:
    """What may be broken."""
    return [{"fault": each, "words": both(name), "icon": icon_of(each)} for each, name in names.faults.items()]


PROVENANCE = SIM
