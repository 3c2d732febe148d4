"""Does a board in a browser compute what CPython computes, to the last digit? The trace hash of a day of each project.

Run it: python bench/browser_hashes.py [PROJECT ...] [--hours 24] [--seed 7] [--chromium PROGRAM [--old]]

The hash on this computer is that of the native simulation, in a process of its own; the other comes from the session in
the page's worker (`check`). `--old`: a Chromium of before 137, from the npm package @sparticuz/chromium, unpacked, with
its libraries in a folder `lib` beside it. Needs the extra `test`. It ends with 1 if any two differ.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

NATIVE = """
import sys, time
from firmware.project import find
from sim.world.simulation import Simulation
with Simulation(find(sys.argv[1]), seed=int(sys.argv[2])) as simulation:
    began = time.process_time()
    result = simulation.run(float(sys.argv[3]))
print(result.trace_sha256, time.process_time() - began)
"""


def native(project: str, seed: int, for_s: float) -> tuple[str, float]:
    """The hash that CPython comes to, and the processor's seconds that it took."""
    command = [sys.executable, "-c", NATIVE, project, str(seed), str(for_s)]
    ended = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    found, cpu_s = ended.stdout.split()
    return found, float(cpu_s)


def main() -> int:
    """A line a project."""
    from bench._board_page import CHROMIUM, Renderers, browser, load, served
    from firmware.project import names

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="*", help="projects by name (default: all)")
    parser.add_argument("--hours", type=float, default=24.0, help="simulated hours (default 24)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--chromium", default=CHROMIUM, help=f"the browser (default {CHROMIUM})")
    parser.add_argument("--old", action="store_true", help="it is one of before 137")
    arguments = parser.parse_args()
    for_s = 3600.0 * arguments.hours
    differ = False
    with served() as server, browser(arguments.chromium, arguments.old) as page:
        print(f"Chromium {page.context.browser.version}, {arguments.hours:g} h, seed {arguments.seed}")
        for project in arguments.project or names():
            load(page, server.address)
            here, here_s = native(project, arguments.seed, for_s)
            begin = {"project": project, "seed": arguments.seed, "lang": "en", "paused": True}
            page.evaluate("begin", {"begin": begin})
            renderer = Renderers(arguments.old)
            began_s = renderer.cpu_s()
            answer = page.evaluate("s => board.ask({do: 'check', s})", for_s)
            there_s = renderer.cpu_s() - began_s
            there = answer.get("trace_sha256", answer.get("text"))
            same = there == here
            differ |= not same
            times = f"{here_s:.1f} s here, {there_s:.1f} s there, {there_s / here_s:.2f} times"
            print(f"{project:14} {here[:12]} {'the same' if same else f'THERE {there}'}  {times}", flush=True)
            page.evaluate("board.stop()")
    return int(differ)


if __name__ == "__main__":
    sys.exit(main())
