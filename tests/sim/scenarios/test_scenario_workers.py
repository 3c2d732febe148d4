"""Many runs, each in a process of its own; what comes back does not depend on how many there are."""

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from sim.scenarios import many
from sim.scenarios.workers import jobs_of, play_all, play_job

TEXT = """
title = { en = "Wet", vi = "Ẩm" }
for = "2m"
[settings]
room_humidity_pct = 95.0
[runs.short]
[runs.long]
for = "3m"
[runs.lawless]
for = "25m"
law = false
[[expect]]
what = { en = "x", vi = "y" }
measure = "on_s"
actuator = "fan"
run = "all"
at_least = 30
"""


@pytest.fixture
def jobs(rack, understand):
    return jobs_of(str(rack.folder), understand(TEXT), [4, 5])


class Here:
    """A pool that plays in this process, and writes down in which order."""

    def __init__(self, workers, **_):
        self.order = Here.order = []

    def submit(self, call, job):
        self.order.append((job.run.name, job.seed))
        future = Future()
        future.set_result(call(job))
        return future

    def shutdown(self, **_):
        pass


def test_the_longest_runs_begin_first(jobs, monkeypatch):
    monkeypatch.setattr(many, "ProcessPoolExecutor", Here)
    play_all(jobs, workers=2)
    assert Here.order == [("long", 4), ("long", 5), ("lawless", 4), ("lawless", 5), ("short", 4), ("short", 5)]


def test_outcomes_stand_in_the_order_asked_for_with_all_their_runs(jobs):
    told = []
    judgments = play_all(jobs, 1, told.append)
    assert [(each.seed, list(each.runs)) for each in judgments] == [
        (4, ["short", "long", "lawless"]),
        (5, ["short", "long", "lawless"]),
    ]
    assert [(verdict.run, verdict.passed) for verdict in judgments[0].verdicts] == [
        ("short", True), ("long", True), ("lawless", False),
    ]  # fmt: skip
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_a_process_of_its_own_plays_the_same(jobs):
    """Two real processes: the same numbers as here, so nothing of a run is lost on the way."""
    here, there = play_all(jobs[:3], 1), play_all(jobs[:3], 2)
    assert [each.as_json() for each in here] == [each.as_json() for each in there]


def test_a_lost_process_is_a_failed_run(jobs, monkeypatch):
    class Lost(Here):
        def submit(self, call, job):
            future = Future()
            future.set_exception(BrokenProcessPool())
            return future

    monkeypatch.setattr(many, "ProcessPoolExecutor", Lost)
    judgment = play_all(jobs, 2)[0]
    assert judgment.runs["short"].failure.render().startswith("The process that played it was lost.")
    assert not judgment.passed
    assert judgment.verdicts[0].value is None


def test_ctrl_c_ends_the_pool_and_its_processes(jobs, monkeypatch):
    heard = []

    class Child:
        def terminate(self):
            heard.append("terminated")

    class Stopped(Here):
        def submit(self, call, job):
            raise KeyboardInterrupt

        def shutdown(self, **how):
            heard.append(how)

    children = [set(), {Child()}]
    monkeypatch.setattr(many, "ProcessPoolExecutor", Stopped)
    monkeypatch.setattr(many, "active_children", lambda: children.pop(0))
    with pytest.raises(KeyboardInterrupt):
        play_all(jobs, 2)
    assert heard == [{"wait": False, "cancel_futures": True}, "terminated"]


def test_what_comes_back_is_small(jobs):
    import pickle

    assert len(pickle.dumps(play_job(jobs[0]))) < 5_000
