"""Bring the catalog up to date with the code: `python -m messages.update`, for those who write code here.

It adds sentences that are new to highland.po, drops those that are gone, and compiles highland.mo. Needs Babel.

Find every sentence for people in the code: each `Message("key", "text")`, without running a line of it.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from messages import catalog_file

OWN_FILE = "messages.*.toml"  # a folder with such a file brings its own sentences: the catalog leaves it alone


@dataclass(frozen=True, slots=True)
class CodeSentence:
    """One sentence in the code: where it stands, its key, its English text."""

    file: str
    key: str
    text: str


@cache
def sentences(tree: Path) -> tuple[CodeSentence, ...]:
    """All sentences of the tree's packages, in the order of files and lines; read once a process."""
    found: list[CodeSentence] = []
    for room in sorted(tree.glob("*/__init__.py")):
        for file in sorted(room.parent.rglob("*.py")):
            if not any(file.parent.glob(OWN_FILE)):
                found += sentences_in(file, file.relative_to(tree).as_posix())
    return tuple(found)


def sentences_in(file: Path, name: str = "") -> list[CodeSentence]:
    """The sentences of one file that have a text; `hint.none` has none."""
    return [CodeSentence(name or file.name, key, text) for key, text in _calls(file) if text]


def _calls(file: Path) -> Iterator[tuple[str, str]]:
    source = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if "Message" in source else ():
        if isinstance(node, ast.Call) and _called(node.func) == "Message" and len(node.args) >= 2:
            key, text = node.args[0], node.args[1]
            if isinstance(key, ast.Constant) and isinstance(text, ast.Constant):
                yield str(key.value), str(text.value)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


TREE = Path(__file__).parent.parent
HEADER = """\
# Vietnamese sentences of Highland. `msgid` is the English text in the code, `msgstr` the Vietnamese.
# Keep every {field} exactly as it is. After a change: python -m messages.update
#"""


def read(lang: str) -> Catalog:
    """The catalog as it lies on the disk, or a new one."""
    file = catalog_file(lang).with_suffix(".po")
    if not file.is_file():
        return Catalog(locale=lang, charset="utf-8")
    return read_po(io.BytesIO(file.read_bytes()), locale=lang)


def updated(lang: str, tree: Path = TREE) -> Catalog:
    """The catalog with exactly the sentences of the code, and the translations there are.

    A sentence whose English was reworded keeps its translation: it is found by its key, if the {fields} are the same.
    """
    before = read(lang)
    known = {each.id: each.string for each in before if each.id}
    reworded = {(key, fields(str(each.id))): each.string for each in before if each.id for key in each.auto_comments}
    catalog = Catalog(
        locale=lang,
        charset="utf-8",
        header_comment=HEADER,
        project="highland",
        version="0.1",
        language_team="Vietnamese",
        fuzzy=False,
    )
    for each in sentences(tree):
        translation = known.get(each.text) or reworded.get((each.key, fields(each.text)), "")
        catalog.add(each.text, translation, locations=[(each.file, 0)], auto_comments=[each.key])
    return catalog


def fields(text: str) -> frozenset[str]:
    """The names of the {fields} of a sentence."""
    return frozenset(re.findall(r"{(\w+)", text))


def as_po(catalog: Catalog) -> bytes:
    """The catalog as people edit it."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, include_lineno=False, sort_output=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(DATED)).encode("utf-8")


def as_mo(catalog: Catalog) -> bytes:
    """The catalog as gettext reads it."""
    found = read_po(io.BytesIO(as_po(catalog)), locale=str(catalog.locale))
    found.creation_date = found.revision_date = UNDATED  # else it would be another file every minute
    out = io.BytesIO()
    write_mo(out, found)
    return out.getvalue()


UNDATED = datetime(2000, 1, 1, tzinfo=UTC)

# Lines that would change at every run and say nothing.
DATED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid')


def main() -> int:
    """Write both files; exit 1 names the sentences that still lack Vietnamese."""
    catalog = updated("vi")
    file = catalog_file("vi")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.with_suffix(".po").write_bytes(as_po(catalog))
    file.write_bytes(as_mo(catalog))
    missing = [str(each.id) for each in catalog if each.id and not each.string]
    for text in missing:
        print(f"no Vietnamese yet: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
