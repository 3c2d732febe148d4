"""One simulated day of each project at 1 Hz, through the real libraries, beside a SimPy process that wakes as often.

Run it: python bench/day.py [--json] [--hours 24] [--runs 3]

Each figure is taken in a process of its own: CPU seconds of the day (start-up left out), and the peak memory of the
project's whole process. `ratio` is against a SimPy process with as many wake-ups that does nothing at all;
`ratio_same_plant` against one that also steps the same plant, the cost of a simulation without board, wires,
libraries and law. Goals: ratio at most 6, at most 40 MB.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
GOAL_RATIO = 6.0
GOAL_MB = 40.0


def project_day(name: str, hours: float) -> dict[str, float]:
    """CPU seconds and loop ticks of one simulated day, in this process."""
    from firmware.project import find
    from sim.world.simulation import Simulation

    ticks = 0

    def count() -> None:
        nonlocal ticks
        ticks += 1

    with Simulation(find(name)) as simulation:
        simulation.loop.feed_watchdog = count
        start = time.process_time()
        result = simulation.run(hours * 3600.0)
        cpu_s = time.process_time() - start
    if not result.ending.ok:
        raise SystemExit(f"{name} ended early: {result.ending.why.render()}")
    return {"cpu_s": cpu_s, "ticks": ticks, "simulated_s": result.simulated_s, "peak_mb": peak_mb()}


def simpy_wakes(ticks: int) -> dict[str, float]:
    """CPU seconds of a SimPy process that wakes that often and does nothing."""
    import simpy

    environment = simpy.Environment()

    def process():  # type: ignore[no-untyped-def]
        for _ in range(ticks):
            yield environment.timeout(1.0)

    environment.process(process())
    start = time.process_time()
    environment.run()
    return {"cpu_s": time.process_time() - start}


def simpy_plant(name: str, ticks: int) -> dict[str, float]:
    """CPU seconds of a SimPy process that wakes that often and steps the project's own plant: no board, no law."""
    import random

    import simpy

    from firmware.project import find

    project = find(name)
    module, driven = project.module("plant"), dict.fromkeys(project.law().actions, 0.0)
    plant = module.Plant(module.Settings(), random.Random("plant 0"))
    environment = simpy.Environment()
    every = round(module.STEP_S)

    def process():  # type: ignore[no-untyped-def]
        for tick in range(ticks):
            yield environment.timeout(1.0)
            if tick % every == 0:
                plant.step(module.STEP_S, driven)

    environment.process(process())
    start = time.process_time()
    environment.run()
    return {"cpu_s": time.process_time() - start}


def peak_mb() -> float:
    """The peak resident memory of this process, in MB; nan where the system does not report it."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024.0 * 1024.0) if sys.platform == "darwin" else peak / 1024.0


def in_own_process(*arguments: str) -> dict[str, float]:
    """Run this file in a fresh process and read the line it prints."""
    command = [sys.executable, str(Path(__file__).resolve()), "--one", *arguments]
    finished = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise SystemExit(finished.stderr.strip())
    found: dict[str, float] = json.loads(finished.stdout)
    return found


def measure(name: str, hours: float, runs: int) -> dict[str, float]:
    """Medians over `runs` rounds; in each the project and its two peers take turns."""
    rounds = []
    for _ in range(runs):
        day = in_own_process("project", name, str(hours))
        ticks = str(int(day["ticks"]))
        rounds.append((day, in_own_process("wakes", name, ticks), in_own_process("plant", name, ticks)))
    return {
        "ratio": round(statistics.median(day["cpu_s"] / wakes["cpu_s"] for day, wakes, _ in rounds), 2),
        "ratio_same_plant": round(statistics.median(day["cpu_s"] / plant["cpu_s"] for day, _, plant in rounds), 2),
        "sim_s_per_cpu_s": round(statistics.median(day["simulated_s"] / day["cpu_s"] for day, _, _ in rounds)),
        "peak_mb": round(statistics.median(day["peak_mb"] for day, _, _ in rounds), 1),
        "cpu_s": round(statistics.median(day["cpu_s"] for day, _, _ in rounds), 3),
        "simpy_wakes_cpu_s": round(statistics.median(wakes["cpu_s"] for _, wakes, _ in rounds), 3),
        "simpy_plant_cpu_s": round(statistics.median(plant["cpu_s"] for _, _, plant in rounds), 3),
    }


def main() -> int:
    """Print the table, or one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON line")
    parser.add_argument("--hours", type=float, default=24.0, help="simulated hours (default 24)")
    parser.add_argument("--runs", type=int, default=3, help="pairs of runs; the median counts (default 3)")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        what, name, much = arguments.one
        if what == "project":
            print(json.dumps(project_day(name, float(much))))
        else:
            print(json.dumps(simpy_wakes(int(much)) if what == "wakes" else simpy_plant(name, int(much))))
        return 0

    from firmware.project import names

    found = {}
    for name in names():
        print(f"measuring {name} ...", file=sys.stderr)
        found[name] = measure(name, arguments.hours, arguments.runs)
    if arguments.json:
        print(json.dumps({"hours": arguments.hours, "runs": arguments.runs, "projects": found}))
        return 0
    columns = ("ratio", "ratio_same_plant", "sim_s_per_cpu_s", "peak_mb", "cpu_s", "simpy_wakes_cpu_s")
    print(f"{'project':14}", *(f"{column:>18}" for column in columns))
    for name, figures in found.items():
        print(f"{name:14}", *(f"{figures[column]:18,.2f}" for column in columns))
    print(f"goals: ratio at most {GOAL_RATIO:g}, at most {GOAL_MB:g} MB")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(HOME))
    raise SystemExit(main())
