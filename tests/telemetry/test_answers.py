"""What the hub answers besides its mark is said once, to the people at the node."""

from telemetry.answers import Answers
from telemetry.envelope import Times
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
