"""A pupil hands a program of its own in, while the laptop is there and while it is away; the teacher reads it."""

import signal

import pytest

pytestmark = [pytest.mark.long, pytest.mark.minutes]
TEXT = 'print("<b>xin chào</b>")\n'


def write(page, text):
    page.wait_for_selector("#programs .cm-content")
    page.locator("#programs .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def read_by_teacher(teacher):
    """What the teacher sees of seat 1."""
    teacher.click("#wall [data-seat='1']")
    teacher.wait_for_selector("#pupil_programs:not([hidden])")
    found = teacher.inner_text("#pupil_program"), teacher.text_content("#pupil_program_text")
    teacher.click("#pupil [data-act=close]")
    return found


def test_a_program_is_handed_in_collected_and_read_and_waits_for_a_laptop_that_is_away(browsers):
    laptop = browsers.laptop
    teacher, page = browsers.teacher(), browsers.pupil("Lan")
    page.wait_for_selector("#who bdi")  # the seat is this browser's
    page.goto(f"{laptop.address}/program.vi.html")
    write(page, TEXT)
    page.click("#hand-in")
    page.wait_for_selector("#receipt:not([hidden])")
    teacher.wait_for_selector("#wall .tile.done[data-seat='1']")
    told, text = read_by_teacher(teacher)
    assert text == TEXT
    assert page.inner_text("#receipt").strip() in told

    write(page, "print(2)\n")
    teacher.click("[data-act=collect]")
    teacher.click("#confirm_do")
    page.wait_for_function(
        "was => !['', was].includes(document.getElementById('receipt').textContent)", arg=page.inner_text("#receipt")
    )
    assert read_by_teacher(teacher)[1] == "print(2)\n"
    teacher.click("[data-act=collect]")  # the class goes on

    laptop.end(signal.SIGKILL)
    write(page, "print(3)\n")
    page.click("#hand-in")
    page.wait_for_function("() => document.getElementById('handed').textContent.length > 30")
    assert page.is_hidden("#receipt")
    laptop.start("--resume", "--lang", "vi", "--port", str(laptop.port))
    page.wait_for_selector("#receipt:not([hidden])", timeout=40_000)
    again = browsers.teacher()
    assert read_by_teacher(again)[1] == "print(3)\n"
