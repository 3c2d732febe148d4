"""Kernel modules for Debian's ready-made user-mode kernel, built once for each version of it and kept.

Debian's package `user-mode-linux` is Linux as a program, with I2C and a watchdog but without GPIO and SPI. gpiolib,
gpio-sim, spi and spidev are compiled as modules from Debian's `linux-source` of exactly the same version, together with
our own buses (modules/pi_buses.c). The kernel's sources are under the GPL; they are fetched when they are needed and
deleted after the build. Kept is only what was built, in ~/.cache/highland/kernel_pi/VERSION-RECIPE/.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.kernel_pi import patches

HERE = Path(__file__).resolve().parent
RECIPE = (HERE / "patches.py", HERE / "build.py", *sorted((HERE / "modules").iterdir()))
KERNEL = "linux.uml"
UML_MODULES = Path("/usr/lib/uml/modules")
CONFIG = Path("/usr/share/doc/user-mode-linux/config.gz")
TOOLS = {  # program: Debian's package
    KERNEL: "user-mode-linux",
    "setpriv": "util-linux",
    **{name: name for name in ("gcc", "make", "flex", "bison", "bc")},
    "ld": "binutils",
    "xz": "xz-utils",
    "apt-get": "apt",
    "dpkg-deb": "dpkg",
}
GPIOLIB = ("gpiolib.c", "gpiolib-cdev.c", "gpiolib-devres.c", "gpiolib-legacy.c")
GPIO = (*GPIOLIB, *(f"gpiolib{each}.h" for each in ("", "-cdev", "-of", "-acpi", "-sysfs")))
SPI = ("spi.c", "spidev.c", "internals.h")
NOT_NEEDED = (  # of the source, which has 80,000 files
    *(f"drivers/{each}/*.[chS]" for each in ("[!gs]*", "gpu", "scsi", "staging")),
    *(f"{each}/*.[chS]" for each in ("sound", "fs", "net", "arch/[!ux]*")),
    *("arch/*.dts*", "Documentation/*.[rtyjs]*", "tools/*.[chjst]*"),
)
BUILT = ("gpiocore.ko", "gpiosim.ko", "spicore.ko", "spidev.ko", "pi_buses.ko")  # in the order of loading

HELPER = "pulse_helper"
BUILDING = "Building kernel modules for Linux {version}: once, about a minute; 139 MB of its source are fetched."


class CannotBuild(Exception):
    """The simulated board cannot be had here; the text says why."""


def missing(tools: dict[str, str]) -> list[str]:
    """Debian's packages of the programs that are not there."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    return sorted({package for program, package in tools.items() if shutil.which(program, path=path) is None})


def why_not(system: str, machine: str, lacking: Sequence[str]) -> str:
    """Why a user-mode kernel cannot run here; empty if it can."""
    if system != "Linux":
        return f"a user-mode kernel is a Linux program, and this is {system}"
    if machine != "x86_64":
        return f"Debian's user-mode kernel is for x86_64, and this is {machine}"
    if lacking:
        return f"not installed: {' '.join(lacking)} (Debian: apt-get install {' '.join(lacking)})"
    return ""


def possible(system: str = platform.system(), machine: str = platform.machine()) -> None:
    """Raises CannotBuild where no user-mode kernel can run, or a program is missing."""
    problem = why_not(system, machine, missing(TOOLS))
    if problem:
        raise CannotBuild(problem)


def kernel_version(modules: Path = UML_MODULES) -> str:
    """The version of the installed user-mode kernel, such as 6.1.176. Raises CannotBuild."""
    found = sorted(each.name for each in modules.iterdir()) if modules.is_dir() else []
    if not found:
        raise CannotBuild(f"no kernel in {modules} (Debian: apt-get install user-mode-linux)")
    return found[-1]


def cache_folder() -> Path:
    """Where what was built is kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "highland" / "kernel_pi"


def key(version: str, recipe: Sequence[Path] = RECIPE) -> str:
    """The name of a build: the kernel's version, and the hash of everything here that goes into it."""
    digest = hashlib.sha256()
    for file in recipe:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{version}-{digest.hexdigest()[:12]}"


