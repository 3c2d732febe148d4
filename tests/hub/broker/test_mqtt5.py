"""MQTT 5 at the embedded broker: what is translated, what is told, what is refused; with paho, and byte by byte."""

import contextlib
import time
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hub.broker.carried
import hub.broker.coming
from hub.broker.mqtt5 import Cursor, Malformed, Mqtt5, WithWill, packet, text
from tests.hub.broker.test_crowd import line_to
from tests.hub.broker.test_hostile_clients import is_ended
from tests.hub.brokers import TIMEOUT_S, Login
from tests.hub.speaks_mqtt5 import OURS, Client, connect_body, translation

ALL_PROPERTIES = bytes.fromhex("0200000005 0300046a736f6e 08000174 0900020102 26000161000162 0101".replace(" ", ""))


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_a_message_with_properties_arrives_at_either_version(embedded_broker, qos):
    with (
        embedded_broker.client(embedded_broker.hub, f"{OURS}/state") as (_, old),
        Client(embedded_broker) as lamp,
        Client(embedded_broker, embedded_broker.hub) as new,
    ):
        new.subscribe(f"{OURS}/state", qos)
        lamp.publish(f"{OURS}/state", b"x", qos, ContentType="json", UserProperty=("a", "b"))
        assert old.next() == new.heard.next() == (f"{OURS}/state", b"x")


ALONG = {
    "PayloadFormatIndicator": 1,
    "ContentType": "application/json",
    "ResponseTopic": "a/b",
    "CorrelationData": b"\x01\x02",
    "UserProperty": [("school", "Na Hang"), ("school", "Cao Bằng")],
}


@pytest.fixture
def later(monkeypatch):
    """Call it with seconds: the broker's messages and sessions are older by so much."""
    ahead = [0.0]
    now = time.monotonic
    clock = types.SimpleNamespace(monotonic=lambda: now() + ahead[0])
    monkeypatch.setattr(hub.broker.carried, "time", clock)
    monkeypatch.setattr(hub.broker.coming, "time", clock)

    def pass_s(seconds):
        ahead[0] += seconds

    return pass_s


@pytest.mark.parametrize("retain", [False, True])
def test_what_is_sent_along_with_a_message_comes_with_it_and_with_no_other(embedded_broker, retain):
    with Client(embedded_broker) as lamp, Client(embedded_broker, embedded_broker.hub) as new:
        if not retain:
            new.subscribe(f"{OURS}/state")
        assert lamp.publish(f"{OURS}/state", b"x", retain=retain, MessageExpiryInterval=50, **ALONG) == 0
        if retain:
            new.subscribe(f"{OURS}/state")
        assert new.heard.next() == (f"{OURS}/state", b"x")
        told = new.told_along.get(timeout=TIMEOUT_S)
        assert 0 < told.pop("MessageExpiryInterval") <= 50
        assert told == ALONG | {"CorrelationData": "0102"}
        lamp.publish(f"{OURS}/state", b"y")
        assert new.heard.next() == (f"{OURS}/state", b"y")
        assert new.told_along.get(timeout=TIMEOUT_S) == {}


def test_more_than_a_little_that_is_sent_along_is_refused_and_told(embedded_broker):
    with Client(embedded_broker) as lamp, Client(embedded_broker, embedded_broker.hub) as new:
        new.subscribe(f"{OURS}/state")
        assert lamp.publish(f"{OURS}/state", b"x", UserProperty=("a", "b" * 2_000)) == 0x97
        assert lamp.publish(f"{OURS}/state", b"y") == 0
        assert new.heard.next()[1] == b"y"


def test_a_message_that_may_not_be_written_is_answered_with_the_reason(embedded_broker):
    with Client(embedded_broker) as lamp:
        assert lamp.publish("highland/v1/blue-otter/state", b"x") == 0x87
        assert lamp.publish(f"{OURS}/state", b"x" * 60_001) == 0x97
        assert lamp.publish(f"{OURS}/state", b"x") == 0


def test_an_order_that_holds_no_longer_never_comes_late(embedded_broker, later):
    kept = {"client_id": "lamp", "SessionExpiryInterval": 3600}
    with Client(embedded_broker, **kept) as lamp:
        lamp.subscribe(f"{OURS}/fan/set")
    with Client(embedded_broker, embedded_broker.hub) as person:
        person.publish(f"{OURS}/fan/set", b"late", MessageExpiryInterval=10)
        person.publish(f"{OURS}/fan/set", b"in time", MessageExpiryInterval=100)
        later(30)
        with Client(embedded_broker, clean_start=False, **kept) as lamp:
            assert lamp.heard.next()[1] == b"in time"
            assert lamp.told_along.get(timeout=TIMEOUT_S)["MessageExpiryInterval"] <= 70


