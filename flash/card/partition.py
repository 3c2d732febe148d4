"""The boot partition of a card: is this one, and what does its system read at the first boot?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from devices import HighlandError, Message

CONFIG, CMDLINE, ISSUE = "config.txt", "cmdline.txt", "issue.txt"
CLOUD_INIT_FILES = ("user-data", "meta-data")
FIRST_BOOKWORM = date(2023, 10, 10)  # older ones mount this partition elsewhere and have Python 3.9
MADE_ON = re.compile(rb"(20\d\d)-(\d\d)-(\d\d)")
SHOWN = 6

NOT_BOOT = Message(
    "card.not_boot",
    "{folder} is not the boot partition of a Raspberry Pi card: {missing} is missing. Nothing was written.",
)
NOT_BOOT_HINT = Message(
    "card.not_boot.hint",
    "There are: {seen}. Write Raspberry Pi OS onto the card with Raspberry Pi Imager, plug it in again, and give the "
    "folder of its partition bootfs.",
)
NOTHING = Message("card.nothing", "no files")
TOO_OLD = Message("card.too_old", "The system on this card is from {day}: too old. Nothing was written.")
TOO_OLD_HINT = Message(
    "card.too_old.hint", "Write the card again with Raspberry Pi OS Bookworm or Trixie (October 2023 or newer)."
)
OTHER_FIRST_RUN = Message(
    "card.other_first_run", "Raspberry Pi Imager has put settings of its own onto this card. Nothing was written."
)
OTHER_FIRST_RUN_HINT = Message(
    "card.other_first_run.hint",
    "Start the board with the card once, or write the card again and answer No when Imager offers to customize it. "
    "Give name, user and Wi-Fi here instead.",
)


class CardError(HighlandError):
    """A folder that is no boot partition, or one that must not be changed."""


@dataclass(frozen=True, slots=True)
class BootPartition:
    """A recognized boot partition, and the two files in it that are changed."""

    folder: Path
    config: bytes
    cmdline: bytes
    cloud_init: bool

    @property
    def is_customized(self) -> bool:
        """Whether Raspberry Pi Imager has put a name, a user or a Wi-Fi of its own into cloud-init's files."""
        return self.cloud_init and b"ds=nocloud" in self.cmdline

    @property
    def title(self) -> str:
        """What its system is, for people."""
        return "Raspberry Pi OS (cloud-init)" if self.cloud_init else "Raspberry Pi OS (custom.toml)"


def recognize(folder: Path) -> BootPartition:
    """The boot partition in this folder. Raises CardError when it is none, or one that is not safe to change."""
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    wanted = {CONFIG: CONFIG in names, CMDLINE: CMDLINE in names, ISSUE: ISSUE in names}
    wanted["kernel*.img"] = any(re.fullmatch(r"kernel.*\.img", name) for name in names)
    for name, is_there in wanted.items():
        if not is_there:
            seen = ", ".join([*names[:SHOWN], *(["..."] if len(names) > SHOWN else [])]) or NOTHING
            raise CardError(NOT_BOOT(folder=folder, missing=name), NOT_BOOT_HINT(seen=seen))
    cmdline = (folder / CMDLINE).read_bytes()
    if b"root=" not in cmdline:
        raise CardError(
            NOT_BOOT(folder=folder, missing="root="), NOT_BOOT_HINT(seen=ascii(cmdline[:60].decode("latin-1")))
        )
    _refuse_too_old((folder / ISSUE).read_bytes())
    if b"firstrun.sh" in cmdline:
        raise CardError(OTHER_FIRST_RUN, OTHER_FIRST_RUN_HINT)
    cloud_init = all(name in names for name in CLOUD_INIT_FILES)
    return BootPartition(folder, (folder / CONFIG).read_bytes(), cmdline, cloud_init)


def _refuse_too_old(issue: bytes) -> None:
    found = MADE_ON.search(issue)
    if found is None:
        return
    year, month, day = map(int, found.groups())
    if (year, month, day) < (FIRST_BOOKWORM.year, FIRST_BOOKWORM.month, FIRST_BOOKWORM.day):
        raise CardError(TOO_OLD(day=found[0].decode("ascii")), TOO_OLD_HINT)
