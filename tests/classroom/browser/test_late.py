"""What is fetched late: found in a program's imports, there for every address that is named, and named in the hints."""

import importlib.metadata
import json
import subprocess
import sys

import pytest

from classroom.browser import kits
from classroom.browser.cut_library import LATE
from classroom.browser.files import FOLDERS, made
from classroom.browser.kits import DISTRIBUTIONS, modules
from classroom.browser.own_programs.late import LateArchives, imported
from classroom.browser.pack import HIGHLAND, LATE_MODULES, STAND_INS, late_modules, pack, programs_pack, stand_ins_pack
from sim.libraries import adapted
from sim.programs.mistakes import not_here
from sim.programs.mistakes.libraries import KITS, missing_library
from tests.classroom.browser.test_pack import files_of
from web.files import Assets

OURS = "sim/libraries/stand_ins/"
ARCHIVES = {"RPLCD": ["kits"], "adafruit_ssd1306": ["kits"], "luma": ["pillow", "kits"], "wave": ["python"]}


@pytest.mark.parametrize(
    ("program", "finds"),
    [
        ("import RPLCD.i2c", {"RPLCD"}),
        ("def show():\n    from RPLCD.i2c import CharLCD\n", {"RPLCD"}),
        ("import wave as w, adafruit_ssd1306", {"wave", "adafruit_ssd1306"}),
        ("import importlib\nlcd = importlib.import_module('RPLCD.gpio')", {"RPLCD"}),
        ("from gpiozero import LED\nwave = 'RPLCD'  # import wave\n", set()),
        ("from . import wave\nimport my.RPLCD\nimport RPLCD_of_mine", set()),
        ("import RPLCD\nprint 'Python 2'", set()),
    ],
)
def test_an_import_is_found_wherever_it_stands(program, finds) -> None:
    assert imported(program, ARCHIVES) == finds


def test_each_archive_is_wanted_until_it_is_here() -> None:
    late = LateArchives(ARCHIVES)
    program = "import RPLCD, wave"
    assert late.wanted(program) == "kits"
    late.is_here("kits")
    assert late.wanted(program) == "python"
    late.is_here("python")
    assert late.wanted(program) == ""
    assert late.wanted("from luma.core.render import canvas") == "pillow"
    late.is_here("pillow")
    assert late.wanted("from luma.core.render import canvas") == ""
    assert late.wanted(None) == ""


@pytest.mark.long
def test_every_archive_that_is_named_lies_where_the_worker_looks() -> None:
    """So it does in a site that was exported, which is made of the same files."""
    named = json.loads(files_of(programs_pack().content)[LATE_MODULES])
    here = Assets(FOLDERS, made()).all()
    for module, names in named.items():
        archives = [here[f"browser/{name}".replace("browser/../", "")] for name in names]
        files = {path for archive in archives for path in files_of(archive.content)}
        places = [f"{folder}{module}{end}" for folder in ("", OURS) for end in (".py", "/")]
        is_sent = any(path.startswith(tuple(places)) for path in files)
        assert is_sent or module in ("picamera2", "seeed_dht"), module  # ours, with programs, and as a part of grove


def test_without_the_kits_on_the_laptop_python_s_own_modules_come_all_the_same(monkeypatch) -> None:
    def absent(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "files", absent)
    assert kits.kits_files.__wrapped__() == {}
    of_python = {"configparser", "html", "mimetypes", "optparse", "wave"}
    assert set(late_modules(None)) == of_python | {"PIL", "picamera2", "sqlite3", *STAND_INS}


def test_all_that_a_program_of_kits_imports_is_sent_or_refused_with_its_reason(monkeypatch) -> None:
    """What is sent and still missing is for the teacher to install; no pupil is told to."""
    lock = (HIGHLAND / "requirements-kits.lock").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    assert {each.lower().replace(".", "-") for each in DISTRIBUTIONS} <= pinned
    pytest.importorskip("RPLCD")
    sent = {*modules(kits.kits_files()), "PIL"}
    monkeypatch.setattr(not_here.sys, "platform", "emscripten")
    hints = {name: missing_library(name) for name in KITS}
    assert {name for name, hint in hints.items() if "run.py kits" in hint.text} == sent & hints.keys()
    assert {hint.key for name, hint in hints.items() if name not in sent} == {
        *("script.hint.no_servers_in_a_browser", "script.hint.library_in_a_browser"),
    }
    asks = [
        name for name in (*KITS, "sqlite3", "multiprocessing", "adafruit_new") if "pip" in missing_library(name).text
    ]
    assert asks == []


def test_no_board_waits_for_what_comes_late() -> None:
    """What few programs need is not imported before one of them asks for it: at that moment it is not there yet."""
    code = (
        "import sys\nimport classroom.programs.played, classroom.programs.programs, sim.libraries.adapted\n"
        f"print(*sorted(set({sorted(LATE)}) & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HIGHLAND)
    assert done.stdout == "\n", done.stdout


def test_what_stands_in_for_a_makers_library_is_in_its_own_archive_alone() -> None:
    """Each of them, whole; a board and the page of programs begin without."""
    sooner = files_of(pack().content).keys() | files_of(programs_pack().content).keys()
    late = files_of(stand_ins_pack().content).keys()
    assert not sooner & late
    for name in set(STAND_INS) - {"seeed_dht"}:
        assert any(path.startswith((f"{OURS}{name}.py", f"{OURS}{name}/")) for path in late), name
        assert not any(path.startswith((f"{OURS}{name}.py", f"{OURS}{name}/")) for path in sooner), name
    ours = {name.partition(".")[0] for name in (*adapted.OURS, *adapted.GROVE, *adapted.SILENT)}
    assert ours <= set(STAND_INS)
