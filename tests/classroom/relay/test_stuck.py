"""Who is stuck is shown to the teacher: not who waits for a long run, and not who has just begun."""

from classroom.relay.wall.errors import common_errors
from classroom.relay.wall.stuck import Progress
from classroom.relay.wall.tile import Tile


def seen(*tiles):
    progress, now = Progress(0.0), 0.0
    for wait_s, tile in tiles:
        now += wait_s
        progress.see(tile, now)
    return progress, now


def test_nothing_done_and_no_step_for_four_minutes():
    progress, now = seen((1.0, Tile(step=1, did=5)), (200.0, Tile(step=1, did=5)))
    assert not progress.is_stuck(now)
    assert progress.is_stuck(now + 60.0)
    progress.done(now + 60.0)
    assert not progress.is_stuck(now + 60.0)


def test_whoever_does_something_is_not_stuck():
    progress, now = seen(*[(100.0, Tile(step=1, did=did)) for did in range(10)])
    assert not progress.is_stuck(now)


def test_the_same_error_three_times_whatever_was_tried_between():
    wrong, right = Tile(error="NameError: x"), Tile()
    progress, now = seen((1, wrong), (1, wrong), (1, wrong), (1, wrong))
    assert not progress.is_stuck(now), "one error that stays is one"
    progress, now = seen((1, wrong), (1, right), (1, wrong), (1, right), (1, wrong))
    assert progress.is_stuck(now)
    progress, now = seen((1, wrong), (1, Tile(error="other")), (1, wrong), (1, right), (1, wrong))
    assert not progress.is_stuck(now)
    progress.see(Tile(step=1), now)
    assert not progress.is_stuck(now), "a step further"


def test_the_causes_that_most_have_come_first():
    tiles = [(1, Tile(error="x", cause="misspelled")), (2, Tile()), (3, Tile(error="ZeroDivisionError: no"))]
    tiles += [(4, Tile(error="y", cause="misspelled"))]
    found = common_errors(tiles, {"misspelled": {"en": "a typing mistake", "vi": "gõ sai"}}.get)
    assert [(each["cause"], each["seats"]) for each in found] == [("misspelled", [1, 4]), ("ZeroDivisionError", [3])]
    assert found[0]["words"]["vi"] == "gõ sai"
    assert found[1]["words"] is None
