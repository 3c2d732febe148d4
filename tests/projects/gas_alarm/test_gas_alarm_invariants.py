"""The invariants: a life of the real law keeps them, and each one sees what it is for."""

from __future__ import annotations

import pytest

from devices import Decision, Moment
from projects.gas_alarm.control import Latched, Memory, State
from projects.gas_alarm.invariants import Invariants
from projects.gas_alarm.law.memory import Hush
from projects.gas_alarm.model import Valve


class Watched:
    """The alarm of conftest with the invariants beside it; `lie` changes what they are shown."""

    def __init__(self, alarm) -> None:
        self.alarm = alarm
        self.invariants = Invariants()
        self.true = {"lpg_ppm": 0.0, "valve_open": 1.0}

    def tick(self, told=None, true=None, state=None, latched=None, broken=(), **seen) -> str:
        """One tick: the key of what is broken, or nothing."""
        before, sensed = self.alarm.memory, self.alarm.look(**seen)
        self.alarm.tick(**seen)
        decision = self.alarm.decision
        memory = decision.memory
        if state is not None:
            memory = memory._replace(state=state)
        if latched is not None:
            memory = memory._replace(latched=latched)
        world = {
            "lpg_ppm": sensed.gas_lpg_ppm or 0.0, "valve_open": float(self.alarm.action.valve_open), **(true or {})
        }  # fmt: skip
        moment = Moment(
            self.alarm.t_s, 1.0, sensed, before, Decision(decision.action, memory, decision.why, decision.urgent),
            {**decision.action._asdict(), **(told or {})}, world, {}, frozenset(broken),
        )  # fmt: skip
        found = self.invariants.look(moment)
        return "" if found is None else found.render() and found.key.removeprefix("invariant.gas_")

    def run(self, seconds: int, **each) -> list[str]:
        """What was broken in so many ticks."""
        return [found for found in [self.tick(**each) for _ in range(seconds)] if found]


@pytest.fixture
def watched(alarm) -> Watched:
    found = Watched(alarm)
    found.tick()  # it did not see the valve open
    assert found.run(3) == []
    return found


def test_a_whole_life_of_the_law_keeps_them(cold):
    watched = Watched(cold)
    life = [
        (180, {"gas_lpg_ppm": None, "gas_warming": True}), (60, {"gas_lpg_ppm": 5.0, "gas_warming": False}),
        (100, {"gas_lpg_ppm": 702.0}), (60, {"gas_lpg_ppm": 2000.0}), (1, {"hush_pressed": True}),
        (700, {"hush_pressed": False}), (100, {"gas_lpg_ppm": 5000.0}), (90, {"gas_lpg_ppm": None}),
        (320, {"gas_lpg_ppm": 5.0}), (1, {"reset_pressed": True}), (60, {"reset_pressed": False}),
        (60, {"fumes_co_ppm": 300.0}), (320, {"fumes_co_ppm": 1.0}), (1, {"reset_pressed": True}),
        (90, {"reset_pressed": False, "heater_current_a": 0.0}), (200, {"heater_current_a": 0.15}),
        (60, {"mains_closed": False, "battery_voltage_v": 11.0}), (60, {"mains_closed": True}),
        (90, {"valve_switch_closed": None}),
    ]  # fmt: skip
    reached = set()
    for seconds, seen in life:
        assert watched.run(seconds, **seen) == [], seen
        reached.add(cold.state)
    assert reached >= {State.WARMUP, State.NORMAL, State.PREALARM, State.ALARM, State.EMERGENCY, State.CO_ALARM}
    assert State.FAULT in reached


@pytest.mark.parametrize(
    "seen",
    [
        {"gas_lpg_ppm": 2800.0},
        {"fumes_co_ppm": 200.0},
        {"heater_current_a": 0.0},
        {"mains_closed": False, "battery_voltage_v": 11.4},
    ],
)
def test_a_valve_told_to_be_open_in_danger(watched, seen):
    assert watched.tick(told={"valve_open": True, "siren": True}, **seen) == "valve_in_danger"


def test_a_valve_told_to_be_open_while_it_warms_up(cold):
    assert "valve_in_danger" in Watched(cold).run(3, told={"valve_open": True}, gas_lpg_ppm=None)


def test_a_valve_that_shuts_later_than_15_s_after_alarm_level(watched):
    assert watched.run(16, told={"valve_open": True}, gas_lpg_ppm=1400.0) == []
    assert watched.tick(told={"valve_open": True}) == "valve_late"


def test_a_whole_valve_that_lets_gas_through_and_a_broken_one_that_may(watched):
    watched.tick(gas_lpg_ppm=5000.0)
    assert watched.run(7, true={"valve_open": 1.0}, broken=["valve_open=welded"]) == []
    assert watched.run(8, true={"valve_open": 1.0}) == []
    assert watched.tick(true={"valve_open": 1.0}) == "valve_stays"


