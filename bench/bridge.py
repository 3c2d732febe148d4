"""What a bridge carries through an outage and a power cut: `python3 run.py bench bridge`, `--messages 5000`.

Three mosquittos: a school's, the bridge beside it, a club's. Messages of a record's size are published at the school
with QoS 1 while the club is down; then the club comes back. The same with mosquitto's own default for the queue, with
the school's embedded broker, and with kill -9 of the bridge, or of the school's mosquitto, before or after it saved.
And a real hub above, of either kind, that is killed -9 six times while records come up: its store is counted.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench._club import BROKERS
from bench._upper_hub import FALLS, fall
from hub.access.accounts import hub_password, invite
from hub.broker.bridge import FOLDER, the_bridge, write_bridge
from hub.broker.broker import EmbeddedBroker, in_thread
from hub.broker.mosquitto import AUTOSAVE_S, DATABASE, LOOPBACK, MAX_QUEUED, Mosquitto, free_port, write_mosquitto
from telemetry.address import Address

NODE = "highland/v1/red-heron"
PAYLOAD = 600  # bytes, a record of a shipped project
AT_ONCE = 500  # messages on their way to the school's broker
TIMEOUT_S = 120.0
QUIET_S = 3.0  # nothing arrived for this long: the rest is lost
MOSQUITTOS_OWN = 1000  # its default for max_queued_messages


@dataclass
class Ingest:
    """What the club's hub received, with a session that survives the club's broker."""

    seen: list[int] = field(default_factory=list)
    last: float = field(default_factory=time.monotonic)
    probe: threading.Event = field(default_factory=threading.Event)

    def take(self, _client: Any, _data: Any, message: Any) -> None:
        """paho's callback."""
        self.last = time.monotonic()
        if message.topic.endswith("event"):
            self.probe.set()
        else:
            self.seen.append(int(message.payload[:10]))

    def wait(self, many: int) -> float:
        """Wait until everything has arrived, or nothing more comes; how long it took."""
        begin = self.last = time.monotonic()
        while len(set(self.seen)) < many and time.monotonic() - max(self.last, begin + 30.0) < QUIET_S:
            time.sleep(0.05)
        return self.last - begin


def client(port: int, user: str, password: str, name: str = "") -> Any:
    """A paho client that is connected and runs in its own thread."""
    import paho.mqtt.client as paho

    up = threading.Event()
    made = paho.Client(paho.CallbackAPIVersion.VERSION2, name, clean_session=not name)
    made.username_pw_set(user, password)
    made.max_inflight_messages_set(AT_ONCE)
    made.reconnect_delay_set(1, 1)
    made.on_connect = lambda *_: up.set()
    made.connect(LOOPBACK, port)
    made.loop_start()
    assert up.wait(TIMEOUT_S)
    return made


def publish(port: int, user: str, password: str, many: int) -> float:
    """Publish numbered messages with QoS 1; seconds until the last one was acknowledged."""
    lamp, begin = client(port, user, password), time.monotonic()
    waiting: list[Any] = []
    for count in range(many):
        waiting.append(lamp.publish(f"{NODE}/telemetry", b"%010d" % count + b"." * (PAYLOAD - 10), qos=1))
        if len(waiting) >= AT_ONCE:
            waiting.pop(0).wait_for_publish(TIMEOUT_S)
    for each in waiting:
        each.wait_for_publish(TIMEOUT_S)
    took = time.monotonic() - begin
    lamp.disconnect()
    lamp.loop_stop()
    return took


@dataclass
class Line:
    """School, bridge and club."""

    folder: Path
    school_port: int
    school: Any
    bridge: Mosquitto
    club: Mosquitto
    ingest: Ingest
    lamp: str


