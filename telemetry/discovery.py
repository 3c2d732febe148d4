"""The discovery message that makes a node appear in Home Assistant: one message per device.

A value that is unknown stays unknown there. A gas sensor is announced as a plain number, beside a `gas` contact that
follows the law: it is never announced as a certified instrument. A simulated node is marked in every name.
Source: Home Assistant's MQTT integration, "Device discovery payload".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from devices import Message
from telemetry.commands import LONGEST_S, PRESS
from telemetry.record import SIM
from telemetry.topics import AVAILABILITY, STATE, set_topic, topic

MAKER = "Highland"
EXPIRES_AFTER_PERIODS = 3
COMMAND_HOLDS_S = 30
GAS_UNIT = "ppm"
MEASURES: Mapping[str, tuple[str, str]] = {  # our unit: Home Assistant's device class and unit
    "C": ("temperature", "°C"),
    "%": ("humidity", "%"),
    "V": ("voltage", "V"),
    "A": ("current", "A"),
    "W": ("power", "W"),
    "L/min": ("volume_flow_rate", "L/min"),
}
PLAIN_UNITS = ("NTU", "L")
TDS = "tds_ppm"  # ppm of salt in water is not a gas


STATE_IS = Message("home.state", "State")
WHY_IS = Message("home.why", "Why")
WAITING_ARE = Message("home.waiting", "Records waiting")
PROBLEM_IS = Message("home.problem", "Needs attention")
GAS_IS = Message("home.gas", "Gas (not a certified alarm)")
COMMANDED = Message("home.commanded", "{name} commanded on")
SIMULATED = Message("home.simulated", "{project} (simulated)")


def plain_words(identifier: str) -> str:
    """`gas_lpg_ppm` is "Gas lpg ppm", where nobody has named it."""
    return identifier[:1].upper() + identifier[1:].replace("_", " ")


class Wording(NamedTuple):
    """How a node is shown: in which language, what its channels, outputs and parts are called, and its states."""

    lang: str = "en"
    translate: Callable[[str], str] = str
    called: Callable[[str], str] = plain_words
    states: Mapping[str, str] = MappingProxyType({})

    def __call__(self, message: Message, **values: object) -> str:
        return (message(**values) if values else message).render(self.translate)


ENGLISH = Wording()


class Field(NamedTuple):
    """One channel or actuator: its name and our unit; a yes-or-no field has none."""

    name: str
    unit: str = ""


def discovery(
    node: str,
    project: str,
    provenance: str,
    channels: Iterable[Field],
    actuators: Iterable[str],
    remote: Iterable[str],
    period_s: float,
    version: str,
    words: Wording = ENGLISH,
) -> bytes:
    """The retained payload for `homeassistant/device/NODE/config`."""
    fields = list(channels)
    before = "(SIM) " if provenance == SIM else ""
    parts = [*_facts(before, any(_is_gas(each) for each in fields), words)]
    parts += [_channel(each, before, words) for each in fields]
    parts += [_actuator(each, before, words) for each in actuators]
    parts += [_button(node, each, before, words) for each in remote]
    expire_s = max(1, round(EXPIRES_AFTER_PERIODS * period_s))
    components = {}
    for name, found in parts:
        found["unique_id"] = f"highland_{node}_{name}"
        if found["platform"] != "button":
            found["expire_after"] = expire_s
        components[name] = found
    simulated = provenance == SIM
    return json.dumps(
        {
            "device": {
                "identifiers": [f"highland_{node}"],
                "name": f"{node} (SIM)" if simulated else node,
                "manufacturer": MAKER,
                "model": words(SIMULATED, project=project) if simulated else project,
                "sw_version": version,
            },
            "origin": {"name": MAKER, "sw_version": version},
            "components": components,
            "state_topic": topic(node, STATE),
            "availability_topic": topic(node, AVAILABILITY),
            "qos": 1,
        },
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode()


def _facts(before: str, has_gas: bool, words: Wording) -> Iterable[tuple[str, dict[str, Any]]]:
    states = json.dumps(dict(words.states), ensure_ascii=False)
    shown = f"{states}.get(value_json.state, value_json.state)" if words.states else "value_json.state"
    yield "state", _sensor(before + words(STATE_IS), f"{{{{ {shown} }}}}")
    yield "why", _sensor(before + words(WHY_IS), f"{{{{ value_json.said.{words.lang}[:250] }}}}")
    yield (
        "backlog",
        _sensor(before + words(WAITING_ARE), "{{ value_json.backlog }}")
        | {
            "state_class": "measurement",
            "entity_category": "diagnostic",
        },
    )
    yield (
        "problem",
        _contact(before + words(PROBLEM_IS), "{{ 'ON' if value_json.alarm != 'none' else 'OFF' }}")
        | {"device_class": "problem"},
    )
    if has_gas:
        says = "{{ {'danger': 'ON', 'none': 'OFF'}.get(value_json.alarm, 'None') }}"
        yield "gas", _contact(before + words(GAS_IS), says) | {"device_class": "gas"}


def _is_gas(field: Field) -> bool:
    return field.unit == GAS_UNIT and not field.name.endswith(TDS)


def _channel(field: Field, before: str, words: Wording) -> tuple[str, dict[str, Any]]:
    name, value = before + words.called(field.name), f"value_json.readings.{field.name}[0]"
    if not field.unit:
        return field.name, _contact(name, f"{{{{ {{true: 'ON', false: 'OFF'}}.get({value}, 'None') }}}}")
    found = _sensor(name, f"{{{{ {value} if {value} is not none else 'None' }}}}") | {"state_class": "measurement"}
    if field.unit in MEASURES:
        found["device_class"], found["unit_of_measurement"] = MEASURES[field.unit]
    elif field.unit in PLAIN_UNITS or field.name.endswith(TDS):
        found["unit_of_measurement"] = field.unit
    if "unit_of_measurement" in found and words.called is plain_words:  # not needed in the name too
        found["name"] = before + plain_words(field.name.rpartition("_")[0])
    return field.name, found


def _actuator(name: str, before: str, words: Wording) -> tuple[str, dict[str, Any]]:
    says = f"{{{{ 'ON' if value_json.commanded.{name} else 'OFF' }}}}"
    return f"told_{name}", _contact(before + words(COMMANDED, name=words.called(name)), says)


def _button(node: str, part: str, before: str, words: Wording) -> tuple[str, dict[str, Any]]:
    assert COMMAND_HOLDS_S < LONGEST_S
    press_template = (
        '{"id":"ha-'
        + part
        + '-{{ (now().timestamp() * 1000) | int }}","value":"'
        + PRESS
        + '","expires":{{ now().timestamp() + '
        + str(COMMAND_HOLDS_S)
        + " }}}"
    )
    return f"press_{part}", {
        "platform": "button",
        "name": before + words.called(part),
        "command_topic": set_topic(node, part),
        "command_template": press_template,
        "qos": 1,
        "retain": False,
    }


def _sensor(name: str, template: str) -> dict[str, Any]:
    return {"platform": "sensor", "name": name, "value_template": template}


def _contact(name: str, template: str) -> dict[str, Any]:
    return {"platform": "binary_sensor", "name": name, "value_template": template}
