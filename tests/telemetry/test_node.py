"""What a whole simulated run leaves in the outbox: every reading and event once, each saying what it is."""

import json
import math
from collections import Counter

import pytest

from devices import Reading
from devices.sensor import Quality
from firmware.project import find
from highland._telemetry import in_both
from sim.world.presses import parse_press
from sim.world.simulation import Simulation
from telemetry.address import address_of
from telemetry.card.outbox import Outbox
from telemetry.commands import command
from telemetry.courier import Courier
from telemetry.envelope import Times, record_to_send
from telemetry.node import NodeInfo, Telemetry, _values, key_name, project_name, state_name
from telemetry.record import decode_record, decode_snapshot

NOW = 1_800_000_000.0
NOBODY = "mqtt://127.0.0.1:1"  # no broker there: everything has to wait


class Run:
    """An hour of a gas alarm with a leak, and somebody far away who presses buttons."""

    def __init__(self, folder):
        project = find("gas_alarm")
        times = Times(wall=lambda: NOW, sure=lambda ts: True)
        courier = Courier(
            address_of(NOBODY),
            "sim-red-heron",
            Outbox(folder / "a.db"),
            times=times,
            batch_s=0.0,
            reconnect_s=(0.05, 1.0),
        )
        self.snapshots = []
        presses = [parse_press("reset@30s"), parse_press("reset@50m")]
        with Simulation(project, settings={"leak_g_per_h": 1000.0}, presses=presses) as simulation:
            who = NodeInfo("sim-red-heron", project.name, "sim", simulation.law.alarms(), simulation.clock)
            simulation.sinks.append(Telemetry(who, courier, in_both(project), times=times))
            courier.start()
            courier.orders.put((command("a-1", NOW + 20.0), "test", False))
            courier.orders.put((command("a-2", NOW + 20.0), "reset", False))
            self.result = simulation.run(3600.0)
        courier.stop()
        self.snapshot = decode_snapshot(courier._state)
        outbox = Outbox(folder / "a.db")
        times = Times(wall=lambda: NOW)
        rows = outbox.after(0, 10_000)
        befores = [0, *(row.seq for row in rows)]
        self.records = [
            decode_record(record_to_send(row, prev, "sim-red-heron", outbox.lives, times).encode())
            for row, prev in zip(rows, befores, strict=False)
        ]
        outbox.close()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return Run(tmp_path_factory.mktemp("run"))


def test_every_record_says_that_it_is_simulated_and_when_in_that_world(run):
    assert {record.provenance for record in run.records} == {"sim"}
    assert all(record.sim_ts is not None for record in run.records)
    assert all(record.clock == "sure" for record in run.records)


def test_there_is_a_reading_a_minute_and_every_event_of_the_run(run):
    readings = [record for record in run.records if record.kind == "reading"]
    assert [round(record.t_s / 60.0) for record in readings] == list(range(60))
    told = Counter(event.kind for event in run.result.events)
    sent = Counter(record.event for record in run.records if record.kind == "event" and record.event != "command")
    assert sent == told
    assert [record.seq for record in run.records] == list(range(1, len(run.records) + 1))


def test_readings_have_units_and_the_unknown_is_unknown(run):
    readings = [record for record in run.records if record.kind == "reading"]
    first, last = readings[0].readings, readings[-1].readings
    assert first["gas_lpg_ppm"].value is None
    assert first["gas_lpg_ppm"].quality == "warming"
    assert last["gas_lpg_ppm"].unit == "ppm"
    assert last["gas_lpg_ppm"].value > 0.0
    assert last["mains_closed"].value is True
    assert set(readings[0].commanded) == set(run.result.final["commanded"])


@pytest.mark.parametrize(
    ("value", "quality", "sent"),
    [
        (21.4567891, Quality.GOOD, 21.457),
        (21.5, Quality.STALE, None),
        (True, Quality.STALE, None),
        (21.5, Quality.WARMING, None),
        (math.nan, Quality.GOOD, None),
        (-math.inf, Quality.GOOD, None),
        (None, Quality.GOOD, None),
    ],
)
def test_a_value_that_is_not_believed_here_is_not_sent(value, quality, sent):
    """The last good value of a silent sensor is still there, and must not look new far away."""
    (found,) = _values({"room_temperature_c": Reading(value, "C", 3.0, quality)}).values()
    assert (found.value, found.unit, found.quality) == (sent, "C", quality.value)


def test_alarms_are_urgent_and_speak_both_languages(run):
    alarms = [record for record in run.records if record.event == "state" and record.state == "ALARM"]
    assert alarms
    assert all(record.urgent for record in alarms)
    assert all(record.said["en"] and record.said["vi"] and record.said["en"] != record.said["vi"] for record in alarms)
    calm = [record for record in run.records if record.event == "state" and record.state == "NORMAL"]
    assert not any(record.urgent for record in calm)


def test_a_press_is_an_event_of_its_own_and_never_urgent(run):
    presses = [record for record in run.records if record.event == "press"]
    assert [(record.said["en"], record.urgent) for record in presses] == [("reset pressed.", False)] * 2
    assert presses[1].state == "ALARM"


def test_commands_are_answered_each_with_its_reason(run):
    answers = [dict(record.command) for record in run.records if record.event == "command"]
    assert answers == [
        {"id": "a-1", "part": "test", "accepted": True, "reason": "command.pressed"},
        {"id": "a-2", "part": "reset", "accepted": False, "reason": "command.not_remote"},
    ]


def test_the_snapshot_is_the_end_of_the_run(run):
    assert run.snapshot.provenance == "sim"
    assert run.snapshot.state == run.result.final["state"]
    assert run.snapshot.alarm == "danger"
    assert 0.0 <= run.records[-1].sim_ts - run.snapshot.sim_ts <= 60.0, "the date of its simulated world"
    assert run.snapshot.remote == ("hush", "test")
    assert run.snapshot.backlog > 0


def test_a_simulated_run_cannot_be_sent_as_real():
    with pytest.raises(ValueError, match="simulated"):
        Telemetry(NodeInfo("red-heron", "gas_alarm", "sim", {}, None), None, lambda message: {})


def test_names_that_a_pupil_chose_become_names_that_a_hub_takes():
    assert state_name("đang sấy") == "_ANG_S_Y".lstrip("_")
    assert state_name("...") == "STATE"
    assert key_name("Heat.On!") == "heat.on_"
    assert project_name("tủ sấy của lớp 9A") == "t_ s_y c_a l_p 9A"
    assert json.dumps(project_name("../x")) == '"_x"'
