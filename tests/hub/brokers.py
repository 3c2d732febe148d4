"""Real brokers and real clients for tests: the embedded one and Debian's mosquitto, with the same accounts and rules.

    def test_something(any_broker: Running) -> None:            # twice: embedded, mosquitto
        lamp = any_broker.invite("red-heron")                   # an account: Login(name, password)
        with any_broker.listen("#", who=any_broker.hub) as heard:
            any_broker.publish("highland/v1/red-heron/event", "{}", who=lamp)
            assert heard.next() == ("highland/v1/red-heron/event", b"{}")

Fixtures (conftest.py): `embedded_broker`, `mosquitto_broker`, and `any_broker` for both in turn. All of them give a
`Running`: `host`, `port`, `folder`, `hub` (the hub's own account). `listen` and `publish` are mosquitto_sub and
mosquitto_pub; `client` is paho. Without Debian's packages the tests that need them are skipped, with the reason.
For measurements take the same parts: `hub.broker.mosquitto.Mosquitto` and `hub.broker.broker.in_thread`.
"""

from __future__ import annotations

import queue
import random
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import paho.mqtt.client as paho
import pytest

from devices import HighlandError
from hub.access.accounts import hub_password, invite
from hub.broker.broker import EmbeddedBroker, in_thread
from hub.broker.mosquitto import LOOPBACK, Mosquitto, find_mosquitto, free_port, write_mosquitto

PACKAGES = {"stdbuf": "coreutils", "ip": "iproute2", "openssl": "openssl", "mosquitto_passwd": "mosquitto"}
TIMEOUT_S = 20.0  # for anything that should happen at once, on a slow machine


class Login(NamedTuple):
    """A client's user name and password; None for none."""

    name: str | None
    password: str | None


class Heard:
    """What a subscriber heard, in order. `next` waits for one message."""

    def __init__(self) -> None:
        self._lines: queue.Queue[tuple[str, bytes, bool]] = queue.Queue()
        self.ready = threading.Event()

    def put(self, topic: str, payload: bytes, retained: bool = False) -> None:
        self._lines.put((topic, payload, retained))

    def next(self) -> tuple[str, bytes]:
        """Topic and payload of the next message."""
        return self.next_with_flag()[:2]

    def next_with_flag(self) -> tuple[str, bytes, bool]:
        """The same, and whether it was flagged as retained."""
        try:
            return self._lines.get(timeout=TIMEOUT_S)
        except queue.Empty:
            raise AssertionError("nothing was heard") from None

    def repeat_until_heard(self, say: Callable[[], object]) -> None:
        """Say something again and again until it is heard here: then the way is open."""
        until = time.monotonic() + TIMEOUT_S
        while time.monotonic() < until:
            say()
            try:
                self._lines.get(timeout=0.2)
            except queue.Empty:
                continue
            return
        raise AssertionError("nothing was heard")

    def until(self, payload: bytes) -> list[tuple[str, bytes]]:
        """All that comes before the message with this payload."""
        found = []
        while (each := self.next())[1] != payload:
            found.append(each)
        return found


