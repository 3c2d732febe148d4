"""A hub.db that the first release made is opened as it is, and goes on to be written."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hub.store import open_store
from hub.store.interface import SeriesKey
from tests.hub.stores import EPOCH, NOON, NOW, STATE, arrived, reading

DUMP = Path(__file__).with_name("first_release.sql")


def test_a_store_of_the_first_release_is_read_and_written_on(tmp_path):
    with closing(sqlite3.connect(tmp_path / "hub.db")) as db:
        db.executescript(DUMP.read_text(encoding="utf-8"))
    with closing(open_store(tmp_path / "hub.db")) as store:
        assert [(node.node, node.online, node.snapshot) for node in store.nodes()] == [
            ("red-heron", True, STATE.as_json())
        ]
        assert store.mark("red-heron", EPOCH) == 2
        assert [each.said["vi"] for each in store.events()] == ["Có gas!"]
        assert store.add([arrived(reading(1)), arrived(reading(3))]) == [False, True]
        humidity = SeriesKey("red-heron", "real", "box_humidity_pct", "%")
        assert [point.mean for point in store.points(humidity, NOON, NOW)] == [71.0, 73.0]
