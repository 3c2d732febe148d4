"""A law in one file, as a pupil writes it, and what goes wrong in it."""

import linecache
import warnings
from types import SimpleNamespace

import pytest

HEAD = """from enum import Enum
from typing import NamedTuple
class State(Enum):
    NORMAL = "normal"
    ALARM = "alarm"
class Sensed(NamedTuple):
    gas_ppm: float | None = 900.0
class Action(NamedTuple):
    valve_open: bool = False
    siren: bool = False
class Memory(NamedTuple):
    state: State = State.NORMAL
ALARM_PPM = 1400.0
"""


@pytest.fixture
def error_of():
    """Run a law's text for one turn: `error_of(text, gas_ppm)` is its error. The file is in memory only."""
    file = "law.py"

    def ran(text, gas_ppm=900.0):
        whole = HEAD + text + "\n"
        linecache.cache[file] = (len(whole), None, whole.splitlines(True), file)
        law = {"__name__": "law"}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # SyntaxWarnings of what is meant to be wrong
                exec(compile(whole, file, "exec"), law)
            found = SimpleNamespace(**law)
            found.decide(found.Sensed(gas_ppm), found.Memory(), 1.0)
        except Exception as error:
            return error
        return None

    yield ran
    linecache.cache.pop(file, None)
