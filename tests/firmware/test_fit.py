"""What does not fit is told before a pin is opened, in one sentence that is the same everywhere; what works fits."""

from types import SimpleNamespace

import pytest

from devices import WiredPart, Wiring, WiringError
from firmware.fit import fit, misfits

ADC = WiredPart("adc", "ads1115", {"address": 0x48})
AIR = {"on": "adc", "channel": 0, "model": "MQ-135", "load_resistor_ohm": 20000, "r0_ohm": 20000}
BUTTON = WiredPart("button", "button", {"pin": 5})
ROOM = WiredPart("room", "dht22", {"pin": 4})
PROBE = WiredPart("probe", "ntc", {"on": "adc", "channel": 1})
LAMP = WiredPart("lamp", "lamp", {"pin": 6})


def fields(*parts, wants=()):
    safe = SimpleNamespace(_asdict=dict)
    law = SimpleNamespace(sensed=wants, actions=(), safe=safe, module=SimpleNamespace(Sensed=tuple))
    return {part.wired.name: part.fields for part in fit(Wiring(parts), law).parts}


@pytest.mark.parametrize(("model", "field"), [("MQ-135", "air_co2_ppm"), ("MQ-6", "air_lpg_ppm")])
def test_a_gas_sensor_gives_the_gas_of_its_model(model, field):
    assert fields(ADC, WiredPart("air", "mq", AIR | {"model": model}), wants=(field,))["air"] == (field,)


@pytest.mark.parametrize("field", ["air_lpg_ppm", "air_radon_ppm"])
def test_a_gas_that_its_model_does_not_show_is_refused(field):
    with pytest.raises(WiringError, match=f"wants {field}, .* gives: air_co2_ppm"):
        fields(ADC, WiredPart("air", "mq", AIR), wants=(field,))


def test_help_from_a_part_that_gives_it_fits():
    fields(ADC, ROOM, WiredPart("air", "mq", AIR | {"climate": "room"}))
    fields(ADC, PROBE, WiredPart("water", "tds", {"on": "adc", "channel": 0, "thermometer": "probe"}))


def test_warming_and_the_age_of_a_calibration_are_fields_of_any_sensor():
    wants = ("room_warming", "room_calibration_age_days")
    assert fields(ROOM, wants=wants)["room"] == wants
    with pytest.raises(WiringError, match="wants adc_warming"):
        fields(ADC, wants=("adc_warming",))


def test_the_plan_says_how_a_part_is_read_and_switched(tiny_law):
    times = {"sample_s": 3, "median": 3}
    button = WiredPart("button", "button", {"pin": 5}, times)
    lamp = WiredPart("lamp", "lamp", {"pin": 6}, {"min_on_s": 10})
    plan = fit(Wiring((button, lamp)), tiny_law)
    sampling, switching = plan.parts[0].sampling, plan.parts[1].switching
    assert (sampling.sample_s, sampling.retry_s, sampling.max_age_s, sampling.median) == (3.0, 3.0, 9.0, 3)
    assert (switching.name, switching.min_on_s, switching.min_off_s) == ("lamp", 10.0, 0.0)
    assert dict(plan.inputs) == {"button_pressed": ("button", "pressed")}
    assert dict(plan.safe) == {"lamp": False}


@pytest.mark.parametrize(
    ("parts", "key", "sentence"),
    [
        ((LAMP,), "bind.no_channel", "wants button_pressed"),
        ((BUTTON,), "bind.no_actuator", "switches lamp"),
        ((BUTTON, LAMP, WiredPart("fan", "fan", {"pin": 7})), "bind.unused", "the actuator fan"),
        ((WiredPart("button", "button", {"pin": 5, "color": "red"}), LAMP), "bind.bad_option", "no option color"),
        ((WiredPart("button", "button", {}), LAMP), "bind.no_option", "needs the option pin"),
        ((WiredPart("button", "button", {"pin": "5"}), LAMP), "wiring.bad_value", 'pin = "5" does not fit'),
        ((BUTTON, LAMP, WiredPart("gas", "mq", AIR)), "bind.no_part", "on = adc"),
        ((BUTTON, LAMP, WiredPart("gas", "mq", AIR | {"on": "button"})), "bind.no_part", "on = button"),
        ((ADC, WiredPart("gas", "mq", AIR | {"model": "MQ-9"})), "mq.no_model", "model MQ-9"),
        ((ADC, PROBE, WiredPart("air", "mq", AIR | {"climate": "probe"})), "bind.no_help", "climate = probe"),
        ((ADC, WiredPart("air", "mq", AIR | {"climate": "adc"})), "bind.no_help", "climate = adc"),
        ((ADC, WiredPart("air", "mq", AIR | {"climate": "later"}), ROOM), "bind.no_part", "climate = later"),
        (
            (ADC, BUTTON, WiredPart("water", "tds", {"on": "adc", "channel": 0, "thermometer": "button"})),
            "bind.no_help",
            "thermometer = button",
        ),
        ((WiredPart("room", "dht22", {"pin": 4}, {"max_age_s": 0.5}),), "wiring.too_old", "sample_s = 2.5"),
        ((WiredPart("room", "dht22", {"pin": 4}, {"median": 2}),), "wiring.bad_value", "median = 2"),
        (
            (WiredPart("room", "dht22", {"pin": 4}, {"max_step": {"temperature": 3.0}}),),
            "bind.not_its_channel",
            "max_step names temperature, .* It gives: temperature_c, humidity_pct",
        ),
        (
            (WiredPart("button", "button", {"pin": 5}, {"max_step": {"pressed": 3.0}}),),
            "bind.not_its_channel",
            "max_step names pressed",
        ),
        (
            (BUTTON, LAMP, WiredPart("heart", "heartbeat", {"pin": 19, "cuts": ["lamp", "nope"]})),
            "bind.no_relay",
            "cuts nope, .* Switched parts are: lamp",
        ),
        ((WiredPart("heart", "heartbeat", {"pin": 19, "cuts": "lamp"}),), "wiring.bad_value", "cuts = "),
        ((WiredPart("button", "buton", {"pin": 5}), LAMP), "driver.unknown", "no driver buton"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(tiny_law, parts, key, sentence):
    with pytest.raises(WiringError, match=sentence) as refused:
        fit(Wiring(parts), tiny_law)
    assert refused.value.message.key == key


def test_a_table_that_nobody_reads_comes_first(tiny_law):
    with pytest.raises(WiringError, match="has Parts outside"):
        fit(Wiring((BUTTON,), unknown_tables=("Parts",)), tiny_law)


def test_one_mistake_in_a_part_is_told_once(tiny_law):
    wiring = Wiring((WiredPart("button", "button", {"pins": 5}), LAMP))
    assert [each.message.key for each in misfits(wiring, tiny_law)] == ["bind.bad_option"]
