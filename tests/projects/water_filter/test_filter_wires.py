"""Through the real drivers and the wiring list: each part is read often enough to shut the product valve in time."""

import pytest

from devices import Sink
from firmware.project import find
from sim.world.faults import Fault
from sim.world.simulation import Simulation

PRODUCING_S = 155.0  # self-test 10 s, pause 10 s, priming, and 120 s until the lamp is proven
BREAKS_S = 160.05  # right after most parts have been read: they see it as late as they can


class Switched(Sink):
    """When each output was switched on or off. The loop tells every change, so no other tick is asked for."""

    due_s = float("inf")

    def __init__(self):
        self.at_s = {}
        self.commanded = {}

    def tick(self, tick):
        for name, on in tick.commanded.items():
            if self.commanded.get(name) is not on:
                self.at_s.setdefault(name, []).append((tick.t_s, on))
        self.commanded = dict(tick.commanded)

    def off_after_s(self, name, moment_s):
        """Seconds from that moment, at which it was on, until it was switched off."""
        assert [on for t_s, on in self.at_s[name] if t_s < moment_s][-1], f"{name} was off already"
        return next(t_s for t_s, on in self.at_s[name] if t_s >= moment_s and not on) - moment_s


def broken(target, kind, for_s, **details):
    """What was switched in a run that is producing when this part breaks."""
    fault = Fault(target, kind, start_s=BREAKS_S, details=details)
    with Simulation(find("water_filter"), settings={"product_l": 29.0}, faults=[fault]) as simulation:
        switched = Switched()
        simulation.loop.sinks.append(switched)
        assert simulation.run(BREAKS_S + for_s).ending.ok
    assert switched.at_s["product_valve_open"][1][0] < PRODUCING_S
    return switched


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("target", "kind", "details", "within_s"),
    [
        ("uv_lamp", "dead", {}, 2.0),  # a second to see it, a second until the next turn
        ("uv_current_a", "stuck", {"value": 1.2}, 2.0),
        ("product_turbidity_ntu", "stuck", {"value": 30.0}, 4.0),  # two of three samples; 4.7 s bring 0.1 L
        ("raw_turbidity_ntu", "stuck", {"value": 300.0}, 4.0),  # mud needs 6 s to come through the sand
        ("filter", "off", {}, 3.0),  # two of three samples say that no water flows
        ("product_high_wet", "stuck", {"value": 1.0}, 2.0),  # a float speaks up by itself
        ("raw_low_wet", "stuck", {"value": 0.0}, 2.0),
        ("uv", "off", {}, 3.0),  # a part that does not answer: as soon as its last value is too old
        ("adc", "off", {}, 6.0),
        ("battery", "off", {}, 31.0),
    ],
)
def test_the_product_valve_is_shut_in_time(target, kind, details, within_s):
    switched = broken(target, kind, within_s + 2.0, **details)
    assert switched.off_after_s("product_valve_open", BREAKS_S) <= within_s


def test_a_pump_that_runs_dry_stops_after_two_samples_and_five_seconds():
    late_s = broken("filter", "off", 10.0).off_after_s("pump", BREAKS_S)
    assert 5.0 <= late_s <= 3.0 + 5.0


def test_a_press_of_the_reset_button_is_seen_at_once():
    """The button is read every 30 s, but it speaks up by itself."""
    pressed = Fault("reset_pressed", "stuck", start_s=180.5, end_s=181.2, details={"value": 1.0})
    dead_lamp = Fault("uv_lamp", "dead", start_s=BREAKS_S, end_s=170.0)
    settings = {"product_l": 29.0}
    with Simulation(find("water_filter"), settings=settings, faults=[dead_lamp, pressed]) as simulation:
        states = {event.why.key: event.t_s for event in simulation.run(185.0).events}
    assert states["trip.reset"] == pytest.approx(181.0, abs=1.0)
