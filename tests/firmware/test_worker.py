"""A worker waits in the place of the control: nothing that hangs, fails or fills up behind it holds a turn."""

import threading

import pytest

from devices import Sink
from firmware.latches import InMemory, StateFile
from firmware.worker import AtOnce, WorkerThread

SOON_S = 20.0  # of real time: far more than any of it takes; only a failing test waits


class Hangs:
    """A job that hangs, as fsync on a dying card does, until it is let go."""

    def __init__(self):
        self._begun, self._go_on = threading.Event(), threading.Event()

    def __call__(self):
        self._begun.set()
        assert self._go_on.wait(SOON_S)

    def begun(self):
        assert self._begun.wait(SOON_S)

    def let_go(self):
        self._go_on.set()


@pytest.fixture
def hangs():
    job = Hangs()
    yield job
    job.let_go()


def test_jobs_are_done_in_order_and_all_of_them_before_the_end():
    done, worker = [], WorkerThread()
    for number in range(100):
        worker.put(lambda number=number: done.append(number))
    assert worker.close(SOON_S)
    assert done == list(range(100))


def test_putting_never_waits_and_what_finds_no_room_is_counted(hangs):
    now_s, done, worker = [50.0], [], WorkerThread(room=3, monotonic=lambda: now_s[0])
    worker.put(hangs)
    hangs.begun()
    for number in range(5):
        worker.put(lambda number=number: done.append(number))
    now_s[0] = 62.0
    assert (worker.lost, worker.late_s) == (3, 12.0)
    hangs.let_go()
    assert worker.close(SOON_S)
    assert done == [0, 1]


def test_a_card_that_never_answers_does_not_keep_the_program_alive(hangs):
    worker = WorkerThread()
    worker.put(hangs)
    hangs.begun()
    assert not worker.close(timeout_s=0.0)


@pytest.mark.parametrize("make", [AtOnce, WorkerThread])
def test_a_job_that_fails_ends_its_worker_and_says_why(make):
    done, worker = [], make()
    worker.put(lambda: 1 / 0)
    worker.put(lambda: done.append("after the failure"))
    assert worker.close(SOON_S)
    assert isinstance(worker.error, ZeroDivisionError)
    assert done == []


class ByHand:
    """A worker whose jobs are done when the test says so."""

    error = None

    def __init__(self):
        self.jobs, self.lost, self.late_s = [], 0, 0.0

    def put(self, job):
        self.jobs.append(job)

    def do(self):
        while self.jobs:
            self.jobs.pop(0)()


class Slow(Sink):
    """A sink with a worker."""

    def __init__(self, worker):
        self.backlog = worker


def test_a_slow_sink_is_named_when_it_falls_behind_and_when_it_has_caught_up(tiny):
    worker = ByHand()
    loop = tiny.loop()
    loop.sinks.append(Slow(worker))
    loop.advance(5.0)
    worker.late_s, worker.lost = 11.0, 2
    loop.advance(20.0)
    worker.late_s, worker.lost = 0.0, 7
    loop.advance(30.0)
    assert [str(event.why) for event in tiny.record.events][2:] == [
        "loop.sink_late(sink=Slow, seconds=11)",
        "loop.sink_back(sink=Slow, lost=5)",
    ]
    assert len(tiny.record.ticks) == 30


def test_a_sink_whose_worker_failed_is_dropped_as_any_other(tiny):
    worker = ByHand()
    loop = tiny.loop()
    loop.sinks.append(Slow(worker))
    loop.advance(5.0)
    worker.error = OSError(28, "No space left on device")
    assert loop.run(10.0).ok
    assert tiny.record.heard().count("loop.sink_lost") == 1
    assert len(loop.sinks) == 1


def test_a_card_that_hangs_while_it_saves_a_latch_holds_no_turn(tiny, tmp_path, monkeypatch, hangs):
    file, real = StateFile(tmp_path / "tiny.json"), StateFile.save
    monkeypatch.setattr(StateFile, "save", lambda self, latched: (hangs(), real(self, latched)))
    worker = WorkerThread()
    loop = tiny.loop(latches=file, worker=worker)
    tiny.button.drive(False)
    loop.advance(30.0)
    assert len(tiny.record.ticks) == 30
    assert tiny.lamp.level
    assert "loop.latches_late" in tiny.record.heard()
    hangs.let_go()
    assert loop.run(31.0).ok
    assert worker.close(SOON_S)
    assert file.load() == {"lit": 1, "state_lost": False}


