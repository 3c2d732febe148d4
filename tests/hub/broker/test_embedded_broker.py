"""The embedded broker where it differs from mosquitto: open for a class on one laptop, and for nobody else."""

import contextlib
import queue
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hub.broker.broker
from devices import HighlandError
from hub.access.accounts import remove
from hub.broker.broker import EmbeddedBroker, in_thread
from hub.broker.mosquitto import LOOPBACK
from tests.hub.brokers import BROKERS, Heard, Login, Running, embedded, program
from web.connections import Limits

OURS = "highland/v1/red-heron"


def test_it_listens_on_this_machine_only_unless_it_is_told_otherwise(tmp_path: Path) -> None:
    assert EmbeddedBroker(tmp_path).host == LOOPBACK


def test_a_class_on_one_laptop_needs_no_set_up(embedded_broker: Running) -> None:
    with embedded_broker.listen("highland/#", who=embedded_broker.hub) as heard:
        embedded_broker.publish(f"{OURS}/state", "mine", Login("red-heron", None))
        embedded_broker.publish("highland/v1/blue-otter/state", "forged", Login("red-heron", None))
        embedded_broker.publish(f"{OURS}/state", "the end", Login("red-heron", None))
        assert heard.until(b"the end") == [(f"{OURS}/state", b"mine")]


def test_nobody_takes_over_the_session_of_another_user(embedded_broker: Running) -> None:
    """amqtt by itself hands a session to whoever knows its client id, before it asks for a password."""
    hub = embedded_broker.hub
    with embedded_broker.client(hub, f"{OURS}/event", client_id="ingest", clean=False) as (_, heard):
        for who in (Login("hub", "wrong"), Login("blue-otter", None)):
            for more in (["-i", "ingest"], ["-i", "ingest", "-c"]):
                embedded_broker.publish("highland/v1/blue-otter/state", "x", who, *more, check=False)
        embedded_broker.publish(f"{OURS}/event", "still here", Login("red-heron", None))
        assert heard.next() == (f"{OURS}/event", b"still here")


def test_who_is_removed_or_invited_anew_is_thrown_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub.broker.broker, "LOOK_AGAIN_S", 0.02)
    availability = f"{OURS}/availability"
    with embedded(tmp_path) as running, running.listen(availability, who=running.hub) as heard:
        with running.silent(Login("red-heron", None), availability, b"by name alone", 60):
            lamp = running.invite("red-heron")
            assert heard.next() == (availability, b"by name alone")
        with running.silent(lamp, availability, b"removed", 60):
            remove(tmp_path, "red-heron")
            assert heard.next() == (availability, b"removed")


def test_what_is_refused_is_counted(embedded_broker: Running) -> None:
    lamp = Login("red-heron", None)
    embedded_broker.publish("highland/v1/blue-otter/state", "forged", lamp)
    embedded_broker.publish(f"{OURS}/state", "x", Login("hub", "wrong"), check=False)
    embedded_broker.publish(f"{OURS}/state", "x", lamp, "--will-topic", "x/y", "--will-payload", "z", check=False)
    assert embedded_broker.broker.refused == {
        ("red-heron", "topic"): 1,
        ("hub", "password"): 1,
        ("red-heron", "will"): 1,
    }


def test_one_client_has_so_many_subscriptions_and_no_more(embedded_broker: Running) -> None:
    """Every message is compared with every subscription: one client's must not slow the others down."""
    with embedded_broker.client(Login("red-heron", None)) as (client, _):
        answers: queue.Queue[list[Any]] = queue.Queue()
        client.on_subscribe = lambda _client, _data, _mid, codes, _more: answers.put(codes)
        client.subscribe([(f"{OURS}/part{count}/set", 1) for count in range(100)])
        codes = answers.get(timeout=20)
    assert [code.is_failure for code in codes] == [False] * 64 + [True] * 36


def test_one_user_has_so_many_connections_and_no_more(embedded_broker: Running) -> None:
    lamp, availability = Login("red-heron", None), f"{OURS}/availability"
    with contextlib.ExitStack() as stack:
        for count in range(8):
            stack.enter_context(embedded_broker.silent(lamp, availability, b"x", 60, client_id=f"c{count}"))
        assert embedded_broker.publish(f"{OURS}/state", "x", lamp, check=False).returncode != 0
        embedded_broker.publish("highland/v1/blue-otter/state", "x", Login("blue-otter", None))
    assert embedded_broker.broker.refused == {("red-heron", "sessions"): 1}