@dataclass
class Running:
    """A broker that listens."""

    folder: Path
    host: str
    port: int
    broker: Any  # EmbeddedBroker or Mosquitto
    cafile: Path | None = None
    version: str = "mqttv311"  # of MQTT, that mosquitto's clients speak

    @property
    def hub(self) -> Login:
        return Login("hub", hub_password(self.folder))

    @property
    def is_embedded(self) -> bool:
        return isinstance(self.broker, EmbeddedBroker)

    def invite(self, name: str) -> Login:
        """An account, known to the broker when this returns."""
        who = Login(name, invite(self.folder, name))
        self.reload()
        self._wait_for(who)
        return who

    def reload(self) -> None:
        """Have mosquitto read its accounts again; the embedded broker does so by itself."""
        if isinstance(self.broker, Mosquitto):
            self.broker.reload()

    def _wait_for(self, who: Login) -> None:
        for _ in range(200):
            if self.publish("highland/nothing", "", who=who, check=False).returncode == 0:
                return
        raise AssertionError(f"{who.name} is not known")

    def arguments(self, who: Login, client_id: str | None = None) -> list[str]:
        """For mosquitto_pub and mosquitto_sub."""
        found = ["-V", self.version, "-h", self.host, "-p", str(self.port), "-q", "1"]
        found += ["-u", who.name] if who.name is not None else []
        found += ["-P", who.password] if who.password is not None else []
        found += ["-i", client_id] if client_id is not None else []
        return found + (["--cafile", str(self.cafile)] if self.cafile else [])

    def publish(
        self, topic: str, payload: str | bytes, who: Login, *more: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """mosquitto_pub: one message with QoS 1. Both brokers acknowledge and drop what is not allowed."""
        data = payload.encode() if isinstance(payload, str) else payload
        command = [program("mosquitto_pub"), *self.arguments(who), "-t", topic, "-s" if data else "-n", *more]
        ended = subprocess.run(command, input=data, capture_output=True, check=False, timeout=TIMEOUT_S)
        text = ended.stdout.decode() + ended.stderr.decode()
        assert not check or ended.returncode == 0, text
        return subprocess.CompletedProcess(command, ended.returncode, text, "")

    @contextmanager
    def listen(self, *filters: str, who: Login) -> Iterator[Heard]:
        """mosquitto_sub: hears what comes while the block runs. It has subscribed when the block begins."""
        heard = Heard()
        asked = [word for each in filters for word in ("-t", each)]
        command = [
            program("stdbuf"),
            "-oL",
            program("mosquitto_sub"),
            *self.arguments(who),
            *asked,
            "-d",
            "-F",
            "HEARD %r %t %x",
        ]
        reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        follow = threading.Thread(target=_follow, args=(reader, heard), daemon=True)
        follow.start()
        try:
            assert heard.ready.wait(TIMEOUT_S), f"mosquitto_sub of {who.name} does not hear"
            yield heard
        finally:
            reader.kill()  # mosquitto_sub does not always end when it is asked to
            reader.wait()
            follow.join()

    def cut_off(self, who: Login, will_topic: str, will: str) -> None:
        """A client with this last will connects, and is killed. A refusal to let it in counts as well."""
        more = [
            "--will-topic",
            will_topic,
            "--will-payload",
            will,
            "--will-qos",
            "1",
            "-d",
            "-t",
            "homeassistant/status",
        ]
        command = [program("stdbuf"), "-oL", program("mosquitto_sub"), *self.arguments(who), *more]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as victim:
            assert victim.stdout is not None
            for line in victim.stdout:
                if "SUBACK" in line or "refused" in line.lower() or "not authori" in line.lower():
                    break
            victim.kill()

    @contextmanager
    def silent(
        self, who: Login, will_topic: str, will: bytes, keep_alive_s: int, client_id: str = "silent"
    ) -> Iterator[None]:
        """A client that logs in with a last will and then says nothing more, as after a power cut."""
        texts = [
            client_id.encode(),
            will_topic.encode(),
            will,
            (who.name or "").encode(),
            (who.password or "").encode(),
        ]
        flags = 0b1100_1110  # user name, password, will with QoS 1, clean session
        body = b"\x00\x04MQTT\x04" + bytes([flags]) + keep_alive_s.to_bytes(2, "big")
        body += b"".join(len(each).to_bytes(2, "big") + each for each in texts)
        assert len(body) < 128
        with socket.create_connection((self.host, self.port), timeout=TIMEOUT_S) as line:
            line.sendall(bytes([0x10, len(body)]) + body)
            assert line.recv(4) == b"\x20\x02\x00\x00", "not let in"
            yield

    def say_all_at_once_and_leave(self, who: Login, topic: str, many: int) -> int:
        """Log in, publish numbered messages with QoS 1 and log out, all in one write; how many were acknowledged."""
        name, head = topic.encode(), b"\x00\x04MQTT\x04\xc2\x00\x3c"  # user name, password, clean session
        texts = [b"hasty", (who.name or "").encode(), (who.password or "").encode()]
        said = _packet(0x10, head + b"".join(len(each).to_bytes(2, "big") + each for each in texts))
        for number in range(many):
            body = len(name).to_bytes(2, "big") + name + (number + 1).to_bytes(2, "big") + b"%d" % number
            said += _packet(0x32, body)
        with socket.create_connection((self.host, self.port), timeout=TIMEOUT_S) as line:
            line.sendall(said + b"\xe0\x00")
            answers = b""
            while more := line.recv(65_536):
                answers += more
        assert answers[:4] == b"\x20\x02\x00\x00", "not let in"
        return len(answers[4:]) // 4  # each is 40 02 and the number

    @contextmanager
    def hold_a_line(self) -> Iterator[None]:
        """A stranger who connects and says nothing."""
        with socket.create_connection((self.host, self.port), timeout=TIMEOUT_S):
            yield

    def make_noise(self, seed: int, lines: int) -> None:
        """Connections on which comes what is no MQTT, or only its beginning."""
        luck = random.Random(seed)
        for _ in range(lines):
            with socket.create_connection((self.host, self.port), timeout=TIMEOUT_S) as line:
                begin = luck.choice(
                    [b"", b"\x10", b"\x10\xff\xff\xff\x7f", b"GET / HTTP/1.1\r\n\r\n", b"\x10\x0c\x00\x04MQTT"]
                )
                line.sendall(begin + luck.randbytes(luck.randrange(200)))

    @contextmanager
    def client(self, who: Login, *filters: str, client_id: str = "", clean: bool = True) -> Iterator[tuple[Any, Heard]]:
        """A paho client in its own thread, connected and subscribed, and what it hears."""
        heard, up = Heard(), threading.Event()
        client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id, clean_session=clean)
        client.username_pw_set(who.name, who.password)

        def on_connect(_client: Any, _data: Any, _flags: Any, reason: Any, _more: Any) -> None:
            if not reason.is_failure:
                if filters:
                    client.subscribe([(each, 1) for each in filters])
                else:
                    up.set()

        client.on_connect = on_connect
        client.on_subscribe = lambda *_: up.set()
        client.on_message = lambda _c, _d, message: heard.put(message.topic, message.payload, message.retain)
        client.connect(self.host, self.port)
        client.loop_start()
        try:
            assert up.wait(TIMEOUT_S), f"{who.name} cannot connect"
            yield client, heard
        finally:
            client.disconnect()
            client.loop_stop()


