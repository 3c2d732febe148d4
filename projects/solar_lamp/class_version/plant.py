"""The world of the lamp, with LEDs that light at HIGH in place of a relay module that switches on at LOW."""

from projects.solar_lamp.plant import FAULTS, LESSON_S, STEP_S, Plant, Settings

__all__ = ["ACTIVE_LOW", "FAULTS", "LESSON_S", "STEP_S", "Plant", "Settings"]

ACTIVE_LOW = frozenset[str]()
