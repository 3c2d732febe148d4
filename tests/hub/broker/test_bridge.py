"""From a school up to the club and the province, with real mosquittos: what arrives, and what never comes down."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from devices import HighlandError
from hub.access.rules import via
from hub.broker.bridge import bridge_text, run_bridge, the_bridge, write_bridge
from hub.broker.mosquitto import LOOPBACK, _answers, free_port
from telemetry.address import Address
from tests.hub.brokers import BROKERS, TIMEOUT_S, Running, need_mosquitto

NODE = "highland/v1/red-heron"


@contextmanager
def bridged(below: Running, above: Running, name: str) -> Iterator[None]:
    """A bridge from one hub to the next. It has subscribed below and is connected above when the block begins."""
    need_mosquitto()
    account = above.invite(f"bridge_{name}")
    port = free_port()
    to = Address(LOOPBACK, above.port, f"bridge_{name}", account.password or "")
    write_bridge(below.folder, to, home_port=below.port, port=port)
    below.reload()
    with above.listen(f"highland/via/{name}/probe/event", who=above.hub) as heard, the_bridge(below.folder, port):
        heard.repeat_until_heard(lambda: below.publish("highland/v1/probe/event", "probe", below.hub))
        yield


@pytest.fixture(params=BROKERS)
def school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    with BROKERS[request.param](tmp_path / "school") as running:
        yield running


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Running]:
    with BROKERS["mosquitto"](tmp_path / "club") as running:
        yield running


def test_what_nodes_say_goes_up_and_nothing_else(school: Running, club: Running) -> None:
    lamp = school.invite("red-heron")
    with bridged(school, club, "thon-a"), club.listen("#", who=club.hub) as heard:
        for kind in ("telemetry", "event", "availability", "state"):
            school.publish(f"{NODE}/{kind}", kind, lamp)
            assert heard.next() == (f"highland/via/thon-a/red-heron/{kind}", kind.encode())
        for topic in (f"{NODE}/ack", f"{NODE}/fan/set", "homeassistant/device/red-heron/config", "anything"):
            school.publish(topic, "of the school", school.hub)
        school.publish(f"{NODE}/event", "the end", lamp)
        assert heard.until(b"the end") == []


def test_nothing_comes_down(school: Running, club: Running) -> None:
    """Neither a command nor an acknowledgment: a school's parts obey the school, and only its own hub takes over."""
    lamp = school.invite("red-heron")
    with bridged(school, club, "thon-a"), school.listen("#", who=school.hub) as heard:
        for topic in ("fan/set", "ack", "telemetry"):
            club.publish(f"{NODE}/{topic}", "from above", club.hub)
            club.publish(f"highland/via/thon-a/red-heron/{topic}", "from above", club.hub)
        with club.listen("highland/via/thon-a/red-heron/event", who=club.hub) as above:
            school.publish(f"{NODE}/event", "the end", lamp)
            assert above.next()[1] == b"the end"
        assert heard.until(b"the end") == []


def test_what_is_said_during_an_outage_arrives_in_order(school: Running, club: Running) -> None:
    lamp = school.invite("red-heron")
    many = 300  # bench/bridge.py does it with 5,000
    with (
        bridged(school, club, "thon-a"),
        club.client(club.hub, "highland/via/#", client_id="ingest", clean=False) as (_, heard),
    ):
        club.broker.stop()
        with school.client(lamp) as (client, _):
            for count in range(many):
                last = client.publish(f"{NODE}/telemetry", b"%d" % count, qos=1)
            last.wait_for_publish(30)
        club.broker.start()
        school.publish(f"{NODE}/event", "the end", lamp)
        found = [payload for _, payload in heard.until(b"the end") if payload != b"probe"]
    assert list(dict.fromkeys(found)) == [b"%d" % count for count in range(many)]  # some perhaps twice, none missing


