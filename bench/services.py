"""A real systemd runs a project on the Linux kernel's own GPIO simulator: does the service keep its promises?

Run it: python3 run.py bench services [--cuts N]

The board of `bench board` (a Linux kernel as a program) starts Debian's systemd as its first process, on a copy of this
computer's system that is thrown away; its card is a file. A real bundle is installed with its real install.sh, the real
`highland update` takes others, and the power is cut by killing the kernel. Seen from outside are the wires. The project
has a valve that is on at high and a pump that is on at low, both on from the first turn, so that something is left to
switch off. Not played: udev (its rule is only read), a physical board.
A quarter of an hour; the first time, packages and the kernel's source are fetched. Where it cannot be had: SKIPPED.
Exit code: 0 every row is right, or SKIPPED; 1 a row is WRONG.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench.kernel_pi.build import CannotBuild, cache_folder, kernel_version, modules, possible  # noqa: E402
from bench.kernel_pi.table import line, missing, verdict  # noqa: E402

SKIPPED = "SKIPPED: the services were NOT tried under a real systemd: {reason}"
NEEDED = {"/lib/systemd/systemd": "systemd", "/usr/sbin/mkfs.ext4": "e2fsprogs", "/usr/bin/python3": "python3-venv"}
FIRST_DAY = (
    "install",
    "start",
    "doctor",
    "kill -9",
    "hang",
    "busy pin",
    "stop",
    "update broken",
    "update falls",
    "update",
)
CUTS = ("install", "switch", "start", "watch", "switch 2", "start 2", "watch 2")  # where the power is cut, in turn


def main() -> int:
    """Play a first day, then cut the power again and again; print the table; judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cuts", metavar="N", type=int, default=4, help=f"power cuts, at most {len(CUTS)} (default 4)")
    parser.add_argument("--only", metavar="CASE", action="append", help=f"of the first day: {', '.join(FIRST_DAY)}")
    arguments = parser.parse_args()
    day = [case for case in FIRST_DAY if case in ("install", "start") or case in (arguments.only or FIRST_DAY)]
    try:
        possible()
        lacking = sorted({package for file, package in NEEDED.items() if not Path(file).exists()})
        if lacking:
            raise CannotBuild(f"not installed: {' '.join(lacking)}")
        with tempfile.TemporaryDirectory(prefix="systemd_pi_") as folder:
            return play(Path(folder), day, CUTS[: arguments.cuts])
    except CannotBuild as error:
        print(SKIPPED.format(reason=error), flush=True)
        return 0


def play(folder: Path, day: Sequence[str], cuts: Sequence[str]) -> int:
    """All boots with one card. Raises CannotBuild."""
    from bench.kernel_pi.python_parts import python_parts
    from bench.systemd_pi.machine import Machine
    from bench.systemd_pi.projects import LAWS, write_project

    started_s = time.monotonic()
    cache = cache_folder()
    card, share = folder / "card.img", folder / "share"
    share.mkdir()
    settings = {"version": kernel_version()}
    for name, kept in (("modules", modules(cache)), ("parts", python_parts(cache))):  # kept ones may be built anew
        shutil.copytree(kept, folder / name, symlinks=True)
        settings[name] = str(folder / name)
    for name in LAWS:
        bundle(write_project(folder / name, name), share / f"{name}.tar.gz")
    with card.open("wb") as opened:
        opened.truncate(3 << 30)
    subprocess.run(["/usr/sbin/mkfs.ext4", "-q", card], check=True)
    machine = Machine(share, card, settings, lambda row: print(line(row), file=sys.stderr, flush=True))
    machine.boot(day)
    for cut in cuts:
        machine.boot((f"cut: {cut}",))
        machine.boot((f"after: {cut}",))
    asked = [*day, *(f"after: {cut}" for cut in cuts)]
    rows = [*machine.rows, *missing(machine.rows, asked)]
    print("\n".join(line(row) for row in rows))
    wrong = sum(not row.right for row in rows)
    print(f"{len(rows)} rows, {wrong} wrong, {time.monotonic() - started_s:.0f} s")
    return verdict(rows)


def bundle(project: Path, file: Path) -> None:
    """What `highland bundle` makes for this computer's machine and Debian's Python. Raises CannotBuild."""
    asked = subprocess.run(["/usr/bin/python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                           capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    command = [sys.executable, "-P", "-m", "highland", "bundle", str(project), "-o", str(file)]
    ended = subprocess.run(
        [*command, "--machine", "x86_64", "--python", asked], capture_output=True, text=True, cwd=HOME, check=False
    )
    if ended.returncode or not file.exists():
        raise CannotBuild(f"no bundle: {' '.join(ended.stderr.split()[-30:])}")


if __name__ == "__main__":
    raise SystemExit(main())
