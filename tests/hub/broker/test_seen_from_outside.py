"""What another MQTT program sees of a node is what docs/reference/telemetry.md says, over both brokers."""

import json
import re
from pathlib import Path

from firmware.project import find
from highland._telemetry import in_both
from sim.world.simulation import Simulation
from telemetry.address import Address
from telemetry.card.outbox import Outbox
from telemetry.commands import remote_parts
from telemetry.courier import Courier
from telemetry.discovery import Field, discovery
from telemetry.node import NodeInfo, Telemetry
from telemetry.record import Ack, decode_record, decode_snapshot

NODE = "sim-red-heron"
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "telemetry.md"
PROJECT = "gas_alarm"


def test_the_topics_and_payloads_of_the_documentation(any_broker, tmp_path):
    password = any_broker.invite(NODE).password
    teacher = any_broker.invite("viewer_teacher")
    address = Address(any_broker.host, any_broker.port, NODE, password)
    outbox = Outbox(tmp_path / "node.db")
    project, seen = find(PROJECT), {}
    with any_broker.listen("#", who=teacher) as heard, Simulation(project) as simulation:
        sensors = simulation.parts.sensors
        channels = [Field(f"{each.name}_{c.name}", c.unit) for each in sensors.values() for c in each.part.channels]
        config = discovery(
            NODE, PROJECT, "sim", channels, simulation.parts.actuators, remote_parts(sensors), 60.0, "0.1.0"
        )
        courier = Courier(address, NODE, outbox, config=config, batch_s=0.0, reconnect_s=(0.05, 1.0))
        who = NodeInfo(NODE, PROJECT, "sim", simulation.law.alarms(), simulation.clock)
        simulation.sinks.append(Telemetry(who, courier, in_both(project)))
        courier.start()
        simulation.run(120.0)
        any_broker.publish(f"highland/v1/{NODE}/ack", Ack(epoch=outbox.epoch, seq=1).encode(), any_broker.hub, "-r")
        any_broker.publish(
            f"highland/v1/{NODE}/hush/set", '{"id":"1","value":"PRESS","expires":1800000000}', any_broker.hub
        )
        while len(seen) < 7:
            topic, payload = heard.next()
            seen[topic.removeprefix(f"highland/v1/{NODE}/")] = payload
        courier.stop(0.0)
    table = PAGE.read_text(encoding="utf-8").partition("| topic below `highland/v1/NODE/` |")[2].partition("\n\n")[0]
    documented = set(re.findall(r"^\| `([a-zA-Z/]+)` \|", table, re.MULTILINE))
    assert documented == {"telemetry", "event", "state", "availability", "ack", "PART/set", "alert"}
    told = {each.replace("hush", "PART") for each in seen}
    assert told == documented - {"alert"} | {f"homeassistant/device/{NODE}/config"}  # an alert is the hub's
    assert seen["availability"] == b"online"
    assert decode_record(seen["telemetry"]).provenance == decode_record(seen["event"]).provenance == "sim"
    assert decode_snapshot(seen["state"]).node == NODE
    assert json.loads(seen[f"homeassistant/device/{NODE}/config"])["device"]["name"] == f"{NODE} (SIM)"