def test_a_bridge_that_is_restarted_keeps_its_queue(mosquitto_broker: Running, club: Running) -> None:
    need_mosquitto()
    school, many = mosquitto_broker, 100
    account, port = club.invite("bridge_thon-a"), free_port()
    to = Address(LOOPBACK, club.port, "bridge_thon-a", account.password or "")
    write_bridge(school.folder, to, home_port=school.port, port=port)
    school.reload()
    lamp = school.invite("red-heron")
    with club.client(club.hub, "highland/via/#", client_id="ingest", clean=False) as (_, heard):
        with the_bridge(school.folder, port):
            heard.repeat_until_heard(lambda: school.publish(f"{NODE}/event", "probe", lamp))
            club.broker.stop()
            with school.client(lamp) as (client, _):
                for count in range(many):
                    last = client.publish(f"{NODE}/telemetry", b"%d" % count, qos=1)
                last.wait_for_publish(30)
        club.broker.start()
        with the_bridge(school.folder, port):
            school.publish(f"{NODE}/event", "the end", lamp)
            found = [payload for _, payload in heard.until(b"the end") if payload != b"probe"]
    assert list(dict.fromkeys(found)) == [b"%d" % count for count in range(many)]


def test_a_province_hears_a_school_over_the_club_and_a_ring_ends(tmp_path: Path) -> None:
    """Even if the province is told to send to the school: two steps up, and it is over."""
    with (
        BROKERS["mosquitto"](tmp_path / "a") as school,
        BROKERS["mosquitto"](tmp_path / "b") as club,
        BROKERS["mosquitto"](tmp_path / "c") as province,
        bridged(school, club, "thon-a"),
        bridged(club, province, "muong-b"),
        bridged(province, school, "tinh-c"),
        school.listen("#", who=school.hub) as home,
        province.listen("highland/via/#", who=province.hub) as above,
    ):
        lamp = school.invite("red-heron")
        school.publish(f"{NODE}/event", "hello", lamp)
        assert above.next() == ("highland/via/muong-b/thon-a/red-heron/event", b"hello")
        assert home.next() == (f"{NODE}/event", b"hello")
        for running in (province, school):
            running.publish("highland/v1/probe/event", "the end", running.hub)
        assert home.until(b"the end") == []


def test_the_way_of_a_topic() -> None:
    assert via("highland/via/thon-a/red-heron/telemetry") == ("thon-a.red-heron", "red-heron", "telemetry")
    assert via("highland/via/muong-b/thon-a/red-heron/event") == ("muong-b.thon-a.red-heron", "red-heron", "event")
    wrong = ["highland/v1/red-heron/event", "highland/via/red-heron/event", "highland/via/a/b/c/d/event"]
    wrong += ["highland/via/thon-a/red-heron/ack", "highland/via/thon-a/Red Heron/event", "highland/via//x/event"]
    assert [via(name) for name in wrong] == [None] * len(wrong)


@pytest.mark.parametrize(
    ("to", "key"),
    [
        (Address("club", 8883), "hub.bridge.no_user"),
        (Address("club", 8883, "red-heron", "x"), "hub.bridge.no_user"),
        (Address("club", 8883, "bridge_thon a", "x"), "hub.bridge.no_user"),
        (Address("club", 8883, "bridge_thon-a", "x\nlistener 1883"), "hub.bridge.bad_text"),
        (Address("club\nlistener 1883", 8883, "bridge_thon-a", "x"), "hub.bridge.bad_text"),
        (Address("club", 8883, "bridge_thon-a", "x", True, Path("nowhere.pem")), "hub.bridge.no_ca"),
    ],
)
def test_a_bridge_that_cannot_be_is_not_written(tmp_path: Path, to: Address, key: str) -> None:
    with pytest.raises(HighlandError) as caught:
        write_bridge(tmp_path, to)
    assert caught.value.message.key == key
    assert list(tmp_path.iterdir()) == []


def test_a_bridge_that_was_not_written_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(HighlandError) as caught:
        the_bridge(tmp_path)
    assert caught.value.message.key == "hub.bridge.none"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a program can hear")
