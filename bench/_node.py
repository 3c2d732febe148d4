"""A node for drills: the real outbox and courier, with numbers for readings. It is made to be killed.

python bench/_node.py URL FOLDER NAME RECORDS_PER_S [LIMIT] [--tag TAG] [--clock SECONDS]

Its card is FOLDER/cards/TAG; TAG, usually NAME, tells two computers of one name apart. Every number is written to
FOLDER/TAG.numbers before it is given to the courier, and to FOLDER/TAG.ledger, "epoch seq number", when it is in the
outbox; so a drill knows what was only in memory when the program was killed. --clock sets its clock that far ahead.
Ctrl-C or SIGTERM ends it when the hub has everything.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from devices import Message  # noqa: E402  # the path comes first
from telemetry.address import address_of  # noqa: E402
from telemetry.card.outbox import Outbox, PendingRecord  # noqa: E402
from telemetry.courier import Courier  # noqa: E402
from telemetry.envelope import Times  # noqa: E402
from telemetry.record import Snapshot  # noqa: E402

BATCH_S = 0.2
DRAIN_S = 120.0
DIGITS = 12
SHOW_EVERY_S = 0.5


class Ledger(Outbox):
    """An outbox that also writes down, beside the card, what is on the card."""

    def __init__(self, file: Path, ledger: Path) -> None:
        super().__init__(file)
        self._ledger = ledger

    def add(self, new: Sequence[PendingRecord]) -> None:
        """Write records, then their numbers."""
        first = self._given + 1
        super().add(new)
        numbers = [round(json.loads(each.body)["t_s"]) for each in new]
        lines = [f"{self.epoch} {seq} {number}\n" for seq, number in enumerate(numbers, first)]
        with self._ledger.open("ab", buffering=0) as ledger:
            ledger.write("".join(lines).encode())  # one write: whole or not at all when killed


def main() -> int:
    """Count until stopped."""
    asked = _asked()
    folder, tag = Path(asked.folder), asked.tag or asked.name
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    numbers = os.open(folder / f"{tag}.numbers", os.O_RDWR | os.O_CREAT)
    count = int(os.pread(numbers, DIGITS, 0) or 0)
    times = Times(wall=lambda: time.time() + asked.clock, sure=lambda ts: True)
    outbox = Ledger(folder / "cards" / tag / f"{asked.name}.db", folder / f"{tag}.ledger")
    url = address_of(asked.url)
    courier = Courier(
        url, asked.name, outbox, times=times, batch_s=BATCH_S, reconnect_s=(0.2, 2.0), notify=_say
    )  # fmt: skip
    courier.start()
    due_s = shown_s = time.monotonic()
    while not stop.is_set():
        if count < asked.limit:
            count += 1
            os.pwrite(numbers, b"%0*d" % (DIGITS, count), 0)  # one write: a kill leaves the old or the new number
            courier.post(PendingRecord(times.wall(), times.mono(), count % 20 == 0, body(count)))
        if time.monotonic() >= shown_s:
            shown_s = time.monotonic() + SHOW_EVERY_S
            courier.show(_snapshot(asked.name, times.wall(), count, courier).encode())
        due_s += 1.0 / asked.per_s
        stop.wait(max(0.0, due_s - time.monotonic()))
    courier.stop(DRAIN_S)
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("folder")
    parser.add_argument("name")
    parser.add_argument("per_s", type=float)
    parser.add_argument("limit", type=int, nargs="?", default=sys.maxsize)
    parser.add_argument("--tag", default="")
    parser.add_argument("--clock", type=float, default=0.0)
    return parser.parse_args()


def _say(message: Message) -> None:
    print(f"{message.key}: {message}", flush=True)


def _snapshot(name: str, wall: float, count: int, courier: Courier) -> Snapshot:
    said = {"en": str(count), "vi": str(count)}
    return Snapshot(
        node=name, provenance="sim", project="drill", ts=wall, t_s=float(count), state="COUNTING", why="drill.count",
        alarm="none", said=said, readings={}, commanded={}, backlog=courier.waiting, sim_ts=float(count),
        **courier.told(),
    )  # fmt: skip


def body(number: int) -> bytes:
    """A simulated reading, or every twentieth time an event, with this number in it."""
    found: dict[str, object] = {
        "clock": "sure", "provenance": "sim", "project": "drill", "t_s": float(number), "state": "COUNTING",
        "why": "drill.count", "sim_ts": float(number),
    }  # fmt: skip
    if number % 20 == 0:
        found |= {"kind": "event", "event": "state", "urgent": True, "said": {"en": str(number), "vi": str(number)}}
    else:
        found |= {"kind": "reading", "readings": {"count": [float(number), "1"]}, "commanded": {}}
    return json.dumps(found).encode()


if __name__ == "__main__":
    raise SystemExit(main())
