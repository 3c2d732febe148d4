"""A reproducible archive: sorted, undated, not compressed, since gzip packs the whole better than a zip its pieces."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of path -> bytes: the same files give the same bytes on every machine and Python."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path)
            entry.create_system = 3  # else Windows would write another byte
            made.writestr(entry, files[path])
    return out.getvalue()
