"""Every program in tests/scripts runs unmodified on the virtual Pi and does what its text says.

Every day as few as show each library, part, finding and way to end; .ci/run runs all, and those few, with every third
of the others, once more: they do it again, the same in everything. With --twice each program does.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from sim.programs.script import FOR_S, ScriptRequest, ScriptResult, run_script

FOLDER = Path(__file__).parent / "scripts"
CASES: dict[str, dict[str, Any]] = {
    name: case
    for file in sorted(FOLDER.glob("expected_*.toml"))
    for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
FIELDS = {
    *("for_s", "set", "press", "wiring", "ended", "exit_code", "virtual_s", "printed", "files", "complains", "typed"),
    *("high", "levels", "changes", "on_s", "low_s", "last", "tolerance_s", "plugged", "shows", "shown", "did", "needs"),
    *("guesses", "plug", "say", "findings", "noted"),
}
EFFECTS = {"printed", "files", "high", "levels", "changes", "on_s", "low_s", "shows", "shown", "did", "findings"}
TOLERANCE_S = 0.02
TOLERANCE_DUTY = 1e-6
SEED = 11
ANYTHING = "*"
SCREEN = "screen"  # what a program with windows needs beside libraries
OF_ONE_RUN = ("luma",)  # libraries with threads of their own, which are over when the program is
DARK = " \u2800"  # a blank, and a letter of Braille without a dot
# Programs that run on a real board and not yet as they should here. Their expectations stand: strike what works.
KNOWN_BROKEN: dict[str, str] = {}
NUMBER = re.compile(r"<([-\d.]+)±([\d.]+)>")
IMPORTED = re.compile(r"^ *(?:from|import) +(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """What came out of one run. `pins` has every change of every output: GPIO to (virtual second, duty)."""

    result: ScriptResult
    printed: str
    files: dict[str, str]
    record: str
    pins: dict[str, list[tuple[float, float]]]


def run_once(name: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a program in an empty folder of its own."""
    case = CASES[name]
    folder.mkdir()
    (folder / "here").mkdir()
    monkeypatch.chdir(folder / "here")
    request = ScriptRequest(
        FOLDER / f"{name.partition(':')[0]}.py",
        wiring=FOLDER / case["wiring"] if "wiring" in case else None,
        for_s=case.get("for_s", FOR_S),
        seed=SEED,
        trace=folder / "record.csv",
        sets=case.get("set", ()),
        presses=case.get("press", ()),
        plugs=case.get("plug", ()),
        says=case.get("say", ()),
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(case.get("typed", "")))
    for module in [each for each in sys.modules if each.partition(".")[0] in OF_ONE_RUN]:
        del sys.modules[module]
    capsys.readouterr()
    result = run_script(request, lambda message: None)
    printed, errors = capsys.readouterr()
    assert case["complains"] in errors if "complains" in case else errors == ""
    assert result.trace is not None
    record = result.trace.read_text(encoding="utf-8")
    files = {file.name: file.read_text(encoding="utf-8", errors="replace") for file in (folder / "here").iterdir()}
    return Run(result, printed, files, record, pins_in(record))


def pins_in(record: str) -> dict[str, list[tuple[float, float]]]:
    pins: dict[str, list[tuple[float, float]]] = {}
    for row in record.splitlines()[1:]:
        t_s, _, wire, value = row.split(",", 3)
        if wire.startswith("gpio") and wire[4:].isdecimal():
            changes = pins.setdefault(wire.removeprefix("gpio"), [])
            if value:  # none: the pin was let go
                changes.append((float(t_s), float(value)))
    return pins


def high_times(changes: list[tuple[float, float]]) -> Iterator[tuple[float, float | None]]:
    """From when to when it was not low; None when it never went low again."""
    since_s: float | None = None
    for t_s, duty in changes:
        if duty and since_s is None:
            since_s = t_s
        elif not duty and since_s is not None:
            yield since_s, t_s
            since_s = None
    if since_s is not None:
        yield since_s, None


