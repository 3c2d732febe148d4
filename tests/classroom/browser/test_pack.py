"""The archive that a browser's board imports from: small, whole, and the same for the same code."""

import ast
import gettext
import os
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

import messages
from classroom.browser.archive import archive
from classroom.browser.bare import bare, is_same
from classroom.browser.catalog import compile_catalog
from classroom.browser.pack import HIGHLAND, pack, programs_pack
from messages import translator

CATALOG, FURTHER_CATALOG = "messages/vi/LC_MESSAGES/highland.mo", "messages/vi/LC_MESSAGES/further.mo"
SOURCE = b'''"""What it is."""
from __future__ import annotations


class Lamp:  # a part
    """Doc, of two
    lines."""

    def on(self):
        """Of # it."""

    text = "not # a comment"  # a comment
    other = """no docstring"""
'''


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as found:
        return {path: found.read(path) for path in found.namelist()}


@pytest.fixture(scope="module")
def boards() -> dict[str, bytes]:
    """What every board unpacks."""
    return files_of(pack().content)


@pytest.fixture(scope="module")
def packed(boards) -> dict[str, bytes]:
    """What there is when a program has come, too."""
    return boards | files_of(programs_pack().content)


def test_bare_source_is_the_same_program_in_the_same_lines() -> None:
    made = bare(SOURCE)
    assert b"Doc" not in made
    assert made.count(b"a comment") == 1
    names: dict[str, object] = {}
    exec(compile(made, "made", "exec"), names)
    assert vars(names["Lamp"])["text"] == "not # a comment"
    assert vars(names["Lamp"])["other"] == "no docstring"
    before, after = (
        {node.lineno for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assign | ast.FunctionDef)}
        for text in (SOURCE, made)
    )
    assert before == after


@pytest.mark.long
def test_what_is_sent_is_the_program_that_is_here(packed) -> None:
    """The same, line for line, but for docstrings: each of our modules."""
    ours = [path for path in packed if (HIGHLAND / path).is_file() and path.endswith(".py")]
    assert len(ours) > 150
    assert [path for path in ours if not is_same((HIGHLAND / path).read_bytes(), packed[path])] == []


def test_the_same_files_make_the_same_archive() -> None:
    assert archive({"b": b"2", "a": b"1"}) == archive({"a": b"1", "b": b"2"})


@pytest.mark.long
def test_the_same_code_has_the_same_name_in_another_process() -> None:
    """Else a laptop that was started again would send everything to everyone once more."""
    code = "from classroom.browser.pack import pack, programs_pack; print(pack().name, programs_pack().name, end='')"
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(HIGHLAND)}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert found.stdout == f"{pack().name} {programs_pack().name}"


def test_a_pupil_reads_the_project_as_its_authors_wrote_it(packed) -> None:
    for project in ("gas_alarm", "solar_lamp", "water_filter"):
        path = f"projects/{project}/control.py"
        assert packed[path] == (HIGHLAND / path).read_bytes()
        assert f"projects/{project}/scene.svg" in packed


def test_every_part_of_a_project_and_its_libraries_are_there(packed) -> None:
    parts = {file.name for file in (HIGHLAND / "drivers").glob("*.py")}
    assert {f"drivers/{name}" for name in parts} <= packed.keys()
    assert {"gpiozero/__init__.py", "adafruit_dht.py", "colorzero/__init__.py"} <= packed.keys()
    assert any(path.endswith("dist-info/entry_points.txt") for path in packed)


def test_what_is_found_at_run_time_is_there_too(packed) -> None:
    """Parts, chips and drivers are found by their files; no import statement names them."""
    for folder in ("drivers", "sim/chips", "sim/programs/parts"):
        here = {file.relative_to(HIGHLAND).as_posix() for file in (HIGHLAND / folder).rglob("*.py")}
        assert here <= packed.keys(), folder


def test_a_board_is_sent_nothing_that_only_programs_need(boards, packed) -> None:
    """It shares the Wi-Fi with forty others, and imports what it gets."""
    late = packed.keys() - boards.keys()
    assert {"sim/programs/script.py", "sim/programs/parts/catalog.py", "classroom/programs/run.py"} <= late
    assert {CATALOG, FURTHER_CATALOG} & late == {FURTHER_CATALOG}


def test_what_serves_the_class_stays_on_the_laptop(packed) -> None:
    """Nothing of the server, and no word of how marks are made, goes to a pupil."""
    tops = {"hub", "flash", "workshop", "highland", "web", "classroom/relay", "classroom/teacher", "classroom/marks"}
    assert [path for path in packed if any(path.startswith(f"{top}/") for top in tops)] == []
    assert [path for path in packed if path.endswith("/invariants.py")] == []


def test_sentences_are_translated_as_with_the_whole_catalog(packed, tmp_path, monkeypatch) -> None:
    of_a_board, of_programs = "The board is down ({kind}): nothing is controlled now.", "No program is running."
    whole = translator("vi")
    wanted = [whole(of_a_board), whole(of_programs)]
    monkeypatch.setattr(messages, "CATALOGS", tmp_path)
    catalog, further = (tmp_path / path.removeprefix("messages/") for path in (CATALOG, FURTHER_CATALOG))
    catalog.parent.mkdir(parents=True)
    catalog.write_bytes(packed[CATALOG])
    assert [translator("vi")(of_a_board), translator("vi")(of_programs)] == [wanted[0], of_programs]
    further.write_bytes(packed[FURTHER_CATALOG])  # the first program has brought it
    assert [translator("vi")(of_a_board), translator("vi")(of_programs)] == wanted
    assert of_programs not in wanted
    assert translator("vi")("make a card") == "make a card"  # a sentence of the command line


def test_no_sentence_is_sent_twice(packed) -> None:
    board, further = (sentences(packed[path]) for path in (CATALOG, FURTHER_CATALOG))
    assert board & further == {""}


def sentences(compiled: bytes) -> set[str]:
    return set(vars(gettext.GNUTranslations(BytesIO(compiled)))["_catalog"])


def test_a_catalog_is_read_as_it_was_written() -> None:
    made = gettext.GNUTranslations(
        BytesIO(compile_catalog({"": "Content-Type: text/plain; charset=UTF-8\n", "a": "ữ"}))
    )
    assert made.gettext("a") == "ữ"
