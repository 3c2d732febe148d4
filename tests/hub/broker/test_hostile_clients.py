"""Clients that are broken or hostile, at the embedded broker: what they may fill, and that others notice nothing."""

import contextlib
import itertools
import queue
import select
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hub.broker.embedded_client
import hub.broker.subscribing
from bench._fuzz import Hostile
from hub.access.accounts import invite, remove
from hub.broker.broker import EmbeddedBroker, in_thread
from hub.broker.embedded_client import Size
from tests.hub.brokers import TIMEOUT_S, Heard, Login, Running
from tests.hub.stores import reading

OURS = "highland/v1/red-heron"
VIA = "highland/via/thon-a/red-heron/telemetry"


def packet(kind, body):
    length, left = b"", len(body)
    while True:
        left, low = divmod(left, 128)
        length += bytes([low | (0x80 if left else 0)])
        if not left:
            return bytes([kind]) + length + body


def text(words):
    return len(words).to_bytes(2, "big") + words


def logged_in(broker, who, name=b"hostile", narrow=False):
    line = socket.socket()
    if narrow:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    line.settimeout(TIMEOUT_S)
    line.connect((broker.host, broker.port))
    line.sendall(
        packet(0x10, b"\x00\x04MQTT\x04\xc2\x00\x3c" + text(name) + b"".join(text(each.encode()) for each in who))
    )
    assert line.recv(4) == b"\x20\x02\x00\x00"
    return line


def is_ended(line):
    try:
        while line.recv(65_536):
            pass
    except ConnectionError:
        pass
    return True


@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=6), st.integers(1, 9_000))
def test_the_length_of_every_packet_is_known_when_its_head_was_read(lengths, at_once):
    size = Size()
    for length in lengths:
        assert size.is_between
        whole = packet(0x30, bytes(length))
        head = len(whole) - length
        for place in range(head):
            found = size.follow(whole[place : place + 1])
        assert found == length
        for place in range(head, len(whole), at_once):
            assert not size.is_between
            size.follow(whole[place : place + at_once])
    assert size.is_between


def test_a_bridge_is_not_answered_before_the_hub_listens_and_then_sends_again(tmp_path):
    account, heard = invite(tmp_path, "bridge_thon-a"), Heard()

    def hear(topic, payload, kept, answer):
        heard.put(topic, payload)
        answer()

    with in_thread(EmbeddedBroker(tmp_path, port=0)) as broker:
        club = Running(tmp_path, broker.host, broker.port, broker)
        school = Login("bridge_thon-a", account)
        with club.client(school, client_id="bridge", clean=False) as (client, _):
            client.reconnect_delay_set(1, 1)
            sent = client.publish(VIA, reading(1).encode(), qos=1)
            club.publish("highland/v1/blue-otter/event", "all before is dealt with", Login("blue-otter", None))
            assert not sent.is_published()
            broker.listen(("highland/via/#",), hear)
            assert heard.next() == (VIA, reading(1).encode())
            sent.wait_for_publish(TIMEOUT_S)
            broker.listen((), lambda *message: None)  # the hub ends before its broker does
            late = client.publish(VIA, reading(2).encode(), qos=1)
            club.publish("highland/v1/blue-otter/event", "all before is dealt with", Login("blue-otter", None))
            assert not late.is_published()


def test_who_talks_without_a_pause_can_be_thrown_out(embedded_broker, monkeypatch):
    monkeypatch.setattr("hub.broker.broker.LOOK_AGAIN_S", 0.02)
    lamp = embedded_broker.invite("red-heron")
    line = logged_in(embedded_broker, lamp)
    said = packet(0x30, text(f"{OURS}/event".encode()) + b"x" * 700) * 20

    def talk():
        try:
            while True:
                line.sendall(said)
        except OSError:
            pass

    talker = threading.Thread(target=talk, daemon=True)
    talker.start()
    remove(embedded_broker.folder, "red-heron")
    talker.join(TIMEOUT_S)
    assert not talker.is_alive()
    line.close()


@pytest.mark.parametrize("kind", [0x00, 0x10, 0x20, 0x90, 0xB0, 0xD0, 0xF0, 0x36, 0x3F])
def test_a_packet_that_no_client_sends_ends_the_connection(embedded_broker, kind):
    """Amqtt would keep a task of each, or write lines to the log for a quality of service 3."""
    with logged_in(embedded_broker, embedded_broker.invite("red-heron")) as line:
        line.sendall(packet(kind, b""))
        assert is_ended(line)