def test_a_valve_that_does_not_obey_and_no_red_lamp(watched):
    seen = {"valve_switch_closed": True, "told": {"valve_open": True, "fault_lamp": False}, "state": State.NORMAL}
    assert "fault_hidden" in watched.run(9, **seen)


@pytest.mark.parametrize("seen", [{"gas_lpg_ppm": 420.0}, {"gas_lpg_ppm": None}, {"fumes_co_ppm": 25.0}])
def test_a_valve_opened_into_air_that_is_not_known_to_be_clean(alarm, seen):
    watched = Watched(alarm)  # it has not seen the valve open yet
    assert watched.tick(told={"valve_open": True}, state=State.NORMAL, **seen) == "valve_opened"


def test_a_valve_that_opens_again_without_reset(watched):
    watched.run(30, gas_lpg_ppm=2000.0)
    watched.run(310, gas_lpg_ppm=5.0)
    assert watched.tick(latched=Latched(Valve.OPEN)) == "valve_opened"


def test_gas_that_comes_back_whatever_was_told(watched):
    """The valve's own heartbeat relay, a loose wire: it is judged on the valve, not on what it was told."""
    assert watched.run(2, true={"valve_open": 0.0}) == []
    assert watched.tick() == "", "a contact that bounces"
    watched.run(4, true={"valve_open": 0.0})
    assert watched.tick(true={"valve_open": 1.0}) == "came_back"
    watched.run(4, true={"valve_open": 0.0})
    watched.tick(true={"valve_open": 0.0}, reset_pressed=True)
    assert watched.tick(true={"valve_open": 1.0}) != "came_back"


def test_a_fan_switched_where_a_spark_may_light_the_gas(watched):
    watched.run(3, gas_lpg_ppm=902.0)
    watched.run(3, gas_lpg_ppm=4000.0)
    assert watched.tick(told={"fan": False}, broken=["gas_lpg_ppm=wrong(gain=2)"]) == ""
    assert watched.tick(told={"fan": True}) == "fan_switched"
    assert watched.tick(told={"fan": False}) == "fan_switched"
    assert watched.tick(told={"fan": True}, true={"lpg_ppm": 2800.0}) == ""


def test_danger_that_a_whole_sensor_does_not_tell(watched):
    assert watched.run(61, true={"lpg_ppm": 4400.0}) == []
    assert watched.tick(true={"lpg_ppm": 4400.0}) == "danger_missed"
    assert watched.run(100, true={"lpg_ppm": 4400.0}, broken=["gas=off"]) == []


@pytest.mark.parametrize(
    ("state", "quiet_s"), [(State.EMERGENCY, 1), (State.CO_ALARM, 1), (State.ALARM, 7), (State.FAULT, 42)]
)
def test_silence(watched, state, quiet_s):
    shut = {"valve_open": False, "siren": False, "fault_lamp": True}
    found = [watched.tick(told=shut, state=state, true={"valve_open": 0.0}) for _ in range(quiet_s + 2)]
    assert found == [""] * (quiet_s + 1) + ["silent"]


def test_a_hush_that_lasts_longer_than_ten_minutes(watched):
    watched.run(20, gas_lpg_ppm=2000.0)
    found = []
    for _ in range(700):
        watched.alarm.memory = watched.alarm.memory._replace(hush=Hush(500.0, 2000.0))
        found.append(watched.tick())
    assert found[600:603] == ["", "", "silent"]


@pytest.mark.parametrize(
    "latched", [Latched(Valve.SHUT_BY_EMERGENCY, emergency=True), Latched(Valve.SHUT_BY_CO, co=True)]
)
def test_an_alarm_that_is_forgotten(watched, latched):
    watched.alarm.memory = watched.alarm.memory._replace(latched=latched)
    watched.run(3)
    assert watched.tick(latched=Latched(latched.valve)) == "latch_lost"


def test_an_alarm_that_is_forgotten_by_a_restart_counts_unless_the_card_was_full(watched):
    for broken, found in (([], "latch_lost"), (["card=full"], "")):
        watched.alarm.memory = watched.alarm.memory._replace(latched=Latched(Valve.SHUT_BY_EMERGENCY, emergency=True))
        watched.run(3)
        watched.alarm.memory = Memory()
        assert watched.tick(broken=broken) == found


def test_a_valve_held_open_by_a_board_that_may_stop_at_any_moment(watched):
    sags = {"under_voltage": True, "told": {"valve_open": True}, "true": {"valve_open": 1.0}}
    assert "valve_in_danger" not in watched.run(5, **sags)
    assert watched.run(10, **sags)[-1] == "valve_in_danger"
