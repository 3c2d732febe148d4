"""How long forty handed-in works take to be marked: one virtual hour each, every law in a sandbox of its own.

Run it: python bench/class_marks.py [--json] [--works 40] [--workers 2] [--project gas_alarm]

The goal: under 60 s for forty on two cores. The peer, in the same run: the same hours played one after the other in
one process without any sandbox, as `highland sim` does. Every mark's trace must have the hash of its plain run.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from classroom.lesson import Claim, FreeWork, Work, free_work  # noqa: E402
from classroom.marks.mark import Mark  # noqa: E402
from classroom.marks.queue import MarkQueue  # noqa: E402
from classroom.marks.sandbox import trouble  # noqa: E402
from firmware.project import find  # noqa: E402
from sim.world.simulation import Simulation  # noqa: E402

GOAL_S = 60.0
HOUR_S = 3600.0


def plain(lesson: FreeWork, works: int) -> tuple[float, str]:
    """Real seconds of so many hours in this process, and the hash of one."""
    project, found = find(lesson.project), ""
    began = time.perf_counter()
    for _ in range(works):
        with Simulation(project, seed=lesson.seed, settings=lesson.settings) as simulation:
            found = simulation.run(HOUR_S).trace_sha256
    return time.perf_counter() - began, found


def boxed(lesson: FreeWork, works: list[Work], workers: int) -> tuple[float, float, list[Mark]]:
    """Real seconds from the first work to the last mark, processor seconds of all processes, and the marks."""
    marks: queue.Queue[Mark] = queue.Queue()
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    making = MarkQueue(lesson, lambda seat, mark: marks.put(mark), workers=workers)
    for seat, work in enumerate(works, start=1):
        making.hand_in(seat, work)
    found = [marks.get() for _ in works]
    took_s = time.perf_counter() - began
    making.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, found


def main() -> int:
    """Mark them, play them, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--works", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--project", default="gas_alarm")
    arguments = parser.parse_args()
    refused = trouble()
    if refused is not None:
        print(refused)
        return 1
    lesson = replace(free_work(find(arguments.project)), scenario=None, for_s=HOUR_S)
    limits = (find(lesson.project).folder / "limits.py").read_text(encoding="utf-8")
    peer_s, trace = plain(lesson, arguments.works)
    works = [
        Work(
            lesson.project,
            lesson.seed,
            files={"limits.py": f"{limits}\nSEAT = {seat}\n"},
            settings=lesson.settings,
            claimed=Claim(trace, HOUR_S),
        )
        for seat in range(arguments.works)
    ]
    took_s, cpu_s, marks = boxed(lesson, works, arguments.workers)
    found = {
        "works": len(marks),
        "workers": arguments.workers,
        "marked_s": round(took_s, 1),
        "peer_s": round(peer_s, 1),
        "ratio": round(took_s / peer_s, 2),
        "cpu_s": round(cpu_s, 1),
        "goal_s": GOAL_S * arguments.works / 40,
        "same_hash": sum(each.trace_sha256 == trace and each.same_as_claimed is True for each in marks),
        "full_marks": sum(each.points == each.most for each in marks),
        "load": round(os.getloadavg()[0], 1),
    }
    if arguments.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:12} {value}")
    good = found["same_hash"] == len(marks) and took_s < GOAL_S * arguments.works / 40
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
