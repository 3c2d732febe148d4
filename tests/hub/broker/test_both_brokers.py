"""The same rules at both brokers, tried from outside with clients that are not ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.brokers import BROKERS, Login, Running

NODE, OTHER, VIEWER, SCHOOL = "red-heron", "blue-otter", "viewer_home", "bridge_thon-a"
OURS = "highland/v1/red-heron"
THEIRS = "highland/v1/blue-otter"


class Club(Running):
    """A broker with four accounts beside the hub's own."""

    whos: dict[str, Login]


@pytest.fixture(scope="module", params=[*BROKERS, "embedded, MQTT 5"])
def club(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Club]:
    broker, _, is_5 = request.param.partition(", ")
    with BROKERS[broker](tmp_path_factory.mktemp(broker) / "hub") as running:
        club = Club(**vars(running))
        club.version = "mqttv5" if is_5 else "mqttv311"
        club.whos = {name: club.invite(name) for name in (NODE, OTHER, VIEWER, SCHOOL)} | {"hub": club.hub}
        yield club


MAY_WRITE = [
    *((NODE, f"{OURS}/{kind}") for kind in ("availability", "state", "telemetry", "event")),
    (NODE, "homeassistant/device/red-heron/config"),
    (VIEWER, f"{OURS}/fan/set"),
    (VIEWER, "homeassistant/status"),
    (SCHOOL, "highland/via/thon-a/old-goat/telemetry"),
    (SCHOOL, "highland/via/thon-a/thon-b/old-goat/event"),
    ("hub", f"{OURS}/ack"),
    ("hub", f"{OURS}/fan/set"),
]
MAY_NOT_WRITE = [
    *((NODE, f"{THEIRS}/{kind}") for kind in ("availability", "state", "telemetry", "event", "ack", "fan/set")),
    (NODE, f"{OURS}/ack"),
    (NODE, f"{OURS}/fan/set"),
    (NODE, f"{OURS}/anything"),
    (NODE, f"{OURS}/telemetry/more"),
    (NODE, "highland/via/thon-a/red-heron/telemetry"),
    (NODE, "homeassistant/device/blue-otter/config"),
    (NODE, "homeassistant/sensor/red-heron/config"),
    (NODE, "homeassistant/status"),
    (NODE, "anything"),
    (NODE, "$SYS/broker/version"),
    (VIEWER, f"{OURS}/telemetry"),
    (VIEWER, f"{OURS}/ack"),
    (VIEWER, "homeassistant/device/red-heron/config"),
    (VIEWER, "homeassistant/device/viewer_home/config"),
    (SCHOOL, "highland/via/thon-b/old-goat/telemetry"),
    (SCHOOL, "highland/via/thon-a/old-goat/ack"),
    (SCHOOL, "highland/via/thon-a/old-goat/fan/set"),
    (SCHOOL, f"{OURS}/telemetry"),
    (SCHOOL, f"{OURS}/fan/set"),
]


@pytest.mark.parametrize(("user", "topic"), MAY_WRITE)
def test_what_may_be_written_arrives(club: Club, user: str, topic: str) -> None:
    with club.listen("#", who=club.hub) as heard:
        club.publish(topic, f"from {user}", club.whos[user])
        assert heard.next() == (topic, f"from {user}".encode())


@pytest.mark.parametrize(("user", "topic"), MAY_NOT_WRITE)
def test_what_may_not_be_written_arrives_nowhere(club: Club, user: str, topic: str) -> None:
    with club.listen("#", "$SYS/broker/version", who=club.hub) as heard:
        club.publish(topic, "forged", club.whos[user], check=False)
        club.publish("marker", "the end", club.hub)
        assert b"forged" not in [payload for _, payload in heard.until(b"the end")]


MAY_READ = [
    (NODE, f"{OURS}/ack", f"{OURS}/ack"),
    (NODE, f"{OURS}/+/set", f"{OURS}/fan/set"),
    (NODE, f"{OURS}/fan/set", f"{OURS}/fan/set"),
    (NODE, "homeassistant/status", "homeassistant/status"),
    (VIEWER, "#", f"{OURS}/telemetry"),
    (VIEWER, "highland/v1/+/state", f"{THEIRS}/state"),
    (VIEWER, "homeassistant/#", "homeassistant/device/red-heron/config"),
]
MAY_NOT_READ = [
    (NODE, f"{THEIRS}/telemetry", f"{THEIRS}/telemetry"),
    (NODE, f"{THEIRS}/ack", f"{THEIRS}/ack"),
    (NODE, f"{THEIRS}/fan/set", f"{THEIRS}/fan/set"),
    (NODE, "#", f"{THEIRS}/state"),
    (NODE, "#", "anything"),
    (NODE, "+/+/+/+/+", f"{THEIRS}/fan/set"),
    (NODE, "highland/v1/+/ack", f"{THEIRS}/ack"),
    (NODE, "highland/#", "highland/via/thon-a/old-goat/event"),
    (NODE, "homeassistant/#", "homeassistant/device/blue-otter/config"),
]


