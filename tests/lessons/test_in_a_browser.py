"""The papers in a real browser: nothing is loaded, slides go by keyboard and fit, axe finds no serious fault."""

import shutil
import subprocess

import pytest

from highland.__main__ import main
from lessons import read
from lessons.papers.every import papers
from lessons.papers.form import School
from tests.look.test_every_page import AXE, FAULTS

pytestmark = [pytest.mark.long, pytest.mark.minutes]
LESSON = "gas_2"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Kind of a paper -> its page, in Vietnamese: its words are the longest."""
    folder = tmp_path_factory.mktemp("papers")
    for name, content in papers(read(LESSON, "vi"), School()).items():
        (folder / name).write_bytes(content)
    return {kind: folder / f"{LESSON}.vi.{kind}.html" for kind in ("pupil", "teacher", "slides", "form")}


@pytest.fixture
def opened(chromium, printed):
    """Open a paper without a network; gives the page and all that it asked for besides itself."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    context.set_default_timeout(20_000)

    def found(kind):
        page = context.new_page()
        asked, wrong = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(printed[kind].as_uri())
        return page, asked, wrong

    yield found
    context.close()


@pytest.mark.parametrize("kind", ["pupil", "teacher", "slides", "form"])
def test_a_paper_loads_nothing_and_has_no_serious_fault(opened, kind):
    page, asked, wrong = opened(kind)
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []
    assert wrong == []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []


def test_slides_go_by_keyboard_and_each_fits_with_its_safety_box(opened):
    page, _, _ = opened("slides")
    count = page.locator(".slide").count()
    for number in range(1, count + 1):
        slide = page.locator(".slide:visible")
        assert slide.count() == 1
        assert page.locator("#place").inner_text() == f"{number} / {count}"
        inside = slide.locator(".inside").evaluate("e => e.scrollHeight - e.clientHeight")
        safety = slide.locator(".safety").bounding_box()
        bar = page.locator("nav").bounding_box()
        assert inside <= 1
        assert safety["y"] + safety["height"] <= bar["y"]
        page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    assert page.locator("#next").is_disabled()
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#place").inner_text() == f"1 / {count}"


def test_the_command_prints_pdfs(chromium, own, tmp_path):
    own.read()
    assert main(["lesson", "print", str(own.folder), "--out", str(tmp_path / "papers"), "--pdf"]) == 0
    files = sorted(file.name for file in (tmp_path / "papers").glob("*.pdf"))
    assert files == [f"mine.en.{kind}.pdf" for kind in ("form", "pupil", "slides", "teacher")]
    assert all(file.read_bytes().startswith(b"%PDF") for file in (tmp_path / "papers").glob("*.pdf"))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext, of poppler-utils")
@pytest.mark.parametrize("kind", ["pupil", "teacher", "form"])
def test_every_printed_page_has_the_safety_box(opened, kind, tmp_path):
    page, _, _ = opened(kind)
    file = tmp_path / "printed.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    pages = text.split("\f")[:-1]
    assert len(pages) >= 2
    assert all("An toàn" in each for each in pages)
