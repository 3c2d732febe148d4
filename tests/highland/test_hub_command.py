"""`highland hub`: accounts, what there is in the store, and how it gets out; a word that is missing is told."""

from contextlib import closing

import pytest

from highland._hub_commands import NOT_OUR_WORDS
from highland.hub import COMMANDS, Notices
from hub.access.accounts import verify
from hub.access.page_access import PageAccess, has_password
from hub.alerts.hook import kept_hook
from hub.broker.broker import CROWD
from hub.store import open_store
from messages import Say
from telemetry.home import NAME
from tests.hub.stores import arrived, reading
from web.seldom import BYTES_AN_HOUR, Seldom


@pytest.fixture
def data(tmp_path):
    """A hub's folder with two readings of one node, one simulated and one real."""
    with closing(open_store(tmp_path / "hub.db")) as store:
        store.add([arrived(reading(1)), arrived(reading(1, node="sim-gold-tea", provenance="sim"))])
    return tmp_path


def test_an_account_is_made_its_password_shown_once_and_it_can_be_taken_away(highland, tmp_path):
    shown = highland("hub", "invite", "red-heron", "--data", tmp_path).out
    password = shown.split("only now: ")[1].split()[0]
    assert verify(tmp_path, "red-heron", password)
    assert "mqtt://red-heron@" in shown
    assert shown.count(password) == 1  # not in a line to be typed, which everybody on the node could read
    assert highland("hub", "accounts", "--data", tmp_path).out.split() == ["red-heron"]
    highland("hub", "remove", "red-heron", "--data", tmp_path)
    assert not verify(tmp_path, "red-heron", password)


def test_a_name_that_is_not_of_our_words_is_allowed_and_warned_of(highland, tmp_path):
    assert "names no child" in highland("hub", "invite", "nguyen-an", "--data", tmp_path).err


def test_the_nodes_are_listed_with_what_they_are(highland, data):
    rows = highland("hub", "nodes", "--data", data).out.splitlines()
    assert [row.split()[0] for row in rows] == ["red-heron", "sim-gold-tea"]


def test_what_is_noted_of_a_node_is_said_below_it(highland, data):
    with closing(open_store(data / "hub.db")) as store:
        store.add([arrived(reading(1, state="OFF"))])
    first, second, _ = highland("hub", "nodes", "--data", data).out.splitlines()
    assert "2 records, 0 refused" in first
    assert "1 records under numbers that were used before" in second


def test_a_node_is_forgotten_only_when_it_is_meant(highland, data):
    asked = highland("hub", "forget", "red-heron", "--data", data)
    assert (asked.code, "--yes" in asked.out) == (1, True)
    assert len(highland("hub", "nodes", "--data", data).out.splitlines()) == 2
    assert highland("hub", "forget", "red-heron", "--yes", "--data", data).code == 0
    assert "red-heron" not in highland("hub", "nodes", "--data", data).out
    assert highland("hub", "forget", "red-heron", "--yes", "--data", data).code == 1


def test_readings_get_out_and_a_file_with_simulated_rows_says_so(highland, data, tmp_path):
    said = highland("hub", "export", "--csv", tmp_path / "all.csv", "--data", data).out
    assert "all.SIM.csv" in said
    said = highland("hub", "export", "--csv", tmp_path / "real.csv", "--provenance", "real", "--data", data).out
    assert "real.csv" in said
    assert "sim" not in (tmp_path / "real.csv").read_text(encoding="utf-8").split()


def test_a_backup_is_a_whole_store(highland, data, tmp_path):
    highland("hub", "backup", tmp_path / "monday.db", "--data", data)
    with closing(open_store(tmp_path / "monday.db")) as store:
        assert len(store.nodes()) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["invite"], "NAME is missing"),
        (["backup"], "FILE is missing"),
        (["forget", "--yes"], "NAME is missing"),
        (["export"], "--csv"),
        (["export", "--csv", "a.csv", "--parquet", "a.parquet"], "do not go together"),
        (["export", "--csv", "a.csv", "--since", "yesterday"], "yesterday"),
        (["export", "--wide", "--parquet", "a.parquet"], "do not go together"),
        (["export", "--excel", "--parquet", "a.parquet"], "do not go together"),
        (
            ["nodes", "--parquet", "a.parquet", "--to", "mqtts://a"],
            "Unknown option: --parquet a.parquet --to mqtts://a",
        ),
        (["--listen", "nodes"], "Unknown option: --listen"),
        (["--broker", "mqtt://x", "accounts"], "Unknown option: --broker"),
        (["accounts", "--store", "x.db"], "Unknown option: --store"),
        (["dance"], "dance"),
        (["invite", "Nguyen Van An"], "is not a valid account name"),
        (["--broker", "mqtt://x", "--certificate", "y"], "do not go together"),
        (["--certificate", "y"], "two files"),
    ],
)
def test_what_cannot_be_meant_is_told(highland, tmp_path, words, told):
    ended = highland("hub", "--data", tmp_path, *words)
    assert ended.code == 2
    assert told in ended.err


