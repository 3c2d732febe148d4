"""Too many connections, too many wrong passwords, other versions of MQTT: what the embedded broker does with them."""

import contextlib
import socket
import subprocess

import pytest

import hub.broker.coming
import hub.broker.embedded
import hub.broker.embedded_client
from hub.broker.mosquitto import LOG, LOG_BYTES
from tests.hub.broker.test_hostile_clients import is_ended, packet, text
from tests.hub.brokers import TIMEOUT_S, Login, embedded, mosquitto, need_mosquitto, program
from web.connections import Limits

OURS = "highland/v1/red-heron"
WELCOME = b"\x20\x02\x00\x00"
HALF = b"\x10\x7f\x00\x04MQTT\x04\x02\x00\x3c"


def connect(name=b"red-heron", password=None, protocol=b"MQTT", level=4, properties=b"", client_id=b"x1"):
    flags = 0x82 if password is None else 0xC2
    body = text(protocol) + bytes([level, flags]) + b"\x00\x3c" + properties + text(client_id) + text(name)
    return packet(0x10, body + (text(password) if password is not None else b""))


def line_to(running, said=b""):
    line = socket.create_connection((running.host, running.port), timeout=TIMEOUT_S)
    line.sendall(said)
    return line


def answer_to(running, said):
    with line_to(running, said) as line:
        return line.recv(100)


def test_a_crowd_that_never_logs_in_loses_its_oldest_and_others_come_in(tmp_path):
    told = []
    with embedded(tmp_path, limits=Limits(per_address=5, total=50), notify=told.append) as running:
        slow = [line_to(running, HALF) for _ in range(20)]
        assert answer_to(running, connect()) == WELCOME
        assert all(is_ended(line) for line in slow[:15])
        assert running.broker.connections.count <= 6
        for line in slow:
            line.close()
    assert {message.key for message in told} == {"hub.broker.crowd"}


def test_a_class_on_this_machine_logs_in_beyond_that_number_and_is_not_ended_for_a_crowd(tmp_path):
    with embedded(tmp_path, limits=Limits(per_address=5, total=50)) as running, contextlib.ExitStack() as stack:
        lines = []
        for number in range(10):
            line = stack.enter_context(line_to(running, connect(b"node-%d" % number)))
            assert line.recv(4) == WELCOME
            lines.append(line)
        for _ in range(20):
            stack.enter_context(line_to(running, HALF))
        for line in lines:
            line.sendall(b"\xc0\x00")
            assert line.recv(2) == b"\xd0\x00"


def test_after_ten_wrong_passwords_in_a_row_each_waits_and_the_right_one_does_not(tmp_path, monkeypatch):
    monkeypatch.setattr(hub.broker.coming, "FAILED_S", 2 * TIMEOUT_S)
    with embedded(tmp_path) as running:
        wrong = connect(b"hub", b"wrong")
        assert [answer_to(running, wrong) for _ in range(10)] == [b"\x20\x02\x00\x04"] * 10
        with line_to(running, wrong) as late:
            assert answer_to(running, connect()) == WELCOME  # behind it
            late.setblocking(False)
            with pytest.raises(BlockingIOError):
                late.recv(4)
        assert answer_to(running, wrong) == b"\x20\x02\x00\x04"  # no longer in a row


def test_a_client_of_mqtt_3_1_is_served(embedded_broker):
    assert answer_to(embedded_broker, connect(protocol=b"MQIsdp", level=3)) == WELCOME


@pytest.mark.parametrize(
    ("level", "properties", "answer"),
    [(6, b"\x00", b"\x20\x02\x00\x01"), (0x84, b"", b"\x20\x02\x00\x01"), (2, b"", b"\x20\x02\x00\x01")],
)  # fmt: skip
def test_another_version_gets_its_answer_at_once_and_a_person_is_told(tmp_path, level, properties, answer):
    told = []
    with embedded(tmp_path, notify=told.append) as running:
        assert answer_to(running, connect(level=level, properties=properties)) == answer
        assert running.broker.refused == {("", "version"): 1}
    assert [message.key for message in told] == ["hub.broker.version"]


@pytest.mark.parametrize("version", ["mqttv31", "mqttv311", "mqttv5"])
def test_the_versions_of_mosquittos_own_client(embedded_broker, version):
    with embedded_broker.listen(f"{OURS}/state", who=embedded_broker.hub) as heard:
        command = [program("mosquitto_pub"), "-V", version, "-t", f"{OURS}/state", "-m", version]
        command += embedded_broker.arguments(Login("red-heron", None))
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT_S)
        assert ended.returncode == 0, ended.stderr
        assert heard.next() == (f"{OURS}/state", version.encode())


def test_what_is_no_connect_is_ended_before_the_rest_of_it_comes(embedded_broker, monkeypatch):
    monkeypatch.setattr(hub.broker.embedded, "WELCOME_TIMEOUT_S", 2 * TIMEOUT_S)
    monkeypatch.setattr(hub.broker.embedded_client, "PACKET_TIMEOUT_S", 2 * TIMEOUT_S)
    for said in (b"\x30\x02\x00\x00", b"\x10\xff\xff\xff\xff\xff", b"\x10\x00", b"\x10\x06\x00\x04MQTT", b"GET / HTTP"):
        with line_to(embedded_broker, said) as line:
            assert is_ended(line)


def test_mosquitto_writes_no_line_for_each_connection_and_a_grown_log_is_set_aside(tmp_path):
    need_mosquitto()
    tmp_path.joinpath(LOG).write_bytes(b"x" * (LOG_BYTES + 1))
    with mosquitto(tmp_path) as running:
        running.publish(f"{OURS}/state", "{}", running.hub)
        assert "onnect" not in running.broker.said()
    assert tmp_path.joinpath(f"{LOG}.1").stat().st_size > LOG_BYTES
