"""The form of every lesson as a school opens it: in an office program, printed, with all parts that the law lists."""

import re
import shutil
import subprocess

import pytest

from lessons import names, read
from lessons.papers.form import School
from lessons.papers.form_docx import can_write, form_docx
from tests.lessons.test_papers import FORM_PARTS, LETTERS, nationals

PROGRAMS = ("soffice", "pdftotext")
pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("office"),  # one call of LibreOffice
    pytest.mark.skipif(not can_write(), reason="needs python-docx"),
    pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="needs LibreOffice and pdftotext"),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Pages of each form by (lesson, language): one call of LibreOffice for all."""
    folder = tmp_path_factory.mktemp("forms")
    forms = [(name, lang) for name in nationals() for lang in ("vi", "en")]
    files = {each: folder / f"{'.'.join(each)}.docx" for each in forms}
    for (name, lang), file in files.items():
        file.write_bytes(form_docx(read(name, lang), School("THCS Sa Pa", "KHTN", "Lan")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files.values())], check=True, capture_output=True, timeout=300)
    found = {}
    for each, file in files.items():
        told = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", str(file.with_suffix(".pdf")), "-"], check=True, capture_output=True
        )
        found[each] = told.stdout.decode().removesuffix("\f").split("\f")
    return found


def bare(text):
    """Without spaces: where a font lacks a Vietnamese letter, another one is used, and spaces come in between."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", names())
def test_a_form_has_all_its_parts_in_print(name, printed):
    for lang in ("vi", "en") if name in nationals() else ():  # the others have no form
        assert_all_parts(name, lang, printed)


def assert_all_parts(name, lang, printed):
    pages = [bare(page) for page in printed[name, lang]]
    text = "".join(pages)
    assert [part for part in (*FORM_PARTS[lang], "THCS Sa Pa") if bare(part) not in text] == []
    assert {part: text.count(bare(part)) for part in LETTERS[lang]} == dict.fromkeys(LETTERS[lang], 4)  # activities
    assert 3 <= len(pages) <= 9
    safety = bare("".join(read(name, lang).safety))
    assert [number for number, page in enumerate(pages, start=1) if safety not in page] == []
    assert min(map(len, pages)) > 20 + len(safety)  # no page with its foot alone
