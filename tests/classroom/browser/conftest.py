"""A page with a virtual board, served as a class's laptop serves it."""

from collections.abc import Iterator

import pytest

from bench._board_page import BoardServer, served


@pytest.fixture(scope="session")
def board_server() -> Iterator[BoardServer]:
    with served() as server:
        yield server
