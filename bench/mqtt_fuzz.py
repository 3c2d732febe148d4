"""30,000 hostile MQTT packets at a hub while a good node sends records: does it lose one, and does memory grow?

Run it: python bench/mqtt_fuzz.py [--packets 30000] [--clients 20] [--seed 1] [--json]

The hub is the real command. The hostile clients log in as nodes by their names alone, from this machine, with MQTT 3.1,
3.1.1, 5 or none, and send what bench/_fuzz.py makes of the seed: packets that are broken, lie about their length, are
not allowed, or ask for much; when a connection ends they come again. The good node counts a record when the hub's mark
says that it is on the disk. Goal: all of them, and memory after the last two thirds within 10 MB of that before.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._fuzz import Hostile  # noqa: E402  # the path comes first
from bench._mqtt_load import LoadNode  # noqa: E402
from bench.slow_clients import running_hub  # noqa: E402
from web.this_computer import allow_files  # noqa: E402

GOAL_MB = 10.0
GOOD_EVERY_S = 0.05
WAIT_S = 5.0  # for the answer to a ping
PING_EVERY = 20  # packets: what was sent has then been dealt with
PING, PONG = b"\xc0\x00", b"\xd0\x00"
FILES = 4_096


class Count:
    """Hostile packets that were sent, of all clients."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.sent, self.logins = wanted, 0, 0

    @property
    def is_over(self) -> bool:
        """Whether all were sent."""
        return self.sent >= self.wanted


async def attack(port: int, hostile: Hostile, count: Count) -> None:
    """One hostile client; it comes again when its connection ends."""
    while not count.is_over:
        with contextlib.suppress(OSError, TimeoutError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            answers = asyncio.Semaphore(0)
            hearing = asyncio.create_task(hear(reader, answers))
            try:
                await session(writer, hostile, count, answers)
            finally:
                hearing.cancel()
                writer.transport.abort()


async def session(writer: asyncio.StreamWriter, hostile: Hostile, count: Count, answers: asyncio.Semaphore) -> None:
    """Log in and send until the hub ends it, or does not answer a ping: then it waits for the rest of a lie."""
    count.logins += 1
    count.sent += 1
    writer.write(hostile.begin())
    for number, packet in enumerate(hostile.packets(), 1):
        writer.write(packet)
        count.sent += 1
        if count.is_over or writer.transport.is_closing():
            return
        if number % PING_EVERY == 0:
            writer.write(PING)
            async with asyncio.timeout(WAIT_S):
                await writer.drain()
                await answers.acquire()


async def hear(reader: asyncio.StreamReader, answers: asyncio.Semaphore) -> None:
    """Read what the hub says until it ends."""
    with contextlib.suppress(OSError):
        while said := await reader.read(65_536):
            for _ in range(said.count(PONG)):
                answers.release()
    for _ in range(PING_EVERY):
        answers.release()


async def trial(port: int, packets: int, clients: int, seed: int, program: Any) -> dict[str, Any]:
    """The whole attack, and the good node beside it."""
    good = LoadNode("sim-good-otter", "")
    await good.connect("127.0.0.1", port)
    count, memory = Count(packets), [program.memory_info().rss]
    begin = time.monotonic()
    attacks = [
        asyncio.create_task(attack(port, Hostile(seed * 1_000 + each, b"fuzz-%d" % each), count))
        for each in range(clients)
    ]
    while not count.is_over:
        good.publish()
        await asyncio.sleep(GOOD_EVERY_S)
        if len(memory) == 1 and count.sent > packets / 3:
            memory.append(program.memory_info().rss)
    await asyncio.gather(*attacks)
    took_s = time.monotonic() - begin
    for _ in range(400):
        if not good.sent_s:
            break
        await asyncio.sleep(0.05)
    memory.append(program.memory_info().rss)
    delays = sorted(good.delays_s) or [-1.0]
    await good.close()
    return {
        "packets": count.sent, "logins": count.logins, "seconds": round(took_s, 1), "good_sent": good.seq,
        "good_acknowledged": len(good.delays_s), "good_longest_s": round(delays[-1], 2),
        "rss_mb": [round(each / 1e6, 1) for each in memory],
    }  # fmt: skip


def main() -> int:
    """Print what happened; 1 when a record was lost or memory grew."""
    import psutil

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packets", type=int, default=30_000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON line")
    asked = parser.parse_args()
    allow_files()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, running_hub(Path(folder), FILES) as hub:
        found = asyncio.run(trial(hub.port, asked.packets, asked.clients, asked.seed, psutil.Process(hub.process.pid)))
        found["log_bytes"], alive = hub.log.stat().st_size, hub.process.poll() is None
        print(hub.log.read_text(encoding="utf-8")[-3000:], file=sys.stderr)
    memory = found["rss_mb"]
    good = alive and found["good_sent"] == found["good_acknowledged"] > 0 and memory[-1] - memory[1] < GOAL_MB
    if asked.json:
        print(json.dumps(found | {"good": good}))
    else:
        print(
            f"{found['packets']} hostile packets on {found['logins']} connections in {found['seconds']} s: the good "
            f"node sent {found['good_sent']} records, {found['good_acknowledged']} are on the disk, the slowest after "
            f"{found['good_longest_s']} s; memory {memory[0]} -> {memory[1]} (a third) -> {memory[2]} MB; "
            f"{found['log_bytes']} bytes of log{'' if good else '  MISSED'}"
        )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
