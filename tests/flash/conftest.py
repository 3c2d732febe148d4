"""A bundle without a network: a small lock, and wheels that are made here."""

import hashlib
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from firmware.project import find
from flash.bundle.contents import content
from flash.bundle.lock import Locked
from flash.bundle.manifest import Manifest
from flash.bundle.pack import INSTALLER, Bundle, make
from flash.bundle.target import Target

NATIVE = "sysv_ipc-1.2.0-cp{py}-cp{py}-manylinux2014_{machine}.manylinux_2_17_{machine}.whl"


class Packages(NamedTuple):
    lock: list[Locked]
    folder: Path


def wheel(folder: Path, name: str) -> str:
    """A wheel with nothing in it but its name; returns its SHA-256."""
    file = folder / name
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo("what.txt"), name)
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def packages(tmp_path: Path) -> Packages:
    """One package for every board, and one that is compiled for each Python and machine."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    pure = frozenset({wheel(folder, "gpiozero-2.0.1.post3-py3-none-any.whl")})
    pairs = [(py, machine) for py in ("311", "313") for machine in ("aarch64", "x86_64")]
    compiled = frozenset(wheel(folder, NATIVE.format(py=py, machine=machine)) for py, machine in pairs)
    lock = [
        Locked("gpiozero", "2.0.1.post3", "", pure),
        Locked("sysv-ipc", "1.2.0", "sys_platform == 'linux'", compiled),
    ]
    return Packages(lock, folder)


def never(target: Target, count: int) -> None:
    raise AssertionError(f"{count} packages would be downloaded for {target}")


@pytest.fixture
def whole(packages: Packages) -> Bundle:
    """The gas alarm for both systems of a 64-bit Pi."""
    targets = [Target("3.11", "aarch64"), Target("3.13", "aarch64")]
    return make(find("gas_alarm"), targets, packages.folder, "0.1.0", never, packages.lock)


@pytest.fixture
def bundle() -> Bundle:
    """A bundle with a few small files; what is in them does not matter."""
    files = {
        "install.sh": content(INSTALLER),
        "code/firmware/loop.py": b"# the loop\n",
        "code/projects/gas_alarm/wiring.toml": b"[parts]\n",
        "requirements/3.11.txt": b"gpiozero==2\n",
        "wheels/gpiozero-2-py3-none-any.whl": b"wheel",
    }
    hashes = {path: hashlib.sha256(found).hexdigest() for path, found in files.items()}
    return Bundle(Manifest("0.1.0", "gas_alarm", False, "aarch64", ("3.11",), {}, hashes), files)


STOCK_CONFIG = b"# For more options see the documentation\ndtparam=audio=on\n\n[cm4]\notg_mode=1\n\n[all]\n"
STOCK_CMDLINE = (
    b"console=serial0,115200 console=tty1 root=PARTUUID=4e639091-02 rootfstype=ext4 fsck.repair=yes rootwait"
)
CLOUD_INIT_FILES = {
    "user-data": b"#cloud-config\n",
    "meta-data": b"instance_id: rpios-image\n",
    "network-config": b"#\n",
}


def boot_partition(folder: Path, *, cloud_init: bool = True) -> Path:
    """The boot partition of a fresh card, as far as anybody looks at it."""
    files = {
        "config.txt": STOCK_CONFIG,
        "cmdline.txt": STOCK_CMDLINE + (b" resize\n" if cloud_init else b" quiet init=/usr/lib/x/firstboot\n"),
        "issue.txt": b"Raspberry Pi reference 2025-12-04\nGenerated using pi-gen, stage2\n",
        "kernel8.img": b"kernel",
        "overlays/README": b"overlays",
        **(CLOUD_INIT_FILES if cloud_init else {}),
    }
    for name, found in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(found)
    return folder


@pytest.fixture
def trixie(tmp_path: Path) -> Path:
    return boot_partition(tmp_path / "bootfs")


@pytest.fixture
def bookworm(tmp_path: Path) -> Path:
    return boot_partition(tmp_path / "bootfs", cloud_init=False)