def test_a_retained_message_that_holds_no_longer_is_gone_for_clients_of_either_version(embedded_broker, later):
    topic = f"{OURS}/availability"
    with Client(embedded_broker) as lamp:
        lamp.publish(topic, b"old", retain=True, MessageExpiryInterval=10)
        later(30)
        with (
            Client(embedded_broker, embedded_broker.hub) as new,
            embedded_broker.client(embedded_broker.hub, topic) as (_, heard),
        ):
            new.subscribe(topic)
            lamp.publish(topic, b"the end")
            assert new.heard.until(b"the end") == []
            assert heard.until(b"the end") == []


def test_a_session_is_kept_for_as_long_as_it_was_asked_for(embedded_broker, later):
    def again():
        with line_to(embedded_broker, packet(0x10, connect_body(b"\x11\x00\x00\x00\x3c", flags=0x80))) as line:
            had_session = line.recv(100)[2]
            line.sendall(packet(0xE0, b""))
            assert is_ended(line)
        return had_session

    assert not again()
    later(50)
    assert again()
    later(61)
    assert not again()


def test_a_topic_may_get_a_number(embedded_broker):
    with (
        line_to(embedded_broker, packet(0x10, connect_body())) as line,
        Client(embedded_broker, embedded_broker.hub) as new,
    ):
        new.subscribe(f"{OURS}/state")
        line.sendall(packet(0x30, text(f"{OURS}/state".encode()) + b"\x03\x23\x00\x10one"))
        line.sendall(packet(0x30, text(b"") + b"\x03\x23\x00\x10two"))
        assert [new.heard.next(), new.heard.next()] == [(f"{OURS}/state", b"one"), (f"{OURS}/state", b"two")]


def test_a_client_is_told_that_another_one_took_its_place(embedded_broker):
    with Client(embedded_broker, client_id="lamp") as first, Client(embedded_broker, client_id="lamp"):
        assert first.ends.get(timeout=TIMEOUT_S).value == 0x8E


def test_a_connect_that_is_none_is_answered(embedded_broker):
    for asked, why in ((b"\x21\x00\x00", 0x82), (b"\x99", 0x81)):
        with line_to(embedded_broker, packet(0x10, connect_body(asked))) as line:
            assert line.recv(10) == b"\x20\x03\x00" + bytes([why]) + b"\x00"


def test_what_the_broker_can_and_cannot_is_told_at_the_beginning(embedded_broker):
    with Client(embedded_broker, SessionExpiryInterval=10) as lamp:
        told = lamp.told
        assert (told.SharedSubscriptionAvailable, told.SubscriptionIdentifierAvailable) == (0, 0)
        assert (told.MaximumPacketSize, told.SessionExpiryInterval, told.TopicAliasMaximum) == (65_536, 10, 16)
        assert told.AssignedClientIdentifier.startswith("auto-")


def test_a_wrong_password_has_its_reason(embedded_broker):
    with Client(embedded_broker, Login("hub", "wrong")) as stranger:
        assert stranger.code.value == 0x86


def test_a_session_that_was_to_be_kept_is_kept_and_a_clean_start_ends_it(embedded_broker):
    kept = {"client_id": "lamp", "SessionExpiryInterval": 3600}
    with Client(embedded_broker, **kept) as lamp:
        lamp.subscribe(f"{OURS}/ack")
    embedded_broker.publish(f"{OURS}/ack", "waits", embedded_broker.hub)
    with Client(embedded_broker, clean_start=False, **kept) as lamp:
        assert lamp.flags.session_present
        assert lamp.heard.next()[1] == b"waits"
    with Client(embedded_broker, clean_start=True, **kept) as lamp:
        assert not lamp.flags.session_present
        lamp.subscribe(f"{OURS}/+/set")
        embedded_broker.publish(f"{OURS}/ack", "not for it", embedded_broker.hub)
        embedded_broker.publish(f"{OURS}/fan/set", "the end", embedded_broker.hub)
        assert lamp.heard.until(b"the end") == []


def test_a_client_gets_no_more_unanswered_messages_than_it_allows(embedded_broker):
    with line_to(embedded_broker, packet(0x10, connect_body(b"\x21\x00\x02"))) as line:
        stream = line.makefile("rb")
        head = stream.read(2)
        stream.read(head[1])
        line.sendall(packet(0x82, b"\x00\x01\x00" + text(f"{OURS}/ack".encode()) + b"\x01"))
        assert stream.read(6) == b"\x90\x04\x00\x01\x00\x01"
        for number in range(4):
            embedded_broker.broker.keep(f"{OURS}/ack", b"%d" % number)
        size = 2 + 2 + len(f"{OURS}/ack") + 2 + 1 + 1
        first, second = stream.read(size), stream.read(size)
        assert (first[-1:], second[-1:]) == (b"0", b"1")
        line.sendall(b"\xc0\x00")
        assert stream.read(2) == b"\xd0\x00"  # and not a third message
        line.sendall(packet(0x40, first[-4:-2] + b"\x00\x00"))
        assert stream.read(size)[-1:] == b"2"


