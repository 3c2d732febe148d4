"""Accounts: what is kept, what is not, and who is let in from where."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devices import HighlandError
from hub.access.accounts import (
    Authenticator,
    accounts,
    hash_password,
    hub_password,
    invite,
    is_here,
    matches,
    remove,
    verify,
)
from hub.access.rules import acl_text, covers, grants, may_keep, may_read, may_write
from tests.hub.brokers import program


def test_an_invitation_can_log_in_and_its_password_is_kept_nowhere(tmp_path: Path) -> None:
    password = invite(tmp_path, "red-heron")
    assert verify(tmp_path, "red-heron", password)
    assert not verify(tmp_path, "red-heron", password + "x")
    assert not verify(tmp_path, "blue-otter", password)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert password.encode() not in kept
    assert password != invite(tmp_path, "red-heron")


def test_mosquittos_own_program_writes_what_we_can_read(tmp_path: Path) -> None:
    """The format is mosquitto's: a password file that people already have goes on to work."""
    file = tmp_path / "passwords"
    subprocess.run([program("mosquitto_passwd"), "-c", "-b", str(file), "red-heron", "right"], check=True, timeout=20)
    assert verify(tmp_path, "red-heron", "right")
    assert not verify(tmp_path, "red-heron", "wrong")


def test_a_password_file_of_the_first_release_lets_in_who_was_invited(tmp_path: Path) -> None:
    (tmp_path / "passwords").write_text(
        "red-heron:$7$1000$j3/3ucdgeLAFzYS8$tdCT9t941WTrUE7tpHdXWdWKxclDTaqRf0sMeyDPXiMM3WtDI0SKSzfRbwNv01VCSr0O9jaV+"
        "I4VlPwxOAWeSg==\n",
        encoding="utf-8",
    )
    assert accounts(tmp_path) == ["red-heron"]
    assert verify(tmp_path, "red-heron", "abcde-fghjk-mnpqr-stuvw-xyz23")


def test_someone_who_was_removed_is_gone_from_both_files(tmp_path: Path) -> None:
    password = invite(tmp_path, "red-heron")
    invite(tmp_path, "viewer_home")
    hub_password(tmp_path)
    assert accounts(tmp_path) == ["hub", "red-heron", "viewer_home"]
    remove(tmp_path, "red-heron")
    assert accounts(tmp_path) == ["hub", "viewer_home"]
    assert not verify(tmp_path, "red-heron", password)
    assert "red-heron" not in (tmp_path / "acl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["red-heron", "hub"])
def test_who_has_no_account_cannot_be_removed_and_the_hub_stays(tmp_path: Path, name: str) -> None:
    hub_password(tmp_path)
    with pytest.raises(HighlandError) as caught:
        remove(tmp_path, name)
    assert caught.value.message.key == "hub.people.none"
    assert accounts(tmp_path) == ["hub"]


@pytest.mark.parametrize(
    "name",
    ["hub", "", "Red", "a:b", "a\nuser hub", "../x", "viewer_", "bridge_-", "admin_x", "x" * 33, "a/b", "+", "#"],
)
def test_a_name_that_is_none_of_ours_gets_no_account(tmp_path: Path, name: str) -> None:
    with pytest.raises(HighlandError) as caught:
        invite(tmp_path, name)
    assert caught.value.message.key == "hub.people.bad_name"
    assert list(tmp_path.iterdir()) == []


def test_the_hub_finds_its_own_password_again_and_makes_another_when_it_is_lost(tmp_path: Path) -> None:
    first = hub_password(tmp_path)
    assert hub_password(tmp_path) == first
    (tmp_path / "hub.password").unlink()
    second = hub_password(tmp_path)
    assert second != first
    assert verify(tmp_path, "hub", second)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes; the folder of a user is the user's")
def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        hub_password(tmp_path)
    finally:
        os.umask(before)
    assert {name: (tmp_path / name).stat().st_mode & 0o777 for name in ("passwords", "acl", "hub.password")} == {
        "passwords": 0o600, "acl": 0o600, "hub.password": 0o600,
    }  # fmt: skip


def test_a_whole_class_is_invited_at_once(tmp_path: Path) -> None:
    names = [f"lamp-{count}" for count in range(40)]
    with ThreadPoolExecutor(8) as pool:
        passwords = list(pool.map(lambda name: invite(tmp_path, name), names))
    assert accounts(tmp_path) == sorted(names)
    assert all(verify(tmp_path, name, password) for name, password in zip(names, passwords, strict=True))


def test_a_damaged_file_is_said_to_be_damaged_and_left_as_it_is(tmp_path: Path) -> None:
    invite(tmp_path, "red-heron")
    file = tmp_path / "passwords"
    damaged = file.read_text(encoding="utf-8") + "what is this\n"
    file.write_text(damaged, encoding="utf-8")
    with pytest.raises(HighlandError) as caught:
        invite(tmp_path, "blue-otter")
    assert caught.value.message.key == "hub.people.damaged"
    assert caught.value.message.values["line"] == 2
    assert file.read_text(encoding="utf-8") == damaged


def test_a_damaged_file_throws_nobody_out(tmp_path: Path) -> None:
    password, authenticator = invite(tmp_path, "red-heron"), Authenticator(tmp_path)
    assert authenticator.lets_in("red-heron", password, "192.168.1.5")
    with open(tmp_path / "passwords", "a", encoding="utf-8") as file:
        file.write("what is this\n")
    assert authenticator.lets_in("red-heron", password, "192.168.1.5")


@pytest.mark.parametrize("hashed", ["", "x", "$7$", "$7$1000$a$b", "$7$0$AAAA$AAAA", "$6$AAAA$AAAA", "$7$x$AAAA$AAAA"])
def test_a_hash_that_is_none_matches_nothing(hashed: str) -> None:
    assert not matches(hashed, "")
    assert not matches(hashed, "x")


def test_two_people_with_one_password_have_two_hashes() -> None:
    assert hash_password("same") != hash_password("same")


HERE = ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]
ELSEWHERE = [
    "192.168.1.5",
    "10.0.0.1",
    "8.8.8.8",
    "fe80::1%eth0",
    "::ffff:192.168.1.5",
    "::",
    "0.0.0.0",
    "",
    "localhost",
]


