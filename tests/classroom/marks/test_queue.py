"""Works come while the class goes on: the newest of a seat counts, and a process that is gone costs one mark only."""

import os
import queue
import signal
from dataclasses import replace

import pytest

from classroom.lesson import Work, free_work
from classroom.marks import words
from classroom.marks.queue import MarkQueue
from firmware.project import find

SHORT = replace(free_work(find("gas_alarm")), scenario=None, settings={}, for_s=5.0)
WORK = Work("gas_alarm", 7)


def test_a_queue_without_work_begins_no_process_and_closes():
    making = MarkQueue(SHORT, print)
    assert making.left == 0
    assert making.pids() == []
    making.close()


@pytest.mark.long
def test_marks_come_as_they_are_made(boxed):
    marks = queue.Queue()
    making = MarkQueue(SHORT, lambda seat, mark: marks.put((seat, mark)), workers=1)
    try:
        making.hand_in(1, WORK)
        assert marks.get(timeout=120.0)[1].points == 2
        (pid,) = making.pids()
        os.kill(pid, signal.SIGSTOP)  # as if its laptop were too busy: what comes now waits
        for seat, files in ((2, {}), (3, {"control.py": "x = nothing"}), (3, {}), (4, {})):
            making.hand_in(seat, replace(WORK, files=files))
        os.kill(pid, signal.SIGKILL)
        found = dict(marks.get(timeout=120.0) for _ in range(3))
        assert found[2].failed["en"] == words.LOST.text
        assert (found[3].points, found[4].points) == (2, 2)
        assert making.left == 0
    finally:
        making.close()
    assert making.pids() == []