def test_the_bridges_mosquitto_ends_with_the_program_that_ran_it(tmp_path: Path) -> None:
    need_mosquitto()
    port = free_port()
    write_bridge(tmp_path, Address(LOOPBACK, free_port(), "bridge_thon-a", "x"), home_port=free_port(), port=port)
    code = (
        "import sys, pathlib; from hub.broker.bridge import run_bridge; "
        "run_bridge(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), str(port)], cwd=Path(__file__).parents[3]
    ) as ours:
        until = time.monotonic() + TIMEOUT_S
        while not answers(port) and time.monotonic() < until:
            pass
        assert answers(port)
        ours.terminate()
        assert ours.wait(TIMEOUT_S) == 0
    assert not answers(port)


def answers(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1.0):
            return True
    except OSError:
        return False


def test_tls_upward_trusts_the_given_certificate(tmp_path: Path) -> None:
    trusted = tmp_path / "club.pem"
    trusted.write_text("a certificate", encoding="ascii")
    to = Address("club", 8883, "bridge_thon-a", "secret", True, trusted)
    text = bridge_text(tmp_path, to, Address(LOOPBACK, 1883, "viewer_bridge", "x"), 18831)
    assert text.count(f"bridge_cafile {trusted}") == 1
    assert "bridge_insecure" not in text


HOLDER = """
import sys, time
from pathlib import Path
from hub.broker.mosquitto import Mosquitto, write_mosquitto
folder, port = Path(sys.argv[1]), int(sys.argv[2])
write_mosquitto(folder, port=port)
with Mosquitto(folder, port=port):
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv of util-linux is missing")
def test_a_mosquitto_ends_with_the_program_that_started_it_even_by_kill_9(tmp_path: Path) -> None:
    """Else it would hold the port, and carry on with old rules."""
    need_mosquitto()
    port = free_port()
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path, str(port)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "up\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    until = time.monotonic() + TIMEOUT_S
    while _answers(LOOPBACK, port):
        assert time.monotonic() < until, "it still listens"
        time.sleep(0.02)


def test_a_bridge_asks_nothing_of_the_club_and_gives_nothing_to_the_school(tmp_path: Path) -> None:
    """Whatever the club's rules let it hear: they may be of another broker."""
    to = Address("club.example", 1883, "bridge_thon-a", "secret")
    text = bridge_text(tmp_path, to, Address(LOOPBACK, 1883, "school", ""), 18_999)
    home, up = text.partition("connection home")[2].split("connection up")
    ways = [{line.split()[2] for line in part.splitlines() if line.startswith("topic ")} for part in (home, up)]
    assert ways == [{"in"}, {"out"}]
    kinds = {line.split()[1].rpartition("/")[2] for line in text.splitlines() if line.startswith("topic ")}
    assert kinds == {"telemetry", "event", "state", "availability"}
    assert "allow_anonymous false" in text.splitlines(), "nobody on this computer speaks for the school"


def test_an_address_of_ipv6_stands_in_brackets(tmp_path: Path) -> None:
    to = Address("fd00::7", 1883, "bridge_thon-a", "secret")
    text = bridge_text(tmp_path, to, Address("school.local", 1884, "school", ""), 18_999)
    addresses = [line for line in text.splitlines() if line.startswith("address ")]
    assert addresses == ["address school.local:1884", "address [fd00::7]:1883"]


def test_a_bridge_that_ends_by_itself_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended:
        def wait(self) -> None:
            pass

        def said(self) -> str:
            return "Error: out of memory"

    monkeypatch.setattr("hub.broker.bridge.the_bridge", lambda *_: nullcontext(Ended()))
    monkeypatch.setattr("hub.broker.bridge.signal.signal", lambda *_: None)
    with pytest.raises(HighlandError) as caught:
        run_bridge(tmp_path)
    assert caught.value.message.key == "hub.bridge.ended"
    assert "out of memory" in str(caught.value.hint)
