"""docs/tutorials/first-lesson is followed to the letter, in both languages: what is bold is pressed, what stands in
quotes is filled in, and what is slanted must then stand on the page.
"""

import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.minutes]

TUTORIALS = Path(__file__).parents[3] / "docs" / "tutorials"
PAGES = {"en": ("first-lesson.md", "Teacher", "Pupil"), "vi": ("first-lesson.vi.md", "Giáo viên", "Học sinh")}
PIN, WORD = re.compile(r"\d{6}"), re.compile(r"[A-Z]+-[A-Z]+")
DONE = re.compile(r"\*\*(?P<press>[^*]+)\*\*|“(?P<find>[^”]+)”|`(?P<text>[^`]+)`|\*(?P<see>[^*]+)\*")


def steps(lang):
    """Who does what: `("Teacher", "In “PIN” type ...")`."""
    text = (TUTORIALS / PAGES[lang][0]).read_text(encoding="utf-8")
    items = re.findall(r"^\d\. ([^:\n]+): (.*?)(?=^\d\. |^\n|\Z)", text, re.MULTILINE | re.DOTALL)
    return [(who, " ".join(said.split())) for who, said in items]


def command(lang):
    text = (TUTORIALS / PAGES[lang][0]).read_text(encoding="utf-8")
    return re.search(r"^python3 run\.py classroom (.*)$", text, re.MULTILINE)[1].split()


class Hand:
    """Does on one page what a step says."""

    def __init__(self, page, laptop):
        self.page, self.laptop, self.field = page, laptop, None

    def follow(self, said):
        """All that is bold, quoted or slanted, in its order."""
        for found in DONE.finditer(said):
            getattr(self, found.lastgroup)(found[found.lastgroup])

    def press(self, name):
        roles = [self.page.get_by_role(role, name=name, exact=True) for role in ("button", "tab")]
        roles[0].or_(roles[1]).locator("visible=true").first.click()

    def find(self, label):
        """The first field of that label that can be written in."""
        labeled = self.page.get_by_label(label, exact=True).locator("visible=true")
        self.field = next(each for each in labeled.all() if each.is_editable())

    def text(self, text):
        if text == "→":
            self.field.press("ArrowRight")
        else:
            named = {PIN: self.laptop.pin, WORD: self.laptop.word}
            self.field.fill(next((value for form, value in named.items() if form.fullmatch(text)), text))

    def see(self, text):
        self.page.get_by_text(text).locator("visible=true").first.wait_for(timeout=60_000)


@pytest.mark.parametrize("lang", PAGES)
def test_the_lesson_goes_as_the_page_says(lang, open_class):
    browsers = open_class(*command(lang), "--lang", lang)
    teacher = Hand(browsers.open("/teacher"), browsers.laptop)
    pupil = Hand(browsers.open(f"/{lang}.html"), browsers.laptop)
    hands = dict(zip(PAGES[lang][1:], (teacher, pupil), strict=True))
    done = steps(lang)
    assert len(done) == 19
    for who, said in done:
        hands[who].follow(said)
    assert browsers.complaints == []
