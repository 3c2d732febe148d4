"""A real mosquitto for the tests of the node's side; skipped loudly where Debian's package is not installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices import HighlandError
from hub.broker.mosquitto import CONF, LOOPBACK, Mosquitto, find_mosquitto, free_port


class Broker(Mosquitto):
    """A broker that lets everybody in; `start` and `kill` it at will."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, LOOPBACK, free_port())
        self.url = f"mqtt://{LOOPBACK}:{self.port}"
        (folder / CONF).write_text(f"listener {self.port} {LOOPBACK}\nallow_anonymous true\n", encoding="utf-8")


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    try:
        find_mosquitto()
    except HighlandError as error:
        pytest.skip(f"not tested against a real broker: {error}")
    with Broker(tmp_path) as started:
        yield started
