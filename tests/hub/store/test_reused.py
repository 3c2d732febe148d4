"""The same number with other content: from a card that was copied or written back. Both are kept, and it is counted."""

from hub.store import open_store
from hub.store.interface import Batch
from hub.store.reused import copy_of
from telemetry.fields import Value
from tests.hub.stores import EPOCH, NOON, arrived, event, reading

END = NOON + 10 * 86_400
KEY = ("red-heron", EPOCH)


def other(seq, make=reading, **changes):
    """What the other computer says under this number."""
    said = {"readings": {"box_humidity_pct": Value(99.0, "%")}, "commanded": {}} if make is reading else {"t_s": 0.5}
    return make(seq, **(said | changes))


def write(store, *records):
    return store.write(Batch(arrived=[arrived(each) for each in records]))


def kept(store):
    return [
        (row["epoch"], row["seq"], row["value"]) for row in store.rows(0.0, END) if row["channel"] == "box_humidity_pct"
    ]


def test_both_are_kept_once_and_counted(any_place):
    store = open_store(any_place)
    assert write(store, reading(1), reading(2)).reused == {}
    written = write(store, other(2))
    assert (written.new, written.reused) == ([True], {"red-heron": 1})
    for again in (reading(2), other(2)):
        written = write(store, again)
        assert (written.new, written.reused) == ([False], {})
    store.close()
    store = open_store(any_place)
    assert write(store, other(2)).new == [False]
    assert kept(store) == [(EPOCH, 1, 71.0), (EPOCH, 2, 72.0), (copy_of(EPOCH), 2, 99.0)]
    (node,) = store.nodes()
    assert (node.records, node.refused, node.notes) == (3, 0, {"reused": 1})
    store.close()


def test_two_at_once_and_a_third(any_store):
    third = other(1, readings={"box_humidity_pct": Value(50.0, "%")})
    written = write(any_store, reading(1), other(1), reading(1), third, other(1))
    assert written.new == [True, True, False, True, False]
    assert written.reused == {"red-heron": 2}
    assert {value for _, _, value in kept(any_store)} == {71.0, 99.0, 50.0}


def test_an_event_is_compared_too(any_store):
    assert write(any_store, event(1), event(1), other(1, event)).new == [True, False, True]
    assert len(any_store.events()) == 2
    odd = event(1, said={"en": "Other!", "vi": "Khác!"})
    assert write(any_store, odd, odd).new == [True, False]


def test_what_is_known_better_when_it_is_sent_again_is_no_other_content(any_store):
    unsure = reading(1, ts=12.0, clock="unsure", age_s=5.0, readings={"box_humidity_pct": Value(None, "%", "unknown")})
    sure = reading(1, ts=NOON, prev=0, readings={"box_humidity_pct": Value(None, "%", "unknown")})
    assert write(any_store, unsure, sure).new == [True, False]
    assert write(any_store, sure).reused == {}


def test_a_card_of_an_older_version_that_was_written_back_is_answered_no_more_than_it_sent(any_store):
    """It reached 40; its image ends at 20, of which 11 to 20 wait. Its new 21 to 30 are other records than before."""
    write(any_store, *(reading(n) for n in range(1, 41)))
    backlog = [reading(n, prev=n - 1 if n > 11 else 0) for n in range(11, 21)]
    new = [other(n, prev=n - 1) for n in range(21, 31)]
    for _ in range(2):  # it sends again what was not acknowledged
        marks = write(any_store, *backlog, *new).marks
    assert marks == {KEY: 30}
    assert write(any_store, other(31)).marks == {KEY: 31}
    assert any_store.mark(*KEY) == 40
    assert len(kept(any_store)) == 51
    later = [*(other(n) for n in range(32, 41)), *(other(n) for n in (41, 42))]
    assert write(any_store, *later).marks == {KEY: 40}  # until the first number of its own
    assert write(any_store, other(41, prev=0), other(42), other(43)).marks == {KEY: 42}  # sent again, and the next
    assert write(any_store, other(43, prev=0)).marks == {KEY: 43}


def test_a_forgotten_node_takes_its_copies_along(any_store):
    write(any_store, reading(1), other(1))
    assert any_store.forget("red-heron") == 2
    assert (kept(any_store), any_store.nodes(), any_store.refusals()) == ([], [], {})


def test_how_many_of_a_range_are_there(any_store):
    write(any_store, *(reading(n) for n in (1, 2, 4, 5)))
    assert any_store.has("red-heron", EPOCH, 2, 4) == 2
    assert any_store.has("blue-crane", EPOCH, 2, 4) == 0


def test_another_date_of_a_simulated_world_is_other_content(any_store):
    """Two simulators of one name may have the same values at the same second of their runs."""
    one, two = (reading(1, provenance="sim", sim_ts=ts) for ts in (NOON, NOON + 86_400.0))
    assert write(any_store, one).new == [True]
    assert write(any_store, one).new == [False]
    written = write(any_store, two)
    assert (written.new, written.reused) == ([True], {"red-heron": 1})
