"""A pupil's own program in a process on the laptop: the same messages, over lines."""

import json
import threading

import pytest

from classroom.laptop.inside import main

PAUSE = "from gpiozero import LED\nfrom signal import pause\nled = LED(17)\nled.blink(0.1, 0.1)\nprint('on')\npause()\n"
BUSY = "print('on')\nx = 0\nwhile True:\n    x += 1\n"
LONG_S = 20.0  # never waited for: a test that hangs is to fail


class Parent:
    """The other end of the lines: it says each one when it has heard what comes before."""

    def __init__(self) -> None:
        self.heard: list[dict] = []
        self._came = threading.Condition(threading.Lock())

    def say(self, line: bytes) -> None:
        with self._came:
            self.heard.append(json.loads(line))
            self._came.notify_all()

    def until(self, is_it) -> None:
        with self._came:
            assert self._came.wait_for(lambda: any(map(is_it, self.heard)), LONG_S)


def state(name):
    return lambda message: message["kind"] == "program" and message["state"] == name


@pytest.mark.proof
@pytest.mark.parametrize("text", [PAUSE, BUSY])
def test_a_program_runs_and_is_stopped_and_a_board_can_begin_after_it(text):
    parent = Parent()

    def lines():
        yield json.dumps({"do": "program", "text": text}).encode()
        parent.until(state("running"))
        if text == PAUSE:
            parent.until(lambda message: message["kind"] == "panel" and message["leds"].get("17") == 0.0)
        yield b'{"do":"stop"}'
        parent.until(state("ended"))
        yield b'{"do":"begin","project":"gas_alarm","paused":true,"id":1}'
        parent.until(lambda message: message["kind"] == "described")

    main(lines(), parent.say)
    end = next(message for message in parent.heard if state("ended")(message))
    assert end["ended"] == "stopped"
    assert "".join(each["text"] for each in parent.heard if each["kind"] == "printed") == "on\n"


@pytest.mark.proof
def test_a_program_ends_when_nobody_is_there_any_more():
    parent = Parent()

    def lines():
        yield json.dumps({"do": "program", "text": PAUSE}).encode()
        parent.until(state("running"))

    main(lines(), parent.say)
    assert [each["ended"] for each in parent.heard if state("ended")(each)] == ["stopped"]
