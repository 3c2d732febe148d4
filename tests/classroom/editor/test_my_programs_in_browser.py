"""A pupil's own programs stay in the browser, come in and go out as files, and none is lost by a slip."""

import pytest

pytestmark = [pytest.mark.long, pytest.mark.minutes]


@pytest.fixture
def shelf(editor):
    """The page with the shelf of programs in it."""
    return editor("en", 360, more="&programs")


def names(seen):
    return seen.page.locator(".programs select option").all_inner_texts()


def test_programs_are_kept_named_deleted_and_brought_back(shelf):
    page = shelf.page
    assert names(shelf) == ["blink.py"]
    page.click(".new")
    page.keyboard.type("../đèn nhà<b>.py")
    shelf.press("Enter")
    page.wait_for_selector("option[value='den_nha_b.py']", state="attached")
    shelf.code().click()
    page.keyboard.type("print(2)")
    shelf.press("Control+Enter")
    assert page.evaluate("runs") == [["den_nha_b.py", "print(2)"]]
    page.select_option(".programs select", "blink.py")  # keeps what was typed before
    page.wait_for_function("() => editor.text() === 'print(1)\\n'")
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert names(shelf) == ["blink.py", "den_nha_b.py"]
    page.select_option(".programs select", "den_nha_b.py")
    page.wait_for_function("() => editor.text() === 'print(2)'")
    page.click(".delete")
    page.wait_for_function("() => document.querySelectorAll('option').length === 1")
    page.click(".back")
    page.wait_for_function("() => editor.text() === 'print(2)'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert shelf.complaints == []


def test_a_program_goes_out_and_comes_in_as_a_file(shelf):
    page = shelf.page
    with page.expect_download() as going:
        page.click(".out")
    assert going.value.suggested_filename == "blink.py"
    assert going.value.path().read_text() == "print(1)\n"
    page.set_input_files("input[type=file]", {"name": "blink.py", "mimeType": "text/plain", "buffer": b"x = 1\n"})
    page.wait_for_selector("option[value='blink_2.py']", state="attached")  # the one that was there stays
    page.wait_for_function("() => editor.text() === 'x = 1\\n'")
    page.set_input_files("input[type=file]", {"name": "a.py", "mimeType": "text/plain", "buffer": b"\xff\xfe\x00"})
    page.wait_for_function("() => document.querySelector('.programs .news').textContent.includes('no program')")
    assert names(shelf) == ["blink_2.py", "blink.py"]
