"""Other programs connect to a run; whatever they send, the run goes on as if nothing had been."""

import select
import socket
import struct

import pytest

from devices import HighlandError
from sim.live import control_socket
from sim.live.control_socket import MAX_CONNECTIONS, MAX_LINE_BYTES, ControlSocket


def test_only_this_computer_can_connect(run):
    host, port = run.control.address.split(":")
    assert host == "127.0.0.1"
    assert int(port) > 0


def test_a_port_that_is_taken_is_one_sentence(run):
    port = int(run.control.address.split(":")[1])
    with pytest.raises(HighlandError, match=f"Port {port} of this computer cannot be used"):
        ControlSocket(run, port, 1.0)


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_port_that_does_not_exist_is_one_sentence(run, port):
    with pytest.raises(HighlandError, match="cannot be used"):
        ControlSocket(run, port, 1.0)


# Whoever is no friend

HOSTILE = [
    b"\n",
    b"hello\n",
    b"5\n",
    b"null\n",
    b"[]\n",
    b'"stop"\n',
    b"{}\n",
    b'{"do": 5}\n',
    b'{"do": ["stop"]}\n',
    b'{"do": "explode"}\n',
    b'{"do": "__class__"}\n',
    b'{"do": "stop"\n',
    b'{"do": "stop"} {"do": "stop"}\n',
    b"[" * 4000 + b"\n",
    b'{"do": "st\xffop"}\n',
    b"\xff\xfe{\x00}\x00\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b'POST / HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n{"do": "stop"}\n{"do": "stop"}\n',
    b'{"do": "explode"}\n{"do": "stop"}\n',
    b"x" * (MAX_LINE_BYTES + 1),
    b" " * MAX_LINE_BYTES + b'{"do": "stop"}\n',
]


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: repr(data[:24]))
def test_what_is_no_order_is_refused_once_and_put_out_and_the_run_goes_on(run, data):
    program, honest = run.program(), run.program()
    run.at((5.0, lambda: program.tell(data)), (6.0, lambda: None))
    result = run.run(20.0)
    while len(data) > MAX_LINE_BYTES and not select.select([program.socket], [], [], 0.0)[0]:
        run.control.serve(1.0)  # a long line comes in two pieces
    answer = program.answer()
    assert set(answer) == {"error", "hint"}
    assert program.is_reject()
    assert result.ending.why.key == "loop.time_up"
    assert "error" not in honest.ask(do="state")


def test_a_long_line_in_small_pieces_is_refused_too(run):
    program = run.program()
    for _ in range(5):
        program.tell(b"x" * 1000)
    assert "longer than 4096 bytes" in program.answer()["error"]
    assert program.is_reject()


def test_an_order_in_pieces_and_orders_in_one_piece_are_heard(run):
    program = run.program()
    program.tell(b'{"do": "pau')
    program.tell(b'se"}\n{"do": "resume"}\n{"do": "faults"}\n')
    assert [program.answer().get("paused") for _ in range(3)] == [True, False, None]


def test_the_ninth_program_is_told_to_wait(run):
    programs = [run.program() for _ in range(MAX_CONNECTIONS)]
    ninth = run.program()
    assert "8 connections already" in ninth.answer()["error"]
    assert ninth.is_reject()
    programs[0].close()
    run.control.serve(10.0)
    assert "error" not in run.program().ask(do="state")


def test_a_program_that_goes_away_in_any_way_is_forgotten(run):
    for _ in range(3 * MAX_CONNECTIONS):
        program = run.program()
        program.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no goodbye
        program.socket.sendall(b'{"do": "state"}\n')
        program.close()
        run.control.serve(10.0)
        run.control.serve(0.0)
    assert "error" not in run.program().ask(do="state")


def test_a_program_that_asks_and_never_reads_is_reject(run, monkeypatch):
    monkeypatch.setattr(control_socket, "MAX_UNSENT_BYTES", 10_000)
    program = run.program()
    program.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    program.socket.setblocking(False)
    for _ in range(3000):
        try:
            program.socket.send(b'{"do": "faults"}\n' * 200)
        except BlockingIOError:
            pass
        except OSError:
            break
        run.control.serve(0.0)
    else:
        raise AssertionError("it was never put out")
    assert run.run(5.0).ending.ok
