"""`highland update --list`: the releases on a board, and what happened to them, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from devices import Message
from flash.releases.confirm import BROKEN_OFF, CRASHED, MENDED, POWER_CUT, TAKEN_BACK, UPDATED
from flash.releases.health import AT_MOST_S, FELL, NOT_READY, SILENT
from flash.releases.system import CONTROL
from messages import Say

NONE = Message("cli.update.none", "No release of Highland is installed on this computer.")
ONE = Message("cli.update.one", "{release}  {project}, Highland {version}, came on {day}")
IN_USE = Message("cli.update.is_current", "in use")
BEFORE = Message("cli.update.is_previous", "the one before")
ON_TRIAL = Message("cli.update.is_on_trial", "on trial, not yet proven")
HISTORY = Message("cli.update.history", "What happened here, by this board's clock (UTC):")
EVENTS = {
    UPDATED: Message("cli.update.event.updated", "the release {new} was installed and works"),
    TAKEN_BACK: Message("cli.update.event.taken_back", "the release {new} was taken back: {why}"),
    BROKEN_OFF: Message("cli.update.event.broken_off", "an update to {new} was broken off; the old release went on"),
    MENDED: Message("cli.update.event.mended", "the link to the release in use was lost; it is {new} now"),
}
WHY = {
    POWER_CUT: Message("cli.update.why.power_cut", "the power was cut before it had proven itself"),
    CRASHED: Message("cli.update.why.crashed", "it crashed again and again, or the update ended too early"),
    NOT_READY.key: NOT_READY,
    FELL.key: FELL,
    SILENT.key: SILENT(seconds=AT_MOST_S),
}
UNKNOWN = Message("cli.update.why.unknown", "the reason was not written down")
SHOWN = 20  # records


def tell_releases(root: Path, say: Say) -> None:
    """Print them."""
    from flash.releases.board import all_releases, records
    from flash.releases.confirm import CURRENT, PREVIOUS, pointed, trial_of

    found = all_releases(root)
    if not found:
        say(NONE)
    current, before, trial = pointed(root, CURRENT), pointed(root, PREVIOUS), trial_of(root) or {}
    for each in found:
        day = datetime.fromtimestamp(each.came_s).date().isoformat()
        line = say.text(ONE, release=each.name, project=_plain(each.project), version=_plain(each.version), day=day)
        marks = [IN_USE] if each.name == current else [BEFORE] if each.name == before else []
        marks += [ON_TRIAL] if each.name == trial.get("new") else []
        print(f"{line}  {', '.join(map(say.text, marks))}".rstrip())
    history = list(records(root))[-SHOWN:]
    if history:
        say(HISTORY)
    for entry in history:
        _tell_record(entry, say)


def _tell_record(entry: Mapping[str, Any], say: Say) -> None:
    event = EVENTS.get(entry["event"])
    if event is None:
        return
    why = WHY.get(str(entry.get("why")), UNKNOWN)
    at = _plain(entry.get("at"))[:16].replace("T", " ")
    print(f"  {at}  {say.text(event, new=_plain(entry.get('new')), why=why)}")
    journal = entry.get("journal")
    for line in journal if isinstance(journal, list) else []:
        print(f"      {_plain(line)}")


def _plain(value: object) -> str:
    """Text of a file that the service may write: nothing in it may move the terminal."""
    return CONTROL.sub("", str(value)).replace("\n", " ")[:300]