@pytest.mark.parametrize("peer", HERE)
def test_on_this_machine_a_new_node_needs_no_password(tmp_path: Path, peer: str) -> None:
    assert is_here(peer)
    assert Authenticator(tmp_path).lets_in("red-heron", None, peer)
    assert not Authenticator(tmp_path, open_on_loopback=False).lets_in("red-heron", None, peer)


@pytest.mark.parametrize("peer", ELSEWHERE)
def test_from_another_machine_nobody_comes_in_without_a_password(tmp_path: Path, peer: str) -> None:
    assert not is_here(peer)
    password, authenticator = invite(tmp_path, "red-heron"), Authenticator(tmp_path)
    assert not authenticator.lets_in("blue-otter", None, peer)
    assert not authenticator.lets_in("red-heron", None, peer)
    assert not authenticator.lets_in("red-heron", "", peer)
    assert authenticator.lets_in("red-heron", password, peer)


@pytest.mark.parametrize("name", ["hub", "viewer_home", "bridge_thon-a", None, "", "Red Heron", "a/b", "+"])
def test_on_this_machine_only_a_node_comes_in_by_its_name(tmp_path: Path, name: str | None) -> None:
    assert not Authenticator(tmp_path).lets_in(name, None, "127.0.0.1")


def test_a_node_that_was_invited_needs_its_password_on_this_machine_too(tmp_path: Path) -> None:
    authenticator = Authenticator(tmp_path)
    assert authenticator.lets_in("red-heron", None, "127.0.0.1")
    password = invite(tmp_path, "red-heron")
    assert not authenticator.lets_in("red-heron", None, "127.0.0.1")
    assert authenticator.lets_in("red-heron", password, "127.0.0.1")


@pytest.mark.parametrize(
    ("granted", "asked", "expected"),
    [
        ("a/b", "a/b", True), ("a/b", "a/b/c", False), ("a/b/c", "a/b", False), ("a/+", "a/b", True),
        ("a/+", "a/+", True), ("a/b", "a/+", False), ("a/+", "a/#", False), ("a/b", "#", False),
        ("a/+/c", "a/+/c", True), ("#", "#", True), ("#", "a/+/c", True), ("#", "$SYS/x", False), ("#", "", False),
        ("a/#", "a", True), ("a/#", "a/b/#", True), ("a/#", "+/b", False), ("+/b", "#", False),
    ],
)  # fmt: skip
def test_a_filter_is_covered_or_not(granted: str, asked: str, expected: bool) -> None:
    assert covers(granted, asked) is expected


def test_a_name_that_is_none_of_ours_may_do_nothing() -> None:
    for name in ("", "Red Heron", "a/b", "+", "admin_x", "viewer_", "hub\n"):
        assert grants(name) == ()
        assert not may_read(name, "highland/v1/red-heron/state")
        assert not may_write(name, "highland/v1/red-heron/state")


def test_nobody_publishes_under_a_wildcard() -> None:
    assert not may_write("hub", "highland/v1/+/state")
    assert not may_write("red-heron", "highland/v1/red-heron/#")


def test_readings_and_commands_are_not_kept_by_a_broker() -> None:
    """A retained command would switch a part again at every start; a retained reading would look new."""
    assert may_keep("red-heron", "highland/v1/red-heron/state")
    assert may_keep("red-heron", "homeassistant/device/red-heron/config")
    assert not may_keep("red-heron", "highland/v1/red-heron/telemetry")
    assert not may_keep("viewer_home", "highland/v1/red-heron/fan/set")


def test_mosquittos_rules_name_each_user_and_nobody_else() -> None:
    text = acl_text(["hub", "red-heron"])
    lines = text.splitlines()
    assert "pattern" not in text
    assert [line for line in lines if line.startswith("user")] == ["user hub", "user red-heron"]
    assert "topic write highland/v1/red-heron/telemetry" in lines
    assert "topic read highland/v1/red-heron/+/set" in lines
