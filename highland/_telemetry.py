"""`--mqtt` of `highland sim` and `highland run`: the telemetry of one run, from its options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import Clock, HighlandError, Message
from devices.dates.wall_clock import WallClock
from firmware.names import Names, with_code
from highland._passwords import address_in_file, asked_address
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from firmware.project import Project
    from telemetry.node import Telemetry

MQTT = Message(
    "cli.mqtt",
    "send readings and events to this broker, such as mqtt://HOST or mqtt://NAME@HOST:1883 (mqtts:// for an encrypted "
    "connection; the password is asked for, or taken from HIGHLAND_MQTT_PASSWORD); unsent data waits on this computer",
)
MQTT_EVERY = Message("cli.mqtt.every", "seconds between two readings that are sent (60); events are sent at once")
MQTT_CA = Message("cli.mqtt.ca", "certificate to trust for mqtts://, when the broker's is self-signed")
NODE = Message("cli.mqtt.node", "name of this node, such as red-heron-7; without it, one is chosen and kept")
BAD_EVERY = Message("cli.mqtt.bad_every", "--mqtt-every {value} is not valid.")
BAD_EVERY_HINT = Message("cli.mqtt.bad_every.hint", "Give a number of seconds, 1 or more, such as 10.")
NEEDS_MQTT = Message("cli.mqtt.needed", "{option} needs --mqtt.")
UNKNOWN_IN_CONFIG = Message("cli.mqtt.config_unknown", "{file}: nothing reads {names} there.")
CONFIG_HINT = Message(
    "cli.mqtt.config_bad.hint", 'It may have a table [mqtt] with url = "mqtt://...", every_s = 60, ca and node.'
)

Labeled = Callable[[Message, Names, str], Message]  # a sentence with the names of a project in one language


def in_sentence(message: Message, names: Names, lang: str) -> Message:
    """Parts, channels and states by their names; the simulator knows faults besides."""
    return names.labeled(message, lang)


EVERY_S = 60.0
SIM_BATCH_S = 1.0  # a laptop has no SD card to spare
KEYS = ("url", "every_s", "ca", "node")


def add_mqtt_arguments(parser: Parser) -> None:
    """The options of both commands."""
    parser.add_argument("--mqtt", metavar="URL", help=MQTT)
    parser.add_argument("--mqtt-every", metavar="S", help=MQTT_EVERY)
    parser.add_argument("--mqtt-ca", metavar="FILE", help=MQTT_CA)
    parser.add_argument("--node", metavar="NAME", help=NODE)


@contextmanager
def telemetry(
    arguments: argparse.Namespace,
    project: Project,
    parts: Any,
    alarms: Mapping[str, str],
    say: Say,
    dates: Clock | None,
    labeled: Labeled = in_sentence,
    wall: WallClock | None = None,
) -> Iterator[Telemetry | None]:
    """The sink that sends, started and finally stopped; None when not requested.

    `dates` is the simulated clock, None on a real board: it decides whether records say sim or real. `wall` is the date
    of this program, which the hub may teach; without it, one of its own.
    """
    asked = _asked(arguments, from_config=dates is None)
    if asked is None:
        yield None
        return
    from firmware.host import state_home
    from highland import __version__
    from telemetry.answers import HubTime
    from telemetry.card.keeper import BATCH_S, SET_ASIDE
    from telemetry.commands import remote_parts
    from telemetry.courier import Courier
    from telemetry.discovery import Field, Wording, discovery
    from telemetry.envelope import newest_sure_date, times_of
    from telemetry.home import IN_MEMORY, IN_MEMORY_ROWS, MOVED, claim, wanted_name
    from telemetry.node import NodeInfo, Telemetry, project_name
    from telemetry.record import REAL, SIM

    provenance = REAL if dates is None else SIM
    ca = Path(asked["ca"]) if asked.get("ca") else None
    if arguments.mqtt is not None:
        address = asked_address(asked["url"], ca, say)
    else:
        address = address_in_file(asked["url"], ca, _config_file(), say)
    every_s = _every_s(asked.get("every_s", EVERY_S))
    name, outbox, aside = claim(state_home(), wanted_name(asked.get("node"), address.user), dates is not None)
    if aside is not None:
        say.aside(SET_ASIDE, file=aside)
    if outbox.trouble:
        say.aside(IN_MEMORY, file=outbox.file, error=outbox.trouble, limit=IN_MEMORY_ROWS)
    if outbox.is_moved:
        say.aside(MOVED, node=name)
    if not address.user:
        address = address.of_user(name)
    channels = [
        Field(f"{sensor.name}_{channel.name}", channel.unit)
        for sensor in parts.sensors.values()
        for channel in sensor.part.channels
    ]
    remote = remote_parts(parts.sensors)
    called = project.names()
    states = {state: with_code(each.short(say.lang), state) for state, each in called.states.items()}
    wording = Wording(say.lang, say.translate, lambda each: called.thing(each).short(say.lang), states)
    shown = with_code(called.project.short(say.lang), project_name(project.name))
    config = discovery(name, shown, provenance, channels, parts.actuators, remote, every_s, __version__, wording)
    batch_s = BATCH_S if dates is None else SIM_BATCH_S
    wall = wall or WallClock()
    times = times_of(wall)
    hub_time = HubTime(wall, newest_sure_date(outbox)) if address.password else None  # else it might be anybody's
    courier = Courier(
        address, name, outbox, config=config, times=times, hub_time=hub_time, notify=say.aside, batch_s=batch_s
    )
    names = {} if project.is_shipped else called.in_both()
    node = NodeInfo(name, project.name, provenance, alarms, dates, names)
    sink = Telemetry(node, courier, in_both(project, labeled), every_s=every_s, times=times)
    courier.start()
    try:
        yield sink
    finally:
        courier.stop()


def in_both(project: Project, labeled: Labeled = in_sentence) -> Any:
    """Puts a sentence into both languages, with the project's own sentences and names."""
    voices = {lang: Say(lang, project.folder) for lang in ("en", "vi")}
    names = project.names()

    def said(message: Message) -> dict[str, str]:
        return {lang: voice.text(labeled(message, names, lang)) for lang, voice in voices.items()}

    return said


