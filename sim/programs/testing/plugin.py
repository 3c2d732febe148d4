"""The pytest plugin: the fixture `virtual_pi`. Until a test asks for it, nothing of the simulator is imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sim.programs.testing.tested_pi import TestedPi


@pytest.fixture
def virtual_pi(request: pytest.FixtureRequest) -> Iterator[TestedPi]:
    """A virtual Raspberry Pi for one test: plug parts in, run a program, let time pass, look at its pins.

    While the test lasts, everything in it lives in virtual time. See docs/how-to/test-your-program.md.
    """
    from sim.programs.testing.tested_pi import TestedPi

    with TestedPi(request.path) as pi:
        yield pi