def press(tiny, *moments_s):
    for number, at_s in enumerate(moments_s):
        tiny.pi.clock.at(tiny.pi.clock.monotonic() + at_s, lambda down=number % 2 == 0: tiny.button.drive(not down))


def test_the_newest_latches_are_saved_though_an_older_try_is_still_on_its_way(tiny):
    worker, card = ByHand(), InMemory()
    press(tiny, 0.5, 2.5, 4.5)  # lit twice
    assert tiny.loop(latches=card, worker=worker).run(6.0).ok
    assert card.latched is None
    worker.do()
    assert card.latched == {"lit": 2, "state_lost": False}


def test_latches_that_are_as_they_were_again_are_saved_again_after_the_ones_between():
    from firmware.latches import LatchKeeper

    worker, card = ByHand(), InMemory({"open": 0})
    keeper = LatchKeeper(card, worker, lambda latched: {"open": latched[0]}, lambda: 0.0, lambda _: None)
    keeper.booted((0,))
    worker.do()
    keeper.look()
    assert keeper.saved
    keeper.keep((1,))
    keeper.keep((0,))
    assert not keeper.saved, "1 is on its way to the card"
    worker.do()
    keeper.look()
    assert (keeper.saved, card.latched) == (False, {"open": 1})
    worker.do()
    keeper.look()
    assert (keeper.saved, card.latched) == (True, {"open": 0})


def test_after_a_failed_save_nobody_knows_what_is_on_the_card():
    from firmware.latches import LatchKeeper

    class Dies(InMemory):
        def save(self, latched):
            super().save(latched)  # the new file has its name already when the folder cannot be synced
            raise OSError(5, "Input/output error")

    card, said = Dies({"open": 0}), []
    keeper = LatchKeeper(card, AtOnce(), lambda latched: {"open": latched[0]}, lambda: 0.0, said.append)
    keeper.booted((0,))
    keeper.keep((1,))
    keeper.keep((0,))
    assert not keeper.saved
    assert len(said) == 1


def test_a_card_that_takes_long_is_told_once_a_try_and_any_error_is_told():
    from firmware.latches import LATE_S, LatchKeeper

    class Odd(InMemory):
        def save(self, latched):
            raise RuntimeError("a library")

    now_s, said, worker = [0.0], [], ByHand()
    keeper = LatchKeeper(Odd(), worker, lambda latched: {"open": latched[0]}, lambda: now_s[0], said.append)
    keeper.keep((1,))
    for _ in range(5):
        now_s[0] += LATE_S
        keeper.look()
    assert [each.key for each in said] == ["loop.latches_late"]
    worker.do()
    keeper.look()
    assert [each.key for each in said] == ["loop.latches_late", "loop.latches_unsaved"]
    assert not keeper.saved


def test_a_card_that_came_back_is_tried_within_ten_minutes_however_long_it_was_away():
    from firmware.latches import MAX_SAVE_WAIT_S, LatchKeeper

    class Away(InMemory):
        tries = 0

        def save(self, latched):
            self.tries += 1
            raise OSError(5, "Input/output error")

    now_s, card = [0.0], Away()
    keeper = LatchKeeper(card, AtOnce(), lambda latched: {"open": latched[0]}, lambda: now_s[0], lambda _: None)
    keeper.keep((1,))
    for _ in range(20):
        before = card.tries
        now_s[0] += MAX_SAVE_WAIT_S
        keeper.look()
        assert card.tries == before + 1


def test_what_was_on_the_card_before_a_failed_save_may_not_be_there_any_more():
    from firmware.latches import LatchKeeper

    class Fails(InMemory):
        error = None

        def save(self, latched):
            super().save(latched)
            if self.error:
                raise self.error

    card = Fails()
    keeper = LatchKeeper(card, AtOnce(), lambda latched: {"open": latched[0]}, lambda: 0.0, lambda _: None)
    keeper.keep((0,))
    assert keeper.saved
    card.error = OSError(5, "Input/output error")
    keeper.keep((1,))
    keeper.keep((0,))
    assert not keeper.saved
