"""A connection that is down for a week: does everything arrive, and how much is written to the SD card?

Run it: python bench/outage.py [--days 7] [--json]

A node writes its readings in virtual time, as the courier does (60 at a time or once a minute), while offline. Then the
connection is back, and a simulated hub acknowledges window after window until the outbox is empty. Bytes are those that
the program gave to the system (wchar) and those that the system gave to the disk (write_bytes, whole 4 kB blocks), for
writing and draining together, on Linux. Goal: at most 1.5 kB a message. The peer is the same with one commit a message.
Finally a week's readings go through a real hub, over the embedded broker and over Debian's mosquitto.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._club import BROKERS, Club  # noqa: E402  # the path comes first
from hub.access.accounts import invite  # noqa: E402
from telemetry.address import Address  # noqa: E402
from telemetry.card.keeper import BATCH_ROWS, BATCH_S  # noqa: E402
from telemetry.card.outbox import Outbox, PendingRecord  # noqa: E402
from telemetry.courier import WINDOW, Courier  # noqa: E402

GOAL_BYTES = 1500.0
DAY_S = 86_400.0
NODE = "red-heron"
DRAINED_TIMEOUT_S = 600.0
READING = {
    "clock": "sure", "provenance": "real", "project": "gas_alarm", "kind": "reading", "state": "NORMAL",
    "why": "normal.well", "commanded": dict.fromkeys(("valve_open", "siren", "fan", "fault_lamp", "green_lamp"), False),
}  # fmt: skip


def body(number: int) -> bytes:
    """A reading of the gas alarm; its values differ from one to the next."""
    values = {name: [round(20.0 + (number * step) % 7.0, 4), unit] for name, unit, step in (
        ("room_temperature_c", "C", 0.013), ("room_humidity_pct", "%", 0.31), ("gas_lpg_ppm", "ppm", 0.717),
        ("fumes_co_ppm", "ppm", 0.119), ("heater_voltage_v", "V", 0.0007), ("heater_current_a", "A", 0.0003),
        ("battery_voltage_v", "V", 0.0011), ("battery_current_a", "A", 0.0017),
    )}  # fmt: skip
    switches = {name: [True, ""] for name in ("mains_closed", "valve_switch_closed", "reset_pressed", "hush_pressed")}
    return json.dumps(READING | {"t_s": 60.0 * number, "readings": values | switches}, separators=(",", ":")).encode()


def written() -> tuple[int, int]:
    """Bytes that this program has written so far: to the system, and from there to the disk."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").split()
    found = dict(zip(lines[::2], map(int, lines[1::2]), strict=True))
    return found["wchar:"], found["write_bytes:"]


def outage(days: float, every_s: float, batch_rows: int, batch_s: float) -> dict[str, Any]:
    """One outage; how many messages came through, and the bytes a message."""
    with tempfile.TemporaryDirectory(prefix="outage-") as name:
        outbox = Outbox(Path(name) / "a.db")
        before = written()
        messages, waiting, first_s = round(days * DAY_S / every_s), list[PendingRecord](), 0.0
        for number in range(messages):
            now_s = number * every_s
            if waiting and (len(waiting) >= batch_rows or now_s - first_s >= batch_s):
                outbox.add(waiting)
                waiting = []
            first_s = now_s if not waiting else first_s
            waiting.append(PendingRecord(1.8e9 + now_s, now_s, False, body(number)))
        outbox.add(waiting)
        most, arrived = outbox.waiting, 0
        while outbox.waiting:
            rows = outbox.after(outbox.acked, WINDOW)
            arrived += len(rows)
            outbox.ack(rows[-1].epoch, rows[-1].seq)
            outbox.add(
                [PendingRecord(1.8e9, 0.0, False, body(0))]
                if outbox.waiting > WINDOW and arrived % (10 * WINDOW) == 0
                else []
            )
        outbox.add([])  # deletes what was acknowledged last
        after = written()
        return {
            "every_s": every_s,
            "messages": messages,
            "waited": most,
            "arrived": arrived,
            "dropped": outbox.dropped,
            "program_bytes_a_message": round((after[0] - before[0]) / messages),
            "disk_bytes_a_message": round((after[1] - before[1]) / messages),
        }


def through_a_hub(broker: str, messages: int) -> dict[str, Any]:
    """So many readings wait; then there is a line, and a real hub. How long it takes, and what its store has then."""
    with tempfile.TemporaryDirectory(prefix="outage-") as name:
        club = Club(broker, Path(name) / "hub")
        password = invite(club.folder, NODE)
        outbox = Outbox(Path(name) / "a.db")
        now = time.time()
        for start in range(0, messages, BATCH_ROWS):
            numbers = range(start, min(start + BATCH_ROWS, messages))
            outbox.add(
                [PendingRecord(now - 60.0 * (messages - number), 0.0, False, body(number)) for number in numbers]
            )
        outbox.close()
        with club:
            outbox = Outbox(Path(name) / "a.db")
            courier = Courier(Address("127.0.0.1", club.port, NODE, password), NODE, outbox)
            begin_s = time.monotonic()
            courier.start()
            while courier.waiting and time.monotonic() - begin_s < DRAINED_TIMEOUT_S:
                time.sleep(0.05)
            took_s = time.monotonic() - begin_s
            courier.stop()
        with closing(sqlite3.connect(club.store)) as db:
            kept = db.execute("SELECT count(DISTINCT seq) FROM records").fetchone()[0]
    return {"case": f"through a hub, {broker}", "messages": messages, "in_store": kept, "seconds": round(took_s, 1)}


def main() -> int:
    """Print the table; 1 when something did not arrive or the batched node is above the goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=float, default=7.0, help="of outage (default 7)")
    parser.add_argument("--json", action="store_true", help="one JSON line for each case")
    asked = parser.parse_args()
    good = True
    for title, days, every_s, rows, batch_s in (
        ("a reading a second, written once a minute (two days)", min(asked.days, 2.0), 1.0, BATCH_ROWS, BATCH_S),
        ("a reading every 5 s, written once a minute", asked.days, 5.0, BATCH_ROWS, BATCH_S),
        ("a reading a minute, written once a minute", asked.days, 60.0, BATCH_ROWS, BATCH_S),
        ("peer: a reading every 5 s, each written at once", asked.days, 5.0, 1, 0.0),
    ):
        found = outage(days, every_s, rows, batch_s)
        good = good and found["arrived"] + found["dropped"] >= found["messages"]
        if asked.json:
            print(json.dumps({"case": title} | found))
        else:
            print(f"{title}: {found['messages']} messages, {found['arrived']} arrived, {found['dropped']} given up")
            cost = f"{found['program_bytes_a_message']} B written by the program, {found['disk_bytes_a_message']} B"
            print(f"    a message costs {cost} on the disk (goal {GOAL_BYTES:.0f})")
    for broker in BROKERS:
        found = through_a_hub(broker, round(asked.days * DAY_S / 60.0))
        good = good and found["in_store"] == found["messages"]
        if asked.json:
            print(json.dumps(found))
        else:
            print(
                f"{found['case']}: {found['in_store']} of {found['messages']} in the store after {found['seconds']} s"
            )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
