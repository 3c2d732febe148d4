"""A node for drills: the real outbox and courier, with numbers for readings. It is made to be killed.

python bench/_node.py URL FOLDER NAME RECORDS_PER_S [LIMIT]

Every number is written to FOLDER/NAME.numbers before it is given to the courier, and to FOLDER/NAME.ledger, "epoch seq
number", when it is in the outbox; so a drill knows what was only in memory when the program was killed. Ctrl-C or
SIGTERM ends it when the hub has everything.
"""

from __future__ import annotations

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

from telemetry.address import address_of  # noqa: E402  # the path comes first
from telemetry.courier import Courier  # noqa: E402
from telemetry.outbox import Outbox, PendingRecord  # noqa: E402

BATCH_S = 0.2
DRAIN_S = 120.0
DIGITS = 12


class Ledger(Outbox):
    """An outbox that also writes down, beside the card, what is on the card."""

    def add(self, new: Sequence[PendingRecord]) -> None:
        """Write records, then their numbers."""
        first = self._given + 1
        super().add(new)
        numbers = [round(json.loads(each.body)["t_s"]) for each in new]
        lines = [f"{self.epoch} {seq} {number}\n" for seq, number in enumerate(numbers, first)]
        with self.file.with_suffix(".ledger").open("ab", buffering=0) as ledger:
            ledger.write("".join(lines).encode())  # one write: whole or not at all when killed


def main() -> int:
    """Count until stopped."""
    url, folder, name, per_s = sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])
    most = int(sys.argv[5]) if len(sys.argv) > 5 else sys.maxsize
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    numbers = os.open(folder / f"{name}.numbers", os.O_RDWR | os.O_CREAT)
    count = int(os.pread(numbers, DIGITS, 0) or 0)
    courier = Courier(address_of(url), name, Ledger(folder / f"{name}.db"), batch_s=BATCH_S, reconnect_s=(0.2, 2.0))
    courier.start()
    due_s = time.monotonic()
    while not stop.is_set():
        if count < most:
            count += 1
            os.pwrite(numbers, b"%0*d" % (DIGITS, count), 0)  # one write: a kill leaves the old or the new number
            courier.post(PendingRecord(time.time(), time.monotonic(), count % 20 == 0, body(count)))
        due_s += 1.0 / per_s
        stop.wait(max(0.0, due_s - time.monotonic()))
    courier.stop(DRAIN_S)
    return 0


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
