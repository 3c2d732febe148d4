"""The courier against a real mosquitto, the hub played by a plain client: what the hub lacks is sent again."""

import json
import queue
import random
from contextlib import closing

import pytest

from devices.dates.wall_clock import WallClock
from telemetry.address import address_of
from telemetry.answers import HubTime
from telemetry.card.outbox import Outbox, PendingRecord
from telemetry.courier import Courier
from telemetry.envelope import Times, times_of
from telemetry.record import Ack, decode_record

NODE = "sim-red-heron"
BODY = {
    "clock": "sure", "provenance": "sim", "project": "gas_alarm", "kind": "reading", "state": "NORMAL",
    "why": "normal.well", "readings": {}, "commanded": {}, "sim_ts": 1.0,
}  # fmt: skip
EVENT = {
    "clock": "sure", "provenance": "sim", "project": "gas_alarm", "kind": "event", "state": "ALARM", "why": "a.b",
    "event": "state", "urgent": True, "said": {"en": "Gas", "vi": "Gas"}, "sim_ts": 1.0,
}  # fmt: skip
WAIT_S = 20.0  # for a machine that is busy; a test takes a fraction of a second


class Ear:
    """A client that hears all that a node says, and answers when it is told to."""

    def __init__(self, url):
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        self.heard = queue.SimpleQueue()
        subscribed = queue.SimpleQueue()
        address = address_of(url)
        self.client = Client(CallbackAPIVersion.VERSION2)
        self.client.on_message = lambda client, data, message: self.heard.put(message)
        self.client.on_subscribe = lambda *_: subscribed.put(None)
        self.client.connect(address.host, address.port)
        self.client.loop_start()
        self.client.subscribe("#", qos=1)
        subscribed.get(timeout=WAIT_S)

    def records(self, count):
        """The next so many records, and the number before each."""
        found = []
        while len(found) < count:
            message = self.heard.get(timeout=WAIT_S)
            if message.topic.rsplit("/", 1)[-1] in ("telemetry", "event"):
                found.append(decode_record(message.payload))
        return found

    def kind(self, kind):
        """The next message of that kind."""
        while True:
            message = self.heard.get(timeout=WAIT_S)
            if message.topic.endswith(f"/{kind}"):
                return message

    def ack(self, epoch, seq, **more):
        payload = Ack(epoch=epoch, seq=seq, **more).encode()
        self.client.publish(f"highland/v1/{NODE}/ack", payload, qos=1, retain=True)

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()


@pytest.fixture
def ear(broker):
    opened = Ear(broker.url)
    yield opened
    opened.close()


class Clock:
    """Time goes on when somebody says so."""

    def __init__(self):
        self.now_s = 1000.0

    def times(self):
        return Times(mono=lambda: self.now_s, wall=lambda: 1_800_000_000.0 + self.now_s, sure=lambda ts: True)


def started(broker, tmp_path, clock, **options):
    outbox = Outbox(tmp_path / "a.db")
    courier = Courier(
        address_of(broker.url), NODE, outbox, times=clock.times(), batch_s=0.0, reconnect_s=(0.05, 1.0), **options
    )
    courier.start()
    return courier, outbox


def post(courier, clock, numbers, body=BODY):
    for number in numbers:
        text = json.dumps(body | {"t_s": float(number)}).encode()
        courier.post(PendingRecord(clock.now_s, clock.now_s, body is EVENT, text))


def test_records_come_in_order_and_go_from_the_outbox_when_the_hub_has_them(broker, ear, tmp_path):
    clock = Clock()
    courier, outbox = started(broker, tmp_path, clock)
    assert ear.kind("availability").payload == b"online"
    post(courier, clock, range(1, 6))
    records = ear.records(5)
    assert [(record.seq, record.prev, record.t_s) for record in records] == [
        (1, 0, 1.0),
        (2, 1, 2.0),
        (3, 2, 3.0),
        (4, 3, 4.0),
        (5, 4, 5.0),
    ]
    assert courier.waiting == 5
    ear.ack(outbox.epoch, 5)
    ear.kind("ack")
    courier.stop()
    assert ear.kind("availability").payload == b"offline"
    with closing(Outbox(tmp_path / "a.db")) as again:
        assert again.newest == 5
    assert outbox.acked == 5


