"""The machine that the doctor looks at: its files below a root, and the few commands that it is asked with.

A folder tree with the files of a board stands for that board, so every check can be tried without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.machinery import PathFinder
from importlib.metadata import distributions
from pathlib import Path

from devices import Wiring
from devices.dates.wall_clock import FILE as CLOCK_FILE
from devices.dates.wall_clock import WallClock
from devices.os_errors import cause
from drivers._pins import chip_number
from firmware.board.health import FOLDER as HEALTH_FOLDER
from firmware.board.health import read_health
from firmware.board.instance import Holder, holder
from firmware.host import board_model
from firmware.project import Project
from wiring.links import Link, links
from workshop.doctor.boot_config import BootConfig, read_boot_config
from workshop.doctor.finding import CANNOT_READ, NO_PERMISSION, NO_SYSTEMD, NotLookedAt
from workshop.doctor.senses import Ran, Rights, Senses, User

CONFIG_FILES = ("boot/firmware/config.txt", "boot/config.txt")  # the second up to Bullseye
SERVICE_USER = "highland"
STATE = "var/lib/highland"  # what must outlive a power cut
RELEASE_PYTHON = "opt/highland/current/venv/bin/python"
LONGEST_FILE = 1_000_000  # bytes; what is longer is not a file of the kinds read here


class Machine:
    """One machine. `project` is the project that shall run on it, None where nobody named one."""

    def __init__(self, root: Path = Path("/"), senses: Senses | None = None, project: Project | None = None) -> None:
        self.root = root
        self.senses = senses or Senses()
        self.project = project
        self.show = cache(self._show)

    # Files

    def path(self, name: str) -> Path:
        """The path of a file of the machine, given without its leading slash."""
        return self.root / name

    def said(self, path: Path) -> str:
        """How the machine itself calls a file."""
        return f"/{path.relative_to(self.root).as_posix()}"

    def has(self, name: str) -> bool:
        """Whether there is such a file or folder. Raises NotLookedAt where one may not look."""
        return self.rights(name) is not None

    def text(self, name: str) -> str | None:
        """What a file says, without zero bytes and blanks around it; None where there is none. Raises NotLookedAt."""
        try:
            with self.path(name).open("rb") as opened:
                return opened.read(LONGEST_FILE).decode("utf-8", "replace").strip("\0 \n\t")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError:
            raise NotLookedAt(NO_PERMISSION) from None
        except OSError as error:
            raise NotLookedAt(CANNOT_READ(file=f"/{name}", reason=cause(error))) from error

    def number(self, name: str, base: int = 10) -> int | None:
        """What a file of one number says; None where there is none or it says something else."""
        text = self.text(name)
        try:
            return None if text is None else int(text, base)
        except ValueError:
            return None

    def glob(self, pattern: str) -> list[str]:
        """The names of the files that fit, in the order of the alphabet. Raises NotLookedAt where one may not look."""
        fixed = re.match(r"[^*?[]*/", pattern)
        try:
            if fixed and self.path(fixed[0]).is_dir():
                next(self.path(fixed[0]).iterdir(), None)
        except PermissionError:
            raise NotLookedAt(NO_PERMISSION) from None
        return sorted(each.relative_to(self.root).as_posix() for each in self.root.glob(pattern))

    def rights(self, name: str) -> Rights | None:
        """The rights of a file; None where there is none. Raises NotLookedAt."""
        try:
            return self.senses.rights(self.path(name))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError:
            raise NotLookedAt(NO_PERMISSION) from None
        except OSError as error:
            raise NotLookedAt(CANNOT_READ(file=f"/{name}", reason=cause(error))) from error

    # Commands

    def run(self, *words: str) -> Ran:
        """What a command answers. Raises NotLookedAt where there is none, or none within its time."""
        return self.senses.run(words)

    def _show(self, unit: str, *properties: str) -> dict[str, str]:
        """What `systemctl show` says of a unit, of systemd itself for "". Raises NotLookedAt."""
        named = (unit,) if unit else ()
        ran = self.run("systemctl", "show", *named, f"--property={','.join(properties)}")
        if ran.code != 0:
            raise NotLookedAt(NO_SYSTEMD)
        return dict(line.split("=", 1) for line in ran.out.splitlines() if "=" in line)

    @cached_property
    def kernel_log(self) -> list[str]:
        """What the kernel has said since it started. Raises NotLookedAt: a log without a line is one that is hidden."""
        ran = self.run("journalctl", "--dmesg", "--boot", "--quiet", "--no-pager", "--output=cat")
        if ran.code != 0 or not ran.out.strip():
            raise NotLookedAt(NO_PERMISSION)
        return ran.out.splitlines()

    @cached_property
    def clock(self) -> WallClock:
        """What date it is, and who says so."""
        senses = self.senses
        return WallClock(self.path(f"{STATE}/{CLOCK_FILE}"), self.root, senses.since_start_s, senses.wall_s)

    # The board

    @cached_property
    def model(self) -> str | None:
        """The model of the Raspberry Pi; None on any other computer."""
        return board_model(self.root)

    @property
    def is_pi_5(self) -> bool:
        """Whether its pins hang on the chip RP1."""
        return re.match(r"Raspberry Pi (5 |500|Compute Module 5)", self.model or "") is not None

    @cached_property
    def boot_config(self) -> BootConfig:
        """What config.txt says for this model. Raises NotLookedAt."""
        texts = (self.text(name) for name in CONFIG_FILES)
        return read_boot_config(next((text for text in texts if text), ""), self.model or "")

    @cached_property
    def os_release(self) -> dict[str, str]:
        """What the operating system says of itself, os-release(5)."""
        lines = (self.text("etc/os-release") or self.text("usr/lib/os-release") or "").splitlines()
        return {key: value.strip("\"'") for key, _, value in (line.partition("=") for line in lines)}

    # People

    def group_id(self, name: str) -> int | None:
        """The number of a group."""
        return next((int(gid) for group, gid, _ in self._groups() if group == name), None)

    def group_name(self, gid: int) -> str:
        """The name of a group, or its number."""
        return next((group for group, number, _ in self._groups() if int(number) == gid), str(gid))

    def _groups(self) -> Iterator[tuple[str, str, list[str]]]:
        for line in (self.text("etc/group") or "").splitlines():
            words = line.split(":")
            if len(words) == 4 and words[2].isdecimal():
                yield words[0], words[2], words[3].split(",")

    def user(self, name: str) -> User | None:
        """A user of this machine with the groups that /etc/group gives them; None where there is none."""
        for line in (self.text("etc/passwd") or "").splitlines():
            words = line.split(":")
            if len(words) >= 4 and words[0] == name and words[2].isdecimal() and words[3].isdecimal():
                groups = {int(gid) for _, gid, members in self._groups() if name in members}
                return User(name, int(words[2]), frozenset({int(words[3]), *groups}))
        return None

    @cached_property
    def me(self) -> User:
        """Who asks."""
        return self.senses.user()

    @cached_property
    def service_user(self) -> User | None:
        """The user that Highland's services have here, None where they are not installed."""
        return self.user(SERVICE_USER)

    # Python

    @cached_property
    def python_folders(self) -> list[str]:
        """Where the Python that runs the project looks for packages."""
        return [str(each) for each in self.senses.python_folders()]

    @property
    def pip(self) -> tuple[str, ...]:
        """How to install a package where the project finds it: in its release, else in the Python that asks."""
        if self.has(RELEASE_PYTHON):
            return ("sudo", f"/{RELEASE_PYTHON}", "-m", "pip")
        return ("python3", "-m", "pip")

    def has_module(self, name: str) -> bool:
        """Whether `import name` would find something; nothing is imported."""
        return PathFinder.find_spec(name, self.python_folders) is not None

    def version(self, package: str) -> str | None:
        """The version of an installed package."""
        found = next(iter(distributions(name=package, path=self.python_folders)), None)
        return found.version if found is not None else None

    # The project

    @cached_property
    def wiring(self) -> Wiring | None:
        """What shall be plugged in; None without a project. Raises HighlandError for a faulty list."""
        return self.project.wiring() if self.project is not None else None

    @cached_property
    def wires(self) -> list[Link]:
        """Every wire of the project. Raises HighlandError."""
        return links(self.wiring) if self.wiring is not None else []

    @property
    def kept(self) -> Path:
        """Where what was measured here is kept, as `firmware.host.kept_home` finds it."""
        if self.path(STATE).is_dir():
            return self.path(STATE)
        return self.root / self.senses.environment.get("HOME", "").strip("/") / ".local/state/highland"

    @property
    def unit(self) -> str:
        """The service of the project; "" without one."""
        return f"highland@{self.project.name}.service" if self.project is not None else ""

    @cached_property
    def pins_held_by(self) -> Holder | None:
        """The program that has the pins now: a project that runs, or a trial."""
        home = self.senses.environment.get("HOME", "").strip("/")
        return holder(self.root, self.root / home if home else None)

    @cached_property
    def health(self) -> Mapping[str, str] | None:
        """What the running project says of its parts; None where it says nothing."""
        if self.project is None:
            return None
        return read_health(
            self.text(f"{HEALTH_FOLDER}/{self.project.name}.health.json") or "", self.senses.since_start_s()
        )

    @property
    def chip(self) -> int:
        """The number of the GPIO chip that has the header's pins."""
        return chip_number(self.model or "", self.root)
