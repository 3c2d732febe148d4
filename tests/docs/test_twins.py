"""A page and its Vietnamese twin say the same, and no link of either leads nowhere.

Compared is what must not be lost in translation: headings, what stands in code blocks without its comments, and the
names in tables. Words are for a reader to compare.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
TWINS = [page for page in PAGES if page.name.endswith(".vi.md")]
TO_VIETNAMESE, TO_ENGLISH = "[Tiếng Việt]({})", "[English]({})"


def english_of(twin: Path) -> Path:
    return twin.with_name(twin.name.removesuffix(".vi.md") + ".md")


def code_of(page: Path) -> list[str]:
    """The lines of its code blocks, with their fences; a comment and the choice of language may differ."""
    lines, inside = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        fence = line.startswith("```")
        if fence or inside:
            lines.append(re.sub(r"(^|\s+)#.*", "", line).replace(" --lang vi", ""))
        inside ^= fence
    assert not inside, f"{page.name}: a code block has no end"
    return lines


def prose_of(page: Path) -> list[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return text.splitlines()


def headings_of(page: Path) -> list[int]:
    return [len(found[1]) for line in prose_of(page) if (found := re.match(r"(#+) ", line))]


def tables_of(page: Path) -> list[tuple[int, list[str]]]:
    """Of each row the number of cells and what stands in backticks; the order of words is the language's own."""
    rows = [line for line in prose_of(page) if line.startswith("|")]
    return [(row.count("|"), sorted(re.findall(r"`[^`]*`", row))) for row in rows]


def links_of(page: Path) -> list[str]:
    """Relative links and pictures, without the part of a page that they point at."""
    text = re.sub(r"`[^`\n]*`", "", "\n".join(prose_of(page)))
    found = re.findall(r"\]\(<?([^)\s>]+)", text)
    return [unquote(each.partition("#")[0]) for each in found if not re.match(r"[a-z]+:|#", each)]


# For those who write code here, or check its figures; everything else is for pupils and teachers too.
ENGLISH_ONLY = {
    "docs/architecture.md",
    "docs/explanation/kernel-board.md",
    "docs/reference/dependencies.md",
    "docs/reference/third-party-notices.md",
}


def test_every_page_for_pupils_and_teachers_has_its_twin():
    english = {
        page.relative_to(ROOT).as_posix() for page in PAGES if page not in TWINS and "decisions" not in page.parts
    }
    twins = {english_of(twin).relative_to(ROOT).as_posix() for twin in TWINS}
    assert english - twins == ENGLISH_ONLY
    assert twins <= english


@pytest.mark.parametrize("twin", TWINS, ids=lambda page: page.name)
class TestATwin:
    def test_has_the_same_headings(self, twin):
        assert headings_of(twin) == headings_of(english_of(twin))

    def test_has_the_same_code_and_commands(self, twin):
        assert code_of(twin) == code_of(english_of(twin))

    def test_has_the_same_tables(self, twin):
        assert tables_of(twin) == tables_of(english_of(twin))

    def test_both_link_to_each_other_under_their_titles(self, twin):
        english = english_of(twin)
        assert twin.read_text(encoding="utf-8").splitlines()[2] == TO_ENGLISH.format(english.name)
        assert english.read_text(encoding="utf-8").splitlines()[2] == TO_VIETNAMESE.format(twin.name)

    def test_leads_to_vietnamese_pages_and_pictures_where_there_are_some(self, twin):
        others = [each for each in links_of(twin) if each != english_of(twin).name]
        better = {each: re.sub(r"(\.en)?(\.\w+)$", r".vi\2", each) for each in others if ".vi." not in each}
        assert [each for each in better if better[each] != each and (twin.parent / better[each]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_to_a_file(page):
    assert [each for each in links_of(page) if not (page.parent / each).exists()] == []
