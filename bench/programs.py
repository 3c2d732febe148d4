"""How many virtual seconds of a textbook's program fit into a second of the processor.

Run it: python bench/programs.py [NAME ...] [--against TREE] [--json]

Each program of bench/_textbook runs as `highland script` runs it, with everything that watches it. A processor of
another day is faster or slower, so beside the seconds stands their ratio to a peer that is measured in the same run: as
many virtual seconds in which a loop calls a Python function of two arguments ten million times a second.
`--against TREE` runs another copy of Highland as well, turn and turn about, and prints how many times faster this is.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
TEXTBOOK = HOME / "bench" / "_textbook"
# Virtual seconds, so that each takes about a second of a laptop, and the least of them in a second of the processor.
PROGRAMS = {
    "blink": (200_000.0, 10_000.0),
    "dht22": (40_000.0, 4_000.0),
    "read_and_sleep": (345_600.0, 28_800.0),
    "sonar": (60.0, 60.0),
    "four_digits": (30.0, 30.0),
    "four_digits_slept": (30.0, 30.0),
    "lcd_on_pins": (60.0, 30.0),
    "adc0834": (30.0, 30.0),
    "keeps_asking": (3_600.0, 3_600.0),
    "computes": (600.0, 100.0),
}
ROUNDS = 3
CALLS_A_S = 10_000_000
PEER_CALLS = 2_000_000
RUN = """
import contextlib, io, json, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from sim.programs.script import ScriptRequest, run_script
file = Path(sys.argv[2])
with contextlib.redirect_stdout(io.StringIO()):
    run_script(ScriptRequest(file, for_s=0.01), lambda message: None)  # so that all is imported
    begun_s = time.process_time()
    result = run_script(ScriptRequest(file, for_s=float(sys.argv[3])), lambda message: None)
print(json.dumps([result.virtual_s, time.process_time() - begun_s]))
"""


def add(one: int, other: int) -> int:
    """What the peer calls."""
    return one + other


def peer() -> float:
    """Virtual seconds in a second of the processor, if ten million calls were one."""
    begun_s = time.process_time()
    for number in range(PEER_CALLS):
        add(number, 1)
    return PEER_CALLS / CALLS_A_S / (time.process_time() - begun_s)


def speed(tree: Path, name: str, for_s: float) -> float:
    """Virtual seconds in a second of the processor, of one run in a process of its own."""
    words = [sys.executable, "-c", RUN, str(tree), str(TEXTBOOK / f"{name}.py"), str(for_s)]
    virtual_s, used_s = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    return float(virtual_s / used_s)


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *PROGRAMS], help="which programs (default: all)")
    parser.add_argument("--against", type=Path, help="another tree of Highland, to compare with")
    parser.add_argument("--json", action="store_true", help="one JSON line")
    arguments = parser.parse_args()
    found = {}
    for name in arguments.names or PROGRAMS:
        for_s, goal = PROGRAMS[name]
        here, there, peers = [], [], []
        for _ in range(ROUNDS):
            peers.append(peer())
            here.append(speed(HOME, name, for_s))
            if arguments.against is not None:
                there.append(speed(arguments.against, name, for_s))
        best = max(here)
        found[name] = {"virtual_s_per_cpu_s": round(best, 1), "goal": goal, "to_peer": round(best / max(peers), 1)}
        if there:
            found[name]["times_faster"] = round(best / max(max(there), 1e-3), 2)  # an old one may end it at once
        if not arguments.json:
            faster = f", {found[name]['times_faster']} times the other tree" if there else ""
            print(f"{name:18} {best:10.1f} s (goal {goal:g}), {best / max(peers):8.1f} times the peer{faster}")
    if arguments.json:
        print(json.dumps(found))
    return int(any(each["virtual_s_per_cpu_s"] < each["goal"] for each in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
