"""The page's password and links: hashes only, guessed slowly, and gone at once when they are taken back."""

import pytest

from devices import HighlandError
from hub.access import page_access
from hub.access.page_access import (
    BURST,
    EVERY_S,
    LINKS,
    PASSWORD,
    SESSION_S,
    PageAccess,
    Refused,
    links,
    new_link,
    remove_link,
    remove_password,
    set_password,
)
from tests.hub.stores import NOW, Wall

SECRET = "ba con trâu đen"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(page_access, "ITERATIONS", 10)  # a real one takes a fifth of a second


def test_without_a_password_everybody_is_let_in_and_with_one_nobody_without_it(tmp_path):
    access = PageAccess(tmp_path, Wall())
    assert access.lets_in("", "")
    set_password(tmp_path, SECRET)
    assert not access.lets_in("", "")
    session = access.login(SECRET, "10.0.0.1")
    assert access.lets_in(session, "")
    assert not access.lets_in(session + "x", session)
    access.logout(session)
    assert not access.lets_in(session, "")
    assert remove_password(tmp_path)
    assert access.lets_in("", "")


def test_only_hashes_are_kept_and_only_their_owner_reads_them(tmp_path):
    set_password(tmp_path, SECRET)
    token = new_link(tmp_path, "class-9a")
    for file in (PASSWORD, LINKS):
        text = (tmp_path / file).read_text()
        assert SECRET not in text
        assert token not in text
        assert (tmp_path / file).stat().st_mode & 0o077 == 0


def test_a_session_ends_with_the_day_and_with_a_new_password(tmp_path):
    wall = Wall()
    access = PageAccess(tmp_path, wall, wall)
    set_password(tmp_path, SECRET)
    session = access.login(SECRET, "10.0.0.1")
    wall.now += SESSION_S + 1.0
    assert not access.lets_in(session, "")
    session = access.login(SECRET, "10.0.0.1")
    set_password(tmp_path, SECRET + "!")
    assert not access.lets_in(session, "")
    assert isinstance(access.login(SECRET, "10.0.0.1"), Refused)


def test_wrong_passwords_are_slowed_down_for_their_address_only(tmp_path):
    wall = Wall()
    access = PageAccess(tmp_path, wall, wall)
    set_password(tmp_path, SECRET)
    waits = [access.login("wrong", "10.0.0.1").wait_s for _ in range(BURST)]
    assert waits[:-1] == [0.0] * (BURST - 1)
    assert waits[-1] == pytest.approx(EVERY_S)
    assert access.login(SECRET, "10.0.0.1").wait_s > 0.0  # even the right one waits now
    assert isinstance(access.login(SECRET, "10.0.0.2"), str)
    wall.now += EVERY_S
    assert isinstance(access.login(SECRET, "10.0.0.1"), str)


def test_a_link_lets_in_until_it_ends_or_is_taken_back(tmp_path):
    wall = Wall()
    access = PageAccess(tmp_path, wall, wall)
    set_password(tmp_path, SECRET)
    lasting, short = new_link(tmp_path, "class-9a"), new_link(tmp_path, "parents-day", NOW + 3600.0)
    assert access.lets_in("", lasting)
    assert access.lets_in("", short)
    assert not access.lets_in(lasting, "")  # a link is no login
    wall.now += 3601.0
    assert not access.lets_in("", short)
    remove_link(tmp_path, "class-9a")
    assert not access.lets_in("", lasting)
    assert [each.name for each in links(tmp_path)] == ["parents-day"]


def test_what_cannot_be_is_refused(tmp_path):
    with pytest.raises(HighlandError, match="fewer"):
        set_password(tmp_path, "short")
    for name in ("Lớp 9A", "a:b", "", "../x", "a\nb"):
        with pytest.raises(HighlandError):
            new_link(tmp_path, name)
    with pytest.raises(HighlandError, match="no link"):
        remove_link(tmp_path, "class-9a")
    (tmp_path / LINKS).write_text("broken\nclass-9a:00:soon\n")
    assert links(tmp_path) == []
    (tmp_path / PASSWORD).write_bytes(b"\xff\xfe")
    assert not PageAccess(tmp_path).lets_in("", "")  # a damaged file opens nothing
    assert isinstance(PageAccess(tmp_path).login("", "10.0.0.1"), Refused)
