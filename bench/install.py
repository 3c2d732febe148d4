"""Does a bundle install with no network, on a Debian Bookworm and a Trixie, and does the project start there?

Run it as root on Debian: python bench/install.py [--project NAME] [--suite bookworm,trixie] [--machine amd64|arm64]

It makes the systems with debootstrap (once, kept in --keep; two minutes each; arm64 runs under qemu, slowly) and
then, each time in a fresh copy without any network: unpacks a bundle and runs its install.sh; runs it again; damages
one byte and runs it; starts the project on a machine that is no Raspberry Pi, and as the service's user on one that
says it is, without pins; asks `highland doctor` there; and goes the way of a card: `highland flash` into a boot
partition, both steps of its first boot. The mirror is that of this machine's apt. Exit 1 when something is not as it
should be. No board is needed; none is proven."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._roots import PYTHONS, copy_of, root, runs_arm64  # noqa: E402  # the path comes first
from highland.__main__ import main as highland  # noqa: E402

MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
BUNDLE = "var/tmp/bundle.tar.gz"
A_PI = "processor : 0\nModel : Raspberry Pi 4 Model B Rev 1.4\n"
STOCK = {
    "config.txt": "[all]\n",
    "cmdline.txt": "console=tty1 root=PARTUUID=4e639091-02 rootwait\n",
    "issue.txt": "Raspberry Pi reference 2025-12-04\n",
    "kernel8.img": "",
    "user-data": "#cloud-config\n",
    "meta-data": "instance_id: rpios-image\n",
    "network-config": "network:\n  version: 2\n",
}
AS_SERVICE = "setpriv --reuid highland --regid highland --init-groups"
CALL_OUT = 'import socket; socket.create_connection(("192.0.2.1", 80), 2)'  # a documentation address, RFC 5737
TIMEOUT_S = 1800


class System:
    """A Debian in a folder, entered without a network, with /proc and /dev of its own namespace."""

    def __init__(self, folder: Path, is_pi: bool = False) -> None:
        self.folder, self.is_pi = folder, is_pi

    def run(self, command: str) -> tuple[int, str, float]:
        """Run a line of shell in it; exit code, what it said, seconds."""
        (self.folder / "var/tmp/cpuinfo").write_text(A_PI)
        pi = f"mount --bind {self.folder}/var/tmp/cpuinfo {self.folder}/proc/cpuinfo\n" if self.is_pi else ""
        enter = f"mount -t proc proc {self.folder}/proc\nmount --bind /dev/null {self.folder}/dev/null\n{pi}"
        words = ["unshare", "--mount", "--net", "sh", "-ec", f'{enter} exec chroot {self.folder} /bin/sh -c "$1"', "sh"]
        began = time.monotonic()
        ended = subprocess.run(
            [*words, command], capture_output=True, text=True, errors="replace", check=False, timeout=TIMEOUT_S
        )
        return ended.returncode, ended.stdout + ended.stderr, time.monotonic() - began

    def as_pi(self) -> System:
        """The same, whose /proc/cpuinfo says that it is a Raspberry Pi; it has no pins."""
        return System(self.folder, is_pi=True)


class Table:
    """What was tried, whether it was as it should be, and what was seen."""

    def __init__(self) -> None:
        self.failed = 0

    def row(self, where: str, what: str, is_right: bool, seen: str, seconds: float) -> None:
        self.failed += not is_right
        last = (seen.strip().splitlines() or [""])[-1]
        print(f"{where:16} {what:34} {'right' if is_right else 'WRONG':6} {seconds:6.1f} s  {last[:110]}", flush=True)
        if not is_right:
            print(seen)


Check = Callable[[int, str], bool]


def try_stick(system: System, where: str, project: str, table: Table) -> None:
    """The way of a USB stick."""
    install = "sh highland-bundle/install.sh"
    steps: list[tuple[str, System, str, Check]] = [
        ("no network", system, f"python3 -c '{CALL_OUT}'", lambda ends, said: ends == 1 and "unreachable" in said),
        ("unpack, install", system, f"cd /var/tmp && tar xf bundle.tar.gz && {install}", lambda ends, _: ends == 0),
        (
            "enabled, and only root may write",
            system,
            f"test -L /etc/systemd/system/multi-user.target.wants/highland@{project}.service"
            f" && {AS_SERVICE} sh -c 'touch /opt/highland/current/x; touch /opt/highland/x'; test $? = 1",
            lambda ends, _: ends == 0,
        ),
        ("install again", system, f"cd /var/tmp && {install}", lambda ends, said: ends == 0 and "already" in said),
        (
            "a damaged bundle",
            system,
            f"cd /var/tmp && echo x >> highland-bundle/code/firmware/loop.py && {install}",
            lambda ends, said: ends == 1 and "damaged" in said,
        ),
        ("run --check", system, f"highland run {project} --check", lambda ends, said: ends == 0 and "match" in said),
        ("run, no Pi", system, f"highland run {project}", lambda ends, said: ends == 2 and "not a Raspberry" in said),
        (
            "run as the service, a Pi, no pins",
            system.as_pi(),
            f"{AS_SERVICE} env HOME=/var/lib/highland highland run {project}",
            lambda ends, said: ends in (1, 2) and "Traceback" not in said,
        ),
        (
            "doctor, a Pi, no pins",
            system.as_pi(),
            f"{AS_SERVICE} env HOME=/var/lib/highland highland doctor {project}",
            lambda ends, said: ends in (1, 2) and "Traceback" not in said and len(said.splitlines()) > 5,
        ),
    ]
    for what, entered, command, is_right in steps:
        ends, said, seconds = entered.run(command)
        table.row(where, what, is_right(ends, said), said, seconds)


def try_card(system: System, where: str, project: str, options: list[str], table: Table) -> None:
    """The way of a card: flash, then both steps of its first boot."""
    boot = system.folder / "boot/firmware"
    boot.mkdir(parents=True, exist_ok=True)
    for name, text in STOCK.items():
        (boot / name).write_text(text)
    account = system.folder / "var/tmp/account"
    account.write_text("red-heron secret-of-the-node\n")
    account.chmod(0o600)
    wishes = ["--hostname", "gas-1", "--hub", "hub.local", "--account", str(account)]
    highland(["flash", project, "--boot", str(boot), *wishes, *options])
    account.unlink()
    log = "cat /boot/firmware/highland-first-boot.txt; exit $ends"
    ends, said, seconds = system.run(f"sh /boot/firmware/highland-*/first-boot.sh; ends=$?; {log}")
    quiet = (boot / "cmdline.txt").read_text() == STOCK["cmdline.txt"]
    table.row(where, "card: first boot, step 1", ends == 0 and quiet, said, seconds)
    ends, said, seconds = system.run(f"sh /boot/firmware/highland-*/first-boot.sh install; ends=$?; {log}")
    table.row(where, "card: first boot, step 2", ends == 0, said, seconds)
    left = b"".join(each.read_bytes() for each in boot.rglob("*") if each.is_file())
    node = system.folder / "etc/highland/node.toml"
    is_private = node.exists() and node.stat().st_mode & 0o7 == 0
    is_right = b"secret-of-the-node" not in left and is_private
    table.row(where, "card: no secret left on it", is_right, f"{len(left)} bytes on the boot partition", 0.0)


def main(arguments: list[str] | None = None) -> int:
    """All suites, one after the other; 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", default="gas_alarm")
    parser.add_argument("--suite", default="bookworm,trixie")
    parser.add_argument("--machine", default="amd64", choices=MACHINES)
    parser.add_argument("--keep", type=Path, default=Path("/var/tmp/highland-roots"), help="folder for the systems")
    parser.add_argument("--wheels", help="folder of packages; without it, they are downloaded once")
    asked = parser.parse_args(arguments)
    table = Table()
    machine = MACHINES[asked.machine]
    with runs_arm64(asked.machine == "arm64"), tempfile.TemporaryDirectory(dir="/var/tmp") as scratch:
        for suite in asked.suite.split(","):
            options = ["--machine", machine, "--python", PYTHONS[suite]]
            options += ["--wheels", asked.wheels] if asked.wheels else []
            made = root(asked.keep, suite, asked.machine)
            where = f"{suite} {asked.machine}"
            with copy_of(made, Path(scratch)) as folder:
                if highland(["bundle", asked.project, "-o", str(folder / BUNDLE), *options]):
                    return 1
                try_stick(System(folder), where, asked.project, table)
            with copy_of(made, Path(scratch)) as folder:
                try_card(System(folder), where, asked.project, options, table)
    print("all right" if not table.failed else f"{table.failed} WRONG")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
