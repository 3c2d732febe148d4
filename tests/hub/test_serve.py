"""The whole way: a simulated alarm, its outbox, the embedded broker, the hub's store, the page."""

import json
import urllib.request
from contextlib import closing

import pytest

from firmware.project import find
from highland._telemetry import in_both
from hub.serve import HubOptions, serving
from hub.store import open_store
from sim.world.simulation import Simulation
from telemetry.address import address_of
from telemetry.courier import Courier
from telemetry.node import NodeInfo, Telemetry
from telemetry.outbox import Outbox

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
