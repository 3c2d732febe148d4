"""Over real brokers: nothing is acknowledged before it is on the disk, and no restart loses anything."""

import threading
import time
from dataclasses import replace

import pytest

import hub.intake.listener
from hub.intake.connection import InsideConnection, MqttConnection
from hub.intake.ingest import Ingest
from hub.intake.listener import Listener
from hub.intake.refusals import Limits
from hub.store.sqlite import SqliteStore
from telemetry.address import Address
from telemetry.record import decode_ack
from tests.hub.brokers import TIMEOUT_S, mosquitto, need_mosquitto
from tests.hub.stores import EPOCH, event, reading

END = 4e9


class Ear:
    """A listener with what it told, and a way to wait for it."""

    def __init__(self, folder, store=None):
        self.store = store or SqliteStore(folder / "store.db")
        self.ingest = Ingest(self.store, time.time, source=lambda: "phone")
        self.news, self.said = [], []
        self._changed = threading.Condition()

    def listener(self, broker, password=None):
        if broker.is_embedded:
            line = InsideConnection(broker.broker)
        else:
            address = Address(broker.host, broker.port, broker.hub.name, password or broker.hub.password)
            line = MqttConnection(address)
        self._listener = Listener(line, self.ingest, self._into(self.news), self._into(self.said))
        return self._listener

    def _into(self, found):
        def put(what):
            with self._changed:
                found.append(what)
                self._changed.notify_all()

        return put

    def wait(self, condition):
        """Not everything is told, so it also looks again now and then."""
        until = time.monotonic() + TIMEOUT_S
        with self._changed:
            while not condition():
                assert time.monotonic() < until, (self.news, [str(each) for each in self.said])
                self._changed.wait(0.05)

    def wait_connected(self):
        self.wait(lambda: self._listener.connected.is_set())

    def wait_said(self, key, times=1):
        self.wait(lambda: sum(each.key == key for each in self.said) >= times)

    def wait_records(self, number):
        self.wait(lambda: sum(node.records for node in self.store.nodes()) >= number)

    def numbers(self):
        return [row["seq"] for row in self.store.rows(0.0, END) if row["channel"] == "heater"]


@pytest.fixture(autouse=True)
def marks_come_soon(monkeypatch):
    """The pause that spares the broker is the same code when it is short."""
    monkeypatch.setattr(hub.intake.listener, "ACK_EVERY_S", 0.1)


@pytest.fixture
def ear(tmp_path):
    made = Ear(tmp_path)
    yield made
    made.store.close()


def send(client, record, retain=False):
    kind = "event" if record.kind == "event" else "telemetry"
    client.publish(f"highland/v1/{record.node}/{kind}", record.encode(), qos=1, retain=retain)


def hear_mark(heard, seq):
    """Wait for the acknowledgment of this number; every one before it must be smaller."""
    last = 0
    while last < seq:
        _, data = heard.next()
        ack = decode_ack(data)
        assert ack.epoch == EPOCH
        assert ack.seq >= last
        assert ack.clock == "phone", "whose date the answer has"
        last = ack.seq
    assert last == seq


ACK = "highland/v1/red-heron/ack"


def test_what_a_node_sends_is_written_told_and_acknowledged(any_broker, ear):
    lamp = any_broker.invite("red-heron")
    with ear.listener(any_broker), any_broker.client(lamp, ACK) as (client, heard):
        ear.wait_connected()
        for n in range(1, 11):
            send(client, reading(n))
        hear_mark(heard, 10)
        assert ear.numbers() == list(range(1, 11))  # it is there when the answer is
        send(client, event(11))
        hear_mark(heard, 11)
        assert ear.store.events()[0].state == "ALARM"
        client.publish("highland/v1/red-heron/availability", b"online", qos=1, retain=True)
        ear.wait(lambda: ear.store.nodes()[0].online)
        assert set(ear.news) == {"red-heron"}
    with any_broker.client(lamp, ACK) as (_, heard):  # the answer is kept for a node that was away
        hear_mark(heard, 11)


def test_a_record_that_was_sent_twice_is_answered_twice_and_kept_once(any_broker, ear):
    lamp = any_broker.invite("red-heron")
    with ear.listener(any_broker), any_broker.client(lamp, ACK) as (client, heard):
        ear.wait_connected()
        for _ in range(2):
            send(client, reading(1))
            hear_mark(heard, 1)
        assert ear.numbers() == [1]


