"""For all tests: no test depends on the machine's speed, and the longest ones begin first."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # an old laptop may take its time
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole simulated days first: with two processes, a long test that begins last makes one of them wait."""
    items.sort(key=lambda item: "a_day_passes" not in item.name)
