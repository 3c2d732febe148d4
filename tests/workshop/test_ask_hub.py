"""What a hub answers to a node's account, over a real socket."""

import socket
import threading

import pytest

from telemetry.address import Address
from workshop.doctor.ask_hub import CLIENT, HubAnswer, ask_hub

ACCEPTED, NOT_AUTHORIZED = b"\x20\x02\x00\x00", b"\x20\x02\x00\x05"  # CONNACK, MQTT 3.1.1 section 3.2


@pytest.fixture
def hub():
    """A port where one client is answered with these bytes; what it sent is in `heard`."""
    server = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []
    threads = []

    def answer(said):
        def serve():
            client, _ = server.accept()
            with client:
                heard.append(client.recv(1000))
                if said:
                    client.sendall(said)
                    client.recv(1000)

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        return Address("127.0.0.1", server.getsockname()[1], "red-heron", "uC3x")

    yield answer, heard
    for each in threads:
        each.join(5.0)
    server.close()


@pytest.mark.parametrize(
    ("said", "answer"),
    [(ACCEPTED, HubAnswer.TAKES_US), (NOT_AUTHORIZED, HubAnswer.REFUSED), (b"", HubAnswer.SILENT)],
)
def test_the_answer_of_a_hub(hub, said, answer):
    serve, heard = hub
    assert ask_hub(serve(said), limit_s=2.0) is answer
    assert b"red-heron" in heard[0]
    assert CLIENT.encode() in heard[0]  # never the node's own: its session would be taken over


def test_a_port_where_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert ask_hub(Address("127.0.0.1", port), limit_s=2.0) is HubAnswer.PORT_SHUT


def test_a_name_that_nobody_has(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert ask_hub(Address("hub.local", 1883), limit_s=2.0) is HubAnswer.UNKNOWN_NAME
