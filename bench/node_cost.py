"""What a node costs beside a bare gpiozero program that does as little: one contact, one lamp, once a second.

Run it: python bench/node_cost.py [--json] [--seconds 20] [--times 3]

The node is `highland run` as it is, on gpiozero's mock pins: the same command, loop, latches and log. Each program is a
process of its own; they take turns, so that a busy machine slows all of them, and medians are given:
`first_cpu_s` until the first good turn, `core_pct` of a core after that, `rss_mb`, and `ratio` to the bare program.
A lower bound: no I2C, no DHT, no kernel's GPIO, and a processor many times faster than a Pi's.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

SMALLEST = HOME / "bench" / "_smallest"
BARE = HOME / "bench" / "_bare_gpiozero.py"
NODE = "--node"  # what this file is started with to be the node
READY_S, SETTLES_S = 60.0, 3.0
MQTT = ("--mqtt", "mqtt://127.0.0.1:{port}", "--node", "red-heron")
PROGRAMS: dict[str, tuple[str, ...] | None] = {  # the node's options; None: the bare program
    "bare gpiozero": None,
    "node": (),
    "node, --mqtt": (*MQTT, "--mqtt-every", "60"),
    "node, --mqtt-every 1": (*MQTT, "--mqtt-every", "1"),
}


def be_the_node(options: list[str]) -> int:
    """`highland run` on mock pins, in this process."""
    from unittest import mock

    from gpiozero import Device
    from gpiozero.pins.mock import MockFactory

    from highland.__main__ import main

    Device.pin_factory = MockFactory()
    lock = Path(os.environ["HOME"]) / "gpio.lock"
    with (
        mock.patch("drivers._pins.use_pins", return_value="lgpio"),
        mock.patch("firmware.host.board_model", return_value="Raspberry Pi, with mock pins"),
        mock.patch("firmware.board.instance.lock_files", return_value=(lock,)),
    ):
        return main(["run", str(SMALLEST), *options])


@contextmanager
def started(command: list[str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program, from its first good turn on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(home / "notify"))
        heard.settimeout(0.5)
        environment = {
            **os.environ, "HOME": str(home), "NOTIFY_SOCKET": str(home / "notify"), "PYTHONPATH": str(HOME),
        }  # fmt: skip
        program = subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.DEVNULL)
        try:
            wait_for_ready(heard, program)
            yield program
        finally:
            program.terminate()
            program.wait(30.0)


def wait_for_ready(heard: socket.socket, program: subprocess.Popen[bytes]) -> None:
    """Until it says that its first turn was good. Raises SystemExit when it ends, or says nothing for a minute."""
    end = time.monotonic() + READY_S
    while program.poll() is None and time.monotonic() < end:
        try:
            if b"READY=1" in heard.recv(1000):
                return
        except TimeoutError:
            continue
    raise SystemExit(f"{program.args} made no good turn.")


def cpu_s(pid: int) -> float:
    """The processor's time that all threads of a process have had, to the nanosecond (schedstat)."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def rss_mb(pid: int) -> float:
    """Memory that is in use by the process, with shared libraries."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000.0


def measured(options: tuple[str, ...] | None, port: int, seconds: float) -> dict[str, float]:
    """One life of one program."""
    command = [sys.executable, str(BARE)]
    if options is not None:
        command = [sys.executable, str(Path(__file__).resolve()), NODE, *(each.format(port=port) for each in options)]
    with TemporaryDirectory() as folder, started(command, Path(folder)) as program:
        first = cpu_s(program.pid)
        time.sleep(SETTLES_S)
        before, start = cpu_s(program.pid), time.monotonic()
        time.sleep(seconds)
        used, lasted = cpu_s(program.pid) - before, time.monotonic() - start
        return {"first_cpu_s": first, "core_pct": 100.0 * used / lasted, "rss_mb": rss_mb(program.pid)}


def medians(seconds: float, times: int) -> dict[str, dict[str, float]]:
    """Every program so many times, in turns, with a hub's broker beside them."""
    from hub.serve import HubOptions, serving

    seen: dict[str, list[dict[str, float]]] = {name: [] for name in PROGRAMS}
    with TemporaryDirectory() as folder:
        options = HubOptions(Path(folder), str(Path(folder) / "hub.db"), port=0, page_port=None)
        with serving(options, lambda message: None) as hub:
            port = int(hub.broker.rpartition(":")[2])
            for number in range(times * len(PROGRAMS)):
                name = list(PROGRAMS)[number % len(PROGRAMS)]
                print(f"{number + 1} of {times * len(PROGRAMS)}: {name}", file=sys.stderr)
                seen[name].append(measured(PROGRAMS[name], port, seconds))
    found = {
        name: {key: statistics.median(life[key] for life in lives) for key in lives[0]} for name, lives in seen.items()
    }
    bare = found["bare gpiozero"]
    return {name: costs | {f"{key}_ratio": costs[key] / bare[key] for key in bare} for name, costs in found.items()}


def main() -> int:
    """Measure and say it."""
    if sys.argv[1:2] == [NODE]:
        return be_the_node(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="all figures as one object")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each is watched (20)")
    parser.add_argument("--times", type=int, default=3, help="lives of each program (3)")
    asked = parser.parse_args()
    if not Path("/proc/self/schedstat").exists():
        print("This needs Linux: the processor's time is read from /proc.", file=sys.stderr)
        return 2
    found = medians(asked.seconds, asked.times)
    if asked.json:
        print(json.dumps(found, indent=1))
        return 0
    print(f"{'':22}{'CPU to first turn':>20}{'at 1 Hz':>22}{'memory':>20}")
    for name, cost in found.items():
        print(
            f"{name:22}{cost['first_cpu_s']:9.2f} s x{cost['first_cpu_s_ratio']:6.1f}   "
            f"{cost['core_pct']:9.3f} % x{cost['core_pct_ratio']:6.1f}   "
            f"{cost['rss_mb']:7.1f} MB x{cost['rss_mb_ratio']:5.1f}"
        )
    print("Mock pins on this computer: a lower bound. Nothing was measured on a Raspberry Pi.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
