"""A computer room gives the same results as one computer, also when computers are switched off on the way."""

import signal
import subprocess
import sys
from contextlib import ExitStack

import pytest

from devices import HighlandError
from sim.scenarios import many
from sim.scenarios.many import in_many
from sim.scenarios.workers import jobs_of, play_all

TEXT = """
title = { en = "Wet", vi = "Ẩm" }
for = "2m"
[settings]
room_humidity_pct = 95.0
[runs.short]
[runs.long]
for = "20m"
[[expect]]
what = { en = "x", vi = "y" }
measure = "on_s"
actuator = "fan"
run = "all"
at_least = 30
"""


class Room:
    """A real scheduler and real workers of dask.distributed, each a process of its own."""

    def __init__(self, folder, stack):
        self._stack, self._file = stack, folder / "scheduler.json"
        self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.workers = []

    def _start(self, name, *words):
        command = [sys.executable, "-m", f"distributed.cli.{name}", "--scheduler-file", str(self._file), *words]
        process = self._stack.enter_context(
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        self._stack.callback(process.kill)
        return process

    def add(self, count):
        more = [self._start("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(count)]
        self.workers += more

    @property
    def address(self):
        from distributed import Client

        with Client(scheduler_file=str(self._file), set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)
            return client.scheduler.address


@pytest.fixture
def room(tmp_path):
    pytest.importorskip("distributed")
    with ExitStack() as stack:
        yield Room(tmp_path, stack)


@pytest.mark.long
@pytest.mark.minutes
def test_two_of_three_computers_are_switched_off_and_nothing_changes(rack, understand, room):
    jobs = jobs_of(str(rack.folder), understand(TEXT), list(range(12)))
    alone = play_all(jobs, 1)
    room.add(3)
    address, off = room.address, iter(room.workers[:2])

    def one_more_is_off(_):
        worker = next(off, None)
        if worker is not None:
            worker.send_signal(signal.SIGKILL)

    together = play_all(jobs, 1, one_more_is_off, address)
    assert next(off, None) is None
    assert [each.as_json() for each in together] == [each.as_json() for each in alone]


@pytest.mark.long
@pytest.mark.minutes
def test_a_computer_with_another_highland_is_refused(room, monkeypatch):
    room.add(1)
    monkeypatch.setattr(many, "code_digest", lambda: "another")
    with pytest.raises(HighlandError, match="has another version of Highland"):
        list(in_many(abs, [-1], dask=room.address))


@pytest.mark.proof
def test_an_address_where_nobody_answers_is_a_sentence(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(many, "CONNECT_S", 0.2)
    with pytest.raises(HighlandError, match="No scheduler answers at tcp:"):
        list(in_many(abs, [-1], dask="tcp://127.0.0.1:9"))


def test_without_dask_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(HighlandError, match="is not installed"):
        list(in_many(abs, [-1], dask="tcp://127.0.0.1:8786"))
