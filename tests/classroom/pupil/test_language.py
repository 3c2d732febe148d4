"""The language of the first page: as it was chosen, or else the class's, or else, without a class, the browser's."""

import pytest

from tests.classroom.pupil.conftest import served

pytestmark = pytest.mark.long


@pytest.fixture
def phone(chromium):
    """A phone whose system speaks English."""
    context = chromium.new_context(locale="en-US", viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_a_class_is_opened_in_its_own_language_until_the_pupil_chooses_another(phone, for_class):
    with served(for_class) as address:
        phone.goto(f"{address}#SONG-HONG")
        phone.wait_for_url("**/vi.html#SONG-HONG")
        phone.wait_for_function("document.getElementById('word').value === 'SONG-HONG'")
        phone.click(".languages [lang=en]")
        phone.wait_for_url("**/en.html")
        phone.goto(f"{address}#SONG-HONG")
        phone.wait_for_url("**/en.html#SONG-HONG")


def test_a_site_without_a_class_speaks_the_language_of_the_browser(phone, address):
    phone.goto(address)
    phone.wait_for_url("**/en.html")