def test_a_new_name_at_each_connection_costs_only_its_own_sessions(embedded_broker: Running) -> None:
    for count in range(12):
        with embedded_broker.client(Login("red-heron", None), f"{OURS}/ack", client_id=f"c{count}", clean=False):
            pass
    embedded_broker.publish(f"{OURS}/ack", "waiting", embedded_broker.hub)
    found = []
    for count in (11, 0):  # the newest is remembered, the oldest was forgotten
        who = Login("red-heron", None)
        with embedded_broker.client(who, f"{OURS}/ack", client_id=f"c{count}", clean=False) as (_, heard):
            embedded_broker.publish(f"{OURS}/ack", "the end", embedded_broker.hub)
            found.append([payload for _, payload in heard.until(b"the end")])
    assert found == [[b"waiting"], []]


def test_a_retained_command_is_handed_on_but_not_kept(embedded_broker: Running) -> None:
    viewer = embedded_broker.invite("viewer_home")
    with embedded_broker.listen(f"{OURS}/+/set", who=Login("red-heron", None)) as heard:
        embedded_broker.publish(f"{OURS}/fan/set", "on", viewer, "-r")
        assert heard.next() == (f"{OURS}/fan/set", b"on")
    with embedded_broker.listen(f"{OURS}/+/set", f"{OURS}/ack", who=Login("red-heron", None)) as heard:
        embedded_broker.publish(f"{OURS}/ack", "the end", embedded_broker.hub)
        assert heard.until(b"the end") == []


def test_a_port_that_is_taken_is_said_to_be_taken(embedded_broker: Running, tmp_path: Path) -> None:
    with (
        pytest.raises(HighlandError) as caught,
        in_thread(EmbeddedBroker(tmp_path / "second", port=embedded_broker.port)),
    ):
        pass
    assert caught.value.message.key == "hub.port.taken"


def test_it_can_be_stopped_while_strangers_hold_a_line(tmp_path: Path) -> None:
    with embedded(tmp_path) as running, running.hold_a_line():
        running.publish(f"{OURS}/state", "x", Login("red-heron", None))


