"""A virtual Pi that is switched on for one test."""

from collections.abc import Iterator

import pytest

from sim.virtual_pi import VirtualPi


@pytest.fixture
def pi() -> Iterator[VirtualPi]:
    with VirtualPi() as pi:
        yield pi
