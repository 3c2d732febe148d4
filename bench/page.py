"""What the club's page costs: 40 nodes that speak twice a second, 40 browsers that listen.

Run it: python bench/page.py [--json] [--nodes 40] [--browsers 40] [--hz 2] [--seconds 20]

The server is a process of its own, with a real store in a file; a thread in it writes what nodes would have sent (its
share is measured too, with no browser, and printed apart). The browsers are another process that reads the streams;
what they cost includes reading the store for them, which does not happen while no page is open.
For comparison, the same fan-out when the library was chosen: Starlette with server-sent events, 0.6 % of a
core and 36 MB; NiceGUI needed 98 % and 177 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

GOAL_CPU_PCT = 0.6  # fan-out alone, of one core
GOAL_MB = 36.0


def serve(nodes: int, hz: float) -> None:
    """The server's process: prints its address, then answers `?` with its CPU seconds and peak memory, until `q`."""
    from hub.page import serving_club
    from hub.store.sqlite import SqliteStore

    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "club.sqlite")
        with serving_club(store) as (server, news):
            print(server.url, flush=True)
            wanted, stop = threading.Event(), threading.Event()
            writer = threading.Thread(target=write, args=(store, news, nodes, hz, wanted, stop))
            writer.start()
            for line in sys.stdin:
                if line.startswith("w"):
                    wanted.set()
                elif line.startswith("s"):
                    wanted.clear()
                elif line.startswith("?"):
                    print(json.dumps([time.process_time(), peak_mb()]), flush=True)
                else:
                    break
            stop.set()
            wanted.set()
            writer.join()
        store.close()


def write(store: Any, news: Any, nodes: int, hz: float, wanted: threading.Event, stop: threading.Event) -> None:
    """Each node shows a new state `hz` times a second; all in one transaction, as the hub's ingest does."""
    from hub.store.interface import Batch
    from telemetry.fields import Value
    from telemetry.record import Snapshot

    count = 0
    due = time.monotonic()
    while wanted.wait() and not stop.is_set():
        now, batch = time.time(), Batch()
        count += 1
        for number in range(nodes):
            name = f"red-heron-{number}"
            readings = {f"part{each}_temperature_c": Value(20.0 + (count + each) % 50 / 10, "C") for each in range(8)}
            said = {"en": f"The box is damp ({count} %).", "vi": f"Trong hộp ẩm ({count} %)."}
            found = Snapshot(
                node=name, provenance="sim" if number % 2 else "real", project="solar_lamp", ts=now, t_s=now,
                state="DRY_FAN", why="dry.fan", alarm="none", said=said, readings=readings,
                commanded={"fan": True, "heater": False},
            )  # fmt: skip
            batch.snapshots[name] = (now, found.as_json())
            batch.availability[name] = (now, True)
        store.write(batch)
        for number in range(nodes):
            news.changed(f"red-heron-{number}")
        due = max(due + 1.0 / hz, time.monotonic())
        stop.wait(due - time.monotonic())


def peak_mb() -> float:
    """Peak memory of this process; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1000)


async def listen(port: int, browsers: int, seconds: float) -> tuple[int, int]:
    """(messages, bytes) that all browsers got."""
    found = [0, 0]

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while chunk := await reader.read(1 << 16):
            found[0] += chunk.count(b"event: news")
            found[1] += len(chunk)

    tasks = [asyncio.create_task(one()) for _ in range(browsers)]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return found[0], found[1]


class Process:
    """The server, seen from outside."""

    def __init__(self, nodes: int, hz: float) -> None:
        words = [sys.executable, __file__, "--serve", "--nodes", str(nodes), "--hz", str(hz)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._line().strip().strip("/").rpartition(":")[2])

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def say(self, word: str) -> None:
        """Send it one command."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def used(self) -> tuple[float, float]:
        """CPU seconds so far, peak MB."""
        self.say("?")
        cpu, mb = json.loads(self._line())
        return cpu, mb

    def stop(self) -> None:
        """End it."""
        self.say("q")
        self._process.wait(30)


def measure(process: Process, browsers: int, seconds: float) -> dict[str, float]:
    """CPU of the server while so many browsers listen."""
    before, _ = process.used()
    begin = time.monotonic()
    messages, size = asyncio.run(listen(process.port, browsers, seconds))
    took = time.monotonic() - begin
    after, mb = process.used()
    return {
        "cpu_pct": round(100.0 * (after - before) / took, 2),
        "peak_mb": round(mb, 1),
        "messages_a_browser_s": round(messages / max(1, browsers) / took, 2),
        "kb_a_browser_s": round(size / max(1, browsers) / took / 1000, 1),
    }


def main() -> int:
    """Three runs: idle, written to without browsers, and with them; the difference is the fan-out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--nodes", type=int, default=40)
    parser.add_argument("--browsers", type=int, default=40)
    parser.add_argument("--hz", type=float, default=2.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.nodes, asked.hz)
        return 0
    process = Process(asked.nodes, asked.hz)
    try:
        idle = measure(process, 0, asked.seconds / 4)
        process.say("w")
        written = measure(process, 0, asked.seconds)
        shown = measure(process, asked.browsers, asked.seconds)
    finally:
        process.stop()
    fan_out = round(shown["cpu_pct"] - written["cpu_pct"], 2)
    found = {"idle": idle, "written": written, "shown": shown, "fan_out_cpu_pct": fan_out}
    found["goal"] = {"fan_out_cpu_pct": GOAL_CPU_PCT, "mb": GOAL_MB}
    if asked.json:
        print(json.dumps(found))
        return 0
    print(f"{asked.nodes} nodes at {asked.hz:g} Hz, {asked.browsers} browsers, {os.cpu_count()} cores, CPU of one core")
    print(f"server, idle                          {idle['cpu_pct']:6.2f} %  {idle['peak_mb']:6.1f} MB")
    print(f"  and nodes are written and read      {written['cpu_pct']:6.2f} %  {written['peak_mb']:6.1f} MB")
    print(f"  and browsers listen                 {shown['cpu_pct']:6.2f} %  {shown['peak_mb']:6.1f} MB")
    print(f"a browser gets {shown['messages_a_browser_s']:g} messages/s, {shown['kb_a_browser_s']:g} kB/s")
    print(
        f"browsers alone {fan_out:.2f} % (goal {GOAL_CPU_PCT} %); in all {shown['peak_mb']:.1f} MB (goal {GOAL_MB:g})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
