"""A fault in the running world does what it says: once, from its first moment, and it leaves nothing behind."""

from collections.abc import Iterator
from typing import Any

import pytest

from firmware.project import find
from sim.world.faults import FaultError, parse_fault
from sim.world.presses import PressError
from sim.world.simulation import Simulation


@pytest.fixture
def lamp() -> Iterator[Simulation]:
    """The solar lamp, whose world moves in steps of some seconds."""
    with Simulation(find("solar_lamp"), settings={"evening_light_h": 0.0}) as simulation:
        yield simulation


def felt(simulation: Simulation, key: str) -> Any:
    return simulation.world.plant.felt[key]


def test_a_fault_is_not_doubled_by_another_one(lamp):
    true = felt(lamp, "box_humidity_pct")
    lamp.world.begin(parse_fault("box_humidity_pct=wrong(offset=-20)"))
    assert felt(lamp, "box_humidity_pct") == pytest.approx(true - 20.0)
    lamp.world.begin(parse_fault("box_temperature_c=wrong(offset=5)"))
    lamp.world.press("reset")
    assert felt(lamp, "box_humidity_pct") == pytest.approx(true - 20.0)


def test_two_faults_on_one_channel_work_in_order_and_end_one_by_one(lamp):
    true = felt(lamp, "box_humidity_pct")
    offset, half = parse_fault("box_humidity_pct=wrong(offset=-20)"), parse_fault("box_humidity_pct=wrong(gain=0.5)")
    lamp.world.begin(offset)
    lamp.world.begin(half)
    assert felt(lamp, "box_humidity_pct") == pytest.approx((true - 20.0) / 2)
    lamp.world.end(offset)
    assert felt(lamp, "box_humidity_pct") == pytest.approx(true / 2)
    lamp.world.end(half)
    assert felt(lamp, "box_humidity_pct") == pytest.approx(true)


def test_a_fault_lasts_through_the_steps_of_the_world_without_growing(lamp):
    lamp.world.begin(parse_fault("box_humidity_pct=stuck(value=33)"))
    lamp.clock.sleep(30.0)
    assert felt(lamp, "box_humidity_pct") == 33.0


def test_a_finger_is_felt_at_once_even_between_two_steps_of_the_world(lamp):
    lamp.clock.sleep(11.3)
    lamp.world.press("light_button")
    assert lamp.parts.sensors["light_button"].part.read() == {"pressed": True}
    assert lamp.world.true()["light_button_pressed"] is True


def test_a_press_is_no_fault_and_is_over_after_two_seconds(lamp):
    lamp.world.press("reset")
    lamp.clock.sleep(1.9)
    assert (felt(lamp, "reset_pressed"), list(lamp.world.active), lamp.world.broken) == (True, [], frozenset())
    lamp.clock.sleep(0.2)
    assert not felt(lamp, "reset_pressed")
    with pytest.raises(PressError):
        lamp.world.press("heater")


def test_a_button_that_is_stuck_open_feels_no_finger(lamp):
    lamp.world.begin(parse_fault("reset_pressed=stuck(value=0)"))
    lamp.world.press("reset")
    assert not felt(lamp, "reset_pressed")
    lamp.clock.sleep(5.0)
    lamp.world.end(parse_fault("reset_pressed=stuck(value=0)"))
    assert not felt(lamp, "reset_pressed")


def test_a_fault_from_the_beginning_is_there_before_the_first_read():
    with Simulation(find("solar_lamp"), faults=[parse_fault("battery=off")]) as simulation:
        simulation.parts.sample_due()
        assert simulation.parts.sensors["battery"].failures == 1


def test_mending_twice_or_early_does_no_harm(lamp):
    fault = parse_fault("heater=welded@10s..20s")
    lamp.world.plan([fault])
    lamp.clock.sleep(12.0)
    assert lamp.world.driven["heater"] == 1.0
    lamp.world.end(fault)
    assert lamp.world.driven["heater"] == 0.0
    lamp.clock.sleep(20.0)
    assert lamp.world.driven["heater"] == 0.0


