"""What is compressed once is not compressed again, and a damaged cache costs time, never a wrong page."""

import gzip
import os

import pytest

from web import packed as room
from web.packed import LARGE, packed

CONTENT = b"board " * LARGE


@pytest.fixture
def counted(monkeypatch):
    """How often something was compressed."""
    made = []

    def compress(content, mtime):
        made.append(len(content))
        return REAL(content, mtime=mtime)

    monkeypatch.setattr(room.gzip, "compress", compress)
    return made


REAL = gzip.compress


def test_a_large_file_is_compressed_once(tmp_path, counted):
    folder = tmp_path / "cache"
    first = packed(CONTENT, lambda: folder)
    assert packed(CONTENT, lambda: folder) == first
    assert gzip.decompress(first) == CONTENT
    assert counted == [len(CONTENT)]
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", REAL(b"another file", mtime=0), REAL(CONTENT, mtime=0)[:-10]],
    ids=["empty", "no gzip", "another file", "cut short"],
)
def test_a_damaged_cache_is_made_again(tmp_path, counted, content):
    first = packed(CONTENT, lambda: tmp_path)
    file = next(tmp_path.glob("*.gz"))
    file.write_bytes(content)
    assert packed(CONTENT, lambda: tmp_path) == first
    assert file.read_bytes() == first
    assert len(counted) == 2


def test_small_files_are_not_kept_and_a_cache_that_cannot_be_is_none(tmp_path):
    assert gzip.decompress(packed(b"x" * 100, lambda: tmp_path)) == b"x" * 100
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    assert gzip.decompress(packed(CONTENT, lambda: tmp_path / "file" / "cache")) == CONTENT