class Full(SqliteStore):
    """A store whose file may not grow while `full` is set: sqlite's own error, from its own code."""

    full = False

    def _connect(self, *, reading):
        db = super()._connect(reading=reading)
        if self.full and not reading:
            (pages,) = db.execute("PRAGMA page_count").fetchone()
            db.execute(f"PRAGMA max_page_count = {pages}")
        return db

    def fill(self, full):
        self.full = full
        with self._writing:
            self._forget()


def test_a_full_disk_is_said_and_nothing_is_lost(mosquitto_broker, tmp_path):
    store = Full(tmp_path / "store.db")
    ear = Ear(tmp_path, store)
    lamp = mosquitto_broker.invite("red-heron")
    with ear.listener(mosquitto_broker), mosquitto_broker.client(lamp, ACK) as (client, heard):
        ear.wait_connected()
        send(client, reading(1))
        hear_mark(heard, 1)
        store.fill(True)
        for n in range(2, 402):
            send(client, reading(n))
        ear.wait_said("hub.listener.store")
        held = decode_ack(heard.next()[1])  # told why, and no more is acknowledged than is on the disk
        assert (held.seq, held.held) == (1, "store")
        store.fill(False)
        ear.wait_said("hub.listener.store_back")
        hear_mark(heard, 401)
        assert ear.numbers() == list(range(1, 402))
    store.close()


def test_a_hub_whose_clock_is_behind_says_so_at_both_ends_and_takes_all_when_it_is_set(any_broker, ear):
    lamp, now = any_broker.invite("red-heron"), time.time()
    ear.ingest.wall = lambda: now - 3 * 86_400.0
    with ear.listener(any_broker), any_broker.client(lamp, ACK) as (client, heard):
        ear.wait_connected()
        send(client, reading(1, ts=now))
        ear.wait_said("hub.alert.clock")
        held = decode_ack(heard.next()[1])
        assert (held.epoch, held.seq, held.held) == (EPOCH, 0, "clock")
        assert held.ts == pytest.approx(now - 3 * 86_400.0, abs=0.001)
        ear.ingest.wall = lambda: now
        send(client, reading(1, ts=now))
        hear_mark(heard, 1)
        assert ear.numbers() == [1]


def test_the_broker_restarts_and_nothing_is_lost(tmp_path, ear):
    """The node does what the outbox does: from its mark on, again."""
    with mosquitto(tmp_path / "hub") as broker:
        lamp = broker.invite("red-heron")
        with ear.listener(broker):
            ear.wait_connected()
            with broker.client(lamp, ACK) as (client, heard):
                for n in range(1, 6):
                    send(client, reading(n))
                hear_mark(heard, 5)
            broker.broker.kill()
            ear.wait_said("hub.listener.cut")
            broker.broker.start()
            ear.wait_said("hub.listener.connected", times=2)
            with broker.client(lamp, ACK) as (client, heard):
                for n in range(4, 11):
                    send(client, reading(n))
                hear_mark(heard, 10)
            assert ear.numbers() == list(range(1, 11))


def test_what_comes_while_the_hub_is_away_is_there_when_it_is_back(mosquitto_broker, ear):
    """Its session stays with the broker, also when it did not say goodbye."""
    any_broker = mosquitto_broker
    lamp = any_broker.invite("red-heron")
    with ear.listener(any_broker):
        ear.wait_connected()
    with any_broker.client(lamp) as (client, _):
        for n in range(1, 51):
            client.publish("highland/v1/red-heron/telemetry", reading(n).encode(), qos=1).wait_for_publish(TIMEOUT_S)
    with ear.listener(any_broker):
        ear.wait_records(50)
    assert ear.numbers() == list(range(1, 51))


VIA = "highland/via/thon-a/red-heron/telemetry"


