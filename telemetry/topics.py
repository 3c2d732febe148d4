"""MQTT topics of nodes and hub: one branch of topics for each node.

The rights to write follow from these names: a node writes below its own name only, a hub acknowledges.
"""

from __future__ import annotations

import re

ROOT = "highland/v1"
DISCOVERY = "homeassistant/device"  # Home Assistant's own prefix
BIRTH = "homeassistant/status"  # Home Assistant says "online" here when it starts

AVAILABILITY = "availability"  # online or offline, retained; the last will
STATE = "state"  # the newest snapshot, retained
TELEMETRY = "telemetry"  # readings, from the outbox, each until it is acknowledged
EVENT = "event"  # changes of state, faults, answers to commands; the same, and at once
ACK = "ack"  # the hub's mark: all up to here is in the store; retained
ALERT = "alert"  # from the hub: whether the node is in danger or silent; retained
SET = "set"  # a command to one part: ROOT/NODE/PART/set

FROM_NODE = (AVAILABILITY, STATE, TELEMETRY, EVENT)
LONGEST_NAME = 32
NODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
PART = re.compile(r"[a-z][a-z0-9_]{0,63}")


def topic(node: str, kind: str) -> str:
    """The topic of a node for one kind: `highland/v1/red-heron/state`."""
    return f"{ROOT}/{node}/{kind}"


def set_topic(node: str, part: str) -> str:
    """Where a command to a part is sent; `+` for any part."""
    return f"{ROOT}/{node}/{part}/{SET}"


def config_topic(node: str) -> str:
    """Where a node tells Home Assistant what it is."""
    return f"{DISCOVERY}/{node}/config"


def node_and_kind(name: str) -> tuple[str, str] | None:
    """Who sent this and what it is, or None when no node of ours sends under that topic."""
    words = name.split("/")
    if len(words) != 4 or "/".join(words[:2]) != ROOT or words[3] not in FROM_NODE:
        return None
    return (words[2], words[3]) if is_node_name(words[2]) else None


def is_node_name(name: str) -> bool:
    """Whether it can be a node's name: `[a-z0-9-]`, 1 to 32 long, no hyphen at the ends."""
    return NODE.fullmatch(name) is not None
