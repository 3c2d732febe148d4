"""The board's page over a real connection: what it shows, what it takes, and what it refuses."""

import json
import re
import urllib.error
import urllib.request
from concurrent.futures import Future

import pytest

from classroom.board.orders import Offer
from classroom.board.scene import Scene
from classroom.single_board import board_app, serving_board
from classroom.single_board.app import FOLDERS, Watchers
from classroom.single_board.html import Page
from firmware.project import find
from tests.messages.english_words import english_words
from tests.messages.page_text import shown
from web.files import Assets
from web.html import Words

PAUSE = b'{"do": "pause"}'


class Served:
    """A page whose board only notes what it is ordered."""

    def __init__(self):
        project = find("gas_alarm")
        names = project.names()
        self.orders, self.watchers = [], Watchers()
        page = Page(names, Scene(project), (1.0, 60.0), ("reset",), tuple(names.faults))
        self.app = board_app(
            page, self.watchers, Offer(page.speeds, page.buttons, page.faults), self._carry, self._describe
        )

    def _carry(self, order):
        self.orders.append(order)
        answer = Future()
        answer.set_result({"error": "no"} if order["do"] == "restart" else {"ok": True})
        return answer

    def _describe(self, lang, columns):
        answer = Future()
        answer.set_result({"lang": lang, "columns": columns})
        return answer

    def ask(self, path, content=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, content, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def order(self, content, **headers):
        return self.ask("/api/order", content, **{"origin": self.url, "content-type": "application/json", **headers})[0]


@pytest.fixture(scope="module")
def served():
    served = Served()
    with serving_board(served.app, served.watchers) as server:
        served.url = server.url.rstrip("/")
        yield served


def test_no_english_is_left_on_the_page_of_any_project(project):
    names = project.names()
    page = Page(names, Scene(project), (1.0, 60.0), ("reset",) if "reset" in names.parts else (), tuple(names.faults))
    texts = shown(
        page.html(
            Words("vi"),
            Assets(FOLDERS),
        ).decode()
    )
    assert len(texts) > 10
    assert [text for text in texts if text != "English" and english_words(text)] == []


def test_the_page_has_scene_buttons_and_faults_in_the_readers_language(served):
    for lang, expected in (("en", "Pull out the gas sensor"), ("vi", "Rút dây cảm biến gas")):
        status, headers, content = served.ask(f"/?lang={lang}")
        text = content.decode()
        assert status == 200
        assert expected in text
        assert f'<html lang="{lang}" data-words="/words.json?lang={lang}">' in text
        assert text.count('class="sim"') == 1  # once a view
        assert "style=" not in text
        assert "<style" not in text
        assert "script-src 'self'" in headers["content-security-policy"]


def test_every_file_that_the_page_names_is_there(served):
    text = served.ask("/")[2].decode()
    files = {piece.partition('"')[0].partition("#")[0] for piece in text.split('="/static/')[1:]}
    assert len(files) > 6
    assert {served.ask(f"/static/{file}")[0] for file in files} == {200}


def test_an_order_of_our_own_page_is_carried_out(served):
    served.orders.clear()
    assert served.order(PAUSE) == 200
    assert served.orders == [{"do": "pause"}]
    assert served.order(b'{"do": "restart"}') == 409  # what could not be done is told


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"origin": "http://evil.example", "host": "evil.example"},
    ],
)
def test_another_site_in_the_same_browser_orders_nothing(served, headers):
    served.orders.clear()
    assert served.order(PAUSE, **headers) in (403, 421)
    assert served.orders == []


@pytest.mark.parametrize("content", [b"", b"{}", b'{"do": "stop"}', b"x" * 100_000])
def test_what_is_no_order_is_refused(served, content):
    served.orders.clear()
    assert served.order(content) == 400
    assert served.orders == []


def test_a_page_that_comes_later_gets_the_last_moment(served):
    served.watchers.show({"t_s": 1.0})
    served.watchers.show({"t_s": 2.0})
    with urllib.request.urlopen(served.url + "/api/run", timeout=10) as stream:
        data = next(line for line in stream if line.startswith(b"data: "))
        assert json.loads(data[6:]) == {"t_s": 2.0}


@pytest.mark.parametrize(("asked", "columns"), [("640", 640), ("", 700), ("-1", 700), ("1e9", 700), ("9" * 40, 700)])
def test_the_curves_are_described_for_the_width_and_language_of_the_page(served, asked, columns):
    status, headers, content = served.ask(f"/api/picture?lang=vi&columns={asked}")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert json.loads(content) == {"lang": "vi", "columns": columns}


def test_no_file_of_the_page_points_elsewhere_or_makes_markup_of_text():
    for file in (each for folder in (FOLDERS["classroom"], FOLDERS["single_board"]) for each in folder.iterdir()):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|innerHTML|insertAdjacentHTML|document\.write|\beval\b", text), (
            file.name
        )
