"""A law in a lent place is a law like any other; a place that goes away says nothing about the law."""

import asyncio
import json
import queue
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import Pipe

import pytest

from classroom.lending.lender import Lender
from classroom.lesson import free_work, work_of
from classroom.marking import MOST_PAGES_LEFT, Marking
from classroom.marks import made as made_here
from classroom.marks import mark as marks
from classroom.marks.lent import PAGE_LEFT, Handed, NoPlace
from classroom.marks.made import Mark, Where
from classroom.marks.sandbox import Stopped
from devices import HighlandError, Message
from firmware.project import find
from sim.world.simulation import Simulation

SHORT = replace(free_work(find("gas_alarm")), scenario=None, settings={}, for_s=10.0)
FILES = {"control.py": (find("gas_alarm").folder / "control.py").read_text(encoding="utf-8") + "\nMINE = 1\n"}


@pytest.fixture(autouse=True)
def _no_sandbox(monkeypatch):
    for room in (marks, made_here):
        monkeypatch.setattr(room, "trouble", lambda: HighlandError(Message("test.none", "No sandbox.")))


@pytest.fixture
def lent():
    """A pipe whose other end hands on to the lender that a test appends, as the queue does."""
    mine, other = Pipe()
    lenders = []

    def hand_on():
        handed = None
        while (found := other.recv()) is not None:
            handed = handed or Handed(lenders[0])
            answer = handed.answer(*found)
            if answer is not None:
                other.send(answer)

    thread = threading.Thread(target=hand_on)
    thread.start()
    yield Where(lent=mine), lenders
    mine.send(None)
    thread.join()


class Places:
    """Lends a place that does what a test says: `answers` take the law's place, then `end` is raised."""

    def __init__(self, end, law=None, asks=0):
        self.end, self.law, self.asks, self.closed = end, law, asks, 0

    def lend(self, files):
        self.files = files
        return self

    def ask(self, line):
        if self.asks == 0:
            raise self.end
        self.asks -= 1
        return self.law(line)

    def close(self):
        self.closed += 1


def marked(where, files=FILES, **more):
    return marks.mark(work_of({"highland_work": 1, "project": "gas_alarm", "files": files, **more}), SHORT, where)


def test_a_law_that_its_place_had_to_end_gets_no_points(lent):
    where, lenders = lent
    lenders.append(Places(Stopped(Message("test.ended", "It was ended."))))
    mark = marked(where)
    assert (mark.points, mark.most, mark.elsewhere, mark.failed["en"]) == (0, 2, False, "It was ended.")
    assert "MINE = 1" in lenders[0].files["projects/gas_alarm/control.py"]
    assert not any("plant" in each for each in lenders[0].files)  # the world's files stay on the laptop
    assert lenders[0].closed == 1


@pytest.mark.parametrize("claimed", [None, {"trace_sha256": "0" * 64, "for_s": 10.0}])
def test_a_place_that_goes_away_leaves_no_mark(lent, claimed):
    where, lenders = lent
    lenders.append(Places(NoPlace(PAGE_LEFT)))
    mark = marked(where, claimed=claimed)
    assert (mark.points, mark.elsewhere, mark.no_place) == (None, True, PAGE_LEFT.key)


def test_only_numbers_need_no_place(lent):
    where, lenders = lent
    lenders.append(Places(NoPlace(PAGE_LEFT)))
    text = (find("gas_alarm").folder / "limits.py").read_text(encoding="utf-8")
    assert marked(where, {"limits.py": text.replace("1400.0", "1300.0")}).points is not None
    assert lenders[0].closed == 0


LAW_AS_IN_A_WORKER = """
import json, sys
from classroom.marks.inside.in_browser import LawHere
import projects.gas_alarm.control  # as a board's start leaves it
law = LawHere(lambda text: print(text, flush=True), json.loads(input()), sys.argv[1])
for line in sys.stdin:
    law.receive(line)
"""


