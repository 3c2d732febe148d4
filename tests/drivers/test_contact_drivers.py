"""Switches, button and flow meter: what an open wire means, and that no press and no pulse is lost."""

from __future__ import annotations

import random
from typing import Any

import pytest

from devices import Sensor, WiredPart
from drivers._contact import DEBOUNCE_S
from drivers.button import TAP_S, Button
from drivers.contact import Contact
from drivers.door_switch import DoorSwitch
from drivers.float_switch import FloatSwitch
from drivers.flow_meter import FlowMeter, flow_lpm
from drivers.yf_s401 import SmallFlowMeter
from sim.chips import find as find_chip
from sim.chips._unit import Unit

GPIO = 22


@pytest.mark.parametrize("closed_when_wet", [True, False])
def test_float_switch_follows_the_water_in_both_mountings(bench: Any, closed_when_wet: bool) -> None:
    bench.plug("float_switch", felt={"wet": False}, pin=GPIO, closed_when_wet=closed_when_wet)
    part = FloatSwitch(GPIO, closed_when_wet)
    assert part.read() == {"wet": False}
    bench.felt["part_wet"] = True
    bench.wait(1.0)
    assert part.read() == {"wet": True}


def test_a_broken_float_wire_reads_as_its_docstring_says(bench: Any) -> None:
    assert FloatSwitch(GPIO).read() == {"wet": False}
    assert FloatSwitch(GPIO + 1, closed_when_wet=False).read() == {"wet": True}


def test_door_switch_says_open_when_the_door_opens_or_the_wire_breaks(bench: Any) -> None:
    chip = bench.plug("door_switch", felt={"open": False}, pin=GPIO)
    part = DoorSwitch(GPIO)
    assert part.read() == {"open": False}
    chip.powered = False
    assert part.read() == {"open": True}
    chip.powered = True
    bench.felt["part_open"] = True
    bench.wait(1.0)
    assert part.read() == {"open": True}


def test_contact_follows_and_a_broken_wire_is_not_closed(bench: Any) -> None:
    chip = bench.plug("contact", felt={"closed": True}, pin=GPIO)
    part = Contact(GPIO)
    assert part.read() == {"closed": True}
    chip.powered = False
    assert part.read() == {"closed": False}


def test_a_press_between_two_reads_is_not_lost_and_counts_once(bench: Any) -> None:
    bench.plug("button", felt={"pressed": False}, pin=GPIO)
    part = Button(GPIO, bench.pi.clock)
    assert part.read() == {"pressed": False}
    bench.felt["part_pressed"] = 1.0  # a fault of the simulator presses with a number
    bench.wait(2.0)
    bench.felt["part_pressed"] = False
    bench.wait(2.0)
    assert part.read() == {"pressed": True}
    assert part.read() == {"pressed": False}


def test_a_tap_asks_to_be_read_again_a_little_before_the_next_turn(bench: Any) -> None:
    part = Button(GPIO, bench.pi.clock)
    for _ in range(2):
        bench.pi.pins[GPIO].drive(False)
        bench.wait(0.05)
        bench.pi.pins[GPIO].drive(True)
        bench.wait(0.05)
        assert part.read() == {"pressed": True}
        assert part.next_read_s == pytest.approx(bench.pi.clock.monotonic() + TAP_S)
        bench.wait(TAP_S)
        assert part.read() == {"pressed": False}
        assert part.next_read_s is None, "its own period again"
        bench.wait(1.0)