def expected_times(text: str, tolerance_s: float) -> list[tuple[Any, Any]]:
    return [
        (about(start, tolerance_s), about(end, tolerance_s) if end else None)
        for start, _, end in (each.partition("-") for each in text.split())
    ]


def about(text: str, tolerance: float) -> Any:
    number, _, its_own = text.partition("±")
    return pytest.approx(float(number), rel=0.0, abs=float(its_own or tolerance))


def levels(changes: list[tuple[float, float]]) -> list[float]:
    """The duties one after the other, without the low start."""
    found = [duty for _, duty in changes]
    return found[1:] if found[:1] == [0.0] else found


def assert_lines(found: str, wanted: str) -> None:
    """Every line is the wanted one; where it says <27±1> stands a number from 26 to 28, and * is anything."""
    found_lines, wanted_lines = found.splitlines(), wanted.strip("\n").splitlines()
    assert len(found_lines) == len(wanted_lines), found
    for line, pattern in zip(found_lines, wanted_lines, strict=True):
        pieces = NUMBER.split(pattern)
        shape = "([-0-9.]+)".join(re.escape(piece).replace(r"\*", ".*") for piece in pieces[::3])
        match = re.fullmatch(shape, line)
        assert match is not None, f"{line!r} is not {pattern!r}"
        for number, middle, off in zip(match.groups(), pieces[1::3], pieces[2::3], strict=True):
            assert float(number) == about(middle, float(off)), f"{line!r} is not {pattern!r}"


def test_every_program_is_expected_to_do_something() -> None:
    programs = {file.stem for file in FOLDER.glob("*.py")}
    assert programs == {name.partition(":")[0] for name in CASES}
    assert len(programs) >= 30
    assert KNOWN_BROKEN.keys() <= CASES.keys()
    for name, case in CASES.items():
        assert case.keys() <= FIELDS, name
        assert case.keys() & EFFECTS, name


def shows(name: str) -> set[tuple[str, str]]:
    """What the program is an example of: the libraries it imports, the parts on its wires, its findings, its end."""
    case, source = CASES[name], FOLDER / f"{name.partition(':')[0]}.py"
    found = {("library", library) for library in IMPORTED.findall(source.read_text(encoding="utf-8"))}
    found |= {("part", kind) for kind in case.get("plugged", {}).values()}
    found |= {("finding", key) for key in case.get("findings", ())}
    return found | {("end", case.get("ended", "end"))}


def few() -> Iterator[str]:
    """Programs that together are an example of everything: always the one next that shows most of what is left."""
    shown = {name: shows(name) for name in CASES}
    left = set().union(*shown.values())
    while left:
        best = max(CASES, key=lambda name: len(shown[name] & left))
        left -= shown[best]
        yield best


EVERYDAY = frozenset(few())


def runs_again(name: str, asked: str | None) -> bool:
    """Whether `--twice` means this program: each, or with `few` those of every day and every third of the others."""
    return asked == "all" or (asked == "few" and (name in EVERYDAY or list(CASES).index(name) % 3 == 0))


def marked(name: str) -> Any:
    reason = KNOWN_BROKEN.get(name)
    broken = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(name, marks=broken if name in EVERYDAY else [*broken, pytest.mark.proof])


def skip_without(libraries: Iterable[str]) -> None:
    for library in libraries:
        if library == SCREEN:
            continue
        if library.startswith("!") and find_spec(library[1:]) is not None:
            pytest.skip(f"{library[1:]} itself is installed here")
        if not library.startswith("!") and find_spec(library) is None:
            pytest.skip(f"{library} is not installed: python3 run.py kits")


