"""What a browser loads of the editor: the bundle that the README describes, and no word or icon that is not there."""

import gzip
import hashlib
import json
import re
from pathlib import Path

from classroom.editor import words
from look.tokens import FOLDER as LOOK

HOME = Path(words.__file__).parent
STATIC = HOME / "static"
BUNDLE = STATIC / "codemirror" / "codemirror.min.js"
SCRIPTS = sorted(STATIC.glob("*.js"))
LARGEST_PACKED = 125_000  # bytes of CodeMirror on a school's network, once, when the code is opened


def test_the_bundle_is_the_one_of_the_readme_and_small():
    readme = (STATIC / "codemirror" / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(BUNDLE.read_bytes()).hexdigest() in readme
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) < LARGEST_PACKED
    package = json.loads((HOME / "bundle" / "package.json").read_text(encoding="utf-8"))
    assert set(package["dependencies"].items()) == set(re.findall(r"^\| `(\S+)` \| (\S+) \|", readme, re.MULTILINE))


def test_the_bundle_asks_nobody_and_makes_no_code_from_text():
    text = BUNDLE.read_text(encoding="utf-8")
    assert re.findall(r"\beval\(|new Function\b|\bfetch\(|XMLHttpRequest|import\(", text) == []


def test_every_word_and_icon_of_the_scripts_is_there():
    text = "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS)
    named = {each.key for each in words.FOR_SCRIPT if not each.key.startswith("editor.file.")}
    assert set(re.findall(r'"((?:editor|programs)\.\w+)"', text)) == named
    drawings = set(re.findall(r'\b(?:icon|button|small)\("(?:[\w ]+", ")?(\w+)"', text))
    icons = (LOOK / "icons.svg").read_text(encoding="utf-8")
    assert {"play", "undo", "redo", "compare", "restart", "tools"} <= drawings
    assert {each for each in drawings if f'id="{each}"' not in icons} == set()