def test_the_name_of_a_part_is_not_mistaken_for_the_beginning_of_another(lamp):
    lamp.world.begin(parse_fault("heater_probe_temperature_c=off"))
    assert not lamp.chips["heater_probe"].powered
    assert lamp.chips["heater"].powered


@pytest.mark.parametrize(
    "text", ["heater=stuck", "box=welded", "box=nack", "battery=checksum", "door=hang", "fridge=off"]
)
def test_a_fault_that_a_part_cannot_have_is_refused(lamp, text):
    with pytest.raises(FaultError):
        lamp.world.begin(parse_fault(text))


def failures(simulation: Simulation, part: str, text: str, for_s: float = 200.0) -> float:
    """The share of failed reads of a part while a fault is there."""
    sensor = simulation.parts.sensors[part]
    simulation.world.begin(parse_fault(text))
    reads, failed = sensor.reads, sensor.failures
    end_s = simulation.clock.monotonic() + for_s
    while simulation.clock.monotonic() < end_s:
        due_s = simulation.parts.sample_due()
        simulation.clock.sleep(max(0.0, due_s - simulation.clock.monotonic()))
    return (sensor.failures - failed) / (sensor.reads - reads)


@pytest.mark.parametrize("kind", ["off", "silent", "checksum", "short", "hang"])
def test_a_dht_that_always_fails_never_gives_a_value(lamp, kind):
    assert failures(lamp, "box", f"box={kind}") == 1.0
    assert lamp.parts.sensors["box"].value("humidity_pct", lamp.clock.monotonic()) is None


def test_a_deaf_reader_hears_again_when_it_is_restarted_and_not_before(lamp):
    sensor = lamp.parts.sensors["box"]
    assert failures(lamp, "box", "box=deaf_reader", 50.0) == 1.0
    assert sensor.restarts == 0
    lamp.clock.sleep(20.0)
    sensor.part.restart()
    assert sensor.part.read()["humidity_pct"] > 0.0


def test_a_dht_fails_as_often_as_it_is_told(lamp):
    assert failures(lamp, "box", "box=checksum(p=0.75)", 5000.0) == pytest.approx(0.75, abs=0.05)


@pytest.mark.parametrize("kind", ["off", "nack", "hang", "stuck_bus"])
@pytest.mark.parametrize("part", ["room", "battery", "wall"])
def test_a_chip_on_i2c_that_always_fails_never_gives_a_value(lamp, part, kind):
    target = "adc" if part == "wall" else part
    assert failures(lamp, part, f"{target}={kind}") == 1.0


def test_a_doubled_frame_passes_its_sum(lamp):
    true = felt(lamp, "box_temperature_c")
    lamp.world.begin(parse_fault("box_humidity_pct=stuck(value=40)"))  # twice 40 % is still a humidity
    lamp.world.begin(parse_fault("box=doubled"))
    values = lamp.parts.sensors["box"].part.read()
    assert values["temperature_c"] in (pytest.approx(2 * true, abs=0.5), pytest.approx(true / 2, abs=0.5))


def test_a_chip_that_hangs_needs_its_power_cut_not_only_time(lamp):
    hang, off = parse_fault("battery=hang"), parse_fault("battery=off")
    lamp.world.begin(hang)
    lamp.world.end(hang)
    assert failures(lamp, "battery", "room_humidity_pct=stuck") == 1.0
    lamp.world.begin(off)
    lamp.world.end(off)
    lamp.clock.sleep(60.0)
    assert failures(lamp, "battery", "room_temperature_c=stuck") == 0.0


def test_an_intermittent_part_is_there_part_of_the_time(lamp):
    assert 0.2 < failures(lamp, "room", "room=intermittent(p=0.5)", 3000.0) < 0.8


def test_a_bus_that_one_chip_holds_down_is_free_when_it_lets_go(lamp):
    stuck = parse_fault("battery=stuck_bus")
    lamp.world.begin(stuck)
    assert failures(lamp, "panel", "room_humidity_pct=stuck") == 1.0
    lamp.world.end(stuck)
    lamp.clock.sleep(60.0)
    assert failures(lamp, "panel", "room_temperature_c=stuck") == 0.0


