"""Pupils who click twice, open two tabs, share a computer, reload in the middle and come late lose nothing."""

import pytest

from tests.until import until

pytestmark = [pytest.mark.long, pytest.mark.minutes]
ODD = "  Lan\u202e 👩‍🚀 <i>\u0000Đ  "
TYPED = "# chưa chạy\n"
HAS_WRITTEN = "text => document.querySelector('[data-answer=a1]')?.value === text"


def join(browsers, page, name):
    """A seat; the board may come later."""
    page.fill("#name", name)
    page.fill("#word", browsers.laptop.word)
    page.dblclick("#asked button.main")
    page.wait_for_selector("#guided")


def typed(page):
    page.click("button[data-way=code]")
    page.wait_for_selector(".cm-content")
    return page.inner_text("#editor .panel:not([hidden]) .cm-content").split("\n")[0].strip()


def answer(page, text):
    page.click("button[data-way=lesson]")
    page.fill("[data-answer=a1]", text)


def waits_for_work(seat, text, teacher):
    until(
        teacher,
        """async ([seat, text]) => {
          const authorization = `Teacher ${sessionStorage.getItem("highland-teacher")}`;
          const found = await (await fetch(`/api/teacher/works/${seat}`, { headers: { authorization } })).json();
          return found.work?.answers?.a1 === text;
        }""",
        [seat, text],
    )


def test_a_reload_and_another_language_keep_code_that_has_not_run_and_handing_in_says_that_it_is_not_in_it(browsers):
    page = browsers.open("/vi.html", 360)
    join(browsers, page, ODD)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.wait_for_selector("#boot", state="hidden", timeout=120_000)
    page.click("button[data-way=code]")
    page.wait_for_selector(".cm-content")
    page.locator("#editor .panel:not([hidden]) .cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type(TYPED)
    page.reload()
    page.wait_for_selector("#boot", state="hidden", timeout=120_000)
    assert typed(page) == TYPED.strip()
    page.set_viewport_size({"width": 1280, "height": 800})  # on a phone the languages are on the first page
    page.click(".languages a[lang=en]")
    page.wait_for_url("**/gas_alarm.en.html*")
    page.wait_for_selector("#boot", state="hidden", timeout=120_000)
    assert typed(page) == TYPED.strip()
    assert "not run yet" in page.inner_text("#editor .news")

    page.click("button[data-way=lesson]")
    page.locator(".steps-of button").last.click()
    page.dblclick("#hand-in")
    page.wait_for_selector("#receipt:not([hidden])")
    assert "not run" in page.inner_text("#handed")
    assert [each for each in browsers.complaints if "inline style" not in each] == []


def test_of_two_tabs_of_a_pupil_the_last_goes_on_and_two_pupils_of_one_browser_stay_apart(browsers):
    teacher = browsers.teacher()
    lan = browsers.open("/vi.html")
    join(browsers, lan, "Lan")
    answer(lan, "Lan viết")

    again = lan.context.new_page()
    again.goto(lan.url)
    lan.wait_for_selector("body.aside #lost button")
    again.wait_for_function(HAS_WRITTEN, arg="Lan viết")
    answer(again, "Lan viết tiếp")
    lan.click("#lost button")
    again.wait_for_selector("body.aside")
    lan.wait_for_function(HAS_WRITTEN, arg="Lan viết tiếp")
    again.close()

    minh = lan.context.new_page()
    minh.goto(browsers.laptop.address + "/vi.html")
    minh.click("#other")
    join(browsers, minh, "Minh")
    answer(minh, "Minh viết")
    answer(lan, "Lan ở lại")
    waits_for_work(1, "Lan ở lại", teacher)
    waits_for_work(2, "Minh viết", teacher)
    lan.reload()
    lan.wait_for_selector("#who:has-text('Lan')")


def test_who_comes_after_collecting_hands_in_once_and_no_empty_work(browsers):
    teacher = browsers.teacher()
    teacher.dblclick("#next_stage")
    teacher.click("[data-act=collect]")
    teacher.click("#confirm_do")
    teacher.wait_for_selector("[data-act=collect].on")
    assert teacher.evaluate("document.querySelectorAll('#stages .past').length") == 0
    late = browsers.open("/vi.html")
    join(browsers, late, "Hoa")
    answer(late, "Em đến muộn")
    late.locator(".steps-of button").last.click()
    assert late.is_hidden("#receipt")
    late.dblclick("#hand-in")
    late.wait_for_selector("#receipt:not([hidden])")
    teacher.wait_for_selector("#wall .tile.done[data-seat='1']")
    waits_for_work(1, "Em đến muộn", teacher)
