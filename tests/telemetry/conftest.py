"""A real mosquitto for the tests of the node's side; skipped loudly where Debian's package is not installed."""

import contextlib
import shutil
import socket
import subprocess

import pytest

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") or shutil.which(
    "mosquitto"
)


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class Broker:
    """Debian's mosquitto on a port of its own; `start` and `kill` it at will."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"mqtt://127.0.0.1:{self.port}"
        self._config = folder / "mosquitto.conf"
        self._config.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nlog_dest stdout\n")
        self._running = None

    def start(self):
        self._running = subprocess.Popen([MOSQUITTO, "-v", "-c", str(self._config)], stdout=subprocess.PIPE, text=True)
        for line in self._running.stdout:
            if "running" in line:
                return self
        raise RuntimeError("mosquitto did not start")

    def kill(self):
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running.stdout.close()
            self._running = None


@pytest.fixture
def broker(tmp_path):
    if MOSQUITTO is None:
        pytest.skip("Debian's package mosquitto is not installed: the node's side was not tested against a real broker")
    started = Broker(tmp_path).start()
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(started.kill)
        yield started
