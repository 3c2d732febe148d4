"""What a class should read after a run, in this order, on one screen."""

from __future__ import annotations

from devices import Message

WHY_SWITCHED = {"product_l": ("product_valve_open", False)}  # behind that line: why did no more water come?

LINES: tuple[tuple[str, Message], ...] = (
    ("product_l", Message("summary.product", "Filtered water brought into the tank: {value:.1f} L")),
    ("product_turbidity_mean_ntu", Message("summary.turbidity", "Its mean turbidity: {value:.1f} NTU")),
    ("delivered_over_5_ntu_l", Message("summary.over_5", "Of this, with more than 5 NTU: {value:.2f} L")),
    ("delivered_under_40_mj_l", Message("summary.under_40", "Of this, with too little UV light: {value:.2f} L")),
    ("used_l", Message("summary.used", "Used by the household: {value:.1f} L")),
    ("missed_l", Message("summary.missed", "Wanted while the tank was empty: {value:.1f} L")),
    ("waste_l", Message("summary.waste", "Filtered to waste until it was clear: {value:.1f} L")),
    ("backwashes", Message("summary.backwashes", "Backwashes: {value:.0f}")),
    ("wash_l", Message("summary.wash", "Water for them: {value:.1f} L")),
    ("bed_expansion_pct", Message("summary.expansion", "The sand rose in the last one by: {value:.0f} %")),
    ("clean_flow_pct", Message("summary.clean_flow", "Flow through the sand, compared with clean sand: {value:.0f} %")),
    ("overflow_l", Message("summary.overflow", "Overflowed from the tank: {value:.1f} L")),
    ("lost_l", Message("summary.lost", "Lost from a burst pipe: {value:.1f} L")),
    ("pump_h", Message("summary.pump", "Pump on: {value:.1f} h")),
    ("energy_wh", Message("summary.energy", "Energy for pump, valves and lamp: {value:.1f} Wh")),
    ("harvested_wh", Message("summary.harvested", "Energy from the panel: {value:.1f} Wh")),
    ("battery_soc", Message("summary.battery", "Charge of the battery at the end: {value:.2f} of full")),
)
