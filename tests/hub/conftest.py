"""Running brokers and stores for the tests of the hub; brokers.py and stores.py say how to use them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.store import open_store
from hub.store.interface import Store
from tests.hub.brokers import BROKERS, Running, embedded, mosquitto
from tests.hub.stores import Postgres, postgres


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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def any_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be opened, and opened again."""
    if request.param == "sqlite":
        return str(tmp_path / "hub.db")
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.url()


@pytest.fixture
def any_store(any_place: str) -> Iterator[Store]:
    store = open_store(any_place)
    yield store
    store.close()