def test_without_a_word_from_the_hub_all_is_sent_again(broker, ear, tmp_path):
    clock = Clock()
    courier, outbox = started(broker, tmp_path, clock)
    post(courier, clock, range(1, 4))
    assert [record.seq for record in ear.records(3)] == [1, 2, 3]
    ear.ack(outbox.epoch, 1)
    ear.kind("ack")
    for _ in range(1000):  # each way to the broker and back takes its time
        courier.show(b"{}")
        ear.kind("state")
        if outbox.acked:
            break
    again = []
    while len(again) < 2:
        clock.now_s += 11.0  # longer than its patience
        courier.show(b"{}")  # something to wake up for, and to hear of
        while not (message := ear.heard.get(timeout=WAIT_S)).topic.endswith("/state"):
            again.append(decode_record(message.payload))
    assert [(record.seq, record.prev) for record in again[:2]] == [(2, 0), (3, 2)]
    ear.ack(outbox.epoch, 3)
    courier.stop()


def test_a_mark_of_another_outbox_is_not_taken(broker, ear, tmp_path):
    clock = Clock()
    courier, outbox = started(broker, tmp_path, clock)
    post(courier, clock, range(1, 4))
    ear.records(3)
    ear.client.publish(f"highland/v1/{NODE}/ack", b'{"v":1,"epoch":"ffffffffffffffff","seq":3}', qos=1)
    ear.client.publish(f"highland/v1/{NODE}/ack", b"no mark", qos=1)
    ear.ack(outbox.epoch, 2)
    for _ in range(1000):  # each way to the broker and back takes its time
        courier.show(b"{}")
        ear.kind("state")
        if outbox.acked:
            break
    assert outbox.acked == 2
    courier.stop(0.0)


def test_a_mark_ahead_of_ours_is_said_and_what_waits_goes_out_under_new_numbers(broker, ear, tmp_path):
    """Somebody else sends under the same epoch: what the hub has may be his."""
    clock, told = Clock(), queue.SimpleQueue()
    courier, outbox = started(broker, tmp_path, clock, notify=told.put)
    epoch = outbox.epoch
    post(courier, clock, range(1, 4))
    assert {record.epoch for record in ear.records(3)} == {epoch}
    ear.ack(epoch, 900)
    again = ear.records(3)
    assert [record.t_s for record in again] == [1.0, 2.0, 3.0]
    assert {record.epoch for record in again} == {outbox.epoch} != {epoch}
    assert [told.get(timeout=WAIT_S).key for _ in range(2)] == ["mqtt.connected", "mqtt.new_series"]
    ear.ack(outbox.epoch, 3)
    courier.stop()
    assert outbox.acked == 3


def test_what_was_written_before_a_kill_is_sent_by_the_next_life(broker, ear, tmp_path):
    clock = Clock()
    outbox = Outbox(tmp_path / "a.db")
    outbox.add([PendingRecord(5.0, 5.0, False, json.dumps(BODY | {"t_s": 7.0}).encode())])
    outbox.close()
    courier, _ = started(broker, tmp_path, clock)
    assert [(record.seq, record.t_s) for record in ear.records(1)] == [(1, 7.0)]
    courier.stop(0.0)


def test_an_event_does_not_wait_behind_a_long_backlog(broker, ear, tmp_path):
    clock = Clock()
    outbox = Outbox(tmp_path / "a.db")
    outbox.add([PendingRecord(5.0, 5.0, False, json.dumps(BODY | {"t_s": 7.0}).encode())] * 500)
    before = outbox.epoch
    outbox.close()
    courier, outbox = started(broker, tmp_path, clock)
    ear.records(100)  # the window; the rest waits for the hub
    post(courier, clock, [501], EVENT)
    event = ear.records(1)[0]
    assert (event.kind, event.epoch, event.seq, event.prev) == ("event", outbox.epoch, 501, 0)
    ear.ack(outbox.epoch, 501)  # says nothing of the records before it: they are of another epoch
    ear.ack(before, 100)
    assert [(record.epoch, record.seq) for record in ear.records(100)] == [(before, seq) for seq in range(101, 201)]
    courier.stop(0.0)


def test_a_broker_that_was_away_gets_everything_later(broker, tmp_path):
    clock = Clock()
    broker.kill()
    told = queue.SimpleQueue()
    courier, _ = started(broker, tmp_path, clock, notify=told.put)
    post(courier, clock, range(1, 4))
    broker.start()
    ear = Ear(broker.url)
    heard = {}
    while len(heard) < 3:  # it may have come back before the ear did: then it sends again, when its patience is over
        clock.now_s += 11.0
        courier.show(b"{}")
        while not (message := ear.heard.get(timeout=WAIT_S)).topic.endswith("/state"):
            if message.topic.endswith("/telemetry"):
                record = decode_record(message.payload)
                heard[record.seq] = record.t_s
    assert heard == {1: 1.0, 2: 2.0, 3: 3.0}
    assert told.get(timeout=WAIT_S).key == "mqtt.connected"
    courier.stop(0.0)
    ear.close()


