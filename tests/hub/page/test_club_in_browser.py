"""What people do with the club's page in a real browser: choose a time, compare, take along, come by a link."""

import time

import pytest

from hub.store.interface import Label
from telemetry.fields import Value

pytestmark = pytest.mark.long
MINUTES = pytest.mark.minutes


@pytest.fixture(scope="module", autouse=True)
def nodes(club):
    """Two simulated nodes that have five minutes of readings, and a real one that is silent."""
    now = time.time()
    times = [now - 10.0 * step for step in range(30, -1, -1)]
    for node in ("sim-gold-lotus", "sim-red-heron"):
        club.records(
            node, "sim", times, lambda ts: {"gas_lpg_ppm": Value(60.0 + ts % 3, "ppm")}, sim_ts=1_789_000_000.0
        )
        club.state(node, "sim", period_s=3600.0, sim_ts=1_789_000_000.0)
    club.store.label("sim-gold-lotus", Label("Máy báo gas 9A", "Lab"))
    club.state("blue-otter", "real", online=False, ago=7200.0)
    club.until(lambda found: len(found["nodes"]) == 3)


def span_of(seen):
    """How many seconds of time the plots show."""
    from datetime import datetime

    text = seen.page.locator(".shown").inner_text()
    words = text.replace("Shown: ", "").split(" to ")
    since, until = (datetime.strptime(each, "%d/%m/%Y %H:%M:%S") for each in words)
    return (until - since).total_seconds()


def test_the_time_span_fits_the_data_and_can_be_chosen(club, look):
    seen = look("/node/sim-gold-lotus")
    seen.page.locator(".shown", has_text="Shown").wait_for()
    assert 290 <= span_of(seen) <= 400  # not an hour for five minutes of data
    assert seen.page.title().startswith("SIM")
    assert seen.page.locator("h1", has_text="Máy báo gas 9A").is_visible()
    assert seen.page.locator(".sim-date").is_visible()
    before = seen.page.locator(".shown").inner_text()
    seen.page.get_by_role("button", name="Earlier").click()
    seen.page.wait_for_function("text => document.querySelector('.shown').textContent !== text", arg=before)
    seen.page.get_by_role("button", name="Everything").click()
    assert seen.complaints == []


def test_what_is_seen_is_taken_along_and_says_that_it_is_simulated(club, look):
    seen = look("/node/sim-gold-lotus")
    seen.page.locator("canvas").first.wait_for()
    names = []
    for button in ("Save as CSV", "Save as a picture"):
        with seen.page.expect_download() as kept:
            seen.page.get_by_role("button", name=button).click()
        names.append(kept.value.suggested_filename)
        assert kept.value.path().stat().st_size > 500
    assert [each.partition("-2")[0] for each in names] == ["SIM-sim-gold-lotus"] * 2
    assert {each.rpartition(".")[2] for each in names} == {"csv", "png"}


def test_two_nodes_stand_in_one_plot_under_the_names_that_people_use(club, look):
    seen = look("/compare?quantity=sim+gas_lpg_ppm&node=sim-gold-lotus&node=sim-red-heron")
    seen.page.locator(".legend li").nth(1).wait_for()
    seen.page.locator("canvas.u-over, .u-over").first.wait_for()
    assert seen.page.locator(".legend a").all_inner_texts() == ["Máy báo gas 9A", "sim-red-heron"]
    assert seen.page.locator(".sim").count() == 1
    assert seen.complaints == []


def test_a_silent_node_is_told_in_words(club, look):
    seen = look("/")
    told = seen.page.locator('.card[data-node="blue-otter"] .told')
    told.wait_for()
    assert "Silent since" in told.inner_text()
    assert "2 h" in told.inner_text()


@pytest.mark.parametrize("path", ["/compare", "/login", "/node/sim-gold-lotus"])
@pytest.mark.parametrize("width", [360, pytest.param(390, marks=MINUTES), pytest.param(1280, marks=MINUTES), 1920])
def test_no_screen_needs_a_sideways_scroll(look, path, width):
    seen = look(path, "vi", width=width)
    seen.page.wait_for_load_state()
    wide = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    scroll, client = seen.page.evaluate(wide)
    assert scroll <= client == width
