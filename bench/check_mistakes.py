"""Does `highland check` find the mistakes that pupils make, and nothing in programs that are right?

Run it: python3 run.py bench check_mistakes        (--corpus checks every right program of tests/scripts, too)

The mistakes are in bench/_planted_mistakes.py, each one edit in a program of bench/_right_programs. A mistake counts as
found when one of the checks or notes that the row names says it, with all of its words. Then the programs without a
mistake are checked: whatever is told of them is a false alarm. It ends with 1 when a mistake is missed or there is one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._corpus_runs import cases  # noqa: E402  # the path comes first
from bench._many import add_arguments, with_bar  # noqa: E402
from bench._planted_mistakes import PLANTED, TRUE_OF_CORPUS, Planted  # noqa: E402

RIGHT = HOME / "bench" / "_right_programs"
SCRIPTS = HOME / "tests" / "scripts"
# Facts, with the error or the pins themselves: a program of the corpus may stop without its sensor, and be told so.
FACTS = ("starts", "minute", "off", "lets_go", "fails", "missing", "same")
REMARKS = "note:script."  # what a virtual chip says of itself: tests/test_scripts.py runs with them
Told = dict[str, str]  # what each failed check, and each note, says


def told_of(file: Path, wiring: Path | None = None) -> Told:
    """Check a program in an empty folder, and keep what failed or was noted."""
    from sim.programs.checking.examine import examine

    before = os.getcwd()
    os.chdir(file.parent)
    try:
        found = examine(file, wiring)
    finally:
        os.chdir(before)
    told: Told = {}
    for each in found.results:
        if each.result == "fail":
            line = "" if each.line is None else f"line {each.line.line}: {each.line.text}"
            said = f"{each.seen.render()} {line} {'' if each.do is None else each.do.render()}"
            told[each.as_json()["check"]] = told.get(each.as_json()["check"], "") + said
    for note in found.notes:
        said = f"{note.message.render()} {note.hint.render()}"
        told[f"note:{note.key}"] = told.get(f"note:{note.key}", "") + said
    return told


def checked(piece: tuple[str, int | None]) -> tuple[str, int | None, Told]:
    """A right program, or the one with this mistake."""
    name, number = piece
    text = (RIGHT / f"{name}.py").read_text(encoding="utf-8")
    if number is not None:
        planted = PLANTED[number]
        assert text.count(planted.old) == 1, planted
        text = text.replace(planted.old, planted.new)
    wiring = RIGHT / f"{name}.toml"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.py"
        file.write_text(text, encoding="utf-8")
        return name, number, told_of(file, wiring if wiring.is_file() else None)


def judged(name: str) -> tuple[str, Told]:
    """What is told of a program of the corpus and is neither fact nor expected, and what is expected but missing."""
    case = _case(name)
    with tempfile.TemporaryDirectory() as folder:
        for each in SCRIPTS.iterdir():
            if each.is_dir() and each.name != "__pycache__":
                shutil.copytree(each, Path(folder) / each.name)
        file = Path(shutil.copy(SCRIPTS / f"{name}.py", folder))
        told = told_of(file, SCRIPTS / case["wiring"] if "wiring" in case else None)
    noted = case.get("noted", ())
    expected = (*case.get("findings", ()), *noted, *TRUE_OF_CORPUS.get(name, ()))
    keys = {f"note:{each}" for each in expected} | {each.removeprefix("check.") for each in expected}
    if any(each.startswith("lint.") for each in expected):
        keys |= {"wires", "sleeps"}
    missing = {f"note:{each}": "is not told" for each in noted if f"note:{each}" not in told}
    alarms = {key: said for key, said in told.items() if key not in (*FACTS, *keys) and not key.startswith(REMARKS)}
    return name, missing | alarms


def _case(name: str) -> dict[str, Any]:
    return next(case for each, case in cases(SCRIPTS).items() if each.partition(":")[0] == name)


def corpus() -> list[str]:
    """The programs of the corpus whose libraries are here."""
    here = {each: case for each, case in cases(SCRIPTS).items() if all(map(find_spec, case.get("needs", ())))}
    return sorted({each.partition(":")[0] for each in here})


def is_found(planted: Planted, told: Told) -> bool:
    """Whether one of the named checks says it with all its words."""
    return any(key in told and all(word in told[key] for word in planted.words) for key in planted.told.split("|"))


def main() -> int:
    """Print what was missed, the false alarms, and the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", metavar="NAME", help="the mistakes of one program")
    parser.add_argument("--corpus", action="store_true", help="check the programs of tests/scripts, too")
    parser.add_argument("--show", action="store_true", help="show what is told of each")
    add_arguments(parser)
    arguments = parser.parse_args()
    names = sorted(file.stem for file in RIGHT.glob("*.py") if arguments.only in (None, file.stem))
    pieces: list[tuple[str, int | None]] = [(name, None) for name in names]
    pieces += [(planted.program, number) for number, planted in enumerate(PLANTED) if planted.program in names]
    missed, alarms, found = [], [], 0
    for name, number, told in with_bar(checked, pieces, "check", arguments):
        if number is None:
            alarms += [f"{name}: {key}: {said}" for key, said in told.items()]
        elif is_found(PLANTED[number], told):
            found += 1
        else:
            missed.append(f"{name}: {PLANTED[number].name}, expected {PLANTED[number].told}: told {told or 'nothing'}")
        if arguments.show and number is not None:
            print(f"{name}: {PLANTED[number].name}: {told}")
    for each in sorted(missed):
        print(f"MISSED  {each}")
    for each in sorted(alarms):
        print(f"FALSE   {each}")
    print(f"{found} of {found + len(missed)} planted mistakes found")
    print(f"{len(alarms)} false alarms on {len(names)} right programs")
    if arguments.corpus:
        wrong = [f"{name}: {told}" for name, told in with_bar(judged, corpus(), "corpus", arguments) if told]
        for each in sorted(wrong):
            print(f"FALSE   {each}")
        print(f"{len(wrong)} of {len(corpus())} programs of the corpus with a false alarm")
        alarms += wrong
    return 0 if not missed and not alarms else 1


if __name__ == "__main__":
    sys.exit(main())