@contextmanager
def line(kind: str, max_queued: int) -> Iterator[Line]:
    """All three running and connected."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        above, below = folder / "club", folder / "school"
        account, lamp = invite(above, "bridge_thon-a"), invite(below, "red-heron")
        club_port, bridge_port, school_port = free_port(), free_port(), free_port()
        write_mosquitto(above, port=club_port)
        club = stack.enter_context(Mosquitto(above, port=club_port))
        to = Address(LOOPBACK, club_port, "bridge_thon-a", account)
        write_bridge(below, to, home_port=school_port, port=bridge_port, max_queued=max_queued)
        write_mosquitto(below, port=school_port)
        school: Any = Mosquitto(below, port=school_port)
        embedded = in_thread(EmbeddedBroker(below, port=school_port))
        stack.enter_context(embedded if kind == "embedded" else school)
        bridge = stack.enter_context(the_bridge(below, bridge_port))
        ingest = Ingest()
        hears = client(club_port, "hub", hub_password(above), "ingest")
        stack.callback(hears.loop_stop)
        stack.callback(hears.disconnect)
        hears.on_message = ingest.take
        hears.subscribe("highland/via/#", 1)
        probe = client(school_port, "red-heron", lamp)
        while not ingest.probe.wait(0.2):
            probe.publish(f"{NODE}/event", b"probe", qos=1)
        probe.disconnect()
        probe.loop_stop()
        yield Line(folder, school_port, school, bridge, club, ingest, lamp)


def nothing(_line: Line) -> None:
    """An outage in which no program dies."""


def kill_bridge(all_of: Line) -> None:
    """A power cut at the bridge before it saved."""
    all_of.bridge.kill()
    all_of.bridge.start()


def save_then_kill_bridge(all_of: Line) -> None:
    """A power cut right after it saved: SIGUSR1 makes mosquitto do so at once."""
    file = all_of.folder / "school" / FOLDER / DATABASE
    before = file.stat().st_mtime_ns if file.exists() else 0
    assert all_of.bridge.process is not None
    all_of.bridge.process.send_signal(signal.SIGUSR1)
    until = time.monotonic() + TIMEOUT_S
    while (not file.exists() or file.stat().st_mtime_ns == before) and time.monotonic() < until:
        time.sleep(0.02)
    kill_bridge(all_of)


def kill_school(all_of: Line) -> None:
    """kill -9 of the school's mosquitto: what it handed to the bridge is the bridge's."""
    all_of.school.kill()
    all_of.school.start()


def trial(title: str, kind: str, max_queued: int, many: int, fall: Callable[[Line], None]) -> None:
    """One row of the table."""
    with line(kind, max_queued) as all_of:
        all_of.club.stop()
        published = publish(all_of.school_port, "red-heron", all_of.lamp, many)
        time.sleep(1.0)  # the bridge has read all that the school has
        fall(all_of)
        all_of.club.start()
        took = all_of.ingest.wait(many)
        seen = all_of.ingest.seen
        all_of.bridge.stop()
        order = list(dict.fromkeys(seen)) == sorted(set(seen))
    arrived = len(set(seen))
    counts = f"{arrived:>6} of {many}  lost {many - arrived:>5}  twice {len(seen) - arrived:>4}"
    times = f"in {published:5.1f} s, out {took:5.1f} s"
    print(f"{title:<58} {counts}  {'in order' if order else 'NOT in order'}  {times}", flush=True)


def hub_falls(broker: str, many: int) -> None:
    """One row: the hub above is killed again and again."""
    with tempfile.TemporaryDirectory() as folder:
        arrived, twice, whole = fall(broker, many, Path(folder), client)
    title = f"{broker}, kill -9 of the club's hub, {FALLS} times"
    print(f"{title:<58} {arrived:>6} of {many}  lost {many - arrived:>5}  twice in the store {twice}", flush=True)
    assert whole or arrived < many


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    many = parser.parse_args().messages
    print(f"max_queued_messages {MAX_QUEUED}, autosave_interval {AUTOSAVE_S} s, {PAYLOAD} bytes each")
    trial("mosquitto, outage, max_queued_messages 1000", "mosquitto", MOSQUITTOS_OWN, many, nothing)
    trial("mosquitto, outage", "mosquitto", MAX_QUEUED, many, nothing)
    trial("embedded, outage", "embedded", MAX_QUEUED, many, nothing)
    trial("mosquitto, outage, kill -9 of the bridge, not yet saved", "mosquitto", MAX_QUEUED, many, kill_bridge)
    trial("mosquitto, outage, kill -9 of the bridge, saved", "mosquitto", MAX_QUEUED, many, save_then_kill_bridge)
    trial("mosquitto, outage, kill -9 of the school's mosquitto", "mosquitto", MAX_QUEUED, many, kill_school)
    for broker in BROKERS:
        hub_falls(broker, many)


if __name__ == "__main__":
    main()
