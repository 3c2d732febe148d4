"""A log that nobody can fill from outside."""

import io
import logging

from web.seldom import BYTES_AN_HOUR, HOUR_S, Seldom, SeldomHandler, seldom_logged


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def log_of(clock):
    stream = io.StringIO()
    return stream, SeldomHandler(stream, Seldom(now=clock))


def record(text, *values, name="uvicorn.error"):
    return logging.LogRecord(name, logging.WARNING, "", 0, text, values, None)


def test_the_same_line_is_written_once_an_hour_and_counted():
    clock = Clock()
    stream, handler = log_of(clock)
    for number in range(1_000):
        handler.emit(record("invalid request %d", number))
    assert stream.getvalue() == "uvicorn.error: invalid request 0\n"
    clock.now = HOUR_S
    handler.emit(record("invalid request %d", 1_000))
    assert stream.getvalue().splitlines()[1:] == ["(+999)", "uvicorn.error: invalid request 1000"]
    handler.emit(record("invalid request %d", 1_001))
    handler.close()
    assert stream.getvalue().splitlines()[3:] == ["(+1)"]


def test_different_lines_have_so_many_bytes_an_hour_and_no_more():
    stream, handler = log_of(Clock())
    for number in range(1_000):
        handler.emit(record(f"line {number} " + "x" * 5_000))
    assert len(stream.getvalue()) <= BYTES_AN_HOUR
    handler.close()
    assert stream.getvalue().splitlines()[-1].startswith("(+9")


def test_no_client_writes_a_line_of_its_own():
    stream, handler = log_of(Clock())
    handler.emit(record("name %s", "a\x1b[2J\rb"))
    assert stream.getvalue() == "uvicorn.error: name a?[2J?b\n"


def test_a_mistake_in_the_hub_is_shown_with_its_place():
    stream = io.StringIO()
    with seldom_logged(stream):
        try:
            raise ValueError("of ours")
        except ValueError:
            logging.getLogger("asyncio").exception("a task ended")
    assert "a task ended" in stream.getvalue()
    assert "test_seldom.py" in stream.getvalue()
    assert "ValueError: of ours" in stream.getvalue()