def _packet(kind: int, body: bytes) -> bytes:
    assert len(body) < 128
    return bytes([kind, len(body)]) + body


def _follow(reader: subprocess.Popen[str], heard: Heard) -> None:
    assert reader.stdout is not None
    with reader.stdout:
        for line in reader.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "HEARD":
                retained, topic, data = rest.split(" ", 2) if rest.count(" ") > 1 else [*rest.split(" "), ""]
                heard.put(topic, bytes.fromhex(data), retained == "1")
            elif line.startswith(("Subscribed", "All subscription requests were denied")):
                heard.ready.set()


def program(name: str) -> str:
    """A program of Debian's package mosquitto-clients, or the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing: install Debian's {PACKAGES.get(name, 'mosquitto-clients')}")
    return found


def need_mosquitto() -> None:
    """Skip the test without mosquitto."""
    try:
        find_mosquitto()
    except HighlandError:
        pytest.skip("mosquitto is missing: install the package mosquitto")


@contextmanager
def embedded(folder: Path, **options: Any) -> Iterator[Running]:
    """The embedded broker in a thread, with a hub that has everything on its disk at once."""
    with in_thread(EmbeddedBroker(folder, port=0, **options)) as broker:
        broker.listen(("highland/#",), lambda topic, payload, kept, answer: answer() if answer else None)
        yield Running(folder, LOOPBACK, broker.port, broker, options.get("certificate"))


@contextmanager
def mosquitto(folder: Path, **options: Any) -> Iterator[Running]:
    """Debian's mosquitto with our configuration."""
    need_mosquitto()
    port = free_port()
    write_mosquitto(folder, port=port, **options)
    with Mosquitto(folder, port=port) as broker:
        yield Running(folder, LOOPBACK, port, broker, options.get("certificate"))


BROKERS = {"embedded": embedded, "mosquitto": mosquitto}
