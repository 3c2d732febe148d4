"""Whatever comes, in whatever order and however often: all is kept once, and the mark is right in the end."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hub.intake.ingest import Ingest
from hub.store.interface import NOTES
from hub.store.marks import advance
from tests.hub.stores import NOON, STATE, Wall, event, give, reading

END = NOON + 10 * 86_400
BASE = "highland/v1/red-heron"

ANYTHING = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=8),
    lambda each: some.lists(each, max_size=4) | some.dictionaries(some.text(max_size=8), each, max_size=4),
    max_leaves=12,
)
FIELDS = sorted(reading(1).as_json() | event(1).as_json() | STATE.as_json())


def refusals(store):
    """How often something was refused; what was kept and noted does not count."""
    return sum(times for (_, reason), times in store.refusals().items() if reason not in NOTES)


@pytest.mark.examples(1)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    some.sampled_from(["telemetry", "event", "state", "availability"]),
    some.dictionaries(some.sampled_from(FIELDS), ANYTHING, min_size=1, max_size=3) | some.binary(max_size=60),
)
def test_whatever_comes_it_is_kept_or_refused_and_the_store_goes_on(any_store, kind, found):
    ingest = Ingest(any_store, Wall())
    base = {"telemetry": reading(1), "event": event(1), "state": STATE}.get(kind)
    data = found if isinstance(found, bytes) else json.dumps((base.as_json() if base else {}) | found).encode()
    before = refusals(any_store)
    ingest.take(f"{BASE}/{kind}", data, False)
    ingest.flush()
    kept = ingest.counts["taken"] + ingest.counts["duplicate"]
    refused = refusals(any_store) - before
    assert kept + refused == 1 or kind in ("state", "availability")
    assert list(any_store.rows(0.0, END)) is not None


# Order and idempotence: a model of a node with its outbox, and of a line that loses, doubles and reorders

EPOCHS = iter(f"{n:016x}" for n in range(1 << 20))
STEP = some.sampled_from(["send", "send", "lose", "late", "twice", "early", "restart", "thin"])


class Model:
    """A node that sends from its mark on, the line, and the hub; `steps` are named as in STEP."""

    def __init__(self, store, epoch, count):
        self.store, self.epoch, self.count = store, epoch, count
        self.outbox = {n: (event if n % 4 == 0 else reading)(n, epoch=epoch, node="prop") for n in range(1, count + 1)}
        self.acked, self.line = 0, []
        self.ingest = Ingest(store, Wall())

    def waiting(self):
        return [n for n in sorted(self.outbox) if n > self.acked]

    def as_sent(self, number):
        before = [n for n in self.outbox if self.acked < n < number]
        return replace(self.outbox[number], prev=max(before, default=0))

    def arrive(self, record):
        give(self.ingest, record)
        for _, of, seq in self.ingest.flush():
            assert of == self.epoch
            assert seq >= self.acked
            self.acked = seq

    def send(self, number):
        self.arrive(self.as_sent(self.waiting()[0]))

    def twice(self, number):
        first = self.waiting()[0]
        for _ in range(2):
            self.arrive(self.as_sent(first))

    def lose(self, number):
        self.as_sent(self.waiting()[0])

    def early(self, number):
        self.arrive(self.as_sent(number))

    def late(self, number):
        self.line.append(self.as_sent(number))

    def restart(self, number):
        self.ingest = Ingest(self.store, Wall())

    def thin(self, number):
        if self.outbox[number].kind == "reading" and number != self.count:
            del self.outbox[number]


@pytest.mark.examples(1)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(some.integers(1, 25), some.lists(some.tuples(STEP, some.integers(0, 24)), max_size=60), some.data())
def test_any_order_any_loss_any_repeat_ends_with_every_record_once(any_store, count, steps, data):
    """The node sends from its mark on until all is acknowledged; events go early; the outbox may be thinned."""
    model = Model(any_store, next(EPOCHS), count)
    for step, which in steps:
        waiting = model.waiting()
        if not waiting:
            break
        getattr(model, step)(waiting[which % len(waiting)])
    for record in data.draw(some.permutations(model.line)):
        model.arrive(record)
    for number in sorted(model.outbox):
        if number > model.acked:
            model.arrive(model.as_sent(number))
    assert model.acked == count == any_store.mark("prop", model.epoch)
    rows = [row for row in any_store.rows(0.0, END) if row["epoch"] == model.epoch]
    kept = [row["seq"] for row in rows if row["channel"] == "heater"]
    assert len(kept) == len(set(kept))
    assert {n for n, each in model.outbox.items() if each.kind == "reading"} <= set(kept)
    assert set(kept) <= set(range(1, count + 1))


@given(some.sets(some.integers(1, 40), min_size=1), some.data())
def test_a_mark_is_where_all_before_it_have_come(numbers, data):
    """Against the plain meaning: in any order, in any portions."""
    ordered = sorted(numbers)
    pairs = list(zip([0, *ordered], ordered, strict=False))
    came = data.draw(some.permutations(pairs))[: data.draw(some.integers(0, len(pairs)))]
    expected = 0
    for prev, seq in pairs:
        if (prev, seq) not in came:
            break
        expected = seq
    assert advance(0, came).mark == expected
    assert advance(0, came * 2).mark == expected
