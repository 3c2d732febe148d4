"""docs/explanation/reading-a-law.md names files, functions and numbers that are really there, in both languages."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from firmware.project import find
from projects.gas_alarm import limits
from science.mq_sensors import MQ6, voltage_from_resistance_v
from sim.chips._unit import Kind
from sim.world.simulation import Simulation

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "explanation"
ENGLISH, VIETNAMESE = (FOLDER / name for name in ("reading-a-law.md", "reading-a-law.vi.md"))
BOTH = pytest.mark.parametrize("page", [ENGLISH, VIETNAMESE], ids=["en", "vi"])

FILE = re.compile(r"`((?:\w+/)+\w+\.(?:py|toml))`")
CODE = re.compile(r"`([^`\n]+)`")
LEAK_G_PER_H = 500.0
LONGEST_LAW_LINES = 150


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def words_of(file: str) -> frozenset[str]:
    """Every name that a file defines, and every word of it."""
    return frozenset(re.findall(r"\w+", (ROOT / file).read_text(encoding="utf-8")))


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@BOTH
def test_every_file_it_names_exists_and_the_whole_way_is_named(page):
    files = FILE.findall(text_of(page))
    assert [file for file in files if not (ROOT / file).is_file()] == []
    law = {
        f"projects/gas_alarm/law/{each}.py"
        for each in ("senses", "memory", "air", "states", "steps", "valve", "faults")
    }
    assert law | {"projects/gas_alarm/control.py", "drivers/mq.py", "drivers/valve.py"} <= set(files)


@BOTH
def test_a_function_stands_in_the_file_that_is_named_with_it(page):
    named = re.findall(r"`(\w+)\(\)` (?:in|trong)\s+`([\w/.]+)`", text_of(page))
    assert len(named) >= 10
    assert [(name, file) for name, file in named if name not in functions_of(file)] == []
    others = set(re.findall(r"`(\w+)\(\)`", text_of(page))) - {name for name, _ in named}
    assert others <= {"safe_action"} <= functions_of("projects/gas_alarm/control.py")


@BOTH
def test_every_other_name_in_it_is_one_of_the_code(page):
    files = [file for file in FILE.findall(text_of(page)) if file.endswith(".py")]
    known = set().union(*map(words_of, files))
    names = {code for code in CODE.findall(text_of(page)) if re.fullmatch(r"\w+", code)}
    assert names - known == set()


@BOTH
def test_its_limits_are_those_of_the_law(page):
    named = re.findall(r"`([A-Z_]+)` = (\d+) (ppm|s)\b", text_of(page))
    assert {name for name, *_ in named} == {"WARM_UP_S", "ALARM_PPM", "HOLD_S", "VALVE_MOVES_S", "CLEAN_FOR_S"}
    assert [each for each in named if getattr(limits, each[0]) != float(each[1])] == []


@BOTH
def test_both_pages_name_the_same_things_in_the_same_order(page):
    said = [code for code in CODE.findall(text_of(page)) if not code.startswith("python3")]
    assert sorted(said) == sorted(CODE.findall(text_of(ENGLISH)))


def test_the_volts_on_the_page_are_those_of_the_sensor():
    gas = next(each for each in find("gas_alarm").wiring().parts if each.name == "gas")
    load_ohm, divider = float(gas.options["load_resistor_ohm"]), float(gas.options["divider"])
    rs_ohm = MQ6.curves["lpg"].ratio(limits.ALARM_PPM) * float(gas.options["r0_ohm"])
    volts = voltage_from_resistance_v(rs_ohm, load_ohm)
    said = text_of(ENGLISH)
    for number in (f"{rs_ohm / 1e3:.1f} kΩ", f"{volts:.2f} V", f"{volts / divider:.2f} V", f"by {divider}:"):
        assert number in said
    assert f"{round(volts / divider / 0.125e-3):,} steps" in said


def test_the_run_on_the_page_goes_as_its_table_says():
    with Simulation(find("gas_alarm"), settings={"leak_g_per_h": LEAK_G_PER_H}, units=Kind.IDEAL) as simulation:
        events = simulation.run(1800.0).events
    rows = re.findall(r"^\| (\d+) min (\d+) s \| `(\w+)` \| (\d+) ppm \|", text_of(ENGLISH), re.M)
    assert len(rows) == 4
    changes = [event for event in events if event.kind == "state" and event.state != "WARMUP"]
    found = [(round(each.t_s), each.state, round(each.why.values.get("lpg_ppm", 0.0))) for each in changes]
    assert found == [(60 * int(minutes) + int(seconds), state, int(ppm)) for minutes, seconds, state, ppm in rows]


def test_it_is_short_to_read():
    law = [ROOT / "projects/gas_alarm/control.py", *(ROOT / "projects/gas_alarm/law").glob("*.py")]
    lines = {file.name: len(text_of(file).splitlines()) for file in law}
    assert max(lines.values()) < LONGEST_LAW_LINES, lines