def test_what_a_bridge_brings_is_answered_only_when_it_is_on_the_disk(embedded_broker, tmp_path, monkeypatch):
    """Below it is deleted then, and nobody else would send it again."""
    monkeypatch.setattr(hub.intake.listener, "FLUSH_S", 0.02)  # twenty records a time
    store = Full(tmp_path / "store.db")
    ear = Ear(tmp_path, store)
    school = embedded_broker.invite("bridge_thon-a")
    with ear.listener(embedded_broker), embedded_broker.client(school) as (client, _):
        ear.wait_connected()
        client.publish(VIA, reading(1).encode(), qos=1).wait_for_publish(TIMEOUT_S)
        assert ear.numbers() == [1]
        store.fill(True)
        sent = [client.publish(VIA, reading(n).encode(), qos=1) for n in range(2, 402)]
        ear.wait_said("hub.listener.store")
        answered = 1 + sum(each.is_published() for each in sent)
        assert answered <= len(ear.numbers()) < 401
        store.fill(False)
        for each in sent:
            each.wait_for_publish(TIMEOUT_S)
        assert ear.numbers() == list(range(1, 402))
    store.close()


def test_what_a_bridge_brought_comes_again_when_the_hub_falls_before_it_wrote(mosquitto_broker, tmp_path):
    store = Full(tmp_path / "store.db")
    fallen, ear = Ear(tmp_path, store), Ear(tmp_path)
    school = mosquitto_broker.invite("bridge_thon-a")
    with fallen.listener(mosquitto_broker):
        fallen.wait_connected()
        store.fill(True)
        with mosquitto_broker.client(school) as (client, _):
            for n in range(1, 51):
                client.publish(VIA, reading(n).encode(), qos=1).wait_for_publish(TIMEOUT_S)
        fallen.wait_said("hub.listener.store")
        fallen.wait(lambda: fallen.ingest.waiting == 50)
    with ear.listener(mosquitto_broker):  # the same name at the broker, and a disk with room
        ear.wait_records(50)
    assert ear.numbers() == list(range(1, 51))
    store.close()
    ear.store.close()


def test_what_a_bridge_brought_while_there_was_no_room_is_asked_for_again(any_broker, tmp_path, monkeypatch):
    monkeypatch.setattr(hub.intake.listener, "ONCE_MORE_S", 0.05)
    store = Full(tmp_path / "store.db")
    ear = Ear(tmp_path, store)
    ear.ingest.limits = replace(ear.ingest.limits, waiting=5)
    need_mosquitto()
    school = any_broker.invite("bridge_thon-a")
    store.fill(True)
    sent = list(range(1, 31))
    with ear.listener(any_broker):
        ear.wait_connected()
        with any_broker.client(school, client_id="bridge", clean=False) as (client, _):
            client.reconnect_delay_set(1, 1)
            for n in sent:
                client.publish(VIA, reading(n).encode(), qos=1)
            ear.wait(lambda: ear.ingest.counts["waiting"] >= 25)
            ear.ingest.limits = Limits()
            store.fill(False)
            ear.wait_records(30)
    assert ear.numbers() == sent
    store.close()


def test_hostile_messages_over_the_wire_stop_nothing(any_broker, ear):
    lamp, villain = any_broker.invite("red-heron"), any_broker.invite("black-crow")
    with (
        ear.listener(any_broker),
        any_broker.client(lamp, ACK) as (client, heard),
        any_broker.client(villain) as (evil, _),
    ):
        ear.wait_connected()
        base = "highland/v1/black-crow"
        for data in (b"{", b"\xff\xfe", b"[" * 9000, b"x" * 60_000, reading(1).encode()):
            evil.publish(f"{base}/telemetry", data, qos=1)
            evil.publish(f"{base}/state", data, qos=1, retain=True)
            evil.publish(f"{base}/availability", data, qos=1)
        last = evil.publish(f"{base}/event", b"", qos=1)
        last.wait_for_publish(TIMEOUT_S)
        send(client, reading(1))
        hear_mark(heard, 1)
        ear.wait(lambda: sum(ear.store.refusals().values()) >= 16)
        assert {node for node, _ in ear.store.refusals()} == {"black-crow"}
        assert ear.numbers() == [1]


def test_a_hub_with_a_wrong_password_says_so(mosquitto_broker, ear):
    with ear.listener(mosquitto_broker, password="wrong"):
        ear.wait_said("hub.listener.refused")
    assert mosquitto_broker.hub.password not in str(ear.said)
