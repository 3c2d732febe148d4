"""Many MQTT clients in one process, by asyncio: paho's loop() uses select() and hangs with 400 of them.

Only the part of MQTT 3.1.1 that a load test needs: CONNECT, SUBSCRIBE, PUBLISH with QoS 1 and their answers. Each
client is a node: it sends records and measures how long the hub's mark takes to come back, which it does after the
hub's commit.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import struct
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

KEEPALIVE_S = 120
CONNACK, PUBLISH, PUBACK, SUBACK = 2, 3, 4, 9
READING = {
    "v": 1, "clock": "sure", "provenance": "sim", "project": "gas_alarm", "kind": "reading", "state": "NORMAL",
    "why": "normal.well", "sim_ts": 1.0,
    "readings": {
        "room_temperature_c": [24.3, "C"], "room_humidity_pct": [78.0, "%"], "gas_lpg_ppm": [12.4, "ppm"],
        "fumes_co_ppm": [0.0, "ppm"], "heater_current_a": [0.1513, "A"], "battery_voltage_v": [13.8, "V"],
        "mains_closed": [True, ""], "valve_switch_closed": [False, ""],
    },
    "commanded": {"valve_open": True, "siren": False, "fan": False, "fault_lamp": False},
}  # fmt: skip


class LoadNode:
    """One client; `delays_s` is how long each record took to be acknowledged by the hub."""

    def __init__(self, name: str, password: str) -> None:
        self.name, self.password = name, password
        self.epoch = f"{random.Random(name).getrandbits(64):016x}"
        self.sent_s: dict[int, float] = {}
        self.delays_s: list[float] = []
        self.seq = 0
        self._packet = 0

    async def connect(self, host: str, port: int) -> None:
        """Connect and listen for the hub's mark."""
        self._reader, self._writer = await asyncio.open_connection(host, port)
        flags = 0b1100_0010  # user name, password, clean session
        head = _text("MQTT") + bytes([4, flags]) + struct.pack("!H", KEEPALIVE_S)
        self._send(0x10, head + _text(f"load-{self.name}") + _text(self.name) + _text(self.password))
        kind, body = await self._next()
        if kind != CONNACK or body[1] != 0:
            raise SystemExit(f"{self.name} was not let in: {body!r}")
        self._send(0x82, self._id() + _text(f"highland/v1/{self.name}/ack") + b"\x01")
        self._task = asyncio.create_task(self._listen())

    def publish(self) -> None:
        """The next record."""
        self.seq += 1
        found = READING | {
            "node": self.name, "epoch": self.epoch, "seq": self.seq, "prev": self.seq - 1, "ts": time.time(),
            "t_s": float(self.seq),
        }  # fmt: skip
        body = _text(f"highland/v1/{self.name}/telemetry") + self._id() + json.dumps(found).encode()
        self.sent_s[self.seq] = time.monotonic()
        self._send(0x32, body)

    async def close(self) -> None:
        """Disconnect."""
        self._task.cancel()
        self._writer.write(b"\xe0\x00")
        with contextlib.suppress(OSError):
            await self._writer.drain()
        self._writer.close()

    async def _listen(self) -> None:
        while True:
            kind, body = await self._next()
            if kind != PUBLISH:
                continue
            (length,) = struct.unpack_from("!H", body)
            self._send(0x40, body[2 + length : 4 + length])
            mark = json.loads(body[4 + length :])
            if mark["epoch"] != self.epoch:
                continue
            now_s = time.monotonic()
            for seq in [each for each in self.sent_s if each <= mark["seq"]]:
                self.delays_s.append(now_s - self.sent_s.pop(seq))

    async def _next(self) -> tuple[int, bytes]:
        kind = (await self._reader.readexactly(1))[0] >> 4
        length = shift = 0
        while True:
            byte = (await self._reader.readexactly(1))[0]
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return kind, await self._reader.readexactly(length)

    def _id(self) -> bytes:
        self._packet = self._packet % 65_535 + 1
        return struct.pack("!H", self._packet)

    def _send(self, head: int, body: bytes) -> None:
        length, left = b"", len(body)
        while True:
            left, low = divmod(left, 128)
            length += bytes([low | (0x80 if left else 0)])
            if not left:
                break
        self._writer.write(bytes([head]) + length + body)


async def load(names: dict[str, str], host: str, port: int, every_s: float, seconds: float) -> list[LoadNode]:
    """Let all nodes send at an interval, spread evenly; returns them when the hub has all records, or on timeout."""
    nodes = [LoadNode(name, password) for name, password in names.items()]
    for start in range(0, len(nodes), 20):
        await asyncio.gather(*(node.connect(host, port) for node in nodes[start : start + 20]))
    begin_s, count = time.monotonic(), 0
    while (now_s := time.monotonic()) < begin_s + seconds:
        due = int((now_s - begin_s) / every_s * len(nodes))
        while count < due:
            nodes[count % len(nodes)].publish()
            count += 1
        await asyncio.sleep(0.005)
    for _ in range(400):
        if not any(node.sent_s for node in nodes):
            break
        await asyncio.sleep(0.05)
    await asyncio.gather(*(node.close() for node in nodes))
    return nodes


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("!H", len(data)) + data


def main() -> int:
    """Arguments: HOST PORT EVERY_S SECONDS, and {name: password} as JSON on standard input; prints JSON."""
    host, port, every_s, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
    nodes = asyncio.run(load(json.load(sys.stdin), host, port, every_s, seconds))
    delays = sorted(each for node in nodes for each in node.delays_s)
    found = {
        "sent": sum(node.seq for node in nodes),
        "acknowledged": len(delays),
        "p50_ms": round(1000.0 * delays[len(delays) // 2], 1) if delays else None,
        "p99_ms": round(1000.0 * delays[int(len(delays) * 0.99)], 1) if delays else None,
    }
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
