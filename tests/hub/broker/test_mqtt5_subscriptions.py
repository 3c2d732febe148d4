"""MQTT 5 at the embedded broker: options of subscriptions, QoS 2, last wills that wait, sessions that are given up."""

import types

import pytest

from hub.broker.coming import KEPT_S
from hub.broker.mqtt5 import Malformed, packet, text
from hub.broker.wills import Wills
from tests.hub.broker.test_crowd import line_to
from tests.hub.brokers import TIMEOUT_S, Login
from tests.hub.speaks_mqtt5 import HUB, OURS, Client, connect_body, translation


def test_what_was_not_offered_is_refused_and_the_rest_of_the_connection_lives(embedded_broker):
    with Client(embedded_broker) as lamp:
        assert lamp.subscribe(f"$share/group/{OURS}/ack") == [0x9E]
        assert lamp.subscribe("highland/v1/blue-otter/ack") == [0x87]
        assert lamp.subscribe(f"{OURS}/ack") == [1]
        assert lamp.unsubscribe(f"{OURS}/ack", f"{OURS}/none") == [0, 0x11]


def test_retained_messages_come_as_the_subscription_asks(embedded_broker):
    embedded_broker.broker.keep(f"{OURS}/ack", b"kept")
    embedded_broker.broker.keep(f"{OURS}/fan/set", b"x")
    with Client(embedded_broker) as lamp:
        lamp.subscribe(f"{OURS}/ack", retainHandling=2)
        embedded_broker.publish(f"{OURS}/ack", "1", embedded_broker.hub)
        assert lamp.heard.next()[1] == b"1"
        lamp.subscribe(f"{OURS}/ack", retainHandling=1)  # not a new subscription
        embedded_broker.publish(f"{OURS}/ack", "2", embedded_broker.hub)
        assert lamp.heard.next()[1] == b"2"
        lamp.unsubscribe(f"{OURS}/ack")
        lamp.subscribe(f"{OURS}/ack", retainHandling=1)
        assert lamp.heard.next_with_flag() == (f"{OURS}/ack", b"kept", True)


def test_a_message_is_flagged_as_it_was_published_for_who_asks_for_that(embedded_broker):
    topic, kept = f"{OURS}/ack", {"client_id": "away", "SessionExpiryInterval": 3600}
    with Client(embedded_broker, **kept) as away:
        away.subscribe(topic, retainAsPublished=True)
    with Client(embedded_broker) as asks, Client(embedded_broker) as other, Client(embedded_broker, HUB) as person:
        asks.subscribe(topic, retainAsPublished=True)
        other.subscribe(topic)
        person.publish(topic, b"kept", retain=True)
        person.publish(topic, b"live")
        for client, flags in ((asks, [True, False]), (other, [False, False])):
            assert [client.heard.next_with_flag()[2] for _ in range(2)] == flags
    with Client(embedded_broker, clean_start=False, **kept) as away:
        assert sorted(away.heard.next_with_flag()[1:] for _ in range(2)) == [(b"kept", True), (b"live", False)]


def test_who_does_not_want_its_own_messages_does_not_get_them(embedded_broker):
    topic = f"{OURS}/fan/set"
    with Client(embedded_broker, HUB) as person, Client(embedded_broker, HUB) as other:
        person.subscribe(topic, noLocal=True)
        other.subscribe(topic)
        person.publish(topic, b"mine")
        other.publish(topic, b"the end")
        assert person.heard.until(b"the end") == []
        assert other.heard.until(b"the end") == [(topic, b"mine")]


def test_a_second_subscription_of_a_filter_takes_the_place_of_the_first(embedded_broker):
    topic = f"{OURS}/ack"
    with Client(embedded_broker) as lamp, Client(embedded_broker, HUB) as person:
        lamp.subscribe(topic, 0, retainAsPublished=True)
        lamp.subscribe(topic, 2, retainHandling=2)
        for qos in (0, 1, 2):  # never more than it was published with
            person.publish(topic, b"%d" % qos, qos, retain=True)
        found = [lamp.whole.get(timeout=TIMEOUT_S) for _ in range(3)]
        assert sorted((each.payload, each.qos, each.retain) for each in found) == [
            (b"0", 0, False), (b"1", 1, False), (b"2", 2, False),
        ]  # fmt: skip


def test_retained_messages_come_to_two_subscriptions_that_are_asked_for_at_once_as_each_asks(embedded_broker):
    embedded_broker.broker.keep(f"{OURS}/ack", b"kept")
    name = text(f"{OURS}/ack".encode())
    first, second = packet(0x82, b"\0\x01\0" + name + b"\x21"), packet(0x82, b"\0\x02\0" + name + b"\x01")
    with line_to(embedded_broker, packet(0x10, connect_body()) + first + second) as line, line.makefile("rb") as stream:
        head = stream.read(2)
        stream.read(head[1])
        assert stream.read(12) == b"\x90\x04\0\x01\0\x01\x90\x04\0\x02\0\x01"
        assert stream.read(1) == b"\x33"  # once, and flagged
        line.sendall(b"\xc0\0")
        assert stream.read(2 + len(name) + 2 + 1 + 4 - 1 + 2)[-2:] == b"\xd0\0"


@pytest.mark.parametrize("options", [0x03, 0x31, 0x41, 0x81])
def test_options_of_a_subscription_that_do_not_exist_end_the_connection(options):
    with pytest.raises(Malformed) as told:
        translation().inward(0x82, b"\x00\x01\x00" + text(b"a") + bytes([options]))
    assert told.value.code == 0x82


