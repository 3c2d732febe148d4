"""What somebody soldered and screwed in stays as it is, whatever wiring.toml says of it."""

from types import ModuleType

import pytest

from devices import WiredPart
from sim.chips._as_built import as_built

LISTED = [
    WiredPart("pump", "pump", {"pin": 5, "active_high": True}),
    WiredPart("full", "float_switch", {"pin": 21, "closed_when_wet": True}),
    WiredPart("low", "float_switch", {"pin": 20, "closed_when_wet": False}),
    WiredPart("reset", "button", {"pin": 13}),
]


@pytest.fixture
def plant() -> ModuleType:
    return ModuleType("plant")


def test_relays_and_floats_are_as_the_plant_says(plant: ModuleType) -> None:
    plant.ACTIVE_LOW, plant.UPSIDE_DOWN = frozenset({"pump"}), frozenset({"full"})  # type: ignore[attr-defined]
    assert [each.options for each in as_built(LISTED, plant)] == [
        {"pin": 5, "active_high": False},
        {"pin": 21, "closed_when_wet": False},
        {"pin": 20, "closed_when_wet": True},
        {"pin": 13},
    ]


def test_the_wiring_list_is_believed_where_the_plant_does_not_say(plant: ModuleType) -> None:
    assert as_built(LISTED, plant) == LISTED
