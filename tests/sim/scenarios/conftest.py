"""A drying rack in a folder of its own; scenarios for it are texts."""

import shutil
from pathlib import Path

import pytest

from firmware.project import find
from sim.scenarios.known_names import KnownNames
from sim.scenarios.play import play
from sim.scenarios.read import scenario_of

TREE = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def rack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("projects") / "rack"
    shutil.copytree(TREE / "projects" / "_template" / "drying_rack", folder, ignore=shutil.ignore_patterns("__*cache*"))
    return find(str(folder))


@pytest.fixture(scope="session")
def known(rack):
    return KnownNames(rack)


@pytest.fixture(scope="session")
def understand(known):
    """The scenario in a text."""
    import tomllib

    return lambda text: scenario_of(tomllib.loads(text), "rack/scenarios/x.toml", "x", known)


@pytest.fixture(scope="session")
def played(rack, understand):
    """Every run of the scenario in a text, played here."""

    def call(text, law=None, seed=0, **more):
        scenario = understand(text)
        return scenario, [play(rack, scenario, run, seed, law, **more) for run in scenario.runs]

    return call
