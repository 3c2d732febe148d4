"""What a hub keeps of pupils, and its passwords, only its owner can read: whatever the umask is."""

import os
from pathlib import Path

import pytest

from hub.access.accounts import invite
from hub.broker.bridge import write_bridge
from hub.broker.mosquitto import write_mosquitto
from hub.store.export import export_csv
from hub.store.sqlite import SqliteStore
from telemetry.address import Address
from tests.hub.stores import arrived, reading

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")


@pytest.fixture(autouse=True)
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> set[str]:
    return {each.name for each in (folder, *folder.rglob("*")) if each.stat().st_mode & 0o077}


def test_the_folder_of_a_hub_and_all_in_it(tmp_path):
    hub = tmp_path / "hub"
    store = SqliteStore(hub / "hub.db")
    store.add([arrived(reading(1))])
    invite(hub, "red-heron")
    write_mosquitto(hub)
    write_bridge(hub, Address("127.0.0.1", 1883, "bridge_na-hang", "secret"))
    store.backup(hub / "monday.db")
    export_csv(store, hub / "all.csv")
    assert len(list(hub.rglob("*"))) >= 11  # with the log of the store, while it is open
    assert open_to_others(hub) == set()
    store.close()


def test_a_folder_of_an_older_version_is_closed(tmp_path):
    hub = tmp_path / "hub"
    SqliteStore(hub / "hub.db").close()
    for each in (hub, hub / "hub.db"):
        each.chmod(0o755)
    SqliteStore(hub / "hub.db").close()
    invite(hub, "red-heron")
    assert open_to_others(hub) == set()


def test_a_folder_that_is_not_a_hubs_keeps_its_rights(tmp_path):
    tmp_path.chmod(0o755)
    SqliteStore(tmp_path / "club.db").close()
    assert tmp_path.stat().st_mode & 0o777 == 0o755
