"""The card: room, files, errors, wear, and whether what is written on it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from devices import Message
from devices.os_errors import cause
from workshop.doctor.finding import CANNOT_READ, WORTH_KNOWING, WRONG, Finding, Kind, NotLookedAt
from workshop.doctor.machine import Machine

FULL_MB, FILLING_MB = 100, 500  # chosen: an outbox may grow to 60 MB; an update needs some hundred
FEWEST_FILES_PCT = 1.0
STATE = "/var/lib/highland"
WORN = 0x09  # JEDEC eMMC 5.1, DEVICE_LIFE_TIME_EST: 0x09 is 80 to 90 % used, 0x0B is beyond its life
URGENT = 0x03  # JEDEC eMMC 5.1, PRE_EOL_INFO: 0x02 warning, 0x03 urgent
CARD_ERROR = re.compile(
    r"I/O error, dev (mmcblk|sd|nvme)|Buffer I/O error on dev|EXT4-fs error|mmc0: .*(error|timeout)|"
    r"mmcblk\d+: .*(error|recovery failed)|Aborting journal",
    re.IGNORECASE,
)

NEW_CARD = Message(
    "doctor.card.new",
    "Copy what you need from the card, and write a new one. Keep a spare card with the bundle in the box.",
)
CARD_FULL = Kind(
    "card_full",
    WRONG,
    Message("doctor.card_full", "Only {free_mb:.0f} MB are free on the card."),
    Message("doctor.card_full.why", "Soon neither readings nor latched alarms can be saved."),
    "sudo journalctl --vacuum-size=50M",
    Message("doctor.card_full.offline", "The same command. Delete pictures and old records as well."),
)
CARD_FILLING = Kind(
    "card_filling",
    WORTH_KNOWING,
    Message("doctor.card_filling", "{free_mb:.0f} MB are free on the card."),
    Message("doctor.card_filling.why", "An update needs {needed_mb:.0f} MB."),
    "sudo apt clean",
)
FILES_USED_UP = Kind(
    "files_used_up",
    WRONG,
    Message("doctor.files_used_up", "The card can take only {left} more files, though it has room."),
    Message("doctor.files_used_up.why", "Nothing new can be saved, and the error says that the disk is full."),
    "sudo du --inodes -x -d 3 / | sort -n | tail",
    Message("doctor.files_used_up.offline", "It shows the folders with most files. Delete those that nobody needs."),
)
READ_ONLY = Kind(
    "read_only",
    WRONG,
    Message("doctor.read_only", "{folder} can only be read: the kernel made it so after an error."),
    Message("doctor.read_only.why", "Nothing is saved anymore: no reading, no latched alarm."),
    "sudo shutdown -r now",
    Message("doctor.read_only.offline", "Copy what you need first. If it comes back, the card is at its end."),
)
FORGETS = Kind(
    "card_forgets",
    WRONG,
    Message("doctor.card_forgets", "The card is write-protected (overlay), and {folder} lies in memory only."),
    Message("doctor.card_forgets.why", "A power cut takes latched alarms, calibrations and readings that wait."),
    "sudo raspi-config nonint do_overlayfs 1",
    Message("doctor.card_forgets.offline", "The same command. Or give that folder its own partition."),
)
FILE_SYSTEM_ERRORS = Kind(
    "file_system_errors",
    WRONG,
    Message("doctor.file_system_errors", "The file system on {device} has counted {count} errors."),
    Message("doctor.file_system_errors.why", "Files may be damaged already; the card may be dying."),
    "sudo shutdown -r now",
    Message("doctor.file_system_errors.offline", "While it starts, the board checks the card. Keep a new card ready."),
)
CARD_ERRORS = Kind(
    "card_errors",
    WRONG,
    Message("doctor.card_errors", "The kernel reported {count} errors of the card since the start. The newest: {line}"),
    Message("doctor.card_errors.why", "The card is dying, or it gets too little voltage."),
    offline=NEW_CARD,
)
CARD_WORN = Kind(
    "card_worn",
    WORTH_KNOWING,
    Message("doctor.card_worn", "The memory {device} says that {used_pct} % of its life are used."),
    Message("doctor.card_worn.why", "It will fail within a foreseeable time, without another warning."),
    offline=NEW_CARD,
)
CARD_AT_ITS_END = Kind(
    "card_at_its_end",
    WRONG,
    Message("doctor.card_at_its_end", "The memory {device} says that its life is over."),
    Message("doctor.card_at_its_end.why", "It may fail at any moment; then nothing on it can be read."),
    offline=NEW_CARD,
)


class Mount(NamedTuple):
    """One line of /proc/mounts."""

    device: str
    folder: str
    kind: str
    options: tuple[str, ...]


def room(machine: Machine) -> Iterator[Finding]:
    """Is there room for what must be saved?"""
    try:
        space = machine.senses.space(machine.root)
    except OSError as error:
        raise NotLookedAt(CANNOT_READ(file="/", reason=cause(error))) from error
    free_mb = space.free_bytes / 1e6
    if free_mb < FULL_MB:
        yield CARD_FULL(free_mb=free_mb)
    elif free_mb < FILLING_MB:
        yield CARD_FILLING(free_mb=free_mb, needed_mb=float(FILLING_MB))
    if space.all_files and space.free_files < space.all_files * FEWEST_FILES_PCT / 100:
        yield FILES_USED_UP(left=space.free_files)


def mounts(machine: Machine) -> list[Mount]:
    """What is mounted where, the last line of a folder last."""
    lines = (line.split() for line in (machine.text("proc/mounts") or "").splitlines())
    return [Mount(words[0], words[1], words[2], tuple(words[3].split(","))) for words in lines if len(words) >= 4]


def stays(machine: Machine) -> Iterator[Finding]:
    """Does what is written stay?"""
    by_folder = {each.folder: each for each in mounts(machine)}
    for mount in by_folder.values():
        if (
            mount.kind == "ext4"
            and {"ro", "emergency_ro"} & set(mount.options)
            and mount.folder in ("/", STATE, "/var")
        ):
            yield READ_ONLY(folder=mount.folder)
    top = by_folder.get("/")
    if top is not None and _is_in_memory(top, by_folder) and not {STATE, "/var", "/var/lib"} & set(by_folder):
        yield FORGETS(folder=STATE)


def _is_in_memory(mount: Mount, by_folder: Mapping[str, Mount]) -> bool:
    """Whether what is written there lies in memory: the upper folder of an overlay is on a tmpfs, or cannot be seen."""
    upper = next((each.partition("=")[2] for each in mount.options if each.startswith("upperdir=")), "")
    below = [each for folder, each in by_folder.items() if folder != "/" and f"{upper}/".startswith(f"{folder}/")]
    kind = max(below, key=lambda each: len(each.folder)).kind if below else "tmpfs"
    return mount.kind == "overlay" and kind == "tmpfs"


def errors(machine: Machine) -> Iterator[Finding]:
    """Has the file system counted errors, or the kernel reported some of the card?"""
    for name in machine.glob("sys/fs/ext4/*/errors_count"):
        count = machine.number(name) or 0
        if count:
            yield FILE_SYSTEM_ERRORS(device=name.split("/")[-2], count=count)
    lines = [line for line in machine.kernel_log if CARD_ERROR.search(line)]
    if lines:
        yield CARD_ERRORS(count=len(lines), line=lines[-1][:100])


def wear(machine: Machine) -> Iterator[Finding]:
    """How much of its life has the memory used? eMMC knows; of an SD card nobody can."""
    for name in machine.glob("sys/block/mmcblk*/device/life_time"):
        device = name.split("/")[2]
        used = [int(each, 16) for each in re.findall(r"0x[0-9a-fA-F]+", machine.text(name) or "")]
        end = machine.text(f"sys/block/{device}/device/pre_eol_info") or "0"
        if max(used, default=0) > 0x0A or int(end, 16) >= URGENT:
            yield CARD_AT_ITS_END(device=device)
        elif max(used, default=0) >= WORN:
            yield CARD_WORN(device=device, used_pct=(max(used) - 1) * 10)