def test_people_hear_that_the_line_is_cut(broker, tmp_path):
    told = queue.SimpleQueue()
    courier, _ = started(broker, tmp_path, Clock(), notify=told.put)
    assert told.get(timeout=WAIT_S).key == "mqtt.connected"
    broker.kill()
    assert told.get(timeout=WAIT_S).key == "mqtt.cut"
    courier.stop(0.0)


def test_a_command_reaches_the_control_and_says_whether_it_was_retained(broker, ear, tmp_path):
    clock = Clock()
    courier, _ = started(broker, tmp_path, clock)
    ear.kind("availability")
    post(courier, clock, [1])
    ear.records(1)  # it is subscribed by then
    ear.client.publish(f"highland/v1/{NODE}/hush/set", b"press", qos=1)
    assert courier.orders.get(timeout=WAIT_S) == (b"press", "hush", False)
    courier.stop(0.0)


def test_home_assistant_is_told_anew_when_it_starts(broker, ear, tmp_path):
    clock = Clock()
    courier, _ = started(broker, tmp_path, clock, config=b'{"a":1}')
    assert ear.kind("config").payload == b'{"a":1}'
    ear.client.publish("homeassistant/status", b"online")
    assert ear.kind("config").payload == b'{"a":1}'
    courier.stop(0.0)


def test_the_will_tells_that_a_node_died(broker, ear, tmp_path):
    clock = Clock()
    courier, _ = started(broker, tmp_path, clock)
    assert ear.kind("availability").payload == b"online"
    courier._client._sock_close()  # as if the power went
    assert ear.kind("availability").payload == b"offline"
    courier.stop(0.0)


def test_a_full_card_is_said_and_what_waits_is_written_when_there_is_room_again(broker, ear, tmp_path):
    clock, told = Clock(), queue.SimpleQueue()
    courier, outbox = started(broker, tmp_path, clock, notify=told.put)
    post(courier, clock, [1])
    ear.records(1)
    (pages,) = outbox._db.execute("PRAGMA page_count").fetchone()
    outbox._db.execute(f"PRAGMA max_page_count = {pages}")  # sqlite's own error, from its own code
    for number in range(2, 5):
        noise = random.Random(number).randbytes(9000).hex()
        post(courier, clock, [number], BODY | {"noise": noise})
    assert [told.get(timeout=WAIT_S).key for _ in range(2)] == ["mqtt.connected", "mqtt.lost_card"]
    assert outbox.newest == 1
    assert courier.waiting == 4
    assert courier.told()["card_fails"]
    outbox._db.execute("PRAGMA max_page_count = 1000000")
    clock.now_s += 11.0
    post(courier, clock, [5])
    heard = []
    while not heard or heard[-1] != 5.0:  # the first may come once more: nobody acknowledged it
        heard += [record.t_s for record in ear.records(1)]
    assert [each for each in heard if each > 1.0] == [2.0, 3.0, 4.0, 5.0]
    assert told.get(timeout=WAIT_S).values == {"lost": 0}
    assert not courier.told()["card_fails"]
    courier.stop(0.0)


def test_a_board_without_a_date_learns_it_from_live_answers_about_its_own_records(broker, ear, tmp_path):
    """What the broker had kept, and what is of another node's numbers, teaches nothing."""
    (tmp_path / "run/systemd/timesync").mkdir(parents=True)
    noon, said = 1_800_000_000.0, queue.SimpleQueue()
    clock = WallClock(None, tmp_path, lambda: 1000.0, lambda: 1_770_000_000.0)
    ear.ack("f" * 16, 1, ts=noon - 9e6, clock="ntp")  # kept by the broker, of an earlier life
    outbox = Outbox(tmp_path / "a.db")
    of_node = {"times": times_of(clock), "hub_time": HubTime(clock, 0.0), "notify": said.put}
    courier = Courier(address_of(broker.url), NODE, outbox, batch_s=0.0, **of_node)
    courier.start()
    for seq, (epoch, ts) in enumerate(
        [("f" * 16, noon - 9e6), ("f" * 16, noon - 9e6), (outbox.epoch, noon), (outbox.epoch, noon)], 1
    ):
        courier.post(PendingRecord(1.0, 1000.0, False, json.dumps(BODY | {"t_s": 1.0, "clock": "unsure"}).encode()))
        assert ear.records(1)[0].clock == "unsure"
        ear.ack(epoch, seq, ts=ts, clock="ntp")
    while said.get(timeout=WAIT_S).key != "mqtt.clock.learned":
        pass
    assert (clock.wall(), clock.state().source) == (noon, "hub")
    courier.post(PendingRecord(1.0, 1000.0, False, json.dumps(BODY | {"t_s": 2.0, "clock": "sure"}).encode()))
    (record,) = ear.records(1)
    assert (record.clock, record.clock_source, record.ts) == ("sure", "hub", noon)
    courier.stop(0.0)
