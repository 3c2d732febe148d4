"""The trace hashes of whole runs: renaming and moving code must not change them.

Run it: python bench/hashes.py [PROJECT ...] [--hours 24] [--seeds 2] [--no-scenarios] [--workers 2] [--expect FILE]

A line for each project and seed, and for each run of each scenario with seed 0: the SHA-256 of its trace, and a digest
of everything that the scenario measured (answers, metrics, broken invariants). Save the lines before a change (`>
FILE`),
then run it again with `--expect FILE`: it prints what differs, and ends with 1 if anything does.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))


def project_hash(name: str, seed: int, hours: float) -> str:
    """The line of one project's plain run."""
    from firmware.project import find
    from sim.world.simulation import Simulation

    with Simulation(find(name), seed=seed) as simulation:
        result = simulation.run(hours * 3600.0)
    return f"{name} {hours:g} h seed {seed}: {result.trace_sha256} {digest(sorted(result.metrics.items()))}"


def scenario_hash(name: str, scenario_name: str, run_index: int) -> str:
    """The line of one run of a scenario, with seed 0."""
    from firmware.project import find
    from sim.scenarios.known_names import KnownNames
    from sim.scenarios.play import play
    from sim.scenarios.read import read_scenario

    project = find(name)
    scenario = read_scenario(project, scenario_name, KnownNames(project))
    run = scenario.runs[run_index]
    played = play(project, scenario, run, 0)
    failure = played.failure.key if played.failure is not None else None
    asked = (played.answers, sorted(played.metrics.items()), played.break_count, played.simulated_s, failure)
    return f"{name} {scenario_name} {run.name}: {played.trace_sha256 or 'no wires'} {digest(asked)}"


def digest(value: object) -> str:
    """A short SHA-256 of a value's text, its numbers to nine digits."""
    return hashlib.sha256(repr(rounded(value)).encode()).hexdigest()[:16]


def rounded(value: object) -> object:
    """The value with every float in it to nine significant digits, as in a trace."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    return tuple(map(rounded, value)) if isinstance(value, list | tuple) else value


def jobs(names: list[str], hours: float, seeds: int, scenarios: bool) -> list[tuple[object, ...]]:
    """What there is to run, each as a function and its arguments."""
    from firmware.project import find
    from sim.scenarios.known_names import KnownNames
    from sim.scenarios.read import names as scenario_names
    from sim.scenarios.read import read_scenario

    found: list[tuple[object, ...]] = [(project_hash, name, seed, hours) for name in names for seed in range(seeds)]
    for name in names if scenarios else []:
        project = find(name)
        known = KnownNames(project)
        for scenario_name in scenario_names(project):
            count = len(read_scenario(project, scenario_name, known).runs)
            found += [(scenario_hash, name, scenario_name, index) for index in range(count)]
    return found


def main() -> int:
    """Print the lines, in order; with --expect, what differs."""
    from firmware.project import names

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="*", help="projects by name (default: all)")
    parser.add_argument("--hours", type=float, default=24.0, help="simulated hours of the plain runs (default 24)")
    parser.add_argument("--seeds", type=int, default=2, help="plain runs a project (default 2)")
    parser.add_argument("--no-scenarios", action="store_true", help="the plain runs only")
    parser.add_argument("--workers", type=int, default=2, help="processes at the same time (default 2)")
    parser.add_argument("--expect", type=Path, help="a file of lines to compare with")
    arguments = parser.parse_args()
    work = jobs(arguments.project or list(names()), arguments.hours, arguments.seeds, not arguments.no_scenarios)
    with ProcessPoolExecutor(arguments.workers) as pool:
        futures = [pool.submit(*job) for job in work]  # type: ignore[arg-type]
        for done, _ in enumerate(as_completed(futures), 1):
            print(f"\r{done}/{len(futures)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    lines = [str(future.result()) for future in futures]
    if arguments.expect is None:
        print("\n".join(lines))
        return 0
    expected = set(arguments.expect.read_text(encoding="utf-8").splitlines())
    other = [line for line in lines if line not in expected]
    print("\n".join(other))
    print(f"{len(lines) - len(other)} of {len(lines)} equal")
    return 1 if other else 0


if __name__ == "__main__":
    raise SystemExit(main())
