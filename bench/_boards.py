"""Folder trees that stand for sound boards: what Raspberry Pi OS Bookworm and Trixie show of themselves.

Formats: Raspberry Pi documentation (config.txt, vcgencmd), kernel documentation (sysfs, procfs), systemctl(1),
timedatectl(1), os-release(5). Not taken from a physical board; no board was available.
"""

from __future__ import annotations

import importlib.machinery
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from devices import Message, SensorPart
from drivers import find as find_driver
from firmware.board.instance import only_instance
from firmware.latches import StateFile
from firmware.project import HOME, Project
from telemetry.address import Address
from telemetry.card.outbox import Outbox, PendingRecord
from telemetry.home import FOLDER as OUTBOX
from workshop.doctor.ask_hub import HubAnswer
from workshop.doctor.finding import NO_PERMISSION, NO_PROGRAM, NotLookedAt
from workshop.doctor.machine import Machine
from workshop.doctor.senses import Ran, Rights, Senses, Space, User
from workshop.trial.kept import REAL, Trial, save_trial
from workshop.trial.outcome import Outcome, works

NOW_S = 1_795_000_000.0  # 2026-11-18
SINCE_START_S = 90_000.0
TODAY = "2026-11-18"
RELEASE = "3f9c1d2e5a7b8046"
SEEN = Message("bench.seen", "It works.")
MODELS = {
    "Zero 2 W": "Raspberry Pi Zero 2 W Rev 1.0",
    "3": "Raspberry Pi 3 Model B Plus Rev 1.3",
    "4": "Raspberry Pi 4 Model B Rev 1.5",
    "5": "Raspberry Pi 5 Model B Rev 1.0",
}
SYSTEMS = {
    "bookworm": ("12", (3, 11, 2), "6.12.25+rpt-rpi"),
    "trixie": ("13", (3, 13, 5), "6.12.47+rpt-rpi"),
}
OS_RELEASE = """\
PRETTY_NAME="Debian GNU/Linux {number} ({code})"
NAME="Debian GNU/Linux"
VERSION_ID="{number}"
VERSION="{number} ({code})"
VERSION_CODENAME={code}
ID=debian
HOME_URL="https://www.debian.org/"
"""
CONFIG = """\
# For more options and information see
# http://rptl.io/configtxt

# Uncomment some or all of these to enable the optional hardware interfaces
dtparam=i2c_arm=on
#dtparam=i2s=on
dtparam=spi=on

# Enable audio (loads snd_bcm2835)
dtparam=audio=on

# Automatically load overlays for detected cameras
camera_auto_detect=1
display_auto_detect=1
auto_initramfs=1

# Enable DRM VC4 V3D driver
dtoverlay=vc4-kms-v3d
max_framebuffers=2
disable_fw_kms_setup=1
arm_64bit=1
disable_overscan=1
arm_boost=1

[cm4]
otg_mode=1

[cm5]
dtoverlay=dwc2,dr_mode=host

[all]
dtparam=strict_gpiod
"""
MOUNTS = """\
sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0
proc /proc proc rw,relatime 0 0
udev /dev devtmpfs rw,nosuid,relatime,size=1658476k,nr_inodes=414619,mode=755 0 0
/dev/mmcblk0p2 / ext4 rw,noatime 0 0
tmpfs /run tmpfs rw,nosuid,nodev,size=768928k,nr_inodes=819200,mode=755 0 0
/dev/mmcblk0p1 /boot/firmware vfat rw,relatime,fmask=0022,dmask=0022,codepage=437 0 0
"""
KERNEL_LOG = """\
Booting Linux on physical CPU 0x0000000000 [0x410fd083]
mmc0: new ultra high speed DDR50 SDHC card at address 0001
mmcblk0: mmc0:0001 SD16G 14.5 GiB
EXT4-fs (mmcblk0p2): mounted filesystem r/w with ordered data mode. Quota mode: none.
raspberrypi-firmware soc:firmware: Request 0x00030066 returned status 0x80000001
vc_sm_cma: module is from the staging directory, the quality is unknown, you have been warned.
brcmfmac: brcmf_c_process_txcap_blob: no txcap_blob available (err=-2)
FAT-fs (mmcblk0p1): Volume was not properly unmounted. Some data may be corrupt. Please run fsck.
EXT4-fs (mmcblk0p2): orphan cleanup on readonly fs
mmc1: queuing unknown CIS tuple 0x80 (2 bytes)
"""
PASSWD = """\
root:x:0:0:root:/root:/bin/bash
pupil:x:1000:1000:,,,:/home/pupil:/bin/bash
highland:x:997:996:Highland's projects:/var/lib/highland:/usr/sbin/nologin
"""
GROUPS = """\
root:x:0:
adm:x:4:pupil
sudo:x:27:pupil
pupil:x:1000:
highland:x:996:pupil
gpio:x:986:pupil,highland
i2c:x:994:pupil,highland
spi:x:989:pupil,highland
"""
GPIO, I2C, SPI, OURS = 986, 994, 989, 996
SERVICE = {
    "LoadState": "loaded",
    "ActiveState": "active",
    "SubState": "running",
    "Result": "success",
    "NRestarts": "0",
    "ExecMainStatus": "0",
    "UnitFileState": "enabled",
    "WatchdogUSec": "30s",
}
PACKAGES = {
    "gpiozero": "2.0.1.post3",
    "Adafruit-Blinka": "10.0.0",
    "sysv-ipc": "1.2.0",
    "lgpio": "0.2.2.0",
    "gpiod": "1.6.3",
}
CALIBRATION = f"""\
[gas]
unit = "MQ-6 no. 3"
measured_on = {TODAY}
r0_ohm = 17400

[fumes]
unit = "MQ-7 no. 1"
measured_on = {TODAY}
r0_ohm = 9600
"""


