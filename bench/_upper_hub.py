"""A club's real hub above a school's bridge, killed -9 again and again while records come up: are all in its store?"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from bench._club import Club
from bench._node import body
from hub.access.accounts import invite
from hub.broker.bridge import the_bridge, write_bridge
from hub.broker.mosquitto import LOOPBACK, Mosquitto, free_port, write_mosquitto
from telemetry.address import Address

NODE, EPOCH = "red-heron", "00000000000000aa"
FALLS = 6
LIVES_S = 2.0
TIMEOUT_S = 120.0


def fall(broker: str, many: int, folder: Path, client: Any) -> tuple[int, int, bool]:
    """How many different records are in the club's store, how many twice, and whether their mark is the last one.

    `client` makes a connected paho client: (port, user, password).
    """
    with ExitStack() as stack:
        above, below = folder / "club", folder / "school"
        account, lamp = invite(above, "bridge_thon-a"), invite(below, NODE)
        school_port, bridge_port = free_port(), free_port()
        club = stack.enter_context(Club(broker, above))
        write_mosquitto(below, port=school_port)
        to = Address(LOOPBACK, club.port, "bridge_thon-a", account)
        write_bridge(below, to, home_port=school_port, port=bridge_port)
        stack.enter_context(Mosquitto(below, port=school_port))
        stack.enter_context(the_bridge(below, bridge_port))
        node = client(school_port, NODE, lamp)
        _wait(club, lambda: _publish(node, 1), 1)
        begin, falls = time.monotonic(), 0
        for seq in range(2, many + 1):
            _publish(node, seq)
            time.sleep(FALLS * LIVES_S / many)
            if time.monotonic() - begin > LIVES_S * (falls + 1) and falls < FALLS:
                falls += 1
                club.kill_hub()
                club.start_hub()
        node.disconnect()
        node.loop_stop()
        _wait(club, lambda: None, many)
        with closing(sqlite3.connect(club.store)) as db:
            (rows,) = db.execute("SELECT count(*) FROM records").fetchone()
            seqs = {seq for (seq,) in db.execute("SELECT DISTINCT seq FROM records")}
    return len(seqs), rows - len(seqs), max(seqs, default=0) == many


def _publish(node: Any, seq: int) -> None:
    found = json.loads(body(seq)) | {"v": 1, "node": NODE, "epoch": EPOCH, "seq": seq, "prev": seq - 1}
    kind = "event" if found["kind"] == "event" else "telemetry"
    payload = json.dumps(found | {"ts": time.time()})
    node.publish(f"highland/v1/{NODE}/{kind}", payload, qos=1).wait_for_publish(TIMEOUT_S)


def _wait(club: Club, meanwhile: Any, many: int) -> None:
    until = time.monotonic() + TIMEOUT_S
    count = 0
    while count < many and time.monotonic() < until:
        meanwhile()
        time.sleep(0.2)
        with closing(sqlite3.connect(club.store)) as db:
            try:
                (count,) = db.execute("SELECT count(*) FROM records").fetchone()
            except sqlite3.Error:
                count = 0
