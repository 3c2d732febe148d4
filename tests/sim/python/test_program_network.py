"""asyncio, select and sockets of a program: virtual among its own threads, at wall speed once it goes out."""

import asyncio
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from sim.programs.virtual_time import ProgramTime
from sim.python.swaps import REAL_TIME
from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

CONNECT, PUBLISH, DISCONNECT = 1, 3, 14  # MQTT 3.1.1, table 2.1, control packet types
CONNACK = b"\x20\x02\x00\x00"  # section 3.2: accepted


@pytest.fixture
def pi() -> Iterator[VirtualPi]:
    with VirtualPi() as pi, ProgramTime(switched_on.board()):
        yield pi


def passed_s() -> float:
    return round(switched_on.board().clock.monotonic() - BOOT_S, 3)


def test_asyncio_sleeps_side_by_side_and_its_timers_are_exact(pi: VirtualPi) -> None:
    async def nap(length_s: float) -> float:
        await asyncio.sleep(length_s)
        return passed_s()

    async def program() -> None:
        assert await asyncio.gather(nap(3600), nap(1), nap(60)) == [3600, 1, 60]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(50), 5)
        assert passed_s() == 3605
        assert await asyncio.to_thread(lambda: (time.sleep(5), passed_s())[1]) == 3610
        asyncio.get_running_loop().call_later(10, done.set)
        await done.wait()
        assert passed_s() == 3620

    done = asyncio.Event()
    asyncio.run(program())


@pytest.mark.proof
def test_another_thread_can_speak_to_an_event_loop(pi: VirtualPi) -> None:
    async def program() -> str:
        said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        loop = asyncio.get_running_loop()
        threading.Timer(7, lambda: loop.call_soon_threadsafe(said.set_result, "seven")).start()
        return await said

    assert asyncio.run(program()) == "seven"
    assert passed_s() == 7


@pytest.mark.proof
def test_select_with_nothing_to_wait_for_is_a_sleep(pi: VirtualPi) -> None:
    left, right = socket.socketpair()
    with left, right:
        assert select.select([left], [], [], 2.5) == ([], [], [])
        assert passed_s() == 2.5
        threading.Timer(1, lambda: right.send(b"!")).start()
        assert select.select([left], [], [], 60) == ([left], [], [])
        assert passed_s() == 3.5


@pytest.mark.proof
def test_bytes_between_two_threads_of_a_program_move_in_virtual_time(pi: VirtualPi) -> None:
    left, right = socket.socketpair()

    def answer() -> None:
        question = right.recv(10)
        time.sleep(30)
        right.sendall(question + b"!")

    with left, right:
        threading.Thread(target=answer).start()
        left.sendall(b"well")
        left.settimeout(10)
        with pytest.raises(TimeoutError):
            left.recv(10)
        left.settimeout(None)
        assert left.recv(10) == b"well!"
        assert passed_s() == 30


def broker(server: socket.socket, heard: list[bytes]) -> None:
    """A broker for one client in a real thread: it greets, confirms what is published, and hears a farewell."""
    end, _ = server.accept()
    with server, end, end.makefile("rb") as stream:
        while head := stream.read(2):  # packet by packet: two may have come at once while this computer was busy
            packet = head + stream.read(head[1])
            heard.append(packet)
            kind = packet[0] >> 4
            if kind == CONNECT:
                end.sendall(CONNACK)
            elif kind == PUBLISH:
                topic = struct.unpack(">H", packet[2:4])[0]
                end.sendall(b"\x40\x02" + packet[4 + topic : 6 + topic])  # PUBACK with the packet's number
            elif kind == DISCONNECT:
                break


def test_paho_speaks_to_a_real_broker_at_wall_speed() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    heard: list[bytes] = []
    told: list[str] = []
    seen: list[str] = []
    outside = threading.Thread(target=broker, args=(server, heard))
    outside.start()
    with VirtualPi(), ProgramTime(switched_on.board(), lambda: told.append("network")) as now:
        import paho.mqtt.client as mqtt

        time.sleep(3600)
        assert told == []
        assert not now.wall
        client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        client.on_connect = lambda *_: seen.append("connected")
        client.on_publish = lambda *_: seen.append("published")
        real_s, virtual_s = REAL_TIME.monotonic(), time.monotonic()
        client.connect("127.0.0.1", port)
        client.loop_start()
        message = client.publish("school/box/temperature", "21.5", qos=1)
        message.wait_for_publish(30)
        time.sleep(0.05)
        client.disconnect()
        client.loop_stop()
        real_s, virtual_s = REAL_TIME.monotonic() - real_s, time.monotonic() - virtual_s
        assert now.wall
        assert told == ["network"]
    outside.join(5)
    assert seen == ["connected", "published"]
    assert [packet[0] >> 4 for packet in heard] == [CONNECT, PUBLISH, DISCONNECT]
    assert heard[1].endswith(b"21.5")
    assert virtual_s >= 0.05
    assert real_s >= virtual_s - 0.01  # virtual time never runs ahead of the wall by more than a slice


@pytest.mark.proof
def test_a_broker_that_does_not_answer_is_a_connection_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with VirtualPi(), ProgramTime(switched_on.board()), pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.proof
def test_at_wall_speed_other_threads_go_on_while_one_waits_for_a_socket() -> None:
    with VirtualPi(), ProgramTime(switched_on.board()) as now:
        now.follow_wall()
        ticks: list[float] = []

        def blink() -> None:
            while True:
                ticks.append(passed_s())
                time.sleep(0.01)

        left, right = socket.socketpair()
        with left, right:
            threading.Thread(target=blink, daemon=True).start()
            left.settimeout(0.05)
            with pytest.raises(TimeoutError):
                left.recv(1)
        assert len(ticks) >= 4
