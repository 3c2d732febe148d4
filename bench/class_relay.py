"""What a class of forty costs the teacher's laptop, and how soon the teacher sees a board.

Run it: python bench/class_relay.py [--seconds 30] [--pupils 40] [--limiter] [--json]

The laptop is the real command in a process of its own. Forty pupils have a stream each, send a tile a second and save a
work every ten seconds; a teacher watches the wall. Times go from a tile's sending to its sight on the wall. CPU is the
share of one core, beside that of a bare Starlette app that takes the same requests in the same run, checks nothing and
keeps nothing. `--limiter`: forty browsers load the pupil's page and the board at the same moment through 20 Mbit/s.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._class_client import Line  # noqa: E402  # the path comes first
from bench._limiter import Limiter  # noqa: E402
from web.this_computer import addresses  # noqa: E402

GOAL_CPU, GOAL_RSS_MB, GOAL_WALL_S = 0.05, 100.0, 1.0
GOAL_USABLE_S, GOAL_ALL_S, GOAL_FIRST_MB, GOAL_SECOND_KB = 5.0, 90.0, 5.0, 50.0
SAVE_S = 10.0
ADDRESS = next(iter(addresses()), "127.0.0.1")  # forty pupils of one address, as behind one router
MBIT_S = 20.0
WORK = {
    "highland_work": 1,
    "project": "gas_alarm",
    "files": {"limits.py": (HOME / "projects/gas_alarm/limits.py").read_text(encoding="utf-8")},
    "answers": {"predict": "Báo động sau năm phút"},
}
ECHO = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
async def echo(request):
    return Response(await request.body(), media_type="application/json")
app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST", "PUT"])])
uvicorn.run(app, host="0.0.0.0", port=int(sys.argv[1]), http="h11", ws="none", log_level="error", access_log=False)
"""


class Laptop:
    """The command that runs, with what it has printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process, text = process, ""
        for line in process.stdout:
            text += line
            if "PIN: " in line:
                break
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)/teacher", text)[1])  # type: ignore[index]
        self.word = re.search(r"([A-Z]+-[A-Z]+)", text)[1]  # type: ignore[index]
        self.pin = re.search(r"PIN: (\d{6})", text)[1]  # type: ignore[index]


@contextmanager
def laptop(folder: str, *more: str) -> Iterator[Laptop]:
    """The real command, until the end of the block."""
    command = [sys.executable, "-P", "-m", "highland", "classroom", "--lesson", "gas_2", "--data", folder]
    command += ["--no-browser", "--lang", "en", "--port", "0", *more]
    env = os.environ | {"PYTHONPATH": str(HOME)}
    process = subprocess.Popen(command, cwd=HOME, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield Laptop(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


class Pupil:
    """One browser: a stream, a tile a second, a work now and then."""

    def __init__(self, port: int, number: int) -> None:
        self.number, self.told = number, 0
        self.posts, self.stream = Line(ADDRESS, port), Line(ADDRESS, port)
        self.token, self.seat = "", 0
        self.refused = 0

    async def join(self, word: str) -> None:
        """Get a seat."""
        status, body = await self.posts.ask("POST", "/api/join", {"word": word, "name": f"Lan {self.number}"})
        assert status == 200, body
        found = json.loads(body)
        self.token, self.seat = f"Seat {found['token']}", found["seat"]

    async def listen(self) -> None:
        """Hear what is told, until cancelled."""
        async for event, _ in self.stream.events("/api/seat/stream", self.token):
            self.told += event == "told"

    async def live(self, seconds: float, sent: dict[tuple[int, float], float]) -> None:
        """Send, as the page does."""
        await asyncio.sleep(self.number % 40 / 40.0)
        begin = time.monotonic()
        saves_at = begin + SAVE_S * (self.number % 10 / 10.0)
        count = 0
        while time.monotonic() - begin < seconds:
            count += 1
            tile = {
                "state": "NORMAL",
                "meaning": "work",
                "step": count // 20,
                "steps": 6,
                "t_s": float(count),
                "did": count,
            }
            sent[self.seat, float(count)] = time.monotonic()
            status, _ = await self.posts.ask("POST", "/api/seat/tile", tile, self.token)
            self.refused += status != 204
            if time.monotonic() >= saves_at:
                saves_at += SAVE_S
                status, _ = await self.posts.ask("PUT", "/api/seat/work", WORK, self.token)
                self.refused += status != 204
            await asyncio.sleep(max(0.0, begin + count - time.monotonic()))


async def watch(port: int, token: str, sent: dict[tuple[int, float], float], took: list[float]) -> None:
    """The teacher's page: how long each tile took until it was seen."""
    async for event, found in Line(ADDRESS, port).events("/api/teacher/stream", token):
        if event == "wall":
            now = time.monotonic()
            for tile in found["seats"]:
                begun = sent.pop((tile["seat"], tile.get("t_s", -1.0)), None)
                if begun is not None:
                    took.append(now - begun)


