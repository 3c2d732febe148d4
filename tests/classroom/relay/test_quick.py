"""The short way for tiles checks what the long way checks."""

import pytest

from classroom.relay.http.answers import JSON
from classroom.relay.http.app import class_app
from classroom.relay.http.quick import Quick
from web.server import Secured, serving


@pytest.fixture
def quick(laptop, tmp_path):
    from tests.classroom.relay.conftest import Laptop, Reports

    found = Laptop(tmp_path / "quick")
    app = Quick(Secured(class_app(found.running, Reports())), found.running)
    with serving(app, before_stop=found.running.end) as server:
        found.port = server.port
        yield found


def test_the_short_way_and_the_long_way_say_the_same(laptop, quick):
    answers = []
    for each in (laptop, quick):
        token = f"Seat {each.join()['token']}"
        own = f"http://127.0.0.1:{each.port}"
        tile = {"state": "ALARM", "step": 2}
        asked = [
            (tile, token, {}),
            (tile, "Seat wrong", {}),
            (tile, "Teacher " + token[5:], {}),
            (tile, "", {}),
            (tile, token, {"origin": "http://evil.example"}),
            (tile, token, {"content-type": "text/plain"}),
            (tile, token, {"content-type": JSON + "; charset=utf-8"}),
            (tile, token, {"host": "evil.example", "origin": own}),
            ({"state": 7}, token, {}),
            ({"error": "x" * 400}, token, {}),
        ]
        statuses = []
        for found, who, headers in asked:
            each.clock.now += 10.0
            statuses.append(each.post("/api/seat/tile", found, who, headers=headers)[0])
        flood = [each.post("/api/seat/tile", tile, token)[0] for _ in range(9)]
        answers.append((statuses, flood))
        assert each.running.wall.tile(each.running.seats.get(1)).state == "ALARM"
    assert answers[0] == answers[1]
    assert answers[0][0] == [204, 401, 401, 401, 403, 403, 204, 421, 400, 413]
