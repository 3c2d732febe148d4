"""cmdline.txt, one line that the kernel gets: what starts our script at the next boot.

systemd runs the command after `systemd.run=` alone, before any service (systemd-run-generator(8)), and restarts the
board when it has ended well. When it fails nothing follows: the script itself goes on to the normal start then.
"""

from __future__ import annotations

import re

MOUNTED_AT = "/boot/firmware"  # where Bookworm and Trixie have this partition
SCRIPT = "first-boot.sh"
TOKENS = (
    "systemd.run={script}",
    "systemd.run_success_action=reboot",
    "systemd.run_failure_action=none",
    "systemd.unit=kernel-command-line.target",
)
OURS = re.compile(rb" systemd\.run=/boot/firmware/highland-[0-9a-f]+/\S+(?: systemd\.run_\S+| systemd\.unit=\S+)*")


def with_first_boot(cmdline: bytes, folder: str) -> bytes:
    """The line with our words at its end; those of an earlier flash are replaced, all others stay as they were."""
    line, end, rest = without_first_boot(cmdline).partition(b"\n")
    carriage = b"\r" if line.endswith(b"\r") else b""
    return (
        line.removesuffix(b"\r").rstrip(b" ")
        + b" "
        + words_for(folder).encode("ascii")
        + carriage
        + (end or b"\n")
        + rest
    )


def words_for(folder: str) -> str:
    """The words that start the script in this folder of the partition."""
    return " ".join(TOKENS).format(script=f"{MOUNTED_AT}/{folder}/{SCRIPT}")


def without_first_boot(cmdline: bytes) -> bytes:
    """The line without our words."""
    return OURS.sub(b"", cmdline)


def kept_length(cmdline: bytes) -> int:
    """How many bytes at the beginning no flash touches: the line without our words and without its end."""
    found = OURS.search(cmdline)
    line = cmdline[: found.start()] if found else cmdline.partition(b"\n")[0].removesuffix(b"\r")
    return len(line.rstrip(b" "))
