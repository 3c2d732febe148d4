"""Python's logs, as a fresh program finds them, and put back afterwards."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import NamedTuple


class _Before(NamedTuple):
    handlers: list[logging.Handler]
    level: int
    propagate: bool
    disabled: bool


NEW = _Before([], logging.NOTSET, True, False)


class FreshLogs:
    """While it is entered, nobody has set up the root log; loggers that the program changes are put back."""

    def __enter__(self) -> None:
        self._before = {
            logger: _Before(logger.handlers[:], logger.level, logger.propagate, logger.disabled)
            for logger in _loggers()
        }
        self._disabled = logging.root.manager.disable
        logging.root.handlers.clear()
        logging.root.setLevel(logging.WARNING)

    def __exit__(self, *_: object) -> None:
        logging.disable(self._disabled)
        for logger in _loggers():
            before = self._before.get(logger, NEW)
            for handler in logger.handlers[:]:
                if handler not in before.handlers:
                    with suppress(OSError, ValueError):  # a file or stream that is closed already
                        handler.close()
            logger.handlers[:] = before.handlers
            logger.propagate, logger.disabled = before.propagate, before.disabled
            logger.setLevel(before.level)


def _loggers() -> list[logging.Logger]:
    named = logging.Logger.manager.loggerDict.values()
    return [logging.root, *(each for each in named if isinstance(each, logging.Logger))]
