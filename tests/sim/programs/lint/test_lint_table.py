"""Every rule has its line in docs/reference/classic-mistakes.md and a planted mistake in a test."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import sim.programs.lint
import wiring
import wiring.checks
from devices import Message
from sim.programs.lint.finding import Rule

TREE = Path(__file__).parents[4]
TABLE = (TREE / "docs" / "reference" / "classic-mistakes.md").read_text(encoding="utf-8")
FIRST_CELLS = re.findall(r"^\| (`[^|]+)\|", TABLE, re.MULTILINE)
TOLD = {key for cell in FIRST_CELLS for key in re.findall(r"`((?:check|lint)\.[a-z0-9_]+)`", cell)}
RUNNING = {
    thing.message.key: thing
    for each in iter_modules(sim.programs.lint.__path__)
    for thing in vars(import_module(f"sim.programs.lint.{each.name}")).values()
    if isinstance(thing, Rule)
}
WIRING = {
    thing.key
    for package in (wiring, wiring.checks)
    for each in iter_modules(package.__path__)
    for thing in vars(import_module(f"{package.__name__}.{each.name}")).values()
    if isinstance(thing, Message) and thing.key.startswith("check.") and thing.key != "check.see_all"
}


def planted(*folders: str) -> set[str]:
    """The keys that stand in the tests."""
    texts = [file.read_text(encoding="utf-8") for folder in folders for file in (TREE / folder).glob("test_*.py")]
    return {key for text in texts for key in re.findall(r'"((?:lint|check)\.[a-z0-9_]+)"', text)}


def test_there_are_more_than_thirty_rules_of_each_kind() -> None:
    assert len(RUNNING) > 30
    assert len(WIRING) > 30


def test_the_table_names_exactly_the_rules() -> None:
    assert set(RUNNING) | WIRING == TOLD


def test_every_rule_has_its_planted_mistake() -> None:
    assert set(RUNNING) | WIRING <= planted("tests/sim/programs/lint", "tests/wiring")


@pytest.mark.parametrize("rule", RUNNING.values(), ids=RUNNING)
def test_a_rule_and_its_hint_are_named_alike_and_short(rule: Rule) -> None:
    assert rule.hint.key == f"{rule.message.key}.hint"
    assert len(rule.message.text) < 120
    assert len(rule.hint.text) < 160
