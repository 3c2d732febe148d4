"""A hub without a date takes it from a person who is logged in, once, and says so; from nobody else."""

from urllib.parse import urlencode, urlsplit

import pytest

from devices.dates.wall_clock import WallClock
from hub.access import page_access
from hub.access.page_access import PageAccess, new_link, remove_password, set_password
from hub.page import serving_club
from hub.store.sqlite import SqliteStore
from tests.hub.page.test_gate import SECRET, ask, cookie_of, log_in

WRONG, RIGHT = 1_770_000_000.0, 1_800_000_000.0


class Hub:
    """A hub on a board whose clock nobody has set, and its page."""

    def __init__(self, folder):
        (folder / "run/systemd/timesync").mkdir(parents=True)
        self.folder, self.said = folder, []
        self.clock = WallClock(folder / "clock.json", folder, lambda: 100.0, lambda: WRONG)
        set_password(folder, SECRET)

    def give(self, ms=f"{RIGHT * 1000:.0f}", cookie=None, **more):
        cookie = cookie_of(log_in(self.host, SECRET)[1]) if cookie is None else cookie
        return ask(self.host, "/date", "POST", urlencode({"ms": ms}), cookie=cookie, **more)[0]


@pytest.fixture
def hub(tmp_path, monkeypatch):
    monkeypatch.setattr(page_access, "ITERATIONS", 10)
    found, store = Hub(tmp_path), SqliteStore(tmp_path / "club.sqlite")
    access = PageAccess(tmp_path, found.clock.wall)
    with serving_club(store, access=access, clock=found.clock, notify=found.said.append) as (server, _):
        found.host = urlsplit(server.url).netloc
        yield found
    store.close()


def test_a_person_who_is_logged_in_gives_the_date_and_the_log_has_both(hub):
    cookie = cookie_of(log_in(hub.host, SECRET)[1])
    before = ask(hub.host, "/date?lang=en", cookie=cookie)[2].decode()
    assert "Not set: it may be wrong." in before
    assert "Your phone or computer:" in before
    assert b"Set it" in ask(hub.host, "/?lang=en", cookie=cookie)[2], "every page says that dates may be wrong"
    assert hub.give(cookie=cookie) == 303
    assert (hub.clock.wall(), hub.clock.state().source) == (RIGHT, "phone")
    (line,) = hub.said
    assert (line.key, line.values["address"]) == ("hub.date.given", "127.0.0.1")
    assert line.values["before"] != line.values["after"]
    after = ask(hub.host, "/date?lang=en", cookie=cookie)[2].decode()
    assert "Given on this page." in after, "a login holds although the date has changed by a year"
    assert b"Set it" not in ask(hub.host, "/?lang=en", cookie=cookie)[2]


def test_it_is_taken_once(hub):
    assert hub.give() == 303
    assert hub.give(f"{RIGHT * 1000 + 9e9:.0f}") == 409
    assert (hub.clock.wall(), len(hub.said)) == (RIGHT, 1)


def test_strangers_links_and_other_sites_give_nothing(hub):
    link = cookie_of(ask(hub.host, f"/with/{new_link(hub.folder, 'class-9a')}")[1])
    assert hub.give(cookie="") == 401
    assert hub.give(cookie=link) == 403
    assert b"device-use" not in ask(hub.host, "/date", cookie=link)[2]
    assert hub.give(origin="http://evil.example") == 403
    remove_password(hub.folder)
    assert hub.give(cookie="") == 403, "a page without a password takes it from nobody"
    assert b"device-use" not in ask(hub.host, "/date")[2]
    assert not hub.clock.is_sure()
    assert not hub.said


@pytest.mark.examples(3)
@pytest.mark.parametrize("ms", ["", "x", "-5", "NaN", "1e12", "1000", "9" * 400])
def test_a_date_that_cannot_be_is_refused(hub, ms):
    assert hub.give(ms) == 409
    assert not hub.clock.is_sure()


def test_a_hub_whose_clock_is_set_takes_none(hub):
    (hub.folder / "run/systemd/timesync/synchronized").touch()
    assert hub.give() == 409
    assert hub.clock.wall() == WRONG


@pytest.mark.long
def test_in_a_browser_both_dates_are_seen_and_the_button_gives_the_devices(hub, chromium):
    context = chromium.new_context(locale="en-GB", viewport={"width": 360, "height": 700})
    page, complaints = context.new_page(), []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.clock.set_fixed_time(RIGHT)
    page.goto(f"http://{hub.host}/login?lang=en")
    page.fill("#password", SECRET)
    page.click("button.main")
    page.click(".unsure-date a")
    page.locator("#device-use:enabled").wait_for()
    assert page.inner_text("#device-date").startswith("15/01/2027")
    assert "02/02/2026" in page.inner_text("main")
    page.click("#device-use")
    page.get_by_text("Given on this page").wait_for()
    assert (hub.clock.wall(), hub.clock.state().source) == (RIGHT, "phone")
    assert not complaints
    context.close()
