"""Running brokers for the tests of the hub; tests/hub/brokers.py says how to use them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.brokers import BROKERS, Running, embedded, mosquitto


@pytest.fixture
def embedded_broker(tmp_path: Path) -> Iterator[Running]:
    with embedded(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def mosquitto_broker(tmp_path: Path) -> Iterator[Running]:
    with mosquitto(tmp_path / "hub") as running:
        yield running


@pytest.fixture(params=BROKERS)
def any_broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    with BROKERS[request.param](tmp_path / "hub") as running:
        yield running