def test_a_packet_of_eight_megabytes_is_not_taken_whatever_its_kind(embedded_broker):
    lamp = embedded_broker.invite("red-heron")
    for kind in (0x82, 0x32, 0xA2):
        line = logged_in(embedded_broker, lamp)
        many = b"\x00\x01" + b"".join(text(b"%s/part%d/set" % (OURS.encode(), n)) + b"\x01" for n in range(30_000))
        with contextlib.suppress(ConnectionError):
            line.sendall(packet(kind, many))
        assert is_ended(line)
        line.close()
    with embedded_broker.listen(f"{OURS}/event", who=embedded_broker.hub) as heard:
        embedded_broker.publish(f"{OURS}/event", "still here", lamp)
        assert heard.next()[1] == b"still here"


def test_filters_that_were_given_back_leave_nothing(embedded_broker):
    lamp = embedded_broker.invite("red-heron")
    kept = embedded_broker.broker._broker._subscriptions
    before, asked = len(kept), [f"{OURS}/part{n}/set" for n in range(60)]
    with embedded_broker.client(lamp, *asked, client_id="a", clean=False) as (client, _):
        assert len(kept) == before + 60
        gone = threading.Event()
        client.on_unsubscribe = lambda *_: gone.set()
        client.unsubscribe(asked)
        assert gone.wait(TIMEOUT_S)
        assert len(kept) == before


def test_what_would_end_a_bridge_upward_is_answered_and_goes_no_further(any_broker):
    """A payload that fits here and, with the longer topic, no longer above."""
    lamp = any_broker.invite("red-heron")
    with any_broker.client(any_broker.hub, f"{OURS}/event") as (_, heard), any_broker.client(lamp) as (client, _):
        client.publish(f"{OURS}/event", b"x" * 60_001, qos=1).wait_for_publish(TIMEOUT_S)
        client.publish(f"{OURS}/event", b"y" * 60_000, qos=1).wait_for_publish(TIMEOUT_S)
        assert heard.next()[1] == b"y" * 60_000


def test_a_topic_with_a_control_character_goes_no_further(embedded_broker):
    school = embedded_broker.invite("bridge_thon-a")
    with embedded_broker.client(embedded_broker.hub, "highland/via/#") as (_, heard):
        line = logged_in(embedded_broker, school)
        for name in (b"highland/via/thon-a/a\x01b/event", b"highland/via/thon-a/old-goat/event"):
            line.sendall(packet(0x32, text(name) + b"\x00\x07" + b"x"))
            assert line.recv(4) == b"\x40\x02\x00\x07"
        assert heard.next()[0] == "highland/via/thon-a/old-goat/event"
        line.close()


def test_who_does_not_read_is_read_no_further(embedded_broker):
    """Else the answers fill the memory. The way back is made narrow, so that few answers fill it."""
    embedded_broker.broker._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    line = logged_in(embedded_broker, embedded_broker.invite("red-heron"), narrow=True)
    said = memoryview(packet(0x32, text(f"{OURS}/event".encode()) + b"\x00\x07") * 100_000)
    line.settimeout(1.5)
    taken = 0
    with contextlib.suppress(TimeoutError):
        while taken < len(said):
            taken += line.send(said[taken : taken + 30_000])
    assert taken < len(said) // 2, taken
    can_send, until = False, time.monotonic() + TIMEOUT_S
    while not can_send and time.monotonic() < until:  # now it reads, and is read again
        can_read, can_send, _ = select.select([line], [line], [], 1.0)
        if can_read:
            line.recv(65_536)
    assert can_send
    line.close()


def retained(broker, *names):
    return {name.rpartition("/")[2] for name in names if name in broker.broker._broker._retained_messages}


def test_a_client_id_without_end_is_refused(embedded_broker):
    """Sessions are kept for days, each under its client id."""
    line = socket.create_connection((embedded_broker.host, embedded_broker.port), timeout=TIMEOUT_S)
    line.sendall(packet(0x10, b"\x00\x04MQTT\x04\x82\x00\x3c" + text(b"x" * 257) + text(b"red-heron")))
    assert line.recv(4) == b"\x20\x02\x00\x02"
    line.close()
    assert embedded_broker.broker.refused == {("red-heron", "client_id"): 1}


def test_a_topic_or_filter_without_end_is_refused(embedded_broker):
    school, refused = embedded_broker.invite("bridge_thon-a"), embedded_broker.broker.refused
    with embedded_broker.client(Login("red-heron", None)) as (client, _):
        codes = queue.Queue()
        client.on_subscribe = lambda _c, _d, _m, given, _p: codes.put([code.is_failure for code in given])
        client.subscribe([(f"{OURS}/{'x' * 250}/set", 1), (f"{OURS}/fan/set", 1)])
        assert codes.get(timeout=TIMEOUT_S) == [True, False]
    with embedded_broker.client(school) as (client, _):
        client.publish(f"highland/via/thon-a/{'x' * 250}/state", b"x", 1, retain=True).wait_for_publish(TIMEOUT_S)
    more = embedded_broker.broker.refused - refused
    assert more == {("red-heron", "filters"): 1, ("bridge_thon-a", "topic"): 1}