def test_a_filter_that_is_none_has_its_reason(embedded_broker):
    said = packet(0x82, b"\0\x01\0" + text(f"{OURS}/a+".encode()) + b"\x01")
    begin = connect_body(flags=0xC2, user=b"hub") + text(embedded_broker.hub.password.encode())
    with line_to(embedded_broker, packet(0x10, begin) + said) as line, line.makefile("rb") as stream:
        head = stream.read(2)
        stream.read(head[1])
        assert stream.read(6) == b"\x90\x04\0\x01\0\x8f"


def test_a_message_of_qos_2_that_may_not_be_written_is_refused_with_the_reason(embedded_broker):
    there = text(b"highland/v1/blue-otter/state")
    with line_to(embedded_broker, packet(0x10, connect_body())) as line, line.makefile("rb") as stream:
        head = stream.read(2)
        stream.read(head[1])
        line.sendall(packet(0x34, there + b"\x00\x07\x00x"))
        assert stream.read(5) == b"\x50\x03\x00\x07\x87"
        line.sendall(b"\x62\x02\x00\x07")
        assert stream.read(5) == b"\x70\x03\x00\x07\x92"
    with Client(embedded_broker) as lamp:
        assert lamp.publish("highland/v1/blue-otter/state", b"x", 2) == 0x92  # paho passes on the last answer only
        assert lamp.publish(f"{OURS}/state", b"x" * 60_001, 2) == 0x92
        assert lamp.publish(f"{OURS}/state", b"x", 2) == 0


def test_a_message_of_qos_2_that_a_client_refuses_is_over(embedded_broker):
    topic = text(f"{OURS}/ack".encode())
    with line_to(embedded_broker, packet(0x10, connect_body())) as line, line.makefile("rb") as stream:
        head = stream.read(2)
        stream.read(head[1])
        line.sendall(packet(0x82, b"\x00\x01\x00" + topic + b"\x02"))
        assert stream.read(6) == b"\x90\x04\x00\x01\x00\x02"
        with Client(embedded_broker, HUB) as person:
            person.publish(f"{OURS}/ack", b"x", 2)
        said = stream.read(2 + len(topic) + 2 + 1 + 1)
        number = said[-4:-2]
        line.sendall(packet(0x50, number + b"\x97") + b"\xc0\x00")
        assert stream.read(2) == b"\xd0\x00"  # and no PUBREL before it


GONE = [(f"{OURS}/availability", b"offline")]
KEPT = {"client_id": "w", "SessionExpiryInterval": 3600}


@pytest.fixture
def wills(embedded_broker):
    """Call it: the last wills that were sent since."""
    with embedded_broker.client(embedded_broker.hub, "highland/v1/+/availability") as (_, heard):

        def sent():
            embedded_broker.publish("highland/v1/blue-otter/availability", "the end", Login("blue-otter", None))
            return heard.until(b"the end")

        yield sent


def test_a_last_will_waits_and_is_never_sent_when_its_client_comes_back_to_its_session(embedded_broker, wills):
    with Client(embedded_broker, **KEPT).will(600) as lamp:
        lamp.cut()
    assert wills() == []
    with Client(embedded_broker, clean_start=False, **KEPT) as lamp:
        assert lamp.flags.session_present
    with Client(embedded_broker, clean_start=True, **KEPT):
        assert wills() == []


def test_a_session_that_ends_ends_the_waiting_of_its_last_will_too(embedded_broker, wills):
    with Client(embedded_broker, **KEPT).will(600) as lamp:
        lamp.cut()
    with Client(embedded_broker, clean_start=True, **KEPT):
        assert wills() == GONE
    with Client(embedded_broker, embedded_broker.hub) as late:
        late.subscribe(f"{OURS}/availability")
        assert late.heard.next_with_flag() == (*GONE[0], True)  # and it is kept, as it asked


@pytest.mark.parametrize("ends", ["no session", "a session that it gives up"])
def test_a_last_will_waits_no_longer_than_the_session(embedded_broker, wills, ends):
    with Client(embedded_broker, client_id="w", SessionExpiryInterval=3600 * (ends != "no session")).will(600) as lamp:
        lamp.cut() if ends == "no session" else lamp.leave(0x04, 0)
    assert wills() == GONE


def test_a_client_that_takes_over_its_own_session_is_not_said_to_be_gone(embedded_broker, wills):
    with (
        Client(embedded_broker, **KEPT).will(600) as first,
        Client(embedded_broker, clean_start=False, **KEPT),
    ):
        first.ends.get(timeout=TIMEOUT_S)
        assert wills() == []


def test_a_last_will_is_sent_once_when_its_time_is_up():
    later, sent = [], []
    wills = Wills(
        lambda *what: sent.append(what), lambda *what: later.append(what) or types.SimpleNamespace(cancel=list)
    )
    lamp = types.SimpleNamespace(
        client_id="w", will_topic="t", will_message=b"gone", will_qos=1, will_retain=False, attributes={KEPT_S: 100}
    )
    wills.left(lamp, 30)
    assert sent == []
    (delay_s, up, *arguments) = later.pop()
    up(*arguments)
    up(*arguments)
    assert (delay_s, sent) == (30, [("w", ("t", b"gone", 1, False))])
    wills.left(lamp, 500)
    assert later.pop()[0] == 100


def test_a_client_that_gives_up_its_session_when_it_leaves_has_none_when_it_comes_back(embedded_broker):
    with Client(embedded_broker, **KEPT) as lamp:
        lamp.leave(0, 0)
    with Client(embedded_broker, clean_start=False, **KEPT) as lamp:
        assert not lamp.flags.session_present


def test_a_session_that_was_to_end_with_its_connection_cannot_be_made_longer():
    with pytest.raises(Malformed) as told:
        translation().inward(0xE0, b"\x00\x05\x11\x00\x00\x00\x05")
    assert told.value.code == 0x82
