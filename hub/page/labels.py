"""What a channel is called for people: `box_temperature_c` is "box temperature", in Vietnamese "nhiệt độ trong hộp".

Names that a pupil chose freely stay as they were typed, with spaces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from devices import Message

# What the channels of our drivers end in.
QUANTITIES = {
    "temperature_c": Message("quantity.temperature_c", "temperature"),
    "humidity_pct": Message("quantity.humidity_pct", "humidity"),
    "voltage_v": Message("quantity.voltage_v", "voltage"),
    "current_a": Message("quantity.current_a", "current"),
    "lpg_ppm": Message("quantity.lpg_ppm", "cooking gas"),
    "co_ppm": Message("quantity.co_ppm", "carbon monoxide"),
    "co2_ppm": Message("quantity.co2_ppm", "carbon dioxide"),
    "tds_ppm": Message("quantity.tds_ppm", "dissolved salts"),
    "turbidity_ntu": Message("quantity.turbidity_ntu", "turbidity"),
    "flow_lpm": Message("quantity.flow_lpm", "flow"),
    "volume_l": Message("quantity.volume_l", "volume"),
    "wet": Message("quantity.wet", "wet"),
    "open": Message("quantity.open", "open"),
    "closed": Message("quantity.closed", "closed"),
    "pressed": Message("quantity.pressed", "pressed"),
}

# Parts of the projects that come with Highland, and of most that pupils build.
PARTS = {
    "box": Message("part.box", "box"),
    "room": Message("part.room", "room"),
    "wall": Message("part.wall", "wall"),
    "heater_probe": Message("part.heater_probe", "heater probe"),
    "battery": Message("part.battery", "battery"),
    "panel": Message("part.panel", "solar panel"),
    "door": Message("part.door", "door"),
    "light_button": Message("part.light_button", "light button"),
    "reset": Message("part.reset", "reset button"),
    "heater": Message("part.heater", "heater"),
    "fan": Message("part.fan", "fan"),
    "light": Message("part.light", "light"),
    "buzzer": Message("part.buzzer", "buzzer"),
    "siren": Message("part.siren", "siren"),
    "fault_lamp": Message("part.fault_lamp", "fault lamp"),
    "amber_lamp": Message("part.amber_lamp", "amber lamp"),
    "green_lamp": Message("part.green_lamp", "green lamp"),
    "gas": Message("part.gas", "gas sensor"),
    "fumes": Message("part.fumes", "fume sensor"),
    "mains": Message("part.mains", "mains"),
    "valve": Message("part.valve", "valve"),
    "valve_switch": Message("part.valve_switch", "valve switch"),
    "hush": Message("part.hush", "hush button"),
    "test": Message("part.test", "test button"),
    "raw": Message("part.raw", "raw water"),
    "raw_low": Message("part.raw_low", "raw water, low mark"),
    "raw_high": Message("part.raw_high", "raw water, high mark"),
    "pump": Message("part.pump", "pump"),
    "filter": Message("part.filter", "filter"),
    "bed": Message("part.bed", "sand bed"),
    "water": Message("part.water", "water"),
    "product": Message("part.product", "clean water"),
    "product_low": Message("part.product_low", "clean water, low mark"),
    "product_high": Message("part.product_high", "clean water, high mark"),
    "uv": Message("part.uv", "UV lamp's supply"),
    "uv_lamp": Message("part.uv_lamp", "UV lamp"),
    "inlet_valve": Message("part.inlet_valve", "inlet valve"),
    "backwash_valve": Message("part.backwash_valve", "backwash valve"),
    "waste_valve": Message("part.waste_valve", "waste valve"),
    "product_valve": Message("part.product_valve", "clean water valve"),
}

PROJECTS = {
    "solar_lamp": Message("project.solar_lamp", "Solar lamp"),
    "water_filter": Message("project.water_filter", "Water filter"),
    "gas_alarm": Message("project.gas_alarm", "Gas alarm"),
}

GAS_SENSORS = ("gas", "fumes")  # what they smell says enough: "cooking gas"

MAX_KEPT = 4096  # labels; a club has some hundreds of channels, and a hostile node as many as it likes

UNITS = {"C": "°C", "L": "l", "L/min": "l/min", "commanded": ""}  # as people write them; all others stay


class Label(NamedTuple):
    """Two keys of words, or the names themselves where there is no word."""

    part: str
    quantity: str


@lru_cache(MAX_KEPT)
def label(channel: str) -> Label:
    """The part and the quantity of a channel; an actuator has no quantity."""
    for ending in QUANTITIES:
        if channel in (ending, *(f"{part}_{ending}" for part in GAS_SENSORS)):
            return Label("", f"quantity.{ending}")
        if channel.endswith(f"_{ending}"):
            return Label(_part(channel.removesuffix(f"_{ending}")), f"quantity.{ending}")
    return Label(_part(channel), "")


def _part(name: str) -> str:
    return f"part.{name}" if name in PARTS else name.replace("_", " ")


def unit_for_people(unit: str) -> str:
    """`C` is written °C; an output, or a contact, has none."""
    return UNITS.get(unit, unit)
