"""What a pupil types and clicks while the page's script is still on its way is not lost."""

import pytest

from tests.classroom.pupil.conftest import watched

pytestmark = pytest.mark.long


@pytest.fixture
def late(chromium, address):
    """Open a page whose last script has been asked for, and waits; `page.comes()` lets it come."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})

    def open_page(path, script):
        page = watched(context.new_page())
        held = []
        page.route(f"**/{script}", lambda route: held.append(route))
        with page.expect_request(f"**/{script}"):
            page.goto(address + path, wait_until="commit")
        page.wait_for_selector("footer", state="attached")
        page.comes = lambda: held.pop().continue_()
        return page

    yield open_page
    context.close()


def test_a_prediction_written_down_before_the_script_is_there_is_written_down(late):
    page = late("gas_alarm.vi.html", "pupil/page.js")
    page.fill("#predict", "Sau 5 phút")
    page.click("#predicted")
    assert page.is_visible("#predicted")
    page.comes()
    page.wait_for_selector("#predicted", state="hidden")
    page.wait_for_selector("[data-step=predict].is-done", state="attached")
    assert page.input_value("#predict") == "Sau 5 phút"
    assert page.complaints == []


def test_a_tab_that_was_touched_too_early_opens_when_it_can(late):
    page = late("gas_alarm.en.html", "pupil/page.js")
    page.click("#tab-break")
    page.comes()
    page.wait_for_selector("#panel-break:not([hidden])")


def test_the_speed_of_a_program_may_be_chosen_before_its_page_is_ready(late):
    page = late("program.vi.html", "pupil/program.js")
    page.click("[data-speed='60']")
    page.comes()
    page.wait_for_selector("[data-speed='60'][aria-pressed=true]")
