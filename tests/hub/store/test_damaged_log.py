"""A store whose log lost its end knows how many records are gone; sqlite itself says nothing."""

import os
import shutil

import pytest

from hub.serve import HubOptions, serving
from hub.store.sqlite import SqliteStore
from tests.hub.stores import arrived, reading


def damaged(tmp_path, spoil):
    """The files of a store after a power cut, of whose log the last two of three records are spoiled."""
    store = SqliteStore(tmp_path / "hub.db")
    store.add([arrived(reading(1))])
    log, copy = tmp_path / "hub.db-wal", tmp_path / "copy"
    whole = log.stat().st_size
    store.add([arrived(reading(2))])
    store.add([arrived(reading(3))])
    copy.mkdir()
    for each in tmp_path.glob("hub.db*"):
        shutil.copy(each, copy)
    store.close()
    (copy / "hub.db-shm").unlink()
    spoil(copy / "hub.db-wal", whole)
    return copy / "hub.db"


def overwrite(log, at):
    with log.open("r+b") as opened:
        opened.seek(at + 50)
        opened.write(b"\xff" * 20)


@pytest.mark.parametrize("spoil", [os.truncate, overwrite])
def test_it_counts_what_is_gone_and_the_hub_says_so(tmp_path, spoil):
    file = damaged(tmp_path, spoil)
    store = SqliteStore(file)
    assert (store.lost, store.nodes()[0].records) == (2, 1)
    store.close()
    said = []
    with serving(HubOptions(file.parent, str(file), port=0, page_port=None), said.append):
        pass
    assert [(each.key, each.values) for each in said] == [("hub.store.lost", {"count": 2})]
    store = SqliteStore(file)
    store.add([arrived(reading(4))])
    store.close()
    assert SqliteStore(file).lost == 0


def test_a_whole_store_has_lost_nothing_also_after_a_node_was_deleted(tmp_path):
    store = SqliteStore(tmp_path / "hub.db")
    store.add([arrived(reading(n)) for n in (1, 2, 3)])
    store.forget("red-heron")
    store.close()
    assert SqliteStore(tmp_path / "hub.db").lost == 0
