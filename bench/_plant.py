"""How a fault comes into a folder tree that stands for a board: as it shows on a machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from bench._boards import GPIO, OURS, SEEN, Board
from telemetry.card.outbox import Outbox, PendingRecord
from workshop.doctor.ask_hub import HubAnswer
from workshop.doctor.finding import NO_ANSWER
from workshop.doctor.senses import Ran, Rights, Space, User
from workshop.trial.outcome import Outcome, fails, not_tried, works

CONFIG = "boot/firmware/config.txt"
BCM_PERSIST = "sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs"
OUTBOX = "var/lib/highland/outbox/red-heron.db"
UNIT = "highland@gas_alarm.service"
GB = 10**9


def kernel_says(*lines: str) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.commands["journalctl"] = Ran(0, board.commands["journalctl"].out + "\n".join(lines) + "\n")

    return plant


def clock(*changes: tuple[str, str]) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        said = board.commands["timedatectl"].out
        for old, new in changes:
            assert old in said
            said = said.replace(old, new)
        board.commands["timedatectl"] = Ran(0, said)

    return plant


def unit(**words: str) -> Callable[[Board], None]:
    return lambda board: board.units[UNIT].update(words)


def python_3_14(board: Board) -> None:
    board.python = (3, 14, 0)
    lib = board.root / "opt/highland/current/venv/lib"
    (lib / "python3.11").rename(lib / "python3.14")
    board.rights[board.helper.replace("python3.11", "python3.14")] = board.rights[board.helper]


def another_project(board: Board) -> None:
    unit(ActiveState="inactive", SubState="dead")(board)
    board.remove("run/highland/gas_alarm.health.json")


def bullseye(board: Board) -> None:
    for old, new in (("12", "11"), ("bookworm", "bullseye")):
        board.edit("etc/os-release", old, new)


def ubuntu(board: Board) -> None:
    board.edit("etc/os-release", "Debian GNU/Linux 12 (bookworm)", "Ubuntu 24.04.1 LTS")
    board.edit("etc/os-release", "VERSION_CODENAME=bookworm", "VERSION_CODENAME=noble")


def without_module(name: str) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        (found,) = board.packages.glob(f"{name}*[!o]") if name == "board" else modules(board, name)
        board.remove(found.relative_to(board.root).as_posix())

    return plant


def modules(board: Board, name: str) -> list:
    return [each for each in board.packages.glob(f"{name}*") if not each.name.endswith(".dist-info")]


def not_in_gpio(board: Board) -> None:
    board.edit("etc/group", "gpio:x:986:pupil,highland", "gpio:x:986:pupil")


def group_not_yet(board: Board) -> None:
    board.me = User("pupil", 1000, board.me.groups - {GPIO})


def pi_5_not_strict(board: Board) -> None:
    board.edit(CONFIG, "dtparam=strict_gpiod", "")
    board.write("sys/module/pinctrl_rp1/parameters/persist_gpio_outputs", "Y\n")


def not_strict(board: Board) -> None:
    board.edit(CONFIG, "dtparam=strict_gpiod", "#dtparam=strict_gpiod")
    board.write(BCM_PERSIST, "Y\n")


def strict_for_another_model(board: Board) -> None:
    board.edit(CONFIG, "dtparam=strict_gpiod", "[pi5]\ndtparam=strict_gpiod")
    board.write(BCM_PERSIST, "Y\n")


def i2c_off(board: Board) -> None:
    board.edit(CONFIG, "dtparam=i2c_arm=on", "#dtparam=i2c_arm=on")
    board.remove("dev/i2c-1")


def spi(board: Board) -> None:
    """The gas alarm with an MCP3008 instead of its ADS1115."""
    adc = 'driver = "ads1115"\naddress = 0x48'
    board.edit(f"{board.in_project}/wiring.toml", adc, 'driver = "mcp3008"')
    board.answers = frozenset({0x40, 0x41})
    board.remove("dev/spidev0.0")


def spi_off(board: Board) -> None:
    spi(board)
    board.edit(CONFIG, "dtparam=spi=on", "#dtparam=spi=on")


def answers(*addresses: int) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.answers = frozenset(addresses)

    return plant


def hung(board: Board) -> None:
    board.answers = None


def clock_never_set(board: Board) -> None:
    board.now_s = datetime(2025, 5, 13, 6, 17, tzinfo=UTC).timestamp()  # the day of the image


def clock_free(board: Board) -> None:
    board.remove("run/systemd/timesync/synchronized")
    clock(("NTPSynchronized=yes", "NTPSynchronized=no"))(board)


def clock_setting_off(board: Board) -> None:
    clock_free(board)
    clock(("NTP=yes", "NTP=no"))(board)


def module_wrong(board: Board) -> None:
    board.write("sys/class/rtc/rtc0/name", "rtc-ds1307 1-0068\n")
    board.write("sys/class/rtc/rtc0/since_epoch", "946684912\n")  # 2000-01-01: its battery was empty


def space(**changes: int) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        sound = {"free_bytes": 8 * GB, "all_bytes": 14 * GB, "free_files": 850_000, "all_files": 937_000}
        board.space = Space(**{**sound, **changes})

    return plant


def read_only(board: Board) -> None:
    board.edit("proc/mounts", "/dev/mmcblk0p2 / ext4 rw,noatime", "/dev/mmcblk0p2 / ext4 ro,noatime")


def overlay(board: Board) -> None:
    lower = "lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/overlay-workdir"
    card = "/dev/mmcblk0p2 /media/root-ro ext4 ro,relatime 0 0\ntmpfs-root /media/root-rw tmpfs rw,relatime 0 0"
    root = f"{card}\noverlayroot / overlay rw,relatime,{lower} 0 0"
    board.edit("proc/mounts", "/dev/mmcblk0p2 / ext4 rw,noatime 0 0", root)


def emmc(life: str, end: str) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.write("sys/block/mmcblk0/device/type", "MMC\n")
        board.write("sys/block/mmcblk0/device/life_time", f"{life}\n")
        board.write("sys/block/mmcblk0/device/pre_eol_info", f"{end}\n")

    return plant


def state_of_root(board: Board) -> None:
    """Once run with sudo: the outbox was made by root, for root alone. Latches stay readable, so they do no harm."""
    board.rights["var/lib/highland/gas_alarm.json"] = Rights(0, 0, 0o644)
    board.rights["var/lib/highland/outbox"] = Rights(0, OURS, 0o700)


def records(count: int, age_s: float) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        box = Outbox(board.root / OUTBOX)
        first_s = board.now_s - age_s
        box.add([PendingRecord(first_s + 60.0 * each, 60.0 * each, False, b"{}") for each in range(count)])
        box.close()

    return plant


def nearly_full(board: Board) -> None:
    records(1, 60.0)(board)
    with closing(sqlite3.connect(board.root / OUTBOX)) as db, db:
        more = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 170000) "
        db.execute(f"INSERT INTO rows SELECT {10}+i, 0, 0, 1, 0, x'78' FROM ({more} SELECT i FROM n)")


def outbox_damaged(board: Board) -> None:
    file = board.root / OUTBOX
    found = bytearray(file.read_bytes())
    found[1024:] = b"\xff" * (len(found) - 1024)  # pages that the card lost
    file.write_bytes(bytes(found))


def set_aside(board: Board) -> None:
    board.write(f"{OUTBOX}.broken-1", "not a database")


def calibrated(day: str) -> str:
    return f"[gas]\nmeasured_on = {day}\nr0_ohm = 17400\n\n[fumes]\nmeasured_on = {day}\nr0_ohm = 9600\n"


def calibration(text: str) -> Callable[[Board], None]:
    return lambda board: board.write(f"{board.kept}/calibration.toml", text)


def fumes_today() -> str:
    return "\n\n[fumes]\nmeasured_on = 2026-11-01\nr0_ohm = 9600\n"


def outcomes(board: Board) -> list[Outcome]:
    return [works(part.name, SEEN) for part in board.project.wiring().parts]


def trial_failed(board: Board) -> None:
    first, *others = outcomes(board)
    board.tried(fails(first.part, NO_ANSWER(limit_s=5.0)), *others)


def never_tried(board: Board) -> None:
    first, *others = outcomes(board)
    board.tried(not_tried(first.part, SEEN), *others)


def upgraded(board: Board) -> None:
    """`apt full-upgrade` to Trixie: another Python, which looks elsewhere for its packages."""
    for old, new in (("12", "13"), ("bookworm", "trixie")):
        board.edit("etc/os-release", old, new)
    board.remove("usr/bin/python3")
    (board.root / "usr/bin/python3").symlink_to("python3.13")
    board.python = (3, 13, 5)
    for module in ("lgpio.py", "gpiod/__init__.py"):  # Debian's, which were upgraded too
        board.write((board.packages / module).relative_to(board.root).as_posix(), "")


def first_boot_gave_up(board: Board) -> None:
    folder = "boot/firmware/highland-0f3a9c2e7b51"
    board.write(f"{folder}/first-boot.sh", "#!/bin/sh\n")
    board.write(f"{folder}/etc/node.toml", '[mqtt]\nurl = "mqtt://red-heron:uC3x-Rk9@hub.local"\n')
    said = "2026-11-18 07:10:02  given up after five starts. Look above, flash the card again\n"
    board.write("boot/firmware/highland-first-boot.txt", said)


def hub_in_options(board: Board) -> None:
    """The hub's address among the options of the service, and nobody there who has that name."""
    board.remove("etc/highland/node.toml")
    board.write("etc/highland/gas_alarm.env", 'HIGHLAND_OPTIONS="--lang vi --mqtt mqtt://red-heron@hub.lan"\n')
    board.hub = HubAnswer.UNKNOWN_NAME


def password_for_all(board: Board) -> None:
    board.rights["etc/highland/node.toml"] = Rights(0, OURS, 0o644)


def hub(answer: HubAnswer) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.hub = answer

    return plant


def two_masters(board: Board) -> None:
    board.units["watchdog.service"] = {"LoadState": "loaded", "ActiveState": "active"}


def busy(board: Board) -> None:
    board.lines[5] = (True, "gpioset")
    board.process(1411, "gpioset", 1200)


def old_gpiozero(version: str) -> Callable[[Board], None]:
    return lambda board: board.install("gpiozero", version)
