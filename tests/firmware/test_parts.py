"""Parts open what the plan says; what goes wrong on the way leaves no pin open."""

from datetime import UTC, date, datetime

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


def test_when_the_date_is_learned_a_calibration_gets_its_age(tiny_law):
    """A board wakes up with the date of its last shutdown, before the calibration; then it hears the right one."""
    made_on = date(2026, 11, 2)
    plan = fit(Wiring((WiredPart("button", "button", {"pin": 5}, {"calibrated_on": made_on}), LAMP)), tiny_law)
    with VirtualPi(seed=0) as pi, Parts(plan, pi.clock) as parts:
        pi.clock.jump((datetime(2026, 10, 1, tzinfo=UTC) - pi.clock.now()).total_seconds())
        age_days = parts._calibration_age_reader("button")
        assert age_days(pi.clock.monotonic()) is None
        pi.clock.jump(60 * 86_400.0)
        assert age_days(pi.clock.monotonic()) is None, "nobody reads a clock at each turn"
        parts.redate()
        assert age_days(pi.clock.monotonic()) == pytest.approx(28.0, abs=1.1)
