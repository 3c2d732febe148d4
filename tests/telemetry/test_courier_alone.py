"""What a courier does with records and answers before and without any broker: what it keeps, gives up and counts."""

import threading
from contextlib import closing

import pytest

from devices.dates.wall_clock import WallClock
from telemetry.address import address_of
from telemetry.answers import HubTime
from telemetry.card.damage import Gone
from telemetry.card.keeper import MAX_UNSAVED
from telemetry.card.outbox import Outbox, OutboxError, PendingRecord
from telemetry.courier import Courier
from telemetry.envelope import Times, times_of
from telemetry.record import Ack

NODE = "sim-red-heron"


class Clock:
    """Time goes on when somebody says so."""

    def __init__(self):
        self.now_s = 1000.0

    def times(self):
        return Times(mono=lambda: self.now_s, wall=lambda: 1_800_000_000.0 + self.now_s, sure=lambda ts: True)


class Nobody:
    """A client that was never connected."""

    def disconnect(self):
        pass

    def loop_stop(self):
        pass


def post(courier, clock, count, event=False):
    for _ in range(count):
        courier.post(PendingRecord(clock.now_s, clock.now_s, event, b"{}"))


def test_while_the_card_hangs_the_control_waits_for_nothing_and_the_loop_can_see_it(tmp_path):
    """The thread stands in fsync: here it was never begun."""
    clock = Clock()
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        courier = Courier(address_of("mqtt://localhost"), NODE, outbox, times=clock.times())
        post(courier, clock, 1)
        courier._take()
        assert courier.late_s == 0.0
        post(courier, clock, MAX_UNSAVED + 3)
        clock.now_s += 12.0
        assert (courier.late_s, courier.lost) == (12.0, 3)
        courier._take()
        assert courier.late_s == 0.0


def test_what_a_full_card_did_not_take_until_the_end_is_counted_and_said(tmp_path):
    clock, told = Clock(), []
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox._db.execute("PRAGMA query_only = ON")
        courier = Courier(
            address_of("mqtt://localhost"), NODE, outbox, times=clock.times(), notify=told.append, batch_s=0.0
        )
        courier._client = Nobody()
        post(courier, clock, 2, event=True)
        courier._inbox.put(("stop", 3.0))
        courier._take()
        clock.now_s += 4.0  # the card refused all that time
        post(courier, clock, 1)
        courier._run()
    assert [(each.key, each.values) for each in told] == [("mqtt.lost_at_end", {"lost": 3})]
    assert courier.dropped == 3


@pytest.mark.parametrize(("acknowledged", "lost"), [(0, [2]), (1, [1]), (2, [])])
def test_what_waited_in_memory_only_is_counted_at_the_end(tmp_path, acknowledged, lost):
    clock, told = Clock(), []
    outbox = Outbox(tmp_path / "a.db", trouble="the card is full")
    outbox.add([PendingRecord(1.0, 1.0, False, b"{}"), PendingRecord(2.0, 2.0, False, b"{}")])
    outbox.ack(outbox.epoch, acknowledged)
    courier = Courier(address_of("mqtt://localhost"), NODE, outbox, times=clock.times(), notify=told.append)
    courier._client, courier._stop_s = Nobody(), clock.now_s
    courier._run()
    assert [each.values["lost"] for each in told] == lost


def test_a_card_that_hangs_at_the_end_is_not_waited_for_and_what_it_has_not_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("telemetry.courier.CARD_TIMEOUT_S", 0.0)
    clock, told, card = Clock(), [], threading.Event()
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        courier = Courier(address_of("mqtt://localhost"), NODE, outbox, times=clock.times(), notify=told.append)
        courier._thread = threading.Thread(target=card.wait, daemon=True)
        courier._thread.start()
        post(courier, clock, 2)
        courier.stop(0.0)
        card.set()
    assert [(each.key, each.values) for each in told] == [("mqtt.lost_at_end", {"lost": 2})]


def test_events_go_to_the_card_at_once_and_readings_in_a_minute(tmp_path):
    """But not 31 events in ten minutes: a law that switches to and fro must not wear out the card."""
    clock = Clock()
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        courier = Courier(address_of("mqtt://localhost"), NODE, outbox, times=clock.times())
        courier._keeper.new(PendingRecord(1.0, clock.now_s, False, b"{}"))
        clock.now_s += 59.0
        courier._keep()
        assert outbox.newest == 0
        for _ in range(30):
            courier._keeper.new(PendingRecord(1.0, clock.now_s, True, b"{}"))
            courier._keep()
        assert outbox.newest == 31
        courier._keeper.new(PendingRecord(1.0, clock.now_s, True, b"{}"))
        courier._keep()
        assert (outbox.newest, courier.waiting) == (31, 32)
        clock.now_s += 60.0
        courier._keep()
        assert outbox.newest == 32


def test_the_hub_is_told_what_the_card_lost(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.gone = [Gone("0123456789abcdef", 3, 7)]
        courier = Courier(address_of("mqtt://localhost"), NODE, outbox)
        assert courier.told() == {
            "instance": outbox.epoch, "clock_off_s": 0.0, "gone": (("0123456789abcdef", 3, 7),), "card_fails": False,
        }  # fmt: skip


def test_a_refused_card_costs_the_oldest_readings_and_no_event(tmp_path):
    clock = Clock()
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        courier = Courier(address_of("mqtt://localhost"), NODE, outbox, times=clock.times())
        for number in range(MAX_UNSAVED + 3):
            courier._keeper.new(PendingRecord(float(number), clock.now_s, number == 0, b"{}"))
        courier._keeper.refuse(OutboxError("full"))
        assert [each.ts for each in courier._keeper.unsaved][:3] == [0.0, 4.0, 5.0]
        assert (courier.lost, len(courier._keeper.unsaved)) == (3, MAX_UNSAVED)


def test_an_answer_that_the_broker_had_kept_teaches_no_date(tmp_path):
    """It may be weeks old, though it is about numbers of this run."""
    (tmp_path / "run/systemd/timesync").mkdir(parents=True)
    clock = WallClock(None, tmp_path, lambda: 1000.0, lambda: 1_770_000_000.0)
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        courier = Courier(
            address_of("mqtt://localhost"), NODE, outbox, times=times_of(clock), hub_time=HubTime(clock, 0.0)
        )
        kept = Ack(epoch=outbox.epoch, seq=0, ts=1_800_000_000.0, clock="ntp").encode()
        for is_live, source in ((False, "unsure"), (False, "unsure"), (True, "unsure"), (True, "hub")):
            courier._acknowledged((kept, is_live))
            assert clock.state().source == source
