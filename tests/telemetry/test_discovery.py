"""Home Assistant takes what we announce: checked against a table of its own rules, for every project."""

import json

import pytest

from firmware.project import find, names
from messages import translator
from telemetry.discovery import Wording
from tests.messages.english_words import english_words
from tests.telemetry.home_assistant import RULES, announced


def breaks(message):
    """Every rule that the message breaks."""
    found = [f"no {key}" for key in RULES["message"]["required"] if key not in message]
    allowed = {*RULES["message"]["required"], *RULES["message"]["optional"]}
    found += [f"unknown {key}" for key in message if key not in allowed]
    device, origin = message["device"], message["origin"]
    found += [] if any(device.get(key) for key in RULES["device"]["one_of"]) else ["device without identifier"]
    found += [f"device: unknown {key}" for key in device if key not in RULES["device"]["known"]]
    found += [f"origin: no {key}" for key in RULES["origin"]["required"] if key not in origin]
    found += [f"origin: unknown {key}" for key in origin if key not in RULES["origin"]["known"]]
    ids = [each.get("unique_id") for each in message["components"].values()]
    found += ["unique_id twice or missing"] if None in ids or len(set(ids)) != len(ids) else []
    for name, each in message["components"].items():
        found += [f"{name}: {what}" for what in component_breaks(each)]
    return found


def component_breaks(each):
    rules = RULES["platforms"].get(each.get("platform"))
    if rules is None:
        yield f"platform {each.get('platform')}"
        return
    for key in each:
        if key not in rules["known"]:
            yield f"unknown {key}"
    for key in rules.get("required", []):
        if key not in each:
            yield f"no {key}"
    for key in ("entity_category", "state_class"):
        if key in each and each[key] not in rules.get(key, []):
            yield f"{key} {each[key]}"
    if "expire_after" in each and (not isinstance(each["expire_after"], int) or each["expire_after"] < 1):
        yield "expire_after"
    if "device_class" in each:
        yield from device_class_breaks(each, rules)


def device_class_breaks(each, rules):
    device_class = each["device_class"]
    if each["platform"] == "sensor":
        if each.get("unit_of_measurement") not in RULES["units"].get(device_class, []):
            yield f"{device_class} in {each.get('unit_of_measurement')}"
        if each.get("state_class") not in (None, *RULES["state_classes"].get(device_class, [])):
            yield f"{device_class} as {each['state_class']}"
    elif device_class not in rules["device_class"]:
        yield f"device_class {device_class}"


@pytest.mark.parametrize("provenance", ["sim", "real"])
@pytest.mark.parametrize("project", names())
def test_home_assistant_takes_the_message(project, provenance):
    assert breaks(announced(project, provenance)) == []


def test_the_rules_can_be_broken():
    message = announced("gas_alarm", "sim")
    message["device"] = {"name": "x", "color": "red"}
    message["components"]["gas_lpg_ppm"] |= {"device_class": "temperature", "unit_of_measurement": "ppm"}
    message["components"]["press_hush"].pop("command_topic")
    assert set(breaks(message)) == {
        "device without identifier",
        "device: unknown color",
        "gas_lpg_ppm: temperature in ppm",
        "press_hush: no command_topic",
    }


@pytest.mark.parametrize("project", names())
def test_a_simulated_device_says_so_in_every_name(project):
    message = announced(project, "sim")
    assert message["device"]["name"].endswith("(SIM)")
    assert "simulated" in message["device"]["model"]
    assert all("(SIM)" in each["name"] for each in message["components"].values())
    assert "SIM" not in json.dumps(announced(project, "real"))


def test_gas_is_a_plain_number_and_a_contact_that_says_it_is_not_certified():
    components = announced("gas_alarm", "real")["components"]
    for name in ("gas_lpg_ppm", "fumes_co_ppm"):
        assert "device_class" not in components[name]
        assert "unit_of_measurement" not in components[name]
    assert components["gas"]["device_class"] == "gas"
    assert "not a certified alarm" in components["gas"]["name"]
    assert "gas" not in announced("water_filter", "real")["components"]


def test_only_buttons_that_may_be_pressed_from_afar_are_buttons_there():
    components = announced("gas_alarm", "real")["components"]
    assert {name for name, each in components.items() if each["platform"] == "button"} == {"press_hush", "press_test"}


@pytest.mark.parametrize("project", names())
def test_in_vietnamese_every_name_is_vietnamese_and_still_taken(project):
    called = find(project).names()
    states = {state: f"{each.vi} ({state})" for state, each in called.states.items()}
    message = announced(project, "sim", Wording("vi", translator("vi"), lambda each: called.thing(each).vi, states))
    assert breaks(message) == []
    shown = [each["name"] for each in message["components"].values()] + [message["device"]["model"]]
    assert [words for words in map(english_words, shown) if words and words != ["SIM"]] == []
    assert "said.vi" in message["components"]["why"]["value_template"]
    assert all(state in message["components"]["state"]["value_template"] for state in states.values())
