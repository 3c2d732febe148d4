"""A command presses a button that may be pressed remotely, in time and once; all else is refused with a reason."""

import json

import pytest

from telemetry.commands import Commands, command
from telemetry.envelope import Times

NOW = 1_800_000_000.0
TIMES = Times(mono=lambda: 5.0, wall=lambda: NOW, sure=lambda ts: True)


class Button:
    remote = True

    def __init__(self):
        self.taps = 0

    def tap(self):
        self.taps += 1


class OwnButton:
    remote = False


class Sensor:
    def __init__(self, part):
        self.part = part


@pytest.fixture
def sensors():
    return {"hush": Sensor(Button()), "reset": Sensor(OwnButton()), "gas": Sensor(object())}


def take(sensors, payload=None, part="hush", retained=False, times=TIMES, commands=None):
    body = command("a-1", NOW + 20.0) if payload is None else payload
    return (commands or Commands(times)).take(body, part, retained, sensors, {"valve_open": False})


def test_a_button_is_pressed(sensors):
    answer = take(sensors)
    assert (answer.id, answer.part, answer.accepted) == ("a-1", "hush", True)
    assert sensors["hush"].part.taps == 1


def changed(**changes):
    return json.dumps({"id": "a-1", "value": "PRESS", "expires": NOW + 20.0} | changes).encode()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"part": "valve_open"}, "command.law_decides"),
        ({"part": "nobody"}, "command.no_part"),
        ({"part": "reset"}, "command.not_remote"),
        ({"part": "gas"}, "command.not_remote"),
        ({"part": "../../hub"}, "command.no_part"),
        ({"retained": True}, "command.retained"),
        ({"payload": b"PRESS"}, "command.malformed"),
        ({"payload": b"\xff"}, "command.malformed"),
        ({"payload": b"[" * 900}, "command.malformed"),
        ({"payload": changed(value="ON")}, "command.malformed"),
        ({"payload": changed(id="")}, "command.malformed"),
        ({"payload": changed(id="x" * 99)}, "command.malformed"),
        ({"payload": changed(expires=True)}, "command.malformed"),
        ({"payload": changed(expires=None)}, "command.malformed"),
        ({"payload": changed().replace(b"1800000020.0", b"NaN")}, "command.malformed"),
        ({"payload": changed(note="x" * 2000)}, "command.malformed"),
        ({"payload": changed(expires=NOW)}, "command.expired"),
        ({"payload": changed(expires=NOW - 86_400.0)}, "command.expired"),
        ({"payload": changed(expires=NOW + 3600.0)}, "command.too_far"),
        ({"times": TIMES.__class__(lambda: 5.0, lambda: NOW, lambda ts: False)}, "command.clock_unsure"),
    ],
)
def test_everything_else_is_refused_and_presses_nothing(sensors, asked, reason):
    answer = take(sensors, **asked)
    assert not answer.accepted
    assert answer.why.key == reason
    assert sensors["hush"].part.taps == 0


def test_a_command_that_comes_twice_acts_once(sensors):
    commands = Commands(TIMES)
    assert take(sensors, commands=commands).accepted
    again = take(sensors, commands=commands)
    assert again.why.key == "command.repeated"
    assert sensors["hush"].part.taps == 1
