"""Forwards what a school's hub receives to its club, and from there to the province, with a separate mosquitto.

It is a small mosquitto beside the hub, whatever broker the hub has. It listens at home as a viewer, keeps on the disk
what cannot be sent, and publishes above as `bridge_NAME` under highland/via/NAME/. Only upward, never back: no command
and no acknowledgment comes down, and a topic grows with each step and is carried two steps at most, so that a ring of
bridges ends by itself. What an outage or a power cut can lose: docs/decisions/federation.md.
"""

from __future__ import annotations

import signal
import ssl
import sys
import threading
from pathlib import Path

from devices import HighlandError, Message
from hub.access.accounts import invite, own_folder, write_whole
from hub.access.rules import BRIDGE, VIA, VIEWER, is_user_name
from hub.broker.mosquitto import AUTOSAVE_S, CONF, DOES_NOT_START_HINT, LOOPBACK, MAX_QUEUED, Mosquitto, limits
from telemetry.address import Address
from telemetry.topics import AVAILABILITY, EVENT, ROOT, STATE, TELEMETRY

FOLDER = "bridge"  # in the hub's data folder
PORT = 18831  # mosquitto always listens somewhere; here on loopback only, and nobody has an account
HOME_USER = f"{VIEWER}bridge"
QOS = {TELEMETRY: 1, EVENT: 1, AVAILABILITY: 1, STATE: 0}  # an old state is not worth a place in the queue
STEPS = ((f"{ROOT}/", "+"), (f"{VIA}/", "+/+"))  # a school's own nodes, and those that came from below: no further
MAX_IN_FLIGHT = 100  # with the default of 20, a line of 200 ms carries 100 messages a second
RETRY_S = "1 30"  # first and longest pause between two attempts
KEEPALIVE_S = 30

NO_USER = Message("hub.bridge.no_user", "{address} has no user name for this school.")
NO_USER_HINT = Message(
    "hub.bridge.no_user.hint",
    "Ask the club to invite bridge_NAME, then write mqtts://bridge_NAME@HOST, and type the password when asked.",
)
BAD_TEXT = Message("hub.bridge.bad_text", "The broker's address contains characters that mosquitto cannot read.")
NO_BRIDGE = Message("hub.bridge.none", "There is no bridge in {folder}.")
NO_BRIDGE_HINT = Message("hub.bridge.none.hint", "Make one with: `highland hub bridge --to mqtts://bridge_NAME@HOST`")
ENDED = Message("hub.bridge.ended", "The bridge's mosquitto stopped unexpectedly.")
NO_CERTIFICATES = Message("hub.bridge.no_ca", "This computer has no list of trusted certificates.")
NO_CERTIFICATES_HINT = Message(
    "hub.bridge.no_ca.hint", "Give the club's certificate as a file, or install the ca-certificates package."
)


def bridge_text(
    folder: Path, to: Address, home: Address, port: int, autosave_s: int = AUTOSAVE_S, max_queued: int = MAX_QUEUED
) -> str:
    """The configuration of the bridge's mosquitto; `folder` is where it keeps its queue. Raises HighlandError."""
    if not to.user.startswith(BRIDGE) or not is_user_name(to.user):
        raise HighlandError(NO_USER(address=to), NO_USER_HINT)
    name = to.user.removeprefix(BRIDGE)
    lines = [
        "# Written by Highland; rewritten by: highland hub bridge --to ...",
        f"listener {port} {LOOPBACK}",
        "allow_anonymous false",
        *limits(folder, autosave_s, max_queued),
        f"max_inflight_messages {MAX_IN_FLIGHT}",
    ]
    lines += ["", *_connection("home", home, f"bridge-{name}")]
    lines += [f"topic {nodes}/{kind} in {qos} {below} {below}" for below, nodes in STEPS for kind, qos in QOS.items()]
    lines += ["", *_connection("up", to, f"bridge-{name}")]
    above = f"{VIA}/{name}/"
    lines += [f"topic {nodes}/{kind} out {qos} {below} {above}" for below, nodes in STEPS for kind, qos in QOS.items()]
    if any(not each.isprintable() for each in lines):  # a line break in a password would start another option
        raise HighlandError(BAD_TEXT)
    return "\n".join([*lines, ""])


def write_bridge(
    hub_folder: Path,
    to: Address,
    home: Address | None = None,
    home_port: int = 1883,
    port: int = PORT,
    autosave_s: int = AUTOSAVE_S,
    max_queued: int = MAX_QUEUED,
) -> Path:
    """Write the bridge from this hub to the broker `to`; returns the file. It holds passwords: mode 0600.

    `to` carries user `bridge_NAME` and its password, `ca` a certificate of the club's own. Without `home` the bridge
    gets an account at this hub's broker on this machine.
    """
    folder = hub_folder / FOLDER
    checked = home or Address(LOOPBACK, home_port, HOME_USER, "")
    bridge_text(folder, to, checked, port)  # before an account is made
    own_folder(folder)
    home = home or Address(LOOPBACK, home_port, HOME_USER, invite(hub_folder, HOME_USER))
    write_whole(folder / CONF, bridge_text(folder, to, home, port, autosave_s, max_queued))
    return folder / CONF


def the_bridge(hub_folder: Path, port: int = PORT) -> Mosquitto:
    """The bridge's mosquitto, to be started: `with the_bridge(folder):`. It ends with the block, and saves its queue.

    Raises HighlandError when none was written; starting raises it when mosquitto is not installed.
    """
    folder = hub_folder / FOLDER
    if not (folder / CONF).is_file():
        raise HighlandError(NO_BRIDGE(folder=hub_folder), NO_BRIDGE_HINT)
    return Mosquitto(folder, port=port)


def run_bridge(hub_folder: Path, port: int = PORT) -> None:
    """Run the bridge until Ctrl-C or SIGTERM (its mosquitto ends too). Raises HighlandError if it ends by itself."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # ends the `with` block, as Ctrl-C does
    with the_bridge(hub_folder, port) as bridge:
        bridge.wait()
        raise HighlandError(ENDED, DOES_NOT_START_HINT(said=bridge.said()))


def _connection(name: str, to: Address, client_id: str) -> list[str]:
    host = f"[{to.host}]" if ":" in to.host else to.host
    return [
        f"connection {name}",
        f"address {host}:{to.port}",
        f"remote_clientid {client_id}",
        f"local_clientid {name}",
        f"remote_username {to.user}",
        *([f"remote_password {to.password}"] if to.password else []),
        *([f"bridge_cafile {_certificates(to)}"] if to.tls else []),
        "cleansession false",  # the other broker queues messages for us while we are offline
        "try_private false",  # an option of mosquitto's own, which the embedded broker refuses
        "bridge_protocol_version mqttv311",
        "notifications false",
        "bridge_attempt_unsubscribe false",
        f"restart_timeout {RETRY_S}",
        f"keepalive_interval {KEEPALIVE_S}",
    ]


def _certificates(to: Address) -> Path:
    found = to.ca or Path(ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt")
    if not found.is_file():
        raise HighlandError(NO_CERTIFICATES, NO_CERTIFICATES_HINT)
    return found.absolute()