def test_a_fault_of_the_world_shows_through_no_fault_of_a_sense():
    """A lamp that goes out takes its current with it, and a stuck meter still shows what it showed."""
    with Simulation(find("water_filter")) as simulation:
        simulation.world.begin(parse_fault("uv_current_a=stuck(value=0.9)"))
        simulation.world.begin(parse_fault("uv_lamp=open"))
        assert felt(simulation, "uv_current_a") == 0.9
        assert simulation.world.true()["uv_current_a"] == 0.0


def test_a_drift_takes_a_channel_further_from_the_truth_every_hour(lamp):
    fault = parse_fault("box_humidity_pct=drift(per_h=-6)")
    lamp.world.begin(fault)
    lamp.clock.sleep(1800.0)
    true = lamp.world.true()["box_humidity_pct"]
    assert felt(lamp, "box_humidity_pct") == pytest.approx(true - 3.0, abs=0.05)
    lamp.world.end(fault)
    assert felt(lamp, "box_humidity_pct") == lamp.world.true()["box_humidity_pct"]


def pin_v(simulation: Simulation, part: str) -> float:
    volts: float = simulation.chips[part].volts()  # type: ignore[attr-defined]
    return volts


def test_a_fault_in_volts_acts_before_the_divider_and_ends_without_a_trace():
    with Simulation(find("water_filter")) as simulation:
        healthy = pin_v(simulation, "product")
        fault = parse_fault("product=wrong(offset_v=-0.03)")
        simulation.world.begin(fault)
        assert pin_v(simulation, "product") == pytest.approx(healthy - 0.03 / 1.5)
        simulation.world.end(fault)
        assert pin_v(simulation, "product") == healthy
        simulation.world.begin(parse_fault("product=wrong(offset_v=-9)"))
        assert pin_v(simulation, "product") == 0.0


def test_a_drift_in_volts_grows_with_the_hours():
    with Simulation(find("water_filter")) as simulation:
        healthy = pin_v(simulation, "product")
        simulation.world.begin(parse_fault("product=drift(v_per_h=-0.3)"))
        assert pin_v(simulation, "product") == healthy
        simulation.clock.sleep(3600.0)
        assert pin_v(simulation, "product") == pytest.approx(healthy - 0.2, abs=0.005)


def test_a_poisoned_layer_answers_less_to_gas_and_conducts_less_in_clean_air():
    with Simulation(find("gas_alarm"), settings={"first_lpg_ppm": 0.0}) as simulation:
        simulation.clock.sleep(900.0)
        chip, felt = simulation.chips["gas"], simulation.world.plant.felt
        chip._layer_ppm = 0.0
        clean_v = pin_v(simulation, "gas")
        chip._layer_ppm = felt["gas_lpg_ppm"] = 2000.0
        gassed_v = pin_v(simulation, "gas")
        simulation.world.begin(parse_fault("gas=poisoned(share=0.5, over_h=0.001)"))
        pin_v(simulation, "gas")
        simulation.clock.sleep(10.0)
        chip._layer_ppm = felt["gas_lpg_ppm"] = 2000.0
        assert pin_v(simulation, "gas") < 0.6 * gassed_v
        chip._layer_ppm = felt["gas_lpg_ppm"] = 0.0
        assert clean_v * 0.6 < pin_v(simulation, "gas") < clean_v * 0.75


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("gas=wrong(offset=3)", "fault.no_detail"),
        ("gas_lpg_ppm=wrong(offset_v=3)", "fault.no_detail"),
        ("gas=drift(per_h=3)", "fault.no_detail"),
        ("room=wrong(offset_v=1)", "fault.cannot"),
        ("valve=poisoned", "fault.cannot"),
    ],
)
def test_a_detail_that_means_nothing_there_is_refused(text, key):
    with Simulation(find("gas_alarm")) as simulation, pytest.raises(FaultError) as refused:
        simulation.world.begin(parse_fault(text))
    assert refused.value.message.key == key
