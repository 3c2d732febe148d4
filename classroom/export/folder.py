"""Write the pupils' pages into a folder: whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.whole_file import part_of

BESIDE = Path(__file__).parent / "beside"  # what a person finds in the folder besides: a tiny server, and what to do
EXISTS = Message("export.exists", "{folder} is there already. Nothing was written.")
EXISTS_HINT = Message("export.exists.hint", "Give a new folder, or remove this one first.")
CANNOT = Message("export.cannot", "{folder} cannot be written: {reason}.")
CANNOT_HINT = Message("export.cannot.hint", "Give a folder of your own, and check the free disk space.")


def export_to(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write all files, and a tiny server with its README beside them; how many bytes. Raises HighlandError."""
    if folder.exists():
        raise HighlandError(EXISTS(folder=folder), EXISTS_HINT)
    beside = {file.name.removesuffix(".txt"): file.read_bytes() for file in sorted(BESIDE.iterdir()) if file.is_file()}
    whole = {**files, **beside}
    part = part_of(folder)
    try:
        shutil.rmtree(part, ignore_errors=True)
        for path, content in whole.items():
            file = part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        part.rename(folder)
    except OSError as error:
        raise HighlandError(CANNOT(folder=folder, reason=cause(error)), CANNOT_HINT) from None
    finally:
        with suppress(OSError):
            shutil.rmtree(part)
    return sum(len(content) for content in whole.values())
