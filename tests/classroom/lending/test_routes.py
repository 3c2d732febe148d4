"""What a teacher's page says of a law reaches the laptop whole, and nobody else is asked to run one."""

import pytest

from classroom.lending.routes import PATH, LawPages
from classroom.relay.http.app import class_app
from tests.classroom.relay.conftest import Laptop, Reports
from web.server import Secured, serving

LONGEST = "\x01" * 256_000  # characters: what law_cell.js lets through, each escaped in six bytes


@pytest.fixture
def laptop(tmp_path):
    found = Laptop(tmp_path)
    pages = LawPages(found.running, "/static/0a1b/browser/")
    with serving(Secured(class_app(found.running, Reports(), pages.routes())), before_stop=found.running.end) as server:
        found.port = server.port
        yield found


def test_the_longest_answer_that_a_page_lets_through_is_read(laptop):
    assert laptop.post(PATH, {"job": 1, "said": LONGEST}, laptop.teacher()) == (200, {"over": True})
    assert laptop.post(PATH, {"job": 1, "said": LONGEST * 2}, laptop.teacher())[0] == 413


def test_a_pupil_is_no_teacher(laptop):
    assert laptop.post(PATH, {}, f"Seat {laptop.join()['token']}")[0] == 401
    assert laptop.post(PATH, {}, laptop.teacher(), headers={"origin": "http://else.where"})[0] == 403
