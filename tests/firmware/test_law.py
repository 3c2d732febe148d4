"""Latches that are Enums come back from the state file as they were, and never silently unlatched."""

import json
from enum import Enum
from math import inf, nan
from types import ModuleType
from typing import NamedTuple

import pytest

from devices import WiringError
from firmware.latches import StateFile
from firmware.law import Law, law_of


class Heater(Enum):
    """What holds the heater off."""

    FREE = "free"
    TOO_HOT = "too_hot"
    UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, value):
        """Older versions wrote whether it was too hot; any other value is of a newer one."""
        return cls.FREE if value is False else cls.TOO_HOT if value is True else cls.UNKNOWN


class Valve(Enum):
    """An Enum that knows no older form."""

    OPEN = "open"
    SHUT = "shut"


class Shed(Enum):
    """An Enum of numbers, as older versions wrote them."""

    NOTHING = 0
    LOADS = 1


class Latched(NamedTuple):
    """Latches of each kind."""

    heater: Heater = Heater.FREE
    valve: Valve = Valve.OPEN
    shed: Shed = Shed.NOTHING
    tries: int = 0
    state_lost: bool = False


class Memory(NamedTuple):
    """All that it remembers."""

    latched: Latched = Latched()


SAVED = {"heater": "free", "valve": "open", "shed": 0, "tries": 0, "state_lost": False}


@pytest.fixture
def law():
    module = ModuleType("latched_law")
    module.Latched, module.Memory = Latched, Memory
    return Law(module, (), ())


@pytest.mark.parametrize("heater", Heater)
@pytest.mark.parametrize("valve", Valve)
def test_latches_come_back_from_the_card_as_they_were(law, tmp_path, heater, valve):
    latched = Latched(heater, valve, Shed.LOADS, 3, True)
    file = StateFile(tmp_path / "state.json")
    file.save(law.as_saved(latched))
    assert law.boot(file.load()).latched == latched


def test_the_state_file_holds_plain_values(law):
    assert json.loads(json.dumps(law.as_saved(Latched(Heater.TOO_HOT)))) == SAVED | {"heater": "too_hot"}


@pytest.mark.parametrize(
    ("saved", "heater"),
    [(True, Heater.TOO_HOT), (False, Heater.FREE), ("a newer word", Heater.UNKNOWN), (7, Heater.UNKNOWN)],
)
def test_an_enum_may_read_the_form_of_another_version(law, saved, heater):
    assert law.boot(SAVED | {"heater": saved, "tries": 2}).latched == Latched(heater, tries=2)


@pytest.mark.parametrize(
    "change",
    [
        {"valve": "ajar"},
        {"valve": True},
        {"valve": None},
        {"valve": []},
        {"heater": None},
        {"shed": False},  # equal to 0, but nobody wrote NOTHING
        {"shed": 1.0},
        {"shed": 2},
        {"tries": True},
        {"tries": "2"},
    ],
)
def test_a_latch_that_cannot_be_read_is_refused_so_that_the_law_hears_that_its_state_is_lost(law, change):
    with pytest.raises(ValueError, match=r"latch|Valve|Shed"):
        law.boot(SAVED | change)
    assert law.boot_without_latches().latched == Latched(state_lost=True)


@pytest.mark.parametrize("name", SAVED)
def test_a_file_of_an_older_form_keeps_what_it_tells_and_the_rest_counts_as_lost(law, name):
    whole = law.boot(SAVED).latched
    rest = {key: value for key, value in SAVED.items() if key != name}
    assert law.boot(rest).latched == whole._replace(**{name: getattr(Latched(), name)})._replace(state_lost=True)


def test_the_first_start_has_no_latches(law):
    assert law.boot(None) == Memory()


def test_a_law_whose_latches_could_be_lost_without_a_word_is_refused(tiny_law, monkeypatch):
    class Forgets(NamedTuple):
        lit: int = 0

    monkeypatch.setattr(tiny_law.module, "Latched", Forgets)
    with pytest.raises(WiringError) as refused:
        law_of(tiny_law.module)
    assert "state_lost" in str(refused.value)


class Dose(NamedTuple):
    dose_min: float = 0.0
    state_lost: bool = False


class Remembers(NamedTuple):
    latched: Dose = Dose()


@pytest.mark.parametrize("found", [nan, inf, -inf])
def test_a_number_that_is_none_is_no_latch(found):
    """NaN is above no limit: an alarm by dose would never sound again."""
    module = ModuleType("dose_law")
    module.Latched, module.Memory = Dose, Remembers
    law = Law(module, (), ())
    with pytest.raises(ValueError, match="dose_min"):
        law.boot({"dose_min": found, "state_lost": False})
    assert law.boot({"dose_min": 7, "state_lost": False}).latched == Dose(7.0)


def test_a_digit_that_a_card_has_changed_is_found_and_a_file_without_a_checksum_is_of_an_older_form(tmp_path):
    file = StateFile(tmp_path / "state.json")
    file.save({"dose_min": 74.5, "state_lost": False})
    text = file.file.read_text(encoding="utf-8")
    file.file.write_text(text.replace("74.5", "14.5"), encoding="utf-8")
    with pytest.raises(ValueError, match="checksum"):
        file.load()
    file.file.write_text('{"dose_min": 74.5, "state_lost": false}', encoding="utf-8")
    assert file.load() == {"dose_min": 74.5}