@pytest.mark.parametrize(("user", "asked", "topic"), MAY_READ)
def test_what_may_be_read_is_heard(club: Club, user: str, asked: str, topic: str) -> None:
    with club.listen(asked, who=club.whos[user]) as heard:
        club.publish(topic, "for you", club.hub)
        assert (topic, b"for you") == heard.next()


@pytest.mark.parametrize(("user", "asked", "topic"), MAY_NOT_READ)
def test_what_may_not_be_read_is_not_heard(club: Club, user: str, asked: str, topic: str) -> None:
    with club.listen(asked, f"{OURS}/ack", who=club.whos[user]) as heard:
        club.publish(topic, "secret", club.hub)
        club.publish(f"{OURS}/ack", "the end", club.hub)
        assert heard.until(b"the end") == []


def test_nobody_but_the_hub_reads_how_the_broker_is(club: Club) -> None:
    """mosquitto tells its version and its load below $SYS; the embedded broker has nothing there."""
    with club.listen("$SYS/#", f"{OURS}/ack", who=club.whos[NODE]) as heard:
        club.publish(f"{OURS}/ack", "the end", club.hub)
        assert heard.until(b"the end") == []


@pytest.mark.examples(1)
def test_retained_messages_go_to_those_only_who_may_read_them_and_once(club: Club) -> None:
    """amqtt by itself sends every retained message that anyone asked for to whoever connects."""
    club.publish(f"{THEIRS}/state", "theirs", club.whos[OTHER], "-r")
    club.publish(f"{OURS}/ack", "ours", club.hub, "-r")
    with club.listen("highland/v1/+/state", who=club.hub) as first:
        assert first.next_with_flag() == (f"{THEIRS}/state", b"theirs", True)
        with club.listen("#", f"{OURS}/ack", who=club.whos[NODE]) as heard:
            assert heard.next() == (f"{OURS}/ack", b"ours")
            club.publish(f"{OURS}/ack", "the end", club.hub)
            assert {payload for _, payload in heard.until(b"the end")} <= {b"ours"}  # two filters: once each at most
        with club.listen("highland/v1/+/state", who=club.whos[VIEWER]) as second:
            club.publish(f"{OURS}/state", "the end", club.hub)
            assert second.until(b"the end") == [(f"{THEIRS}/state", b"theirs")]
    for name in ("state", "ack"):
        club.publish(f"{THEIRS}/{name}", "", club.hub, "-r")
    club.publish(f"{OURS}/ack", "", club.hub, "-r")


def test_a_last_will_obeys_the_same_rules(club: Club) -> None:
    """Else a node could say under another's name what it may not say itself: it only has to be cut off."""
    with club.listen("#", who=club.hub) as heard:
        more = ["--will-topic", f"{THEIRS}/availability", "--will-payload", "forged", "--will-qos", "1"]
        club.publish(f"{OURS}/state", "{}", club.whos[NODE], *more, "--repeat", "2", "--repeat-delay", "0", check=False)
        club.cut_off(club.whos[NODE], f"{THEIRS}/availability", "forged")
        club.publish("marker", "the end", club.hub)
        assert b"forged" not in [payload for _, payload in heard.until(b"the end")]


def test_a_node_that_is_cut_off_is_said_to_be_offline(club: Club) -> None:
    with club.listen(f"{OURS}/availability", who=club.hub) as heard:
        club.cut_off(club.whos[NODE], f"{OURS}/availability", "offline")
        assert heard.next() == (f"{OURS}/availability", b"offline")


def test_a_silent_node_is_said_to_be_offline(club: Club) -> None:
    """A board without power sends no goodbye; only its silence tells."""
    availability = f"{OURS}/availability"
    with (
        club.listen(availability, who=club.hub) as heard,
        club.silent(club.whos[NODE], availability, b"offline", keep_alive_s=1),
    ):
        assert heard.next() == (availability, b"offline")


def test_a_node_that_comes_back_over_a_new_line_is_online_after_the_old_ones_will(club: Club) -> None:
    """The broker has not noticed yet that the old line is dead; its last will must not come after the new "online"."""
    availability = f"{OURS}/availability"
    with (
        club.listen(availability, who=club.hub) as heard,
        club.silent(club.whos[NODE], availability, b"offline", keep_alive_s=60, client_id="lamp"),
        club.client(club.whos[NODE], client_id="lamp") as (client, _),
    ):
        client.publish(availability, b"online", qos=1).wait_for_publish(10)
        assert heard.next() == (availability, b"offline")
        assert heard.next() == (availability, b"online")
        client.publish(availability, b"the end", qos=1).wait_for_publish(10)
        assert heard.until(b"the end") == []


def test_what_came_while_a_client_was_away_is_handed_over(club: Club) -> None:
    """A command that came in a short cut: once, and not flagged as retained, for a node ignores retained commands."""
    lamp = club.whos[NODE]
    with club.client(lamp, f"{OURS}/+/set", client_id="away", clean=False):
        pass
    for count in range(20):
        club.publish(f"{OURS}/fan/set", str(count), club.whos[VIEWER])
    with club.client(lamp, f"{OURS}/+/set", client_id="away", clean=False) as (_, heard):
        found = [heard.next_with_flag() for _ in range(20)]
        assert found == [(f"{OURS}/fan/set", str(count).encode(), False) for count in range(20)]


