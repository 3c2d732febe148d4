"""The interpreter in the tree is the one that was looked at."""

import gzip
import hashlib
import re
import zipfile
from io import BytesIO
from pathlib import Path

from classroom.browser import cut_library
from classroom.browser.files import FOLDERS
from flash.bundle.contents import code_files
from web.files import Assets

FOLDER = FOLDERS["pyodide"]


def test_each_file_has_the_hash_that_is_written_down() -> None:
    rows = re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    here = {Path(path).name: each.content for path, each in Assets({"pyodide": FOLDER}).all().items()}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in here.items()} == dict(rows)


def test_what_a_pupil_may_import_is_there_and_what_is_cut_is_not() -> None:
    with zipfile.ZipFile(BytesIO(gzip.decompress((FOLDER / "python_stdlib.zip.gz").read_bytes()))) as library:
        here = {Path(path).name.partition(".")[0] for path in library.namelist() if "/" not in path}
        here |= {path.partition("/")[0] for path in library.namelist() if "/" in path}
    pupils = (
        "random statistics datetime json csv collections threading queue asyncio re sched logging argparse dataclasses"
    )
    pupils += " enum typing pathlib socket subprocess calendar fractions decimal string textwrap itertools copy bisect"
    built_in = {"itertools"}
    assert set(pupils.split()) - built_in <= here
    assert here & cut_library.CUT == set()


def test_no_board_is_sent_the_interpreter() -> None:
    assert [path for path in code_files() if "pyodide" in path] == []
