"""A virtual Pi that is switched on for one test, and what its threads run on."""

from collections.abc import Iterator

import pytest

from sim.virtual_pi import VirtualPi
from tests.sim.pool import Pool


@pytest.fixture
def pi() -> Iterator[VirtualPi]:
    with VirtualPi() as pi:
        yield pi


@pytest.fixture(params=[None, Pool], ids=["real threads", "pool"])
def each_backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test is run on each back end for virtual threads."""
    if request.param is None:
        yield
        return
    pool = request.param()
    monkeypatch.setattr("sim.time.threads.usual_backend", lambda: pool)
    yield
    pool.close()
