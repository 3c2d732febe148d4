"""Access rules for topics: one table by user name, for the embedded broker and for mosquitto.

The role follows from the user name, so no second list can contradict the password file:

    hub               the hub itself: everything
    red-heron         a node (`telemetry.topics.is_node_name`): writes its own few topics, reads its commands and acks
    viewer_NAME       Home Assistant, a teacher's program: reads everything, sends commands to parts
    bridge_NAME       the hub of a school below: writes below highland/via/NAME only, reads nothing

No topic that begins with `$` is granted. What is not granted is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from telemetry.topics import (
    ACK,
    AVAILABILITY,
    BIRTH,
    DISCOVERY,
    FROM_NODE,
    ROOT,
    SET,
    STATE,
    config_topic,
    is_node_name,
    set_topic,
    topic,
)

HUB = "hub"
VIEWER, BRIDGE = "viewer_", "bridge_"
VIA = "highland/via"  # what came over a bridge: VIA/school/node/kind, and in the province VIA/club/school/node/kind
WAY = "."  # between the hubs that a node's records came by, and its name: no name has it
VIA_FILTERS = (f"{VIA}/+/+/+", f"{VIA}/+/+/+/+")  # what a hub above subscribes to
NAMES = "[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?"  # as of nodes
USER = re.compile(rf"(?:{VIEWER}|{BRIDGE})?{NAMES}")
KEPT = (AVAILABILITY, STATE, ACK)  # kinds that a broker may keep as retained messages

READ, WRITE, BOTH = "read", "write", "readwrite"  # mosquitto's keywords


class Grant(NamedTuple):
    """One line of the table: `access` is read, write or readwrite; `filter` an MQTT topic filter."""

    access: str
    filter: str


def is_user_name(name: str) -> bool:
    """Whether an account can have this name."""
    return USER.fullmatch(name) is not None


def is_node(name: str) -> bool:
    """Whether this user is a node: not a reserved name, a viewer or a bridge."""
    return name != HUB and is_node_name(name)


def is_link_name(name: str) -> bool:
    """Whether a link to the page can have this name."""
    return re.fullmatch(NAMES, name) is not None


@lru_cache(maxsize=4096)
def grants(user: str) -> tuple[Grant, ...]:
    """Everything this user may do; empty for an unknown role."""
    if user == HUB:
        return (Grant(BOTH, "#"),)
    if not is_user_name(user):
        return ()
    if user.startswith(VIEWER):
        return (Grant(READ, "#"), Grant(WRITE, f"{ROOT}/+/+/{SET}"), Grant(WRITE, BIRTH))
    if user.startswith(BRIDGE):
        below = f"{VIA}/{user.removeprefix(BRIDGE)}"
        return tuple(Grant(WRITE, f"{below}/{node}/{kind}") for node in ("+", "+/+") for kind in FROM_NODE)
    own = [Grant(WRITE, topic(user, kind)) for kind in FROM_NODE]
    own += [Grant(WRITE, config_topic(user)), Grant(READ, topic(user, ACK)), Grant(READ, set_topic(user, "+"))]
    return (*own, Grant(READ, BIRTH))


def may_write(user: str, name: str) -> bool:
    """Whether this user may publish under this topic."""
    return "+" not in name and "#" not in name and _granted(user, name, WRITE)


def may_read(user: str, name: str) -> bool:
    """Whether a message under this topic may go to this user; for a filter, whether everything it matches may."""
    return _granted(user, name, READ)


def may_keep(user: str, name: str) -> bool:
    """Whether the broker may retain this user's message under this topic."""
    if user == HUB:
        return True
    words = name.split("/")
    return words[-1] in KEPT or (name.startswith(f"{DISCOVERY}/") and words[-1] == "config")


def via(name: str) -> tuple[str, str, str] | None:
    """For a topic forwarded by a bridge: the node with its route, `club.school.red-heron`, its own name, and the kind.

    None for every other topic. Two hubs may have a node of the same name; with the route the name is unique.
    """
    words = name.split("/")
    if len(words) not in (5, 6) or "/".join(words[:2]) != VIA or words[-1] not in FROM_NODE:
        return None
    known_as = WAY.join(words[2:-1])
    return (known_as, words[-2], words[-1]) if is_known_as(known_as) else None


def came_by_bridge(known_as: str) -> bool:
    """Whether a node in the store belongs to a hub below."""
    return WAY in known_as


def is_known_as(name: str) -> bool:
    """Whether a hub can know a node under this name: its own, or with its route."""
    words = name.split(WAY)
    return len(words) <= 3 and all(is_node_name(word) for word in words)


def covers(granted: str, asked: str) -> bool:
    """Whether everything that the filter `asked` can match is matched by the filter `granted`."""
    if asked.startswith("$") or not asked:
        return False
    have, want = granted.split("/"), asked.split("/")
    for place, word in enumerate(have):
        if word == "#":
            return True
        if place == len(want) or want[place] == "#" or (word not in ("+", want[place])):
            return False
    return len(have) == len(want)


def acl_text(users: list[str]) -> str:
    """The same table as mosquitto's acl_file, user by user: what is not listed is refused."""
    lines = ["# Written by Highland from its password file. Do not edit: it is rewritten with every invitation."]
    for user in users:
        lines += ["", f"user {user}", *(f"topic {access} {name}" for access, name in grants(user))]
        if user == HUB:
            lines.append("topic read $SYS/#")
    return "\n".join([*lines, ""])


def _granted(user: str, name: str, access: str) -> bool:
    return any(access in grant.access and covers(grant.filter, name) for grant in grants(user))
