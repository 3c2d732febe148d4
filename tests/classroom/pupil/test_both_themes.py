"""Every page of a pupil in light and in the dark: axe finds no serious fault, on a phone and on a computer."""

import pytest

from tests.classroom.pupil.test_in_browser import AXE, FAULTS

pytestmark = [pytest.mark.long, pytest.mark.minutes]
READY = {"vi.html": ".project svg", "gas_alarm.vi.html": "#scene svg", "program.vi.html": ".editor .panel"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", READY)
def test_axe_finds_no_serious_fault(opened, path, theme):
    page = opened(f"{path}?theme={theme}")
    page.wait_for_selector(READY[path])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for tab in page.locator("[role=tab]:visible").all():
            tab.click()
            assert page.evaluate(FAULTS) == [], (width, tab.get_attribute("id"))
        assert page.evaluate(FAULTS) == [], width
