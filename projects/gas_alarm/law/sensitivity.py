"""Whether the gas sensor still answers to gas. One that is poisoned or worn out shows clean air for ever.

Two proofs: its signal in clean air stays near the one that was noted when it was calibrated, and now and then somebody
shows it gas (a bump test).
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from ..limits import BUMP_TEST_S, CLEAN_AIR_PCT, MOVED_PCT, NOTE_EVERY_S, NOTES, PREALARM_PPM
from .senses import Seen


class Sensitivity(NamedTuple):
    """The signal in clean air, noted once an hour, and when the sensor last saw gas."""

    notes_pct: tuple[float, ...] = ()  # of the calibrated signal; at most a day of them
    note_s: float = NOTE_EVERY_S  # since the newest note
    no_gas_s: float = 0.0  # since there was enough gas for a warning

    @property
    def signal_pct(self) -> float | None:
        """The median of the last day; None until there is a whole day."""
        return median(self.notes_pct) if len(self.notes_pct) == NOTES else None

    @property
    def has_moved(self) -> bool:
        """Whether a day's signal in clean air is further from the calibrated one than a good calibration can be."""
        return not _within(MOVED_PCT, self.signal_pct)

    @property
    def bump_test_is_due(self) -> bool:
        """Whether nobody has shown gas to the sensor for more than a week."""
        return self.no_gas_s >= BUMP_TEST_S


def sensitivity_after(before: Sensitivity, seen: Seen, clean: bool, gas_ppm: float | None, dt_s: float) -> Sensitivity:
    """The proofs after this tick. `clean`: the air is known to be clean, so this is the signal to compare."""
    no_gas_s = 0.0 if gas_ppm is not None and gas_ppm >= PREALARM_PPM else before.no_gas_s + dt_s
    note_s = before.note_s + dt_s
    if note_s < NOTE_EVERY_S or not clean or seen.clean_air_pct is None:
        return Sensitivity(before.notes_pct, note_s, no_gas_s)
    return Sensitivity((*before.notes_pct[1 - NOTES :], seen.clean_air_pct), 0.0, no_gas_s)


def is_lost(signal_pct: float | None) -> bool:
    """Whether a day's signal in clean air has moved too far from the calibrated one."""
    return not _within(CLEAN_AIR_PCT, signal_pct)


def _within(range_pct: tuple[float, float], signal_pct: float | None) -> bool:
    return signal_pct is None or range_pct[0] <= signal_pct <= range_pct[1]