@pytest.mark.parametrize("name", [marked(name) for name in CASES])
def test_program(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """It ends as it should and does what is expected; a second run with the same seed is the same in everything."""
    case = CASES[name]
    skip_without(case.get("needs", ()))
    if SCREEN in case.get("needs", ()):
        monkeypatch.setenv("DISPLAY", request.getfixturevalue(SCREEN))
    run = run_once(name, tmp_path / "first", capsys, monkeypatch)
    result = run.result
    error = None if result.error is None else result.error.as_json()
    assert (result.ended, result.exit_code) == (case.get("ended", "end"), case.get("exit_code", 0)), error
    tolerance_s = case.get("tolerance_s", TOLERANCE_S)
    if "virtual_s" in case:
        assert result.virtual_s == pytest.approx(case["virtual_s"], rel=0.0, abs=tolerance_s)
    assert_lines(run.printed, case.get("printed", ""))
    assert run.files.keys() == case.get("files", {}).keys()
    for file, wanted in case.get("files", {}).items():
        assert wanted == ANYTHING or assert_lines(run.files[file], wanted) is None
    assert_pins(run, case, tolerance_s)
    if "guesses" in case:
        assert result.guesses == case["guesses"]
    told = sorted({finding.key for finding in result.findings})
    assert told == case.get("findings", []), [finding.message.render() for finding in result.findings]
    if "plugged" in case:
        assert {part.place: part.kind for part in result.plugged} == case["plugged"]

    if "shows" in case or "shown" not in case:
        assert {name: as_seen(lines) for name, lines in result.displays.items()} == case.get("shows", {})
    for display, wanted in case.get("shown", {}).items():
        found = [as_seen(each.lines) for each in result.shown if each.name == display]
        assert found == [text.removesuffix("\n").split("\n") for text in wanted], found
    for part, wanted in case.get("did", {}).items():
        assert_lines("\n".join(story.render() for name, story in result.stories if name == part), wanted)

    if runs_again(name, request.config.getoption("twice")):
        assert_the_same(run, run_once(name, tmp_path / "again", capsys, monkeypatch))


def assert_the_same(run: Run, again: Run) -> None:
    result = run.result
    assert again.printed == run.printed
    assert again.files == run.files
    assert again.record == run.record
    assert again.result.outputs == result.outputs
    assert again.result.virtual_s == result.virtual_s
    assert again.result.displays == result.displays
    assert again.result.shown == result.shown
    assert again.result.did == result.did


def as_seen(lines: Sequence[str]) -> list[str]:
    """The lines of a display without what is dark at their ends and below them."""
    seen = [line.rstrip(DARK) for line in lines]
    while len(seen) > 2 and not seen[-1]:
        seen.pop()
    return seen


def assert_pins(run: Run, case: dict[str, Any], tolerance_s: float) -> None:
    outputs = run.result.outputs
    for gpio, text in case.get("high", {}).items():
        assert list(high_times(run.pins[gpio])) == expected_times(text, tolerance_s), f"GPIO{gpio}"
    for gpio, text in case.get("levels", {}).items():
        wanted = [float(each) for each in text.split()]
        assert levels(run.pins[gpio]) == pytest.approx(wanted, rel=0.0, abs=TOLERANCE_DUTY), f"GPIO{gpio}"
    for wire, count in case.get("changes", {}).items():
        assert outputs[output_named(wire)]["changes"] == count, wire
    for wire, on_s in case.get("on_s", {}).items():
        assert outputs[output_named(wire)]["on_s"] == pytest.approx(on_s, rel=0.0, abs=tolerance_s), wire
    for wire, low_s in case.get("low_s", {}).items():
        assert outputs[output_named(wire)]["low_s"] == pytest.approx(low_s, rel=0.0, abs=tolerance_s), wire
    for wire, last in case.get("last", {}).items():
        assert outputs[output_named(wire)]["last_level"] == (None if last == "free" else last), wire


def output_named(wire: str) -> str:
    """17 is GPIO17; what is no number is a wire of a chip."""
    return f"gpio{wire}" if wire.isdecimal() else wire
