"""The world of the filter, with LEDs that light at HIGH in place of relay modules that switch on at LOW."""

from projects.water_filter.plant import FAULTS, LESSON_S, STEP_S, UPSIDE_DOWN, Plant, Settings

__all__ = ["ACTIVE_LOW", "FAULTS", "LESSON_S", "STEP_S", "UPSIDE_DOWN", "Plant", "Settings"]

ACTIVE_LOW = frozenset[str]()
