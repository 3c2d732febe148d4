"""A card is pulled out after every single sector of `highland flash`: does it still start, the old way or the new?

Run it on Debian (x86-64): python bench/card.py      It needs user-mode-linux, mtools, dosfstools and dmsetup.

Linux's own FAT driver writes the card, in a small Linux of its own; each sector is kept in its order. Then the image is
rebuilt sector by sector, and after each one it is read and judged: config.txt must hold whole lines, old or new;
cmdline.txt its line, with or without our words; what they name must be there to its last byte; no other file may
change. On a fresh card, and on one with an older project. Exit 1 when there is a moment at which it would not start.
Other ways of writing can be compared: with --rename the two files are replaced by a rename, as most programs do, and
that fails. It says nothing of a card that loses or reorders sectors inside itself."""

from __future__ import annotations

import argparse
import itertools
import pickle
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._fat import NEEDS, SECTOR, Write, make, play, read  # noqa: E402  # the path comes first
from bench.kernel_pi.build import CannotBuild  # noqa: E402
from firmware.project import find  # noqa: E402
from flash.bundle.manifest import Manifest  # noqa: E402
from flash.card.cmdline import without_first_boot  # noqa: E402
from flash.card.disk import Disk  # noqa: E402
from flash.card.partition import recognize  # noqa: E402
from flash.card.plan import Plan, plan  # noqa: E402
from flash.card.settings import Settings, wifi_psk  # noqa: E402
from flash.card.write import write  # noqa: E402

STOCK = {
    "config.txt": "# For more options see the documentation\n" * 30 + "[all]\n",
    "cmdline.txt": "console=serial0,115200 console=tty1 root=PARTUUID=4e639091-02 rootfstype=ext4 rootwait resize\n",
    "issue.txt": "Raspberry Pi reference 2025-12-04\n",
    "kernel8.img": "kernel" * 20_000,
    "user-data": "#cloud-config\n",
    "meta-data": "instance_id: rpios-image\n",
    "network-config": "network:\n  version: 2\n",
}
PROGRAM = """
import os, pickle, sys
from pathlib import Path
sys.path.insert(0, {home!r})
from flash.card.disk import Disk
from flash.card.write import write
planned = pickle.loads(Path({plan!r}).read_bytes())
boot = Path(sys.argv[1])
if {rename}:
    disk = Disk()
    for name, found in (("config.txt", planned.config), ("cmdline.txt", planned.cmdline)):
        disk.write(boot / (name + ".new"), found)
        os.replace(boot / (name + ".new"), boot / name)
        disk.sync_folder(boot)
else:
    write(boot, planned, Disk())
"""


def planned(boot: Path, project: str) -> Plan:
    """What a flash with all wishes would write; the bundle in it is made up."""
    wishes = Settings(
        hostname="gas-1", ssid="School", psk=wifi_psk("School", "correct horse"), hub_url="mqtt://a:b@hub"
    )
    manifest = Manifest("0.1.0", project, False, "aarch64", ("3.13",))
    return plan(recognize(boot), wishes, find(project).wiring(), manifest, project.encode() * 20_000)


def judged(now: dict[str, bytes], before: dict[str, bytes], wanted: Plan) -> str:
    """How the card starts: old, without an earlier flash, new; or what is wrong."""
    for name, found in before.items():
        if not name.startswith(("config.txt", "cmdline.txt", "highland-")) and now.get(name) != found:
            return f"WRONG: {name}"
    config, cmdline = now.get("config.txt", b""), now.get("cmdline.txt", b"")
    lines = {line for each in (before["config.txt"], wanted.config) for line in each.splitlines()} | {b""}
    if not config.startswith(STOCK["config.txt"].encode()) or not set(config.splitlines()) <= lines:
        return "WRONG: config.txt"
    line = without_first_boot(cmdline)
    if line.rstrip() != without_first_boot(before["cmdline.txt"]).rstrip():
        return "WRONG: cmdline.txt"
    if cmdline == line:
        return "without"
    for folder, files in ((wanted.folder, dict(wanted.files)), *_older(before)):
        if folder.encode() in cmdline:
            inside = {name.partition("/")[2]: found for name, found in now.items() if name.startswith(f"{folder}/")}
            is_new = folder == wanted.folder
            return ("new" if is_new else "old") if inside == files else f"WRONG: {folder} is not whole"
    return "WRONG: cmdline.txt names nothing"


def _older(before: dict[str, bytes]) -> list[tuple[str, dict[str, bytes]]]:
    folders = {name.partition("/")[0] for name in before if name.startswith("highland-")}
    return [
        (folder, {name.partition("/")[2]: found for name, found in before.items() if name.startswith(f"{folder}/")})
        for folder in folders
    ]


def replay(disk: Path, writes: list[Write], before: dict[str, bytes], wanted: Plan, scratch: Path) -> Counter[str]:
    """After each sector, how the card would start."""
    seen: Counter[str] = Counter()
    image, number = scratch / "now.img", itertools.count()
    shutil.copyfile(disk, image)
    with image.open("r+b") as opened:
        for each in writes:
            opened.seek(each.sector * SECTOR)
            opened.write(each.found)
            opened.flush()
            out = scratch / f"out{next(number)}"
            seen[judged(read(image, out), before, wanted)] += 1
            shutil.rmtree(out)
    return seen


def pulled(name: str, older: str | None, rename: bool) -> bool:
    """One card; True when it always starts."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        scratch = Path(folder)
        boot = scratch / "boot"
        boot.mkdir()
        for file, text in STOCK.items():
            (boot / file).write_text(text)
        if older:
            write(boot, planned(boot, older), Disk())
        wanted = planned(boot, "gas_alarm")
        (scratch / "plan").write_bytes(pickle.dumps(wanted))
        (scratch / "do.py").write_text(PROGRAM.format(home=str(HOME), plan=str(scratch / "plan"), rename=rename))
        make(scratch / "base.img", boot)
        shutil.copyfile(scratch / "base.img", scratch / "disk.img")
        writes = play(scratch / "disk.img", scratch / "do.py", scratch)
        before = {each.relative_to(boot).as_posix(): each.read_bytes() for each in boot.rglob("*") if each.is_file()}
        seen = replay(scratch / "base.img", writes, before, wanted, scratch)
    wrong = sum(count for how, count in seen.items() if how.startswith("WRONG"))
    print(f"{name:28} {len(writes):5} sectors   {dict(seen)}   {'right' if not wrong else 'WRONG'}", flush=True)
    return not wrong


def main(arguments: list[str] | None = None) -> int:
    """Both cards; 1 when there is a moment at which one would not start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rename", action="store_true", help="replace both files by a rename, to compare")
    asked = parser.parse_args(arguments)
    missing = [package for program, package in NEEDS.items() if shutil.which(program) is None]
    if missing:
        print(f"SKIPPED: install {', '.join(missing)}")
        return 0
    cards = [("a fresh card", None), ("a card with an older project", "water_filter")]
    try:
        results = [pulled(name, older, asked.rename) for name, older in cards]
    except CannotBuild as error:
        print(f"SKIPPED: no card was pulled out: {error}")
        return 0
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