def test_what_was_acknowledged_is_handed_on_although_its_sender_left_at_once(club: Club) -> None:
    """A program that presses a button and ends."""
    with club.client(club.hub, f"{OURS}/event") as (_, heard):
        answered = club.say_all_at_once_and_leave(club.whos[NODE], f"{OURS}/event", 200)
        assert answered > 0
        found = [heard.next()[1] for _ in range(answered)]
        assert found == [b"%d" % number for number in range(answered)]


def test_too_large_a_message_is_not_taken_and_harms_nobody(club: Club) -> None:
    with club.listen("#", who=club.hub) as heard:
        club.publish(f"{OURS}/state", b"x" * 200_000, club.whos[NODE], check=False)
        club.publish(f"{OURS}/state", b"y" * 20_000, club.whos[NODE])
        club.publish(f"{THEIRS}/state", "the end", club.whos[OTHER])
        assert heard.until(b"the end") == [(f"{OURS}/state", b"y" * 20_000)]


@pytest.mark.proof
def test_ten_thousand_topics_of_one_client_harm_nobody(club: Club) -> None:
    with club.listen("highland/#", who=club.hub) as heard, club.client(club.whos[NODE]) as (hostile, _):
        for count in range(10_000):
            hostile.publish(f"{OURS}/topic-{count}", b"x", qos=0, retain=True)
        club.publish(f"{THEIRS}/event", "mine", club.whos[OTHER])
        assert heard.next() == (f"{THEIRS}/event", b"mine")
        hostile.publish(f"{OURS}/event", b"the end", qos=1).wait_for_publish(30)
        assert heard.until(b"the end") == []
    with club.listen("highland/#", who=club.whos[VIEWER]) as heard:
        club.publish(f"{THEIRS}/event", "the end", club.whos[OTHER])
        assert heard.until(b"the end") == []  # nothing was kept


@pytest.mark.proof
def test_ten_thousand_subscriptions_of_one_client_harm_nobody(club: Club) -> None:
    with club.client(club.whos[NODE]) as (hostile, _):
        for first in range(0, 10_000, 500):
            hostile.subscribe([(f"{OURS}/part{count}/set", 1) for count in range(first, first + 500)])
        with club.listen(f"{THEIRS}/event", who=club.hub) as heard:
            club.publish(f"{THEIRS}/event", "mine", club.whos[OTHER])
            assert heard.next() == (f"{THEIRS}/event", b"mine")


def test_a_viewer_may_ask_for_as_much_as_home_assistant_does(club: Club) -> None:
    """Some sixty filters of its own, and two for each node: with a limit of 64 it showed every node as unavailable."""
    asked = [f"homeassistant/kind{count}/+/config" for count in range(60)]
    asked += [f"highland/v1/node{count}/{kind}" for count in range(100) for kind in ("availability", "state")]
    with club.client(club.whos[VIEWER], *asked, f"{OURS}/availability") as (_, heard):
        club.publish(f"{OURS}/availability", "online", club.whos[NODE])
        assert heard.next() == (f"{OURS}/availability", b"online")


def test_noise_on_the_line_harms_nobody(club: Club) -> None:
    with club.listen(f"{OURS}/event", who=club.hub) as heard:
        club.make_noise(seed=1, lines=100)
        club.publish(f"{OURS}/event", "mine", club.whos[NODE])
        assert heard.next() == (f"{OURS}/event", b"mine")


@pytest.mark.parametrize(
    "who",
    [Login(NODE, "wrong"), Login(NODE, None), Login("hub", "wrong"), Login("hub", None), Login(VIEWER, None),
     Login(None, None), Login("bridge_nobody", None), Login("viewer_nobody", None), Login("Not A Name", None)],
    ids=lambda who: f"{who.name}-{who.password}",
)  # fmt: skip
def test_nobody_comes_in_without_the_right_password(club: Club, who: Login) -> None:
    ended = club.publish(f"{OURS}/state", "{}", who, check=False)
    assert ended.returncode != 0
    assert any(each in ended.stdout.lower() for each in ("refused", "not authori", "bad user name or password"))


def test_a_new_password_puts_the_old_one_out(any_broker: Running) -> None:
    old = any_broker.invite(NODE)
    new = any_broker.invite(NODE)
    assert any_broker.publish(f"{OURS}/state", "{}", old, check=False).returncode != 0
    any_broker.publish(f"{OURS}/state", "{}", new)


def test_password_files_are_for_the_owner_only(any_broker: Running, tmp_path: Path) -> None:
    any_broker.invite(NODE)
    modes = {file.name: oct(file.stat().st_mode & 0o077) for file in (tmp_path / "hub").iterdir() if file.is_file()}
    assert {name: mode for name, mode in modes.items() if name in ("passwords", "acl", "hub.password")} == {
        "passwords": "0o0", "acl": "0o0", "hub.password": "0o0",
    }  # fmt: skip