def _asked(arguments: argparse.Namespace, from_config: bool) -> dict[str, Any] | None:
    given = {"url": arguments.mqtt, "every_s": arguments.mqtt_every, "ca": arguments.mqtt_ca, "node": arguments.node}
    given = {key: value for key, value in given.items() if value is not None}
    asked = (_config() if from_config else {}) | given
    if "url" in asked:
        return asked
    for key in given:
        option = {"every_s": "--mqtt-every", "ca": "--mqtt-ca", "node": "--node"}[key]
        raise HighlandError(NEEDS_MQTT(option=option))
    return None


def config_files() -> list[Path]:
    """Where node.toml may be: the machine's, then the person's own, if this user has a home folder."""
    try:
        return [Path("/etc/highland/node.toml"), Path.home() / ".config" / "highland" / "node.toml"]
    except RuntimeError:
        return [Path("/etc/highland/node.toml")]


def _config() -> dict[str, Any]:
    """The table [mqtt] of the first node.toml found. Raises HighlandError."""
    from devices.toml_file import read_toml

    file = _config_file()
    if file is None:
        return {}
    tables = read_toml(file)
    found = tables.pop("mqtt", {})
    wrong = [*tables, *(key for key in found if key not in KEYS)] if isinstance(found, dict) else ["mqtt"]
    if wrong:
        raise HighlandError(UNKNOWN_IN_CONFIG(file=file, names=", ".join(wrong)), CONFIG_HINT)
    return dict(found)


def _config_file() -> Path | None:
    return next((file for file in config_files() if os.path.exists(file)), None)  # False where this user may not look


def _every_s(value: Any) -> float:
    try:
        every_s = float(value)
    except (TypeError, ValueError):
        every_s = 0.0
    if not 1.0 <= every_s <= 86_400.0:
        raise HighlandError(BAD_EVERY(value=value), BAD_EVERY_HINT)
    return every_s
