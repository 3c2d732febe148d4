"""Random worlds with random faults, over and over: no law may ever break an invariant.

Run it: python bench/invariants.py [--runs 10000] [--seed 0] [--project NAME] [--dask ADDRESS] [--json]

Each run is one project for 25 simulated minutes, through the real libraries, with settings, up to four faults (of
parts, wires, the world and the board itself) and button presses drawn from its seed. At every turn it is checked that
the action is safe when a safety input is unknown, that nothing is switched before its minimum time is over, and what
projects/*/invariants.py say: no heater above its limit, no pump dry for long, no unproven water delivered, the valve
shut within 15 s of an alarm, no switching above 20 % LEL. A run that ends badly is a violation too. Exit 1 with one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._many import add_arguments, with_bar  # noqa: E402  # the path comes first
from bench._wild import RUN_S, drawn  # noqa: E402

SHOWN = 20  # failures printed in full


def wild_run(asked: tuple[str, int]) -> dict[str, Any]:
    """One run: what broke, and when."""
    from firmware.project import find
    from sim.scenarios.play import play
    from sim.scenarios.scenario import Run, Scenario

    project, seed = asked
    start = time.process_time()
    settings, faults, presses = drawn(project, seed)
    run = Run("wild", RUN_S, settings=settings, faults=tuple(faults), presses=tuple(presses))
    played = play(find(project), Scenario(project, "wild", {}, {}, (run,), ()), run, seed)
    broken = [f"{each.t_s:.0f} s: {each.what.render()}" for each in played.breaks]
    if played.failure is not None:
        broken.append(played.failure.render())
    return {
        "project": project,
        "seed": seed,
        "violations": played.break_count + (played.failure is not None),
        "broken": broken,
        "settings": settings,
        "faults": [f"{fault}@{fault.start_s:.0f}s..{fault.end_s:.0f}s/{fault.every_s:.0f}s" for fault in faults],
        "cpu_s": time.process_time() - start,
    }


def main() -> int:
    """Print the figures; 1 when an invariant was broken."""
    from firmware.project import names

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="runs over all projects (default 1000)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first run of each project (default 0)")
    parser.add_argument("--project", choices=names(), help="only this project")
    add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON line")
    arguments = parser.parse_args()
    projects = [arguments.project] if arguments.project else names()
    asked = [(projects[i % len(projects)], arguments.seed + i // len(projects)) for i in range(arguments.runs)]
    violations, cpu_s, failed = 0, 0.0, []
    for each in with_bar(wild_run, asked, "wild worlds", arguments):
        cpu_s += each["cpu_s"]
        violations += each["violations"]
        if each["violations"]:
            failed.append(each)
    failed.sort(key=lambda each: (each["project"], each["seed"]))
    found = {
        "runs": len(asked),
        "simulated_hours": round(len(asked) * RUN_S / 3600.0),
        "violations": violations,
        "runs_per_cpu_s": round(len(asked) / cpu_s, 2),
        "failed": [{"project": each["project"], "seed": each["seed"], "broken": each["broken"]} for each in failed],
        "provenance": "sim",
    }
    if arguments.json:
        print(json.dumps(found))
        return 1 if violations else 0
    for each in failed[:SHOWN]:
        print(f"{each['project']} seed {each['seed']}: {'; '.join(each['broken'][:4])}")
        print(f"    faults: {', '.join(each['faults']) or 'none'}")
        print(f"    settings: {each['settings']}")
        print(f"    again: python bench/invariants.py --project {each['project']} --runs 1 --seed {each['seed']}")
    print(
        f"{violations} violations in {len(failed)} of {len(asked)} runs ({found['simulated_hours']} simulated hours), "
        f"{found['runs_per_cpu_s']} runs per CPU second"
    )
    return 1 if violations else 0


if __name__ == "__main__":
    from bench.invariants import (
        main as main_of_module,
    )  # the work must belong to a module that other processes can import

    raise SystemExit(main_of_module())
