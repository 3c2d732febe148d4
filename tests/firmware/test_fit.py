"""What would fail when the parts are opened is told before, and what would work is let through."""

from types import SimpleNamespace

import pytest

from devices import WiredPart, Wiring, WiringError
from firmware.fit import dry_fit

ADC = WiredPart("adc", "ads1115", {"address": 0x48})
AIR = {"on": "adc", "channel": 0, "model": "MQ-135", "load_resistor_ohm": 20000, "r0_ohm": 20000}
BUTTON = WiredPart("button", "button", {"pin": 5})
ROOM = WiredPart("room", "dht22", {"pin": 4})
PROBE = WiredPart("probe", "ntc", {"on": "adc", "channel": 1})


def law(*sensed):
    return SimpleNamespace(sensed=sensed, actions=())


def fit(*parts, wants=()):
    return {part.wired.name: part.fields for part in dry_fit(Wiring(parts), law(*wants))}


@pytest.mark.parametrize(("model", "field"), [("MQ-135", "air_co2_ppm"), ("MQ-6", "air_lpg_ppm")])
def test_a_gas_sensor_fits_whatever_its_model_makes_of_it(model, field):
    assert fit(ADC, WiredPart("air", "mq", AIR | {"model": model}), wants=(field,))["air"] == (field,)


def test_a_gas_that_no_model_shows_is_refused():
    with pytest.raises(WiringError, match="wants air_radon_ppm"):
        fit(ADC, WiredPart("air", "mq", AIR), wants=("air_radon_ppm",))


def test_help_from_a_part_that_gives_it_fits():
    fit(ADC, ROOM, WiredPart("air", "mq", AIR | {"climate": "room"}))
    fit(ADC, PROBE, WiredPart("water", "tds", {"on": "adc", "channel": 0, "thermometer": "probe"}))


@pytest.mark.parametrize(
    ("parts", "key", "sentence"),
    [
        ((ADC, PROBE, WiredPart("air", "mq", AIR | {"climate": "probe"})), "bind.no_help", "climate = probe"),
        ((ADC, WiredPart("air", "mq", AIR | {"climate": "adc"})), "bind.no_help", "climate = adc"),
        (
            (ADC, BUTTON, WiredPart("water", "tds", {"on": "adc", "channel": 0, "thermometer": "button"})),
            "bind.no_help",
            "thermometer = button",
        ),
        ((BUTTON, WiredPart("air", "mq", AIR | {"on": "button"})), "bind.no_part", "on = button"),
        ((WiredPart("room", "dht22", {"pin": 4}, {"max_age_s": 1.0}),), "wiring.too_old", "sample_s = 2.5"),
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
    ],
)
def test_what_would_fail_on_the_board_is_told_before(parts, key, sentence):
    with pytest.raises(WiringError, match=sentence) as refused:
        fit(*parts)
    assert refused.value.message.key == key