def test_what_is_retained_has_so_many_bytes_and_no_more(embedded_broker, monkeypatch):
    monkeypatch.setattr(hub.broker.subscribing, "MAX_KEPT_BYTES", 1_000)
    lamp, state, availability = Login("red-heron", None), f"{OURS}/state", f"{OURS}/availability"
    with embedded_broker.client(lamp) as (client, _):
        for topic, size in ((state, 800), (availability, 300)):
            client.publish(topic, b"x" * size, 1, retain=True).wait_for_publish(TIMEOUT_S)
        assert retained(embedded_broker, state, availability) == {"state"}
        for topic, size in ((state, 700), (availability, 300)):
            client.publish(topic, b"x" * size, 1, retain=True).wait_for_publish(TIMEOUT_S)
        assert retained(embedded_broker, state, availability) == {"state", "availability"}
        for topic, size in ((state, 0), (availability, 900)):
            client.publish(topic, b"x" * size, 1, retain=True).wait_for_publish(TIMEOUT_S)
        assert retained(embedded_broker, state, availability) == {"availability"}


def test_what_waits_for_who_is_away_has_so_many_bytes_and_no_more(embedded_broker, monkeypatch):
    monkeypatch.setattr(hub.broker.subscribing, "MAX_OFFLINE_BYTES", 1_000)
    lamp = Login("red-heron", None)
    for _ in range(2):  # the room is there again when it was handed over
        with embedded_broker.client(lamp, f"{OURS}/ack", client_id="away", clean=False):
            pass
        for number in range(3):
            embedded_broker.publish(f"{OURS}/ack", f"{number}" * 400, embedded_broker.hub)
        with embedded_broker.client(lamp, f"{OURS}/ack", client_id="away", clean=False) as (_, heard):
            assert [heard.next()[1][:1] for _ in range(2)] == [b"0", b"1"]
            embedded_broker.publish(f"{OURS}/ack", "the end", embedded_broker.hub)
            assert heard.until(b"the end") == []


def test_too_many_messages_of_qos_2_that_are_never_finished_end_their_connection(embedded_broker, monkeypatch):
    monkeypatch.setattr(hub.broker.embedded_client, "MAX_HALF", 3)
    line = logged_in(embedded_broker, embedded_broker.invite("red-heron"))
    begin = text(f"{OURS}/event".encode())
    with contextlib.suppress(ConnectionError):
        line.sendall(b"".join(packet(0x34, begin + number.to_bytes(2, "big") + b"half") for number in range(1, 30)))
    assert is_ended(line)
    line.close()


def test_a_message_of_qos_2_comes_once_and_its_end_is_answered_as_often_as_it_is_asked_for(embedded_broker):
    who = embedded_broker.invite("red-heron")
    line = logged_in(embedded_broker, who)
    said = packet(0x34, text(f"{OURS}/event".encode()) + b"\x00\x07one")
    with embedded_broker.client(embedded_broker.hub, f"{OURS}/event") as (_, heard), line.makefile("rb") as stream:
        line.sendall(said + said)  # it did not hear the first answer
        assert stream.read(8) == b"\x50\x02\x00\x07" * 2
        line.sendall(b"\x62\x02\x00\x07" * 2)
        assert stream.read(8) == b"\x70\x02\x00\x07" * 2
        embedded_broker.publish(f"{OURS}/event", "the end", who)
        assert heard.until(b"the end") == [(f"{OURS}/event", b"one")]
    line.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_a_hostile_client_sends_a_good_one_loses_nothing(embedded_broker, seed):
    """The same as `bench mqtt_fuzz`, with fewer packets."""
    with (
        embedded_broker.client(embedded_broker.hub, f"{OURS}/event") as (_, heard),
        embedded_broker.client(Login("red-heron", None)) as (good, _),
    ):
        for client in range(5):
            hostile = Hostile(100 * seed + client, b"fuzz-%d" % client)
            with socket.create_connection((embedded_broker.host, embedded_broker.port), timeout=TIMEOUT_S) as line:
                with contextlib.suppress(OSError):
                    line.sendall(hostile.begin() + b"".join(itertools.islice(hostile.packets(), 60)))
                good.publish(f"{OURS}/event", b"%d" % client, 1).wait_for_publish(TIMEOUT_S)
        assert [heard.next()[1] for _ in range(5)] == [b"0", b"1", b"2", b"3", b"4"]