def test_half_a_certificate_is_refused(tmp_path: Path) -> None:
    there, text = tmp_path / "there.pem", "hub.tls"
    there.write_text("no certificate", encoding="ascii")
    for given, key in (((there, None), "half"), ((there, tmp_path / "not.pem"), "file"), ((there, there), "bad")):
        with pytest.raises(HighlandError) as caught:
            EmbeddedBroker(tmp_path, certificate=given[0], key=given[1])
        assert caught.value.message.key == f"{text}.{key}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of its own for 127.0.0.1, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=hub -addext"
    names = ["subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([program("openssl"), *made.split(), *names], check=True, capture_output=True, timeout=60)
    return cert, key


@pytest.mark.parametrize("kind", BROKERS)
def test_with_a_certificate_only_tls_is_spoken(kind: str, tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    with BROKERS[kind](tmp_path, certificate=certificate[0], key=certificate[1]) as running:
        lamp = running.invite("red-heron")
        with running.listen(f"{OURS}/state", who=running.hub) as heard:
            running.publish(f"{OURS}/state", "over tls", lamp)
            assert heard.next() == (f"{OURS}/state", b"over tls")
        plain = Running(running.folder, running.host, running.port, running.broker)
        assert plain.publish(f"{OURS}/state", "x", lamp, check=False).returncode != 0


def test_over_tls_a_crowd_that_never_shakes_hands_loses_its_oldest(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    limits = Limits(per_address=5, total=50)
    with embedded(tmp_path, limits=limits, certificate=certificate[0], key=certificate[1]) as running:
        slow = [socket.create_connection((running.host, running.port), timeout=20) for _ in range(20)]
        running.publish(f"{OURS}/state", "{}", running.hub)
        for line in slow[:14]:
            with contextlib.suppress(ConnectionError):
                assert line.recv(1) == b""
        for line in slow:
            line.close()


@pytest.fixture
def neighbor() -> Iterator[tuple[list[str], str]]:
    """Another machine: a network namespace. How to run a program there, and this machine's address for it."""
    if sys.platform != "linux":
        pytest.skip("network namespaces are Linux's")
    word = uuid.uuid4().hex[:8]
    space, near, far, here, there = f"hl{word}", f"hn{word}", f"hf{word}", "198.51.100.1", "198.51.100.2"
    steps = [
        f"netns add {space}",
        f"link add {near} type veth peer name {far} netns {space}",
        f"addr add {here}/30 dev {near}",
        f"link set {near} up",
        f"-n {space} addr add {there}/30 dev {far}",
        f"-n {space} link set {far} up",
    ]
    ip = program("ip")
    try:
        for step in steps:
            done = subprocess.run([ip, *step.split()], capture_output=True, text=True, check=False, timeout=20)
            if done.returncode != 0:
                pytest.skip(f"no network namespace can be made here (ip {step}): {done.stderr.strip()}")
        yield [ip, "netns", "exec", space], here
    finally:
        subprocess.run([ip, "netns", "del", space], capture_output=True, check=False, timeout=20)
        subprocess.run([ip, "link", "del", near], capture_output=True, check=False, timeout=20)


@pytest.mark.parametrize("kind", BROKERS)
def test_from_another_machine_nobody_comes_in_without_a_password(
    kind: str, tmp_path: Path, neighbor: tuple[list[str], str]
) -> None:
    there, address = neighbor
    with BROKERS[kind](tmp_path, host="0.0.0.0") as running:
        lamp = running.invite("red-heron")
        outside = Running(running.folder, address, running.port, running.broker)
        command = [*there, program("mosquitto_pub"), "-t", f"{OURS}/state", "-m", "x"]
        for who, ends in (
            (Login("blue-otter", None), False),
            (Login("hub", None), False),
            (Login(None, None), False),
            (lamp, True),
        ):
            ended = subprocess.run([*command, *outside.arguments(who)], capture_output=True, check=False, timeout=20)
            assert (ended.returncode == 0) is ends, (who.name, ended.stderr)


@pytest.mark.parametrize("kind", BROKERS)
def test_from_another_machine_it_cannot_even_be_reached_by_default(
    kind: str, tmp_path: Path, neighbor: tuple[list[str], str]
) -> None:
    there, address = neighbor
    with BROKERS[kind](tmp_path) as running:
        lamp = running.invite("red-heron")
        outside = Running(running.folder, address, running.port, running.broker)
        command = [*there, program("mosquitto_pub"), "-t", f"{OURS}/state", "-m", "x", *outside.arguments(lamp)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
        assert ended.returncode != 0
        assert "refused" in ended.stderr.lower()


def test_the_hub_hears_from_inside_what_is_allowed_once_and_what_was_kept(embedded_broker: Running) -> None:
    lamp, heard = Login("red-heron", None), Heard()
    embedded_broker.publish(f"{OURS}/state", "kept", lamp, "-r")
    filters = (f"{OURS}/state", "highland/v1/+/telemetry")
    embedded_broker.broker.listen(filters, lambda topic, payload, kept, _: heard.put(topic, payload, kept))
    assert heard.next_with_flag() == (f"{OURS}/state", b"kept", True)
    for topic, text in (("blue-otter/telemetry", "forged"), ("red-heron/event", "not asked for")):
        embedded_broker.publish(f"highland/v1/{topic}", text, lamp)
    embedded_broker.publish(f"{OURS}/telemetry", "a reading", lamp)
    assert heard.next_with_flag() == (f"{OURS}/telemetry", b"a reading", False)
    embedded_broker.cut_off(lamp, f"{OURS}/state", "cut off")
    assert heard.next_with_flag() == (f"{OURS}/state", b"cut off", False)


def test_what_the_hub_says_from_inside_reaches_who_listens_and_who_comes_later(embedded_broker: Running) -> None:
    lamp = Login("red-heron", None)
    with embedded_broker.client(lamp, f"{OURS}/ack") as (_, heard):
        embedded_broker.broker.keep(f"{OURS}/ack", b"1")
        assert heard.next_with_flag() == (f"{OURS}/ack", b"1", False)
    with embedded_broker.client(lamp, f"{OURS}/ack") as (_, heard):
        assert heard.next_with_flag() == (f"{OURS}/ack", b"1", True)