@pytest.fixture
def as_in_a_worker(tmp_path):
    """What a worker of the browser runs, in a process of its own: the law's files, then a line for a line."""
    running = []

    def begin(files):
        process = subprocess.Popen(
            [sys.executable, "-B", "-c", LAW_AS_IN_A_WORKER, str(tmp_path / "law")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1,
        )  # fmt: skip
        running.append(process)

        def ask(line):
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            return process.stdout.readline().rstrip("\n")

        process.stdin.write(json.dumps(files) + "\n")
        return ask

    yield begin
    for each in running:
        each.communicate()


class OneProcess(Places):
    def __init__(self, begin):
        super().__init__(None, asks=10**9)
        self._begin = begin

    def lend(self, files):
        self.law = self._begin(files)
        return super().lend(files)


def test_a_lent_law_makes_the_trace_of_the_plain_run_and_is_the_pupils_own(lent, as_in_a_worker):
    where, lenders = lent
    lenders.append(OneProcess(as_in_a_worker))
    with Simulation(find("gas_alarm"), seed=SHORT.seed) as simulation:
        shown = simulation.run(10.0).trace_sha256
    mark = marked(where)
    assert (mark.points, mark.trace_sha256) == (2, shown)
    assert "broken" in marked(where, {"control.py": FILES["control.py"] + "raise ValueError('broken')\n"}).failed["en"]


def in_a_loop(act):
    """Run `act(lender, loop)` on an event loop."""

    async def whole():
        loop = asyncio.get_running_loop()
        now = [0.0]
        return await act(Lender(loop.call_soon_threadsafe, lambda: now[0]), now)

    with ThreadPoolExecutor(1) as beside:  # a browser's test in this process has a loop of its own
        return beside.submit(lambda: asyncio.run(whole())).result()


def test_a_page_is_asked_line_by_line_and_told_the_end():
    async def act(lender, now):
        lender.seen(True)
        lent = asyncio.create_task(asyncio.to_thread(lender.lend, {"a.py": "x"}))
        place = await lender.wanted()
        assert lender.place(place.number) is place
        place.say("text", "")
        mine = await lent
        answer = asyncio.create_task(asyncio.to_thread(mine.ask, "[1]"))
        assert await place.next_line() == "[1]"
        place.say("text", "{}")
        assert await answer == "{}"
        answer = asyncio.create_task(asyncio.to_thread(mine.ask, "[2]"))
        await place.next_line()
        lender.left(place, "endless")
        with pytest.raises(Stopped):
            await answer
        mine.close()
        assert await place.next_line() is None
        assert lender.place(place.number) is None

        one = asyncio.create_task(asyncio.to_thread(lender.lend, {}))
        gone = await lender.wanted()
        gone.say("text", "")
        (await one).close()  # its page went away without a word
        two = asyncio.create_task(asyncio.to_thread(lender.lend, {}))
        last = await lender.wanted()
        last.say("text", "")
        await two
        assert list(lender._places) == [last.number]

    in_a_loop(act)


def test_without_a_page_nothing_waits_and_the_end_of_a_class_lets_everybody_go():
    async def act(lender, now):
        with pytest.raises(NoPlace):
            lender.lend({})
        assert lender.seen(False)  # a teacher's phone, while no page is open on the laptop
        now[0] += 100.0
        assert not lender.has_page
        assert lender.seen(True)
        assert not lender.seen(False)
        lent = asyncio.create_task(asyncio.to_thread(lender.lend, {}))
        await lender.wanted()
        waits = asyncio.create_task(asyncio.to_thread(lender.lend, {}))
        while lender._wanted.empty():
            await asyncio.sleep(0)
        lender.close()
        for each in (lent, waits):
            with pytest.raises(NoPlace):
                await each
        assert lender.over.is_set()
        assert not lender.has_page

    in_a_loop(act)


class Running:
    """What marking needs of a class."""

    def __init__(self, works):
        self.seats = {seat: type("Seat", (), {"number": seat, "handed_work": work}) for seat, work in works.items()}
        self.told = queue.SimpleQueue()
        self.lesson = None

    def mark(self, seat, found):
        self.told.put((seat, found["state"]))


def test_what_had_no_place_is_marked_when_a_page_waits_but_not_for_ever():
    running = Running({1: "work", 2: "work"})
    marking = Marking(running)
    begun = []
    marking._queue = lambda name: type("Queue", (), {"hand_in": lambda self, seat, work: begun.append(seat)})()
    running.lesson = type("Lesson", (), {"name": "x"})
    marking.hand_in(1, "work")
    marking.hand_in(2, "work")
    marking._told(2, Mark("gas_alarm", points=2, most=2))
    for _ in range(MOST_PAGES_LEFT + 2):
        marking._told(1, Mark("gas_alarm", elsewhere=True, no_place=PAGE_LEFT.key))
        marking.page_waits()
    assert begun == [1, 2, *[1] * (MOST_PAGES_LEFT - 1)]
