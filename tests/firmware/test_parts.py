"""Parts open what the plan says; what goes wrong on the way leaves no pin open."""

from datetime import date

import pytest

from devices import WiredPart, Wiring, WiringError
from firmware.fit import fit
from firmware.parts import Parts
from sim.virtual_pi import VirtualPi

BUTTON = WiredPart("button", "button", {"pin": 5})
LAMP = WiredPart("lamp", "lamp", {"pin": 6})


def test_a_value_that_a_driver_refuses_leaves_nothing_open(tiny_law, monkeypatch):
    plan = fit(Wiring((BUTTON, LAMP)), tiny_law)

    def refusing(self, pin):
        raise ValueError("not today")

    with VirtualPi(seed=0) as pi:
        with monkeypatch.context() as patch:
            patch.setattr(plan.parts[1].kind, "__init__", refusing)
            with pytest.raises(WiringError, match="Part lamp: not today"):
                Parts(plan, pi.clock)
        with Parts(plan, pi.clock) as opened:
            assert set(opened.actuators) == {"lamp"}


@pytest.mark.parametrize(("made_on", "age_days"), [(date(2099, 1, 1), None), (None, None), (date(2020, 1, 1), 100.0)])
def test_a_calibration_from_the_future_or_without_a_day_has_no_age(tiny_law, made_on, age_days):
    sampling = {} if made_on is None else {"calibrated_on": made_on}
    plan = fit(Wiring((WiredPart("button", "button", {"pin": 5}, sampling), LAMP)), tiny_law)
    with VirtualPi(seed=0) as pi, Parts(plan, pi.clock) as parts:
        found = parts._calibration_age_reader("button")(pi.clock.monotonic())
    assert found is None if age_days is None else found > age_days