@dataclass
class Board:
    """A sound board in a folder, and what its commands answer; a fault is planted by changing one of these."""

    root: Path
    model: str = "4"
    system: str = "bookworm"
    project: Project = field(init=False)
    units: dict[str, dict[str, str]] = field(default_factory=dict)
    commands: dict[str, Ran] = field(default_factory=dict)
    rights: dict[str, Rights] = field(default_factory=dict)
    space: Space = Space(8_000_000_000, 14_500_000_000, 850_000, 937_000)
    answers: frozenset[int] | None = frozenset({0x40, 0x41, 0x48})  # INA219, INA219, ADS1115 of the gas alarm
    lines: dict[int, tuple[bool, str]] = field(default_factory=dict)
    hub: HubAnswer = HubAnswer.TAKES_US
    asked_hub: list[Address] = field(default_factory=list)
    now_s: float = NOW_S
    python: tuple[int, ...] = (3, 11, 2)
    environment: dict[str, str] = field(default_factory=lambda: {"HOME": "/home/pupil"})
    me: User = User("pupil", 1000, frozenset({1000, 4, 27, OURS, GPIO, I2C, SPI}))

    def __post_init__(self) -> None:
        number, self.python, kernel = SYSTEMS[self.system]
        self.write("etc/os-release", OS_RELEASE.format(number=number, code=self.system))
        self.write("proc/device-tree/model", MODELS[self.model] + "\0")
        self.write("proc/sys/kernel/osrelease", f"{kernel}-{'2712' if self.is_pi_5 else 'v8'}\n")
        self._boot()
        self._devices()
        self._kernel()
        self._people()
        self._python()
        self._project()
        self._commands()
        self.health()

    @property
    def is_pi_5(self) -> bool:
        return self.model == "5"

    @property
    def packages(self) -> Path:
        """Where the Python of the project has its packages."""
        version = f"{self.python[0]}.{self.python[1]}"
        return self.root / f"opt/highland/current/venv/lib/python{version}/site-packages"

    def write(self, name: str, text: str) -> Path:
        """A file of the board."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        return file

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file of the board; the old text must be there."""
        text = (self.root / name).read_bytes().decode()
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Take a file or a folder away."""
        path = self.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def install(self, package: str, version: str) -> None:
        """A package as pip leaves it: its metadata."""
        for old in self.packages.glob(f"{package.replace('-', '_')}-*.dist-info"):
            shutil.rmtree(old)
        folder = self.packages / f"{package.replace('-', '_')}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {package}\nVersion: {version}\n")

    def machine(self, with_project: bool = True) -> Machine:
        """What the doctor looks at."""
        senses = Senses(
            run=self._run,
            rights=self._rights,
            space=lambda _: self.space,
            user=lambda: self.me,
            wall_s=lambda: self.now_s,
            since_start_s=lambda: SINCE_START_S,
            line=lambda gpio, chip, root: self.lines.get(gpio, (False, "")),
            environment=self.environment,
            python_version=self.python,
            python_folders=lambda: [self.packages],
            answering=lambda: self.answers,
            ask_hub=self._ask_hub,
        )
        return Machine(self.root, senses, self.project if with_project else None)

    @contextmanager
    def running(self, what: str = "run gas_alarm") -> Iterator[None]:
        """While the project runs: its lock is held, and it says how its parts do."""
        with only_instance(what, self.root, self.root / "home/pupil"):
            yield

    def tried(self, *outcomes: Outcome) -> None:
        """What came out when the parts were tried."""
        trial = Trial("gas_alarm", REAL)
        for each in outcomes:
            trial.add(each, datetime.fromtimestamp(NOW_S - 86_400.0, UTC))
        save_trial(trial, self.root / self.kept / "trial.json")

    def health(self, age_s: float = 3.0, **words: str) -> None:
        """What the running project says of its parts."""
        sensors = [
            part.name for part in self.project.wiring().parts if issubclass(find_driver(part.driver), SensorPart)
        ]
        parts = dict.fromkeys(sensors, "works") | words
        said = {"pid": 713, "written_s": SINCE_START_S - age_s, "state": "NORMAL", "parts": parts}
        self.write("run/highland/gas_alarm.health.json", json.dumps(said))

    def _boot(self) -> None:
        self.write("boot/firmware/config.txt", CONFIG)
        self.write(
            "boot/firmware/cmdline.txt", "console=tty1 root=PARTUUID=1a2b3c4d-02 rootfstype=ext4 fsck.repair=yes"
        )

    def _devices(self) -> None:
        chips = ("gpiochip0", "gpiochip10", "gpiochip11") if self.is_pi_5 else ("gpiochip0", "gpiochip1")
        owners = {**dict.fromkeys(chips, GPIO), "i2c-1": I2C, "spidev0.0": SPI, "spidev0.1": SPI}
        for name, group in owners.items():
            self.write(f"dev/{name}", "")
            self.rights[f"dev/{name}"] = Rights(0, group, 0o660)
        self.write("dev/watchdog", "")
        self.rights["dev/watchdog"] = Rights(0, 0, 0o600)

    def _kernel(self) -> None:
        platform = "soc@107c000000/soc@107c000000:firmware" if self.is_pi_5 else "soc/soc:firmware"
        self.throttled = f"sys/devices/platform/{platform}/get_throttled"
        self.write(self.throttled, "0\n")
        self.write("sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs", "Y\n" if self.is_pi_5 else "N\n")
        if self.is_pi_5:
            self.write("sys/module/pinctrl_rp1/parameters/persist_gpio_outputs", "N\n")
            self.write("sys/class/rtc/rtc0/name", "rpi-rtc soc@107c000000:rpi_rtc\n")
            self.write("sys/class/rtc/rtc0/since_epoch", f"{int(self.now_s)}\n")
            self.write("sys/class/rtc/rtc0/battery_voltage", "23000\n")  # no battery in its socket
        synchronized = self.write("run/systemd/timesync/synchronized", "")
        os.utime(synchronized, (self.now_s - 600.0, self.now_s - 600.0))
        self.write("proc/uptime", f"{SINCE_START_S} 340000.0\n")
        self.write("proc/sys/kernel/random/boot_id", "6f1c2f0e-8a53-4d0c-9a57-5a4f1e3e7c11\n")
        self.write("sys/class/thermal/thermal_zone0/temp", "48312\n")
        self.write("sys/fs/ext4/mmcblk0p2/errors_count", "0\n")
        self.write("sys/block/mmcblk0/device/type", "SD\n")
        self.write(
            "proc/meminfo", "MemTotal:         438748 kB\nMemFree:           61200 kB\nMemAvailable:     248000 kB\n"
        )
        self.write("proc/mounts", MOUNTS)
        self.process(1, "systemd", 0)
        self.process(713, "python3", 1)

    def process(self, pid: int, name: str, parent: int) -> None:
        """A process as /proc shows it."""
        self.write(f"proc/{pid}/comm", f"{name[:15]}\n")
        self.write(f"proc/{pid}/status", f"Name:\t{name[:15]}\nState:\tS (sleeping)\nPid:\t{pid}\nPPid:\t{parent}\n")

    def _people(self) -> None:
        self.write("etc/passwd", PASSWD)
        self.write("etc/group", GROUPS)
        self.write("etc/default/locale", "LANG=vi_VN.UTF-8\n")
        state = {"": 0o2770, "gas_alarm.json": 0o660, OUTBOX: 0o700, f"{OUTBOX}/red-heron.db": 0o600}
        StateFile(self.root / "var/lib/highland/gas_alarm.json").save({"latched": False})
        box = Outbox(self.root / f"var/lib/highland/{OUTBOX}/red-heron.db")
        box.add([PendingRecord(self.now_s - 60.0, 60.0, False, b"{}")])
        box.ack(box.epoch, box.newest)
        box.close()
        for name, mode in state.items():
            self.rights[f"var/lib/highland/{name}".rstrip("/")] = Rights(997, OURS, mode)
        self.write("etc/highland/node.toml", '[mqtt]\nurl = "mqtt://red-heron:uC3x-Rk9@hub.local"\n')
        self.rights["etc/highland/node.toml"] = Rights(0, OURS, 0o640)

    def _python(self) -> None:
        (self.root / f"opt/highland/releases/{RELEASE}").mkdir(parents=True)
        (self.root / "opt/highland/current").symlink_to(f"releases/{RELEASE}")
        version = f"{self.python[0]}.{self.python[1]}"
        (self.root / "usr/bin").mkdir(parents=True)
        (self.root / "usr/bin/python3").symlink_to(f"python{version}")
        self.write("opt/highland/current/manifest.json", json.dumps({"project": "gas_alarm", "pythons": [version]}))
        self.write("opt/highland/current/bin/highland", "#!/bin/sh\n")
        self.write("opt/highland/current/venv/bin/python", "")
        self.write("opt/highland/current/venv/pyvenv.cfg", f"home = /usr/bin\nversion = {version}.2\n")
        for package, version in PACKAGES.items():
            self.install(package, version)
        for name in ("gpiozero/__init__.py", "board.py", "lgpio.py", "gpiod/__init__.py"):
            self.write((self.packages / name).relative_to(self.root).as_posix(), "")
        suffix = importlib.machinery.EXTENSION_SUFFIXES[0]  # on a board: .cpython-311-aarch64-linux-gnu.so
        self.write((self.packages / f"sysv_ipc{suffix}").relative_to(self.root).as_posix(), "")
        self.helper = "adafruit_blinka/microcontroller/bcm283x/pulseio/libgpiod_pulsein64"
        self.helper = (self.packages / self.helper).relative_to(self.root).as_posix()
        self.write(self.helper, "")
        self.rights[self.helper] = Rights(0, 0, 0o755)

    def _project(self) -> None:
        folder = self.root / "opt/highland/current/code/projects/gas_alarm"
        ignored = shutil.ignore_patterns("scenarios", "__pycache__", "world", "*.svg", "plant.py", "scene.py")
        shutil.copytree(HOME / "gas_alarm", folder, ignore=ignored)
        self.project = Project("gas_alarm", folder, "projects.gas_alarm")
        self.in_project = folder.relative_to(self.root).as_posix()
        self.kept = self.project.kept(self.root / "var/lib/highland").relative_to(self.root).as_posix()
        self.write(f"{self.kept}/calibration.toml", CALIBRATION)
        self.tried(*(works(part.name, SEEN) for part in self.project.wiring().parts))

    def _commands(self) -> None:
        self.units[""] = {"RuntimeWatchdogUSec": "1min"}
        self.units["highland@gas_alarm.service"] = dict(SERVICE)
        self.commands |= {
            "journalctl": Ran(0, KERNEL_LOG),
            "locale": Ran(0, "C\nC.utf8\nen_GB.utf8\nPOSIX\nvi_VN.utf8\n"),
            "timedatectl": Ran(0, "Timezone=Asia/Ho_Chi_Minh\nLocalRTC=no\nCanNTP=yes\nNTP=yes\nNTPSynchronized=yes\n"),
            "vcgencmd": Ran(0, "throttled=0x0\n"),
        }

    def _run(self, words: Sequence[str]) -> Ran:
        if words[0] != "systemctl":
            if words[0] not in self.commands:
                raise NotLookedAt(NO_PROGRAM(name=words[0]))
            return self.commands[words[0]]
        unit = "" if words[2].startswith("--") else words[2]
        unknown = {"LoadState": "not-found", "ActiveState": "inactive", "SubState": "dead"}
        said = self.units.get(unit, unknown)
        wanted = words[-1].partition("=")[2].split(",")
        return Ran(0, "".join(f"{name}={said[name]}\n" for name in wanted if name in said))

    def _rights(self, path: Path) -> Rights:
        found = path.stat()
        name = path.relative_to(self.root).as_posix()
        ours = name.startswith("var/lib/highland/")
        return self.rights.get(name) or Rights(997 if ours else 0, OURS if ours else 0, found.st_mode & 0o7777)

    def _ask_hub(self, address: Address) -> HubAnswer:
        self.asked_hub.append(address)
        return self.hub


def no_permission(*_: object) -> Ran:
    """A sense that may not be used."""
    raise NotLookedAt(NO_PERMISSION)
