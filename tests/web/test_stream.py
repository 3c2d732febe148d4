"""News for many browsers: the same bytes for all, and nobody waits for a slow one."""

import asyncio
import socket
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from web.connections import FEW, source_of
from web.server import serving
from web.stream import FULL, TOO_MANY, EventResponse, Stream, encode


@contextmanager
def streaming(**options):
    """(stream, url, a way to call something inside the server's loop)."""
    stream, loops, ready = Stream(**options), [], threading.Event()

    async def whole():
        return encode("all", {"n": 0})

    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            loops.append(asyncio.get_running_loop())
            ready.set()
            for word in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{word}.complete"})
        else:
            await EventResponse(stream, whole)(scope, receive, send)

    def inside(call, *words):
        done = threading.Event()
        loops[0].call_soon_threadsafe(lambda: (call(*words), done.set()))
        assert done.wait(10)

    def close():
        if not loops[0].is_closed():
            loops[0].call_soon_threadsafe(stream.close)

    with serving(app, before_stop=close) as server:
        ready.wait(10)
        yield stream, server.url, inside


def messages(answer, count):
    """The next messages, each without its blank line."""
    found, lines = [], []
    while len(found) < count:
        line = answer.readline()
        if line == b"\n":
            found.append(b"".join(lines))
            lines = []
        else:
            lines.append(line)
    return found


def test_everybody_gets_the_whole_state_and_then_the_same_bytes():
    with streaming() as (stream, url, inside):
        readers = [urllib.request.urlopen(url, timeout=10) for _ in range(3)]
        for reader in readers:
            assert reader.headers["content-type"].startswith("text/event-stream")
            assert messages(reader, 2)[1] == b'event: all\ndata: {"n":0}\n'  # the first tells when to ask again
        inside(stream.send, "news", {"text": "khí gas\n\nevent: x"})
        expected = 'event: news\ndata: {"text":"khí gas\\n\\nevent: x"}\n'.encode()  # no text can end a message
        assert [messages(reader, 1)[0] for reader in readers] == [expected] * 3
        for reader in readers:
            reader.close()


def test_a_browser_that_does_not_read_is_let_go_and_the_others_miss_nothing():
    with streaming(max_waiting=4) as (stream, url, inside):
        port = int(url.rstrip("/").rpartition(":")[2])
        with socket.socket() as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect(("127.0.0.1", port))
            slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert slow.recv(1)  # it is in, and never reads again
            good = urllib.request.urlopen(url, timeout=10)
            messages(good, 2)
            sent = 0
            while stream.dropped == 0:
                inside(stream.send, "news", {"n": sent, "filling": "x" * 200_000})
                assert messages(good, 1)[0].startswith(b'event: news\ndata: {"n":%d,' % sent)
                sent += 1
                assert sent < 500
            assert stream.browsers == 1
            good.close()


def test_a_silent_line_is_kept_alive():
    with streaming(keep_alive_s=0.01) as (_, url, _), urllib.request.urlopen(url, timeout=10) as reader:
        assert messages(reader, 3)[2] == b": still here\n"


def test_too_many_are_asked_to_come_back_later():
    with streaming(max_browsers=1) as (_, url, _), urllib.request.urlopen(url, timeout=10) as reader:
        messages(reader, 2)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(url, timeout=10)
        assert refused.value.code == 503
        assert refused.value.headers["retry-after"]
        refused.value.close()


def pages_of(stream, address, most):
    """How many pages of an address get in, and why the next does not."""
    source = source_of(address)
    for count in range(most):
        if refused := stream.refuses(source):
            return count, refused
        stream.join(source)
    return most, 0


def test_a_class_behind_one_router_gets_in_and_two_greedy_addresses_leave_room_for_others():
    stream = Stream()
    assert pages_of(stream, "192.168.1.7", 40) == (40, 0)
    for address in ("198.51.100.1", "198.51.100.2"):
        _, refused = pages_of(stream, address, 200)
        assert refused == TOO_MANY
    others = [f"203.0.113.{number}" for number in range(1, 11)]
    assert [pages_of(stream, address, FEW) for address in others] == [(FEW, 0)] * 10


def test_a_share_is_given_back_and_this_machine_needs_none():
    stream = Stream(of_address=2, max_browsers=10)
    source = source_of("192.168.1.7")
    page = stream.join(source)
    stream.join(source)
    assert stream.refuses(source) == TOO_MANY
    stream.leave(page)
    assert stream.refuses(source) == 0
    assert pages_of(stream, "127.0.0.1", 100) == (9, FULL)


def test_a_page_may_ask_whether_there_is_room_and_why_not():
    with streaming(max_browsers=1) as (_, url, _):
        ask = urllib.request.Request(url, method="HEAD")
        urllib.request.urlopen(ask, timeout=10).close()
        with urllib.request.urlopen(url, timeout=10) as reader:
            messages(reader, 2)
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(ask, timeout=10)
            assert refused.value.code == FULL
            refused.value.close()


def test_stopping_the_server_ends_all_streams_at_once():
    with streaming() as (stream, url, _):
        reader = urllib.request.urlopen(url, timeout=30)
        messages(reader, 2)
    assert reader.read() == b""
    assert stream.browsers == 0
    reader.close()


def test_nan_is_no_json():
    with pytest.raises(ValueError, match="JSON"):
        encode("news", float("nan"))
