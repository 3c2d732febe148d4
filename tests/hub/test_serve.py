"""The whole way: a simulated alarm, its outbox, the embedded broker, the hub's store, the page."""

import json
import socket
import urllib.request
from contextlib import closing

import pytest

from firmware.project import find
from highland._telemetry import in_both
from hub.serve import FILES, HubOptions, limits, serving
from hub.store import open_store
from sim.world.simulation import Simulation
from telemetry.address import address_of
from telemetry.courier import Courier
from telemetry.node import NodeInfo, Telemetry
from telemetry.outbox import Outbox
from web.connections import Limits

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
