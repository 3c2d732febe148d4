"""A watchdog is fed after good turns only, hears of a meant end, and bites after a crash."""

import os
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.watchdog import Watchdog

needs_unix_datagrams = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Windows has no unix datagrams")
EIGHT_SECONDS_USEC = "8000000"


class Time:
    now_s = 100.0

    def monotonic(self):
        return self.now_s


@pytest.fixture(params=["file", "abstract"])
def systemd(request):
    """The other end of NOTIFY_SOCKET; call it for what has come since the last call."""
    if request.param == "abstract" and sys.platform != "linux":
        pytest.skip("only Linux has sockets without a file")
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ours:
        named = f"{folder}/notify" if request.param == "file" else f"@highland-test-{os.getpid()}"
        ours.bind(named.replace("@", "\0", 1))
        ours.setblocking(False)

        def heard():
            found = []
            while True:
                try:
                    found.append(ours.recv(100).decode())
                except BlockingIOError:
                    return found

        heard.environment = {"NOTIFY_SOCKET": named, "WATCHDOG_USEC": EIGHT_SECONDS_USEC}
        yield heard


@needs_unix_datagrams
def test_systemd_hears_the_start_the_good_turns_and_the_end(systemd):
    time = Time()
    with Watchdog(None, time.monotonic, systemd.environment) as watchdog:
        assert watchdog.guards
        assert systemd() == []
        watchdog.start()
        assert systemd() == []  # the parts are open, but nothing has been controlled yet
        for _ in range(5):
            watchdog.feed()
            time.now_s += 1.0
        assert systemd() == ["READY=1"] + ["WATCHDOG=1"] * 3  # at 0, 2 and 4 s: a quarter of the 8 s that systemd waits
    assert systemd() == ["STOPPING=1"]


@needs_unix_datagrams
def test_systemd_that_went_away_does_not_stop_the_control(systemd):
    gone = systemd.environment | {"NOTIFY_SOCKET": systemd.environment["NOTIFY_SOCKET"] + "-gone"}
    with Watchdog(None, Time().monotonic, gone) as watchdog:
        watchdog.start()
        watchdog.feed()


@needs_unix_datagrams
@pytest.mark.parametrize(
    "changed", [{"WATCHDOG_USEC": ""}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_PID": "1"}]
)
def test_systemd_that_does_not_wait_for_us_is_only_told_start_and_end(systemd, changed):
    with Watchdog(None, Time().monotonic, systemd.environment | changed) as watchdog:
        assert not watchdog.guards
        watchdog.start()
        watchdog.feed()
        watchdog.feed()
    assert systemd() == ["READY=1", "STOPPING=1"]


@needs_unix_datagrams
def test_a_program_whose_first_turn_fails_was_never_ready(systemd):
    """systemd then reports a failed start, and an update goes back to the release before."""
    with suppress(ZeroDivisionError), Watchdog(None, Time().monotonic, systemd.environment) as watchdog:
        watchdog.start()
        raise ZeroDivisionError
    assert systemd() == ["STOPPING=1"]


def test_windows_has_no_unix_datagrams_and_runs_unguarded(monkeypatch):
    monkeypatch.delattr(socket, "AF_UNIX", raising=False)
    asked = {"NOTIFY_SOCKET": "/run/systemd/notify", "WATCHDOG_USEC": EIGHT_SECONDS_USEC}
    with Watchdog(None, Time().monotonic, asked) as watchdog:
        assert not watchdog.guards
        watchdog.start()
        watchdog.feed()


def fed(file: Path, turns: int, ended_well: bool):
    with Watchdog(file, Time().monotonic, {}) as watchdog:
        assert watchdog.guards
        watchdog.start()
        for _ in range(turns):
            watchdog.feed()
        watchdog.ended_well = ended_well


@pytest.fixture
def device(tmp_path):
    file = tmp_path / "watchdog"
    file.touch()
    return file


def test_the_hardware_watchdog_gets_a_byte_a_turn_and_the_magic_close(device):
    fed(device, 3, ended_well=True)
    assert device.read_bytes() == b"\0\0\0V"


def test_after_a_bad_end_the_hardware_watchdog_goes_on_counting(device):
    fed(device, 3, ended_well=False)
    assert device.read_bytes() == b"\0\0\0"


def test_after_a_crash_the_hardware_watchdog_goes_on_counting(device):
    with suppress(KeyboardInterrupt), Watchdog(device, Time().monotonic, {}) as watchdog:
        watchdog.start()
        watchdog.feed()
        watchdog.ended_well = True
        raise KeyboardInterrupt
    assert device.read_bytes() == b"\0"


def test_before_the_start_the_hardware_watchdog_is_left_alone(device):
    """Opening it starts it: with parts that take long to open, it would reset the board."""
    with Watchdog(device, Time().monotonic, {}) as watchdog:
        watchdog.ended_well = True
    assert device.read_bytes() == b""


def test_a_watchdog_that_is_not_there_is_refused_and_not_made(tmp_path):
    file = tmp_path / "watchdgo"
    with pytest.raises(HighlandError, match="watchdgo cannot be opened"), Watchdog(file, Time().monotonic, {}) as one:
        one.start()
    assert not file.exists()