@pytest.mark.parametrize("first_s", [0.02, 0.3, 0.97])
@pytest.mark.parametrize("sample_s", [5.0, 30.0])
def test_two_taps_two_seconds_apart_are_two_presses_for_a_law_that_turns_once_a_second(
    bench: Any, first_s: float, sample_s: float
) -> None:
    clock = bench.pi.clock
    wire = bench.pi.pins[GPIO]
    part = Button(GPIO, clock)
    start_s = clock.monotonic()
    sensor = Sensor("button", part, start_s=start_s, sample_s=sample_s, max_age_s=90.0)
    part.on_change = lambda: setattr(sensor, "due_s", start_s)
    for tap_s in (10.0 + first_s, 12.0 + first_s):
        clock.at(start_s + tap_s, lambda: wire.drive(False))
        clock.at(start_s + tap_s + 0.05, lambda: wire.drive(True))
    seen = ""
    for turn in range(20):
        turn_s = start_s + turn
        while (now_s := clock.monotonic()) < turn_s or sensor.due_s <= now_s:
            if sensor.due_s <= now_s:
                sensor.sample(now_s)
            else:
                clock.sleep(min(turn_s, sensor.due_s) - now_s)
        seen += "1" if sensor.value("pressed", clock.monotonic()) else "0"
    assert seen == "00000000000101000000"


def test_a_tap_that_is_read_while_the_button_is_down_still_lasts_until_the_next_turn(bench: Any) -> None:
    """Another part's sample between two turns must not eat it: a hush button that does nothing."""
    wire = bench.pi.pins[GPIO]
    part = Button(GPIO, bench.pi.clock)
    bench.wait(1.0)
    wire.drive(False)
    bench.wait(0.05)
    assert part.read() == {"pressed": True}
    bench.wait(0.25)
    wire.drive(True)
    bench.wait(0.05)
    assert part.read() == {"pressed": True}, "the law has not had its turn yet"
    bench.wait(TAP_S)
    assert part.read() == {"pressed": False}
    assert part.next_read_s is None


class Bouncing:
    """A contact of the shop, which bounces."""

    def __init__(self, bench: Any, seed: int) -> None:
        self.bench = bench
        bench.felt["door_closed"] = False
        unit = Unit(random.Random(seed))
        self.chip = find_chip("contact")(bench.pi, WiredPart("door", "contact", {"pin": GPIO}), bench.felt, {}, unit)

    def set(self, closed: bool) -> None:
        self.bench.felt["door_closed"] = closed
        self.chip.world_moved()


@pytest.mark.parametrize("seed", range(5))
def test_a_bouncing_contact_is_one_change_and_the_first_edge_counts(bench: Any, seed: int) -> None:
    contact, edges = Bouncing(bench, seed), list[bool]()
    watched = bench.pi.pins[GPIO]
    part = Contact(GPIO)
    gpio_hears = watched.on_edge

    def hear(level: bool) -> None:
        edges.append(level)
        gpio_hears(level)

    watched.on_edge = hear
    for closed in (True, False):
        edges.clear()
        contact.set(closed)
        seen = {part.read()["closed"]}
        for _ in range(40):
            bench.wait(0.0002)
            seen.add(part.read()["closed"])
        assert seen == {closed}, "never back, however it rebounds"
        assert len(edges) >= 3, "it did bounce"
        bench.wait(0.1)
        assert part.read() == {"closed": closed}


@pytest.mark.parametrize("seed", range(5))
def test_a_bouncing_button_is_one_press(bench: Any, seed: int) -> None:
    contact = Bouncing(bench, seed)
    part = Button(GPIO, bench.pi.clock)
    for closed in (True, False):
        contact.set(closed)
        bench.wait(0.3)
    assert part._presses == 1
    assert part.read() == {"pressed": True}
    bench.wait(1.0)
    assert part.read() == {"pressed": False}


def test_a_contact_that_settles_otherwise_while_it_bounces_is_found_by_the_next_read(bench: Any) -> None:
    part = Contact(GPIO)
    bench.pi.pins[GPIO].drive(False)
    bench.wait(0.005)
    bench.pi.pins[GPIO].drive(True)
    assert part.read() == {"closed": True}
    assert part.next_read_s == pytest.approx(bench.pi.clock.monotonic() + DEBOUNCE_S - 0.005)
    bench.wait(0.05)
    assert part.read() == {"closed": False}
    assert part.next_read_s is None, "its own period again"


def test_a_held_button_stays_pressed(bench: Any) -> None:
    bench.plug("button", felt={"pressed": True}, pin=GPIO)
    part = Button(GPIO, bench.pi.clock)
    assert [part.read()["pressed"] for _ in range(3)] == [True, True, True]


