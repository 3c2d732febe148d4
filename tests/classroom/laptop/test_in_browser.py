"""A browser that says it is too old: the pupil's page works all the same, with a board on the laptop behind it."""

import http.client
import json

import pytest

from classroom.relay.keep import Keeper
from classroom.relay.options import Join
from classroom.serve import class_options, open_class
from firmware.project import find

pytestmark = [pytest.mark.long, pytest.mark.minutes]
WAIT_MS = 45_000
OLD = "localStorage.setItem('highland.boots', '2');"  # this phone has run out of memory twice


@pytest.fixture
def port(tmp_path, boxed):
    options = class_options("8A", "SONG-HONG", "482913", "vi", 4, find("gas_alarm"), None)
    with open_class(options, Keeper(tmp_path / "class"), (0,), lambda port, word: Join(port=port)) as server:
        yield server.port


def test_a_browser_without_a_board_gets_one_on_the_laptop(chromium, port):
    address = f"http://127.0.0.1:{port}"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    joined = json.dumps({"word": "SONG-HONG", "name": "Lan", "picture": "carp"})
    line.request("POST", "/api/join", joined, {"content-type": "application/json", "origin": address})
    seat = json.loads(line.getresponse().read())
    line.close()
    page = chromium.new_page()
    workers, faults = [], []
    page.on("worker", lambda worker: workers.append(worker.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    kept = json.dumps({key: seat[key] for key in ("seat", "token", "name", "picture")})
    page.add_init_script(f"{OLD} localStorage.setItem('highland.seat', {json.dumps(kept)});")
    page.goto(f"{address}/gas_alarm.vi.html")
    page.fill("#predict", "Báo động sau 5 phút")
    page.click("#predicted")
    page.click(".time [data-speed='60']", timeout=WAIT_MS)
    page.wait_for_selector("#state.work", timeout=WAIT_MS)
    page.click("#tab-break")
    page.click("[data-fault='gas=off']")
    page.wait_for_selector("#scene .not-known", timeout=WAIT_MS)
    page.close()
    assert (workers, faults) == ([], [])
