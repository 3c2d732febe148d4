"""The whole way: a simulated alarm, its outbox, the embedded broker, the hub's store, the page."""

import json
import queue
import socket
import time
import urllib.request
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest

from devices import HighlandError
from devices.dates.wall_clock import WallClock
from firmware.project import find
from highland._telemetry import in_both
from hub.access import page_access
from hub.access.page_access import set_password
from hub.serve import HubOptions, limits, serving
from hub.store import open_store
from sim.world.simulation import Simulation
from telemetry.address import address_of
from telemetry.answers import HubTime
from telemetry.card.outbox import Outbox, PendingRecord
from telemetry.courier import Courier
from telemetry.envelope import times_of
from telemetry.node import NodeInfo, Telemetry
from tests.hub.page.test_gate import SECRET, ask, cookie_of, log_in
from web.connections import Limits
from web.this_computer import FILES

NODE = "sim-red-heron"


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    """Half an hour of a leak has passed, everything was sent, and the hub was asked."""
    folder = tmp_path_factory.mktemp("hub")
    told = []
    with serving(HubOptions(folder, str(folder / "hub.db"), port=0, page_port=0), told.append) as hub:
        project = find("gas_alarm")
        outbox = Outbox(folder / "node.db")
        courier = Courier(address_of(hub.broker).of_user(NODE), NODE, outbox, batch_s=0.0, reconnect_s=(0.05, 1.0))
        with Simulation(project, settings={"leak_g_per_h": 1000.0}) as simulation:
            who = NodeInfo(NODE, project.name, "sim", simulation.law.alarms(), simulation.clock)
            simulation.sinks.append(Telemetry(who, courier, in_both(project)))
            courier.start()
            result = simulation.run(1800.0)
        courier.stop(20.0)
        with urllib.request.urlopen(f"{hub.page}api/nodes") as answer:
            shown = json.load(answer)
    return folder, outbox, result, shown


def test_everything_that_was_written_was_acknowledged(evening):
    _, outbox, _, _ = evening
    assert outbox.newest > 30
    assert outbox.acked == outbox.newest


def test_the_store_has_every_event_of_the_run_as_simulated(evening):
    folder, outbox, result, _ = evening
    with closing(open_store(folder / "hub.db")) as store:
        events = store.events(node=NODE)
        (node,) = store.nodes()
    assert {event.provenance for event in events} == {"sim"}
    assert sorted(event.event for event in events) == sorted(event.kind for event in result.events)
    assert node.records == outbox.newest
    assert node.refused == node.skipped == 0


def test_the_page_shows_it_as_simulated_and_in_alarm(evening):
    _, _, result, shown = evening
    (node,) = shown["nodes"]
    assert node["node"] == NODE
    assert node["provenance"] == "sim"
    assert node["state"] == result.final["state"]


@pytest.mark.parametrize("files", [512, 1024, FILES])
def test_page_and_broker_together_leave_files_for_the_hub_itself(files):
    page, broker = limits(files, 128)
    assert page.per_address == broker.per_address == 128
    assert files - page.total - broker.total >= 256  # some 130 of them are connections that are just being refused
    assert min(page.total, broker.total) > 40  # a class


def test_many_files_do_not_make_endless_limits():
    assert limits(1_000_000, 5) == (Limits(5, 1_000), Limits(5, 2_000))


def test_a_crowd_at_the_page_is_told_and_others_are_answered(tmp_path):
    told = []
    options = HubOptions(tmp_path, str(tmp_path / "hub.db"), port=0, page_port=0, per_address=3)
    with serving(options, told.append) as hub:
        host, _, port = hub.page.removeprefix("http://").strip("/").partition(":")
        crowd = [socket.create_connection((host, int(port)), timeout=20) for _ in range(10)]
        with urllib.request.urlopen(hub.page, timeout=20) as answer:
            assert answer.status == 200
        for line in crowd:
            line.close()
    assert {message.key for message in told} == {"hub.page.crowd"}


@pytest.mark.long
def test_a_phone_dates_the_hub_and_the_hub_its_node(tmp_path, monkeypatch):
    """Two boards without internet, each with a date of its own; what each record is worth stands beside it."""
    (tmp_path / "run/systemd/timesync").mkdir(parents=True)
    of_hub, of_node, right = 1_770_000_000.0, 1_768_000_000.0, 1_800_000_000.0
    monkeypatch.setattr(page_access, "ITERATIONS", 10)
    monkeypatch.setattr("hub.serve.clock_of", lambda folder: WallClock(None, tmp_path, system=lambda: of_hub))
    set_password(tmp_path, SECRET)
    said, body = queue.SimpleQueue(), {
        "provenance": "sim", "project": "gas_alarm", "kind": "reading", "state": "NORMAL", "why": "normal.well",
        "readings": {"gas_lpg_ppm": [5.0, "ppm"]}, "commanded": {}, "sim_ts": 1.0, "t_s": 1.0,
    }  # fmt: skip
    with serving(HubOptions(tmp_path, str(tmp_path / "hub.db"), port=0, page_port=0), said.put) as hub:
        clock = WallClock(None, tmp_path, system=lambda: of_node)
        times, outbox = times_of(clock), Outbox(tmp_path / "node.db")
        more = {"times": times, "hub_time": HubTime(clock, 0.0), "notify": said.put, "batch_s": 0.0}
        courier = Courier(address_of(hub.broker).of_user(NODE), NODE, outbox, **more)
        courier.start()

        def post():
            kept = body | {"clock": "sure" if clock.is_sure() else "unsure"}
            courier.post(PendingRecord(times.wall(), times.mono(), False, json.dumps(kept).encode()))

        def until(done):
            end = time.monotonic() + 20.0
            while not done():
                assert time.monotonic() < end
                time.sleep(0.02)  # two programs with real clocks

        post()
        until(lambda: outbox.acked == 1)
        host = urlsplit(hub.page).netloc
        cookie = cookie_of(log_in(host, SECRET)[1])
        assert ask(host, "/date", "POST", urlencode({"ms": f"{right * 1000:.0f}"}), cookie=cookie)[0] == 303
        for _ in range(3):
            before = outbox.acked
            post()
            until(lambda before=before: outbox.acked > before)
        until(clock.is_sure)
        assert clock.wall() == pytest.approx(right, abs=20.0)
        post()
        courier.stop(20.0)
    with closing(open_store(tmp_path / "hub.db")) as store:
        rows = list(store.rows(0.0, 2.0 * right))
        (row,) = store.nodes()
    dated = [each["clock"] for each in sorted(rows, key=lambda each: each["seq"])]
    assert (dated[0], dated[1], dated[-1]) == ("redated", "age", "learned")
    assert [each["ts"] for each in rows] == [pytest.approx(right, abs=20.0)] * len(rows)
    assert row.last_seen == pytest.approx(right, abs=20.0)
    assert {"hub.date.given", "mqtt.clock.learned"} <= _drained(said)


def _drained(said):
    found = set()
    while not said.empty():
        found.add(said.get().key)
    return found


def test_a_folder_has_one_hub_at_a_time(tmp_path):
    options = HubOptions(tmp_path, str(tmp_path / "hub.db"), port=0, page_port=None)
    with (
        serving(options, print),
        pytest.raises(HighlandError, match=r"Another hub already runs"),
        serving(options, print),
    ):
        pass
    with serving(options, print):  # the lock went with its holder
        pass
