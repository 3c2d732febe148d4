"""Names bind the law to the wires: what does not fit is told in one sentence and leaves no pin open."""

import pytest

from devices import WiredPart, Wiring, WiringError
from firmware.parts import Parts
from sim.virtual_pi import VirtualPi

BUTTON = WiredPart("button", "button", {"pin": 5})
GAS = {"on": "adc", "channel": 0, "model": "MQ-6", "load_resistor_ohm": 20_000, "r0_ohm": 20_000}
LAMP = WiredPart("lamp", "lamp", {"pin": 6})


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ((LAMP,), "bind.no_channel"),
        ((BUTTON,), "bind.no_actuator"),
        ((BUTTON, LAMP, WiredPart("fan", "fan", {"pin": 7})), "bind.unused"),
        ((WiredPart("button", "button", {"pin": 5, "colour": "red"}), LAMP), "bind.bad_option"),
        ((WiredPart("button", "button", {}), LAMP), "bind.no_option"),
        ((BUTTON, LAMP, WiredPart("gas", "mq", {"on": "adc", "channel": 0})), "bind.no_part"),
        ((BUTTON, LAMP, WiredPart("gas", "mq", {"on": "button", "channel": 0})), "bind.no_part"),
        (
            (
                WiredPart("button", "button", {"pin": 5}, {"median": 2, "sample_s": 1}),
                LAMP,
                WiredPart("box", "dht22", {"pin": 4}, {"median": 2}),
            ),
            "bind.bad_value",
        ),
        ((BUTTON, LAMP, WiredPart("box", "dht22", {"pin": 4}, {"max_step": {"humidity": 10.0}})), "bind.bad_value"),
        (
            (BUTTON, LAMP, WiredPart("adc", "ads1115", {}), WiredPart("gas", "mq", GAS | {"climate": "button"})),
            "bind.no_help",
        ),
        ((WiredPart("button", "buton", {"pin": 5}), LAMP), "driver.unknown"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_stays_open(tiny_law, parts, key):
    with VirtualPi(seed=0) as pi:
        with pytest.raises(WiringError) as refused:
            Parts(Wiring(parts), tiny_law, pi.clock)
        assert refused.value.message.key == key
        with Parts(Wiring((BUTTON, LAMP)), tiny_law, pi.clock) as opened:
            assert set(opened.actuators) == {"lamp"}


def test_a_calibration_from_the_future_has_no_age(tiny_law):
    from datetime import date

    button = WiredPart("button", "button", {"pin": 5}, {"calibrated_on": date(2099, 1, 1)})
    with VirtualPi(seed=0) as pi, Parts(Wiring((button, LAMP)), tiny_law, pi.clock) as parts:
        assert parts._input("button_calibration_age_days")(pi.clock.monotonic()) is None
