"""What Home Assistant accepts, as a hand-kept table, and what a node of a project announces to it."""

import json
import tomllib
from pathlib import Path

from firmware.project import find
from sim.world.simulation import Simulation
from telemetry.commands import remote_parts
from telemetry.discovery import ENGLISH, Field, discovery

RULES = tomllib.loads(Path(__file__).with_name("home_assistant_rules.toml").read_text(encoding="utf-8"))


def announced(project_name, provenance, words=ENGLISH):
    with Simulation(find(project_name)) as simulation:
        sensors, actuators = simulation.parts.sensors, list(simulation.parts.actuators)
        channels = [Field(f"{each.name}_{c.name}", c.unit) for each in sensors.values() for c in each.part.channels]
        remote = remote_parts(sensors)
    return json.loads(
        discovery("red-heron", project_name, provenance, channels, actuators, remote, 60.0, "0.1.0", words),
    )
