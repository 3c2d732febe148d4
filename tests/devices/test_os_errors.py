"""What the operating system refuses is told in the reader's language, not in the system's."""

import errno
import os
import socket
import sqlite3

import pytest

from devices.os_errors import CAUSES, cause
from messages import translator


def in_vietnamese(error):
    found = cause(error)
    return found if isinstance(found, str) else found.render(translator("vi"))


@pytest.mark.parametrize("name", sorted(each for each in CAUSES if hasattr(errno, each)))
def test_it_is_told_in_both_languages(name):
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number), "/data/x")
    assert cause(error).render() == CAUSES[name].text
    assert in_vietnamese(error) != CAUSES[name].text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (socket.gaierror(-2, "Name or service not known"), "không có máy nào tên đó"),
        (TimeoutError("timed out"), "không trả lời kịp"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), "máy tính báo EXDEV"),
        (ValueError("of a library"), "of a library"),
    ],
)
def test_other_errors(error, said):
    assert in_vietnamese(error) == said


def test_what_sqlite_refuses(tmp_path):
    file = tmp_path / "no.db"
    file.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with sqlite3.connect(file) as connection, pytest.raises(sqlite3.DatabaseError) as seen:
        connection.execute("select 1 from sqlite_master")
    connection.close()
    assert in_vietnamese(seen.value) == "đó không phải là cơ sở dữ liệu"