@pytest.mark.parametrize(("hz", "lpm"), [(7.5, 1.0), (37.5, 5.0), (225.0, 30.0)])  # YF-S201 data sheet
def test_flow_published_points(hz: float, lpm: float) -> None:
    assert flow_lpm(round(hz * 60), 60.0, 450.0) == pytest.approx(lpm)


@pytest.mark.parametrize("lpm", [0.0, 1.0, 2.0, 5.5, 30.0])
def test_flow_meter_measures_what_flows(bench: Any, lpm: float) -> None:
    bench.plug("flow_meter", felt={"flow_lpm": lpm}, pin=GPIO)
    part = FlowMeter(GPIO, bench.pi.clock)
    bench.wait(5.0)
    part.read()
    bench.wait(60.0)
    found = part.read()
    assert found["flow_lpm"] == pytest.approx(lpm, abs=1 / 450 + 1e-9)  # a pulse either way in a minute
    assert found["volume_l"] == pytest.approx(lpm * 65.0 / 60.0, abs=lpm / 60.0 * 1.1)


@pytest.mark.parametrize("lpm", [0.3, 0.5, 1.28, 4.8])
def test_a_yf_s401_measures_the_little_water_of_a_sand_filter(bench: Any, lpm: float) -> None:
    bench.plug("yf_s401", felt={"flow_lpm": lpm}, pin=GPIO)
    part = SmallFlowMeter(GPIO, bench.pi.clock)
    bench.wait(5.0)
    part.read()
    bench.wait(60.0)
    assert part.read()["flow_lpm"] == pytest.approx(lpm, abs=1 / 5880 + 1e-9)  # 98 Hz at 1 L/min, from memory


@pytest.mark.parametrize(
    ("driver", "part_class", "true_lpm", "most_lpm"),
    [("flow_meter", FlowMeter, 0.6, 0.45), ("flow_meter", FlowMeter, 0.3, 0.0), ("yf_s401", SmallFlowMeter, 0.09, 0.0)],
)
def test_below_its_range_a_flow_meter_reads_low_and_then_stops(
    bench: Any, driver: str, part_class: Any, true_lpm: float, most_lpm: float
) -> None:
    bench.plug(driver, felt={"flow_lpm": true_lpm}, pin=GPIO)
    part = part_class(GPIO, bench.pi.clock)
    bench.wait(60.0)
    assert part.read()["flow_lpm"] <= most_lpm


def test_the_mean_flow_over_single_seconds_loses_no_pulse(bench: Any) -> None:
    bench.plug("flow_meter", felt={"flow_lpm": 1.7}, pin=GPIO)
    part = FlowMeter(GPIO, bench.pi.clock)
    flows = []
    for _ in range(120):
        bench.wait(1.0)
        found = part.read()
        flows.append(found["flow_lpm"])
    assert sum(flows) / 60.0 == pytest.approx(found["volume_l"])


def test_flow_stops_and_starts_with_the_water_and_with_the_plug(bench: Any) -> None:
    chip = bench.plug("flow_meter", felt={"flow_lpm": 2.0}, pin=GPIO)
    part = FlowMeter(GPIO, bench.pi.clock)

    def settled() -> Any:
        bench.wait(3.0)
        part.read()
        bench.wait(10.0)
        return part.read()["flow_lpm"]

    assert settled() == pytest.approx(2.0, abs=0.02)
    bench.felt["part_flow_lpm"] = 0.0
    assert settled() == 0.0
    bench.felt["part_flow_lpm"] = 4.0
    assert settled() == pytest.approx(4.0, abs=0.02)
    chip.powered = False
    assert settled() == 0.0


def test_two_reads_at_one_moment_give_nothing_instead_of_dividing_by_zero(bench: Any) -> None:
    part = FlowMeter(GPIO, bench.pi.clock)
    assert part.read() == {}


def test_parts_let_go_of_their_pins(bench: Any) -> None:
    for _ in range(2):
        parts = [FloatSwitch(5), DoorSwitch(6), Contact(13), Button(19, bench.pi.clock), FlowMeter(26, bench.pi.clock)]
        for part in parts:
            part.close()