@pytest.mark.parametrize("words", [["--yes", "forget", "red-heron"], ["--csv", "a.csv", "export"]])
def test_an_option_before_its_command_is_refused_with_where_it_belongs(highland, tmp_path, words):
    ended = highland("hub", "--data", tmp_path, *words)
    assert ended.code == 2
    assert "Options of a command follow its name" in ended.err


@pytest.mark.parametrize("before", [True, False])
def test_the_folder_is_named_before_or_after_the_command(highland, data, before):
    where = ["--data", str(data)]
    words = [*where, "nodes"] if before else ["nodes", *where]
    assert "red-heron" in highland("hub", *words).out


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_each_command_has_help_with_its_own_options_and_an_example(highland, command):
    shown = highland("hub", *command, "--help").out
    assert "--data" in shown
    assert " ".join(["highland hub", *command]) in shown.splitlines()[-1] or not command
    assert ("--csv" in shown) == (command == ["export"])
    assert ("--listen" in shown) == (command == [])


def test_the_help_speaks_the_readers_language(highland):
    assert "tài khoản" in highland("hub", "invite", "--help", "--lang", "vi").out


def test_what_strangers_cause_is_said_seldom_and_silences_nothing_else(capsys):
    notices = Notices(Say("en"), Seldom())
    for number in range(5_000):
        notices(CROWD(address=f"2001:db8:0:{number:x}::/64"))
        notices(CROWD(address="192.168.1.7"))
    for _ in range(3):
        notices(NOT_OUR_WORDS(name="nguyen-an", example="red-heron"))
    said = capsys.readouterr().err
    assert len(said.encode()) < BYTES_AN_HOUR + 1_000
    assert said.count("192.168.1.7") == 1
    assert said.count("nguyen-an") == 1


def test_a_node_gets_a_name_of_its_keepers_own_and_loses_it(highland, data):
    assert highland("hub", "name", "red-heron", "Workshop lamp", "--place", "Lab", "--data", data).code == 0
    with closing(open_store(data / "hub.db")) as store:
        assert {row.node: tuple(row.label) for row in store.nodes()}["red-heron"] == ("Workshop lamp", "Lab")
    assert "Workshop lamp, Lab" in highland("hub", "nodes", "--data", data).out
    for words in (["a\nb"], ["x" * 41], [" "], []):
        assert highland("hub", "name", "red-heron", *words, "--data", data).code == 2
    assert highland("hub", "name", "no-body", "Lamp", "--data", data).code == 1
    assert highland("hub", "name", "red-heron", "--remove", "--data", data).code == 0
    with closing(open_store(data / "hub.db")) as store:
        assert not any(any(row.label) for row in store.nodes())


@pytest.mark.proof
def test_the_page_gets_a_password_from_a_variable_and_links(highland, tmp_path, monkeypatch):
    assert highland("hub", "password", "--data", tmp_path).code == 2  # no terminal, and no option for it
    monkeypatch.setenv("HIGHLAND_PAGE_PASSWORD", "ba con trau den")
    assert highland("hub", "password", "--data", tmp_path).code == 0
    assert has_password(tmp_path)
    found = highland("hub", "link", "class-9a", "--for", "30d", "--data", tmp_path)
    token = found.out.rpartition("/with/")[2].strip()
    assert PageAccess(tmp_path).knows_link(token)
    assert "class-9a" in highland("hub", "link", "--data", tmp_path).out
    assert highland("hub", "link", "class-9a", "--remove", "--data", tmp_path).code == 0
    assert not PageAccess(tmp_path).knows_link(token)
    assert highland("hub", "password", "--remove", "--data", tmp_path).code == 0
    assert not has_password(tmp_path)


def test_the_words_for_names_are_listed_and_some_are_free(highland, tmp_path):
    found = highland("hub", "names", "--data", tmp_path, "--lang", "en")
    assert "bamboo" in found.out
    free = found.out.rpartition("Free now: ")[2].strip().split(", ")
    assert len(free) == 5
    assert all(NAME.fullmatch(each) for each in free)


def test_the_address_for_alerts_comes_from_a_variable_and_only_its_host_is_said(highland, tmp_path, monkeypatch):
    monkeypatch.setenv("HIGHLAND_ALERTS_URL", "https://hooks.example/secret-token")
    found = highland("hub", "alerts", "--set", "--data", tmp_path)
    assert "hooks.example" in found.out
    assert "secret-token" not in found.out + found.err
    assert highland("hub", "alerts", "--off", "--data", tmp_path).code == 0
    assert kept_hook(tmp_path) is None
