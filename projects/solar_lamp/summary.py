"""What a class reads after a run, in this order."""

from __future__ import annotations

from devices import Message

LINES: tuple[tuple[str, Message], ...] = (
    ("mold_index", Message("summary.mold", "Mold index in the box with the lamp: {value:.2f} (1: first growth).")),
    ("mold_index_without_lamp", Message("summary.mold_twin", "Mold index in a box without a lamp: {value:.2f}.")),
    ("hours_wet", Message("summary.wet", "Damp hours (80 % and more) in the box with the lamp: {value:.1f}.")),
    ("hours_wet_without_lamp", Message("summary.wet_twin", "Damp hours in a box without a lamp: {value:.1f}.")),
    ("harvest_wh", Message("summary.harvest", "The panel brought {value:.1f} Wh.")),
    ("heater_wh", Message("summary.heater", "The heater used {value:.1f} Wh.")),
    ("light_wh", Message("summary.light", "The evening light used {value:.1f} Wh.")),
    ("min_soc_pct", Message("summary.min_soc", "The battery was never below {value:.1f} %.")),
    ("hours_without_power", Message("summary.dark", "Hours without power, its battery empty: {value:.1f}.")),
    ("hours_below_half_charge", Message("summary.low", "Hours with the battery below half: {value:.1f}.")),
    ("hottest_heater_c", Message("summary.hottest", "The heater was never above {value:.1f} °C.")),
    ("heater_switches", Message("summary.switches", "The heater's relay switched {value:.0f} times.")),
)