async def in_class(open_: Laptop, pupils: int, seconds: float) -> dict[str, Any]:
    """A class for so long."""
    import psutil

    program = psutil.Process(open_.process.pid)
    all_pupils = [Pupil(open_.port, number) for number in range(pupils)]
    for pupil in all_pupils:
        await pupil.join(open_.word)
    teacher = Line(ADDRESS, open_.port)
    token = f"Teacher {json.loads((await teacher.ask('POST', '/api/teacher/login', {'pin': open_.pin}))[1])['token']}"
    sent: dict[tuple[int, float], float] = {}
    took: list[float] = []
    listening = [asyncio.create_task(each.listen()) for each in all_pupils]
    listening.append(asyncio.create_task(watch(open_.port, token, sent, took)))
    await asyncio.sleep(1.0)
    cpu, begin = sum(program.cpu_times()[:2]), time.monotonic()
    orders = asyncio.create_task(order(teacher, token, seconds))
    await asyncio.gather(*(each.live(seconds, sent) for each in all_pupils))
    used, wall = sum(program.cpu_times()[:2]) - cpu, time.monotonic() - begin
    rss = program.memory_info().rss
    await orders
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    took.sort()
    return {
        "streams": pupils + 1,
        "cpu": used / wall,
        "rss_mb": rss / 1e6,
        "tiles_seen": len(took),
        "wall_median_s": took[len(took) // 2],
        "wall_p95_s": took[len(took) * 95 // 100],
        "refused": sum(each.refused for each in all_pupils),
        "told": sum(each.told for each in all_pupils),
    }


async def order(teacher: Line, token: str, seconds: float) -> None:
    """What a teacher does: a fault, a hint, a part of the lesson, every five seconds."""
    orders = [
        {"do": "fault", "fault": "gas=off"},
        {"do": "hint", "text": "Xem"},
        {"do": "stage", "to": 1},
        {"do": "mend"},
    ]
    for number in range(int(seconds // 5)):
        await teacher.ask("POST", "/api/teacher/order", orders[number % 4], token)
        await asyncio.sleep(5.0)


async def bare(port: int, pid: int, pupils: int, seconds: float) -> float:
    """The share of a core that a bare app needs for the same requests, without streams."""
    import psutil

    for _ in range(200):
        try:
            await Line(ADDRESS, port).ask("GET", "/")
            break
        except OSError:
            await asyncio.sleep(0.1)
    program = psutil.Process(pid)
    all_pupils = [Pupil(port, number) for number in range(pupils)]
    for each in all_pupils:
        each.token = "Seat " + "x" * 24
    cpu, begin = sum(program.cpu_times()[:2]), time.monotonic()
    await asyncio.gather(*(each.live(seconds, {}) for each in all_pupils))
    return float((sum(program.cpu_times()[:2]) - cpu) / (time.monotonic() - begin))


def measure(pupils: int, seconds: float) -> dict[str, Any]:
    """The class, and the bare app beside it at the same time."""
    from hub.broker.mosquitto import free_port

    port = free_port()
    with tempfile.TemporaryDirectory(prefix="class-") as folder, laptop(folder) as open_:
        echo = subprocess.Popen([sys.executable, "-c", ECHO, str(port)])

        async def both() -> tuple[dict[str, Any], float]:
            found, peer = await asyncio.gather(in_class(open_, pupils, seconds), bare(port, echo.pid, pupils, seconds))
            return found, peer

        try:
            found, peer = asyncio.run(both())
        finally:
            echo.terminate()
            echo.wait()
    found["bare_cpu"] = peer
    found["good"] = (
        found["cpu"] < GOAL_CPU and found["rss_mb"] < GOAL_RSS_MB and found["wall_p95_s"] < GOAL_WALL_S
        and not found["refused"]
    )  # fmt: skip
    return found


async def load(port: int, usable: list[str], rest: list[str]) -> tuple[float, float, int]:
    """One browser: seconds until the page can be used, until all is there, and the bytes of it. Six lines at once."""
    begin = time.monotonic()
    size = 0

    async def fetch(paths: list[str]) -> None:
        nonlocal size
        ahead = list(reversed(paths))

        async def one(line: Line) -> None:
            nonlocal size
            while ahead:
                status, body = await line.ask("GET", f"/{ahead.pop()}", gzip=True)
                assert status == 200
                size += len(body)
            line.close()

        await asyncio.gather(*(one(Line("127.0.0.1", port)) for _ in range(6)))

    await fetch(usable[:1])
    await fetch(usable[1:])
    usable_s = time.monotonic() - begin
    await fetch(rest)
    return usable_s, time.monotonic() - begin, size


def limited(browsers: int) -> dict[str, Any]:
    """So many browsers through one Wi-Fi of 20 Mbit/s."""
    from bench._class_files import second_visit, wanted

    with tempfile.TemporaryDirectory(prefix="class-") as folder, laptop(folder) as open_:
        usable, rest = wanted(open_.port)

        async def all_of_them() -> tuple[list[tuple[float, float, int]], int]:
            async with Limiter(open_.port, MBIT_S * 1e6 / 8) as limiter:
                found = await asyncio.gather(*(load(limiter.port, usable, rest) for _ in range(browsers)))
            return list(found), second_visit(open_.port, usable)

        found, second = asyncio.run(all_of_them())
    result = {
        "browsers": browsers,
        "usable_s": max(each[0] for each in found),
        "all_s": max(each[1] for each in found),
        "first_mb": found[0][2] / 1e6,
        "second_kb": second / 1e3,
        "usable_files": len(usable),
        "files": len(usable) + len(rest),
    }
    result["good"] = (
        result["usable_s"] < GOAL_USABLE_S and result["all_s"] < GOAL_ALL_S
        and result["first_mb"] <= GOAL_FIRST_MB and result["second_kb"] <= GOAL_SECOND_KB
    )  # fmt: skip
    return result


def main() -> int:
    """Print the figures; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--pupils", type=int, default=40)
    parser.add_argument("--limiter", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = limited(asked.pupils) if asked.limiter else measure(asked.pupils, asked.seconds)
    if asked.json:
        print(json.dumps(found))
    elif asked.limiter:
        print(
            f"{found['browsers']} browsers through {MBIT_S:g} Mbit/s: the last page usable after "
            f"{found['usable_s']:.1f} s ({found['usable_files']} files; goal {GOAL_USABLE_S:g} s), everything there "
            f"after {found['all_s']:.1f} s "
            f"(goal {GOAL_ALL_S:g} s)"
        )
        print(
            f"first visit {found['first_mb']:.2f} MB in {found['files']} files (goal {GOAL_FIRST_MB:g} MB), "
            f"second {found['second_kb']:.1f} kB (goal {GOAL_SECOND_KB:g} kB)"
        )
    else:
        print(
            f"{found['streams']} streams, a tile a second: {found['cpu']:.1%} of a core (goal {GOAL_CPU:.0%}); "
            f"a bare Starlette app with the same requests {found['bare_cpu']:.1%}, "
            f"ratio {found['cpu'] / found['bare_cpu']:.2f}"
        )
        print(
            f"memory {found['rss_mb']:.0f} MB (goal {GOAL_RSS_MB:g} MB); a tile is on the wall after "
            f"{found['wall_median_s']:.2f} s, p95 {found['wall_p95_s']:.2f} s (goal {GOAL_WALL_S:g} s); "
            f"{found['tiles_seen']} tiles seen, {found['refused']} refused, {found['told']} told"
        )
    return 0 if found["good"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
