"""An outbox whose file broke, found at its opening or while it is open: what can be read of it goes on in a new one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from telemetry.card.damage import Rescued, Tally, rescue
from telemetry.card.outbox import MAX_ROWS, Outbox, OutboxError, is_damage

PARTS = ("", "-wal", "-shm")  # of a sqlite file


def open_outbox(
    file: Path, max_rows: int = MAX_ROWS, machine: frozenset[str] = frozenset()
) -> tuple[Outbox, Path | None]:
    """The outbox of a file. A damaged one is set aside under another name, which is returned too.

    What can be read of it goes on in the new one. Where no new one can be written, the damaged one stays where it is.
    """
    try:
        return Outbox(file, max_rows, machine), None
    except OutboxError as error:
        if not is_damage(error):
            raise
    return _rebuilt(file, max_rows, machine, rescue(file, Tally(file).read()))


def mended(broken: Outbox, on_card: bool) -> tuple[Outbox, Path | None]:
    """The open outbox again after its file broke, with all that can be read; where the damaged file was put.

    In memory, the damaged file left as it is, when the card takes no new one, or not `on_card`. What the hub has is
    not called lost.
    """
    with suppress(OutboxError):
        broken.count()
    broken.close()
    file, max_rows, machine = broken.file, broken.max_rows, broken.machine
    found = rescue(file, Tally(file).read())
    aside, trouble = None, "it was damaged again"
    if on_card:
        try:
            outbox, aside = _rebuilt(file, max_rows, machine, found)
        except OutboxError as error:
            trouble = str(error)
    if aside is None:
        outbox = Outbox(file, max_rows, machine, found, trouble)
    outbox.lives |= broken.lives  # the steady clock of this program goes on
    return outbox, aside


def _rebuilt(file: Path, max_rows: int, machine: frozenset[str], found: Rescued) -> tuple[Outbox, Path]:
    number = 1
    while (aside := file.with_name(f"{file.name}.broken-{number}")).exists():
        number += 1
    is_moved = False
    try:
        _rename(file, aside)
        is_moved = True
        return Outbox(file, max_rows, machine, found), aside
    except OSError as error:
        with suppress(OSError):
            for end in PARTS if is_moved else ():  # of the new one: its log must not stand beside the old file
                file.with_name(file.name + end).unlink(missing_ok=True)
            _rename(aside, file)
        raise error if isinstance(error, OutboxError) else OutboxError(f"{type(error).__name__}: {error}") from error


def _rename(old: Path, new: Path) -> None:
    for end in PARTS:
        part = old.with_name(old.name + end)
        if part.exists():
            part.replace(new.with_name(new.name + end))
