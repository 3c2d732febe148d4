"""The bench with the kernel's GPIO simulator, as far as it needs no kernel: a wrong board must not pass as right."""

from pathlib import Path

import pytest

from bench.kernel_pi import patches
from bench.kernel_pi.build import CannotBuild, kernel_version, key, missing, possible, why_not
from bench.kernel_pi.table import Row, line, ordered, verdict
from bench.kernel_pi.table import missing as silent
from bench.kernel_pi.wire_log import at_end, parsed, spans_us, touched

PUMP, SIREN = 5, 27
CLAIMED_HIGH = """lost 0
1000 5 i 1
2000 5 o 1
9000 5 p 0
"""
LOW_FOR_66_US = """lost 0
1000 5 i 1
2000 5 o 0
68000 5 s 1
70000 27 o 0
80000 5 s 0
"""


def test_a_low_of_microseconds_is_found_and_an_output_that_began_high_has_none() -> None:
    assert spans_us(parsed(LOW_FOR_66_US), PUMP, 0) == [66.0, float("inf")]
    assert spans_us(parsed(CLAIMED_HIGH), PUMP, 0) == [], "a pull from outside is not the program's"
    assert spans_us(parsed(CLAIMED_HIGH), PUMP, 1) == [float("inf")]


def test_an_input_at_a_low_pull_is_not_a_driven_low() -> None:
    entries = parsed("lost 0\n1000 5 o 0\n4000 5 i 0\n9000 5 f 0\n")
    assert spans_us(entries, PUMP, 0) == [3.0]


def test_a_log_with_lost_entries_proves_nothing() -> None:
    with pytest.raises(ValueError, match="lost 3"):
        parsed("lost 3\n1000 5 o 1\n")


def test_what_was_touched_and_how_a_line_was_left() -> None:
    entries = parsed(LOW_FOR_66_US + "90000 27 f 0\n")
    assert touched(entries, [PUMP, SIREN, 4]) == [PUMP, SIREN]
    assert [at_end(entries, gpio) for gpio in (PUMP, SIREN, 4)] == ["output", "input", "untouched"]


GOOD, BAD = Row("stop", "exit 0", "exit 0", True, 1.0), Row("start", "never on", "on for 66 us", False, 2.0)


def test_one_wrong_row_or_none_at_all_is_no_pass() -> None:
    assert [verdict(rows) for rows in ([GOOD], [GOOD, BAD], [])] == [0, 1, 1]


def test_a_case_that_says_nothing_is_wrong() -> None:
    rows = silent([GOOD], ["start", "stop"])
    assert [(row.case, row.right) for row in rows] == [("start", False)]


def test_the_table_names_verdict_case_expectation_and_what_was_seen() -> None:
    assert line(BAD) == "WRONG     2.0 s  start: never on -> on for 66 us"
    assert [row.case for row in ordered([GOOD, BAD], ["start", "stop"])] == ["start", "stop"]
    assert line(GOOD._replace(seen="x" * 900 + " KeyError")).endswith(" KeyError")


@pytest.mark.parametrize(
    ("system", "machine", "lacking", "said"),
    [
        ("Windows", "AMD64", [], "Windows"),
        ("Linux", "aarch64", [], "aarch64"),
        ("Linux", "x86_64", ["user-mode-linux", "bison"], "apt-get install user-mode-linux bison"),
        ("Linux", "x86_64", [], ""),
    ],
)
def test_where_it_cannot_be_had_the_reason_is_named(system: str, machine: str, lacking: list[str], said: str) -> None:
    reason = why_not(system, machine, lacking)
    assert said in reason
    assert bool(reason) == bool(said)


def test_a_missing_program_is_named_by_its_package() -> None:
    assert missing({"no-such-program-here": "user-mode-linux"}) == ["user-mode-linux"]
    with pytest.raises(CannotBuild, match="Plan9"):
        possible("Plan9", "x86_64")


def test_the_kernel_is_the_newest_that_is_installed(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="user-mode-linux"):
        kernel_version(tmp_path / "none")
    for name in ("6.1.170", "6.1.176"):
        (tmp_path / name).mkdir()
    assert kernel_version(tmp_path) == "6.1.176"


def test_a_build_is_used_again_until_the_kernel_or_the_recipe_changes(tmp_path: Path) -> None:
    recipe = tmp_path / "pi_buses.c"
    recipe.write_text("int x;", encoding="ascii")
    first = key("6.1.176", [recipe])
    assert first == key("6.1.176", [recipe])
    recipe.write_text("int y;", encoding="ascii")
    assert len({first, key("6.1.176", [recipe]), key("6.1.177", [recipe])}) == 3
    assert first.startswith("6.1.176-")


SOURCE = """static int level(struct chip *chip)
{
	set(chip);
}

static void set(struct chip *chip)
{
	lock(chip);
	unlock(chip);
}
"""


def test_a_patch_goes_into_the_function_it_names_and_nowhere_else() -> None:
    changed = patches.patched(SOURCE, (patches.Change("set", "unlock(chip);", "note();"),))
    assert changed == SOURCE.replace("unlock(chip);\n", "unlock(chip);\n\tnote();\n")


@pytest.mark.parametrize("change", [("set", "unlocked(chip);"), ("unset", "lock(chip);")])
def test_a_source_that_looks_different_is_refused_whole(change: tuple[str, str]) -> None:
    with pytest.raises(patches.CannotPatch):
        patches.patched(SOURCE, (patches.Change(*change, "note();"),))


def test_no_source_of_the_kernel_is_kept_here() -> None:
    """It is fetched when it is needed: of the kernel's own files not one is in the repository."""
    folder = Path(patches.__file__).parent / "modules"
    assert sorted(file.name for file in folder.iterdir()) == ["Makefile", "pi_buses.c", "pi_wires.h", "pulse_helper.c"]