def test_a_message_that_is_too_large_for_it_is_not_sent_to_a_client(embedded_broker):
    with Client(embedded_broker, MaximumPacketSize=200) as lamp:
        lamp.subscribe(f"{OURS}/ack")
        embedded_broker.broker.keep(f"{OURS}/ack", b"x" * 300)
        embedded_broker.broker.keep(f"{OURS}/ack", b"small")
        assert lamp.heard.next()[1] == b"small"


def will_body(reason=None):
    flags, will = 0x86, text(f"{OURS}/availability".encode()) + text(b"offline")
    body = b"\x00\x04MQTT\x05" + bytes([flags]) + b"\x00\x3c\x00" + text(b"w")
    said = packet(0x10, body + b"\x05\x18\x00\x00\x00\x00" + will + text(b"red-heron"))
    return said + (b"" if reason is None else packet(0xE0, bytes([reason])))


@pytest.mark.parametrize(("reason", "is_sent"), [(None, True), (0x04, True), (0x00, False)])
def test_the_last_will_is_sent_when_it_should_be(embedded_broker, reason, is_sent):
    with embedded_broker.client(embedded_broker.hub, "highland/v1/+/availability") as (_, heard):
        with line_to(embedded_broker, will_body(reason)) as line:
            line.recv(100)
            if reason is not None:
                assert is_ended(line)
        if is_sent:
            assert heard.next()[1] == b"offline"
        embedded_broker.publish("highland/v1/blue-otter/availability", "the end", Login("blue-otter", None))
        assert heard.until(b"the end") == []


def test_what_is_no_mqtt_5_ends_the_connection_with_a_reason(embedded_broker):
    for said, why in (
        (packet(0x30, b"\x00\x00\x00alias"), 0x82),  # no topic
        (packet(0x30, b"\x00\x00\x03\x23\x00\x05x"), 0x82),  # an alias that was given no topic
        (packet(0x30, b"\x00\x01t\x03\x23\x00\x11x"), 0x94),  # an alias above what was offered
        (packet(0x30, b"\x00\x01t\x02\x0b\x01x"), 0x82),  # a subscription identifier
        (packet(0x30, b"\x00\x01t\x04\x01\x00\x01\x00x"), 0x82),  # a property twice
        (packet(0x32, b"\x00\x01t\x00\x01\x02\x99\x00"), 0x81),  # a property that does not exist
        (packet(0x82, b"\x00\x01\x00"), 0x81),  # no filter
        (packet(0xF0, b"\x00\x00"), 0x81),  # AUTH
        (packet(0x10, b"x"), 0x81),
        (packet(0x30, b"x" * 70_000), 0x95),
    ):
        with line_to(embedded_broker, packet(0x10, connect_body()) + said) as line, line.makefile("rb") as stream:
            head = stream.read(2)
            stream.read(head[1])
            assert stream.read(3) == b"\xe0\x01" + bytes([why])


def test_a_method_of_authentication_is_none_of_ours(embedded_broker):
    with line_to(embedded_broker, packet(0x10, connect_body(b"\x15" + text(b"SCRAM")))) as line:
        assert line.recv(10) == b"\x20\x03\x00\x8c\x00"


def test_each_property_of_a_message_is_read_past():
    said = text(b"t") + b"\x00\x07" + bytes([len(ALL_PROPERTIES)]) + ALL_PROPERTIES + b"payload"
    assert translation().inward(0x32, said) == packet(0x32, text(b"t") + b"\x00\x07payload")


@given(st.integers(0, 255), st.binary(max_size=60))
def test_no_bytes_become_anything_but_one_whole_packet_of_3_1_1(head, body):
    try:
        found = translation().inward(head, body)
    except (Malformed, WithWill):
        return
    fields = Cursor(found)
    assert fields.number(1) == head
    assert fields.varint() == len(fields.rest())


@given(st.binary(max_size=60))
def test_no_bytes_of_a_connect_do_more_than_end_the_connection(body):
    with contextlib.suppress(Malformed):
        Mqtt5(b"\x00\x04MQTT\x05" + body, 1)


def test_a_client_id_is_made_for_whoever_has_none_and_told():
    mqtt5 = translation(client_id=b"")
    assert mqtt5.asked.assigned_id in mqtt5.connect
    assert mqtt5.asked.assigned_id in mqtt5.outward(b"\x20\x02\x00\x00")
