"""What the hub answers besides its mark is said once, to the people at the node."""

import pytest

from devices.dates.wall_clock import WallClock
from telemetry.answers import Answers, HubTime
from telemetry.envelope import Times, times_of
from telemetry.record import Ack, decode_ack

EPOCH = "0123456789abcdef"
NOON = 1_800_000_000.0
DAY_S = 86_400.0


def hear(answers, off_s=0.0, held="", has_moved=False):
    """An answer of a hub whose clock is behind ours by so much, as it comes over the wire."""
    ack = decode_ack(Ack(epoch=EPOCH, seq=1, ts=NOON - off_s, held=held).encode())
    answers.hear(ack, has_moved, 7)


def made(said):
    times = Times(mono=lambda: 0.0, wall=lambda: NOON)
    return Answers("red-heron", times, lambda message: said.append((message.key, message.values)))


def test_a_hub_that_holds_because_of_the_clock_is_said_once_and_so_is_its_end():
    said = []
    answers = made(said)
    for _ in range(3):
        hear(answers, 3 * DAY_S, "clock")
    assert [key for key, _ in said] == ["mqtt.held_clock"]
    assert (said[0][1]["hours"], said[0][1]["waiting"]) == (72, 7)
    assert answers.held == "clock"
    hear(answers, 0.0, has_moved=True)
    assert [key for key, _ in said] == ["mqtt.held_clock", "mqtt.taken_again"]
    assert (answers.held, answers.off_s) == ("", 0.0)


def test_clocks_that_differ_by_days_are_said_also_when_the_hub_takes_all():
    for off_s in (3 * DAY_S, -3 * DAY_S):
        said = []
        answers = made(said)
        hear(answers, off_s, has_moved=True)
        hear(answers, off_s, has_moved=True)
        assert said == [("mqtt.clocks_differ", {"hours": 72})]
        assert answers.off_s == off_s


def test_an_older_hub_says_nothing_of_the_time():
    said = []
    answers = made(said)
    answers.hear(decode_ack(b'{"v":1,"epoch":"0123456789abcdef","seq":1}'), True, 0)
    assert (said, answers.off_s) == ([], 0.0)


class Learner:
    """A node whose clock is not set, and what its hub answers."""

    def __init__(self, folder, never_before=0.0):
        (folder / "run/systemd/timesync").mkdir(parents=True, exist_ok=True)
        self.folder, self.steady, self.said = folder, 0.0, []
        self.clock = WallClock(None, folder, lambda: self.steady, lambda: NOON - 300 * DAY_S)
        hub_time = HubTime(self.clock, never_before)
        self.answers = Answers("red-heron", times_of(self.clock), lambda each: self.said.append(each.key), hub_time)

    def hear(self, ts, clock="ntp", after_s=60.0):
        self.steady += after_s
        ack = decode_ack(Ack(epoch=EPOCH, seq=1, ts=ts, clock=clock).encode())
        self.answers.learn(ack)
        self.answers.hear(ack, True, 0)
        return self.clock.state().source


def test_two_answers_that_agree_teach_the_date(tmp_path):
    node = Learner(tmp_path)
    assert node.hear(NOON) == "unsure", "one may be wrong"
    assert node.hear(NOON + 58.0) == "hub", "it was on its way for two seconds"
    assert node.clock.wall() == NOON + 60.0, "the one that came sooner is the better one"
    assert node.said == ["mqtt.clock.learned"], "and nobody is told that the clocks differ"


@pytest.mark.parametrize("clock", ["", "unsure", "hub", "tea_leaves"])
def test_a_hub_that_does_not_say_that_it_is_sure_teaches_nothing(tmp_path, clock):
    node = Learner(tmp_path)
    assert {node.hear(NOON + 60.0 * count, clock) for count in range(9)} == {"unsure"}


def test_answers_that_do_not_agree_or_cannot_be_teach_nothing(tmp_path):
    node = Learner(tmp_path)
    for count in range(9):
        assert node.hear(NOON + 60.0 * count + (count % 2) * 3600.0) == "unsure"
    for count in range(9):
        assert node.hear(1000.0 + 60.0 * count) == "unsure"


def test_a_date_before_the_newest_sure_record_is_not_taken(tmp_path):
    node = Learner(tmp_path, never_before=NOON + DAY_S)
    assert [node.hear(NOON + 60.0 * count) for count in range(4)] == ["unsure"] * 4
    assert [node.hear(NOON + DAY_S + 60.0 * count) for count in range(2)] == ["unsure", "hub"]


def test_it_follows_in_small_steps_never_back_and_doubts_after_three_contradictions(tmp_path):
    node = Learner(tmp_path)
    node.hear(NOON)
    node.hear(NOON + 60.0)
    node.hear(NOON + 123.0)
    assert node.clock.wall() == NOON + 123.0, "our crystal is slow"
    node.hear(NOON + 178.0)
    assert node.clock.wall() == NOON + 183.0, "a late answer does not turn it back"
    assert [node.hear(NOON - 3600.0 + 60.0 * count) for count in range(3)] == ["hub", "hub", "unsure"]
    assert "mqtt.clock.contradicted" in node.said
    assert [node.hear(NOON - 3600.0 + 60.0 * count) for count in range(9)] == ["unsure"] * 9, "not behind what was sent"
    assert [node.hear(NOON + 4000.0 + 60.0 * count) for count in range(2)] == ["unsure", "hub"]


def test_a_clock_that_is_set_listens_to_nobody(tmp_path):
    node = Learner(tmp_path)
    (tmp_path / "run/systemd/timesync/synchronized").touch()
    assert {node.hear(NOON + 60.0 * count) for count in range(4)} == {"ntp"}
    assert node.clock.wall() == NOON - 300 * DAY_S