@contextmanager
def locked(cache: Path) -> Iterator[None]:
    """One builder at a time."""
    import fcntl

    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def modules(cache: Path) -> Path:
    """The folder with the built modules; they are built now if they are not there. Raises CannotBuild."""
    version = kernel_version()
    folder = cache / key(version)
    with locked(cache):
        if folder.is_dir():
            return folder
        print(BUILDING.format(version=version), file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _build(Path(work), version).rename(folder)  # others stay: another copy of Highland may be using one
    return folder


def _build(work: Path, version: str) -> Path:
    """Fetch, patch, compile: the folder with what was built."""
    source = _source(work, version)
    tree, made, built = work / "tree", work / "modules", work / "built"
    for each in (tree, made, built):
        each.mkdir()
    (tree / ".config").write_bytes(checked(["zcat", str(CONFIG)]))
    make = ["make", "-s", f"-j{os.cpu_count() or 1}", "-C", str(source), f"O={tree}", "ARCH=um"]
    checked([*make, "olddefconfig"])
    checked([*make, "modules_prepare"])
    try:
        _gather(source, made)
    except (patches.CannotPatch, OSError) as error:
        raise CannotBuild(f"the source of Linux {version} is not the one we know: {error}") from error
    checked([*make, f"M={made}", "KBUILD_MODPOST_WARN=1", "modules"])
    checked(["gcc", "-O2", "-o", str(built / HELPER), str(HERE / "modules" / f"{HELPER}.c")])
    for name in BUILT:
        (made / name).rename(built / name)
    return built


def _source(work: Path, version: str) -> Path:
    """Debian's source of the kernel, fetched and unpacked. Its struct layouts must be the kernel's own."""
    name = f"linux-source-{'.'.join(version.split('.')[:2])}"
    known = checked(["apt-cache", "madison", name]).decode().splitlines()
    versions = [line.split("|")[1].strip() for line in known if line.count("|") >= 2]
    same = [each for each in versions if each.startswith(f"{version}-")]
    if not same:
        raise CannotBuild(f"{name} {version} is not to be had: {', '.join(versions) or 'apt-get update was never run'}")
    fetch([f"{name}={same[0]}"], work)
    package = next(work.glob("*.deb"))
    without = " ".join(f"--exclude='{name}/{each}'" for each in NOT_NEEDED)
    unpack = f"dpkg-deb --fsys-tarfile '{package}' | tar xO ./usr/src/{name}.tar.xz | tar xJ --anchored {without}"
    checked(["bash", "-o", "pipefail", "-c", unpack], work)
    return work / name


def _gather(source: Path, made: Path) -> None:
    """What the modules are compiled from."""
    for name in GPIO:
        shutil.copy(source / "drivers" / "gpio" / name, made)
    for name in SPI:
        shutil.copy(source / "drivers" / "spi" / name, made)
    for file in (HERE / "modules").iterdir():
        shutil.copy(file, made)
    for file in (made / "gpiolib.c", made / "spi.c"):
        file.write_text(patches.as_module(file.read_text(encoding="utf-8")), encoding="utf-8")
    sim = (source / "drivers" / "gpio" / "gpio-sim.c").read_text(encoding="utf-8")
    irq = (source / "kernel" / "irq" / "irq_sim.c").read_text(encoding="utf-8")
    (made / "gpio-sim.c").write_text(patches.gpio_sim(sim), encoding="utf-8")
    (made / "irq_sim.c").write_text(patches.irq_sim(irq), encoding="utf-8")


def fetch(packages: Sequence[str], folder: Path) -> None:
    """Download Debian packages into a folder, checked by apt. Raises CannotBuild."""
    checked(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", *packages], folder)


def checked(command: Sequence[str], folder: Path | None = None) -> bytes:
    """What the command printed. Raises CannotBuild with its last words when it fails."""
    try:
        ended = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise CannotBuild(f"{command[0]}: {error.strerror}") from error
    if ended.returncode:
        words = (ended.stderr or ended.stdout).decode(errors="replace").strip().splitlines()[-3:]
        raise CannotBuild(f"{' '.join(command[:3])} ...: {' / '.join(words) or f'exit code {ended.returncode}'}")
    return ended.stdout
