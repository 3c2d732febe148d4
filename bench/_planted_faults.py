"""Faults of boards, planted in a folder tree as they show on a machine, and what the doctor must find then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from bench._boards import GPIO, OURS, Board
from telemetry.outbox import Outbox, PendingRecord
from workshop.doctor.ask_hub import HubAnswer
from workshop.doctor.senses import Ran, Rights, Space, User

CONFIG = "boot/firmware/config.txt"
BCM_PERSIST = "sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs"
OUTBOX = "var/lib/highland/outbox/red-heron.db"
UNIT = "highland@gas_alarm.service"
GB = 10**9


@dataclass(frozen=True)
class Fault:
    """One fault: how it is planted, and the kinds that must be found, no more and no fewer.

    `stopped`: it shows while the project does not run, so `service_stopped` is found too. `held`: what has the pins.
    """

    name: str
    finds: str
    plant: Callable[[Board], object]
    model: str = "4"
    system: str = "bookworm"
    stopped: bool = False
    held: str = "run gas_alarm"
    also: tuple[str, ...] = ()

    @property
    def expected(self) -> frozenset[str]:
        return frozenset({self.finds, *self.also, *(["service_stopped"] if self.stopped else [])})


def _kernel_says(*lines: str) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.commands["journalctl"] = Ran(0, board.commands["journalctl"].out + "\n".join(lines) + "\n")

    return plant


def _clock(*changes: tuple[str, str]) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        said = board.commands["timedatectl"].out
        for old, new in changes:
            assert old in said
            said = said.replace(old, new)
        board.commands["timedatectl"] = Ran(0, said)

    return plant


def _unit(**words: str) -> Callable[[Board], None]:
    return lambda board: board.units[UNIT].update(words)


def _python_3_14(board: Board) -> None:
    board.python = (3, 14, 0)
    (board.root / "opt/highland/current/lib/python3.11").rename(board.root / "opt/highland/current/lib/python3.14")
    board.rights[board.helper.replace("python3.11", "python3.14")] = board.rights[board.helper]


def _another_project(board: Board) -> None:
    _unit(ActiveState="inactive", SubState="dead")(board)
    board.remove("run/highland/gas_alarm.health.json")


def _bullseye(board: Board) -> None:
    for old, new in (("12", "11"), ("bookworm", "bullseye")):
        board.edit("etc/os-release", old, new)


def _ubuntu(board: Board) -> None:
    board.edit("etc/os-release", "Debian GNU/Linux 12 (bookworm)", "Ubuntu 24.04.1 LTS")
    board.edit("etc/os-release", "VERSION_CODENAME=bookworm", "VERSION_CODENAME=noble")


def _without_module(name: str) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        (found,) = board.packages.glob(f"{name}*[!o]") if name == "board" else _modules(board, name)
        board.remove(found.relative_to(board.root).as_posix())

    return plant


def _modules(board: Board, name: str) -> list:
    return [each for each in board.packages.glob(f"{name}*") if not each.name.endswith(".dist-info")]


def _not_in_gpio(board: Board) -> None:
    board.edit("etc/group", "gpio:x:986:pupil,highland", "gpio:x:986:pupil")


def _group_not_yet(board: Board) -> None:
    board.me = User("pupil", 1000, board.me.groups - {GPIO})


def _pi_5_not_strict(board: Board) -> None:
    board.edit(CONFIG, "dtparam=strict_gpiod", "")
    board.write("sys/module/pinctrl_rp1/parameters/persist_gpio_outputs", "Y\n")


def _not_strict(board: Board) -> None:
    board.edit(CONFIG, "dtparam=strict_gpiod", "#dtparam=strict_gpiod")
    board.write(BCM_PERSIST, "Y\n")


def _strict_for_another_model(board: Board) -> None:
    board.edit(CONFIG, "dtparam=strict_gpiod", "[pi5]\ndtparam=strict_gpiod")
    board.write(BCM_PERSIST, "Y\n")


def _i2c_off(board: Board) -> None:
    board.edit(CONFIG, "dtparam=i2c_arm=on", "#dtparam=i2c_arm=on")
    board.remove("dev/i2c-1")


def _spi(board: Board) -> None:
    """The gas alarm with an MCP3008 instead of its ADS1115."""
    adc = 'driver = "ads1115"\naddress = 0x48'
    board.edit(f"{board.in_project}/wiring.toml", adc, 'driver = "mcp3008"')
    board.answers = frozenset({0x40, 0x41})
    board.remove("dev/spidev0.0")


def _spi_off(board: Board) -> None:
    _spi(board)
    board.edit(CONFIG, "dtparam=spi=on", "#dtparam=spi=on")


def _answers(*addresses: int) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.answers = frozenset(addresses)

    return plant


def _hung(board: Board) -> None:
    board.answers = None


def _clock_never_set(board: Board) -> None:
    board.now_s = datetime(2025, 5, 13, 6, 17, tzinfo=UTC).timestamp()  # the day of the image
    board.write(f"{board.in_project}/calibration.toml", _calibrated("2025-05-01"))


def _clock_free(board: Board) -> None:
    _clock(("NTPSynchronized=yes", "NTPSynchronized=no"))(board)


def _module_wrong(board: Board) -> None:
    board.write("sys/class/rtc/rtc0/name", "rtc-ds1307 1-0068\n")
    board.write("sys/class/rtc/rtc0/since_epoch", "946684912\n")  # 2000-01-01: its battery was empty


def _space(**changes: int) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        sound = {"free_bytes": 8 * GB, "all_bytes": 14 * GB, "free_files": 850_000, "all_files": 937_000}
        board.space = Space(**{**sound, **changes})

    return plant


def _read_only(board: Board) -> None:
    board.edit("proc/mounts", "/dev/mmcblk0p2 / ext4 rw,noatime", "/dev/mmcblk0p2 / ext4 ro,noatime")


def _overlay(board: Board) -> None:
    lower = "lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/overlay-workdir"
    root = f"/dev/mmcblk0p2 /media/root-ro ext4 ro,relatime 0 0\noverlayroot / overlay rw,relatime,{lower} 0 0"
    board.edit("proc/mounts", "/dev/mmcblk0p2 / ext4 rw,noatime 0 0", root)


def _emmc(life: str, end: str) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.write("sys/block/mmcblk0/device/type", "MMC\n")
        board.write("sys/block/mmcblk0/device/life_time", f"{life}\n")
        board.write("sys/block/mmcblk0/device/pre_eol_info", f"{end}\n")

    return plant


def _state_of_root(board: Board) -> None:
    board.rights["var/lib/highland/gas_alarm.json"] = Rights(0, 0, 0o644)  # once run with sudo


def _records(count: int, age_s: float) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        box = Outbox(board.root / OUTBOX)
        first_s = board.now_s - age_s
        box.add([PendingRecord(first_s + 60.0 * each, 60.0 * each, False, b"{}") for each in range(count)])
        box.close()

    return plant


def _nearly_full(board: Board) -> None:
    _records(1, 60.0)(board)
    with closing(sqlite3.connect(board.root / OUTBOX)) as db, db:
        more = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 170000) "
        db.execute(f"INSERT INTO rows SELECT {10}+i, 0, 0, 1, 0, x'78' FROM ({more} SELECT i FROM n)")


def _outbox_damaged(board: Board) -> None:
    file = board.root / OUTBOX
    found = bytearray(file.read_bytes())
    found[1024:] = b"\xff" * (len(found) - 1024)  # pages that the card lost
    file.write_bytes(bytes(found))


def _set_aside(board: Board) -> None:
    board.write(f"{OUTBOX}.broken-1", "not a database")


def _calibrated(day: str) -> str:
    return f"[gas]\nmeasured_on = {day}\nr0_ohm = 17400\n\n[fumes]\nmeasured_on = {day}\nr0_ohm = 9600\n"


def _calibration(text: str) -> Callable[[Board], None]:
    return lambda board: board.write(f"{board.in_project}/calibration.toml", text)


def _password_for_all(board: Board) -> None:
    board.rights["etc/highland/node.toml"] = Rights(0, OURS, 0o644)


def _hub(answer: HubAnswer) -> Callable[[Board], None]:
    def plant(board: Board) -> None:
        board.hub = answer

    return plant


def _two_masters(board: Board) -> None:
    board.units["watchdog.service"] = {"LoadState": "loaded", "ActiveState": "active"}


def _busy(board: Board) -> None:
    board.lines[5] = (True, "gpioset")
    board.process(1411, "gpioset", 1200)


def _old_gpiozero(version: str) -> Callable[[Board], None]:
    return lambda board: board.install("gpiozero", version)


FAULTS = (
    # computer
    Fault("a Zero W instead of a Zero 2 W", "board_too_old", lambda b: b.write("proc/device-tree/model", "Raspberry Pi Zero W Rev 1.1\0")),
    Fault("a Pi 2", "board_untried", lambda b: b.write("proc/device-tree/model", "Raspberry Pi 2 Model B Rev 1.1\0")),
    Fault("Bullseye", "system_too_old", _bullseye),
    Fault("Ubuntu", "system_untried", _ubuntu),
    Fault("the 32-bit edition", "system_32_bit", lambda b: b.edit("etc/os-release", "ID=debian", "ID=raspbian")),
    Fault("memory nearly used up", "memory_low", lambda b: b.edit("proc/meminfo", "248000", " 21000"), "Zero 2 W"),
    Fault("a program ended for want of memory", "memory_ran_out", _kernel_says("Out of memory: Killed process 1290 (chromium) total-vm:812340kB, anon-rss:201232kB"), "Zero 2 W"),
    Fault("a board in a hot box", "too_hot", lambda b: b.write("sys/class/thermal/thermal_zone0/temp", "82784\n")),
    Fault("a Python that is too new", "python_unfit", _python_3_14),
    Fault("a language without UTF-8", "language_without_utf_8", lambda b: b.write("etc/default/locale", "LANG=C\n")),
    Fault("a language that was never made", "language_not_made", lambda b: b.commands.update(locale=Ran(0, "C\nC.utf8\nen_GB.utf8\nPOSIX\n"))),
    # libraries
    Fault("gpiozero missing", "gpiozero_missing", lambda b: b.remove((next(b.packages.glob("gpiozero-*"))).relative_to(b.root).as_posix())),
    Fault("gpiozero 2.0.1.post1 on a Pi 5", "gpiozero_breaks_pi_5", _old_gpiozero("2.0.1.post1"), "5"),
    Fault("gpiozero 1.6.2", "gpiozero_old", _old_gpiozero("1.6.2")),
    Fault("lgpio missing", "pin_library_missing", _without_module("lgpio"), "5"),
    Fault("gpiod missing", "gpiod_missing", _without_module("gpiod")),
    Fault("Blinka missing", "blinka_missing", _without_module("board")),
    Fault("sysv_ipc missing", "sysv_ipc_missing", _without_module("sysv_ipc")),
    Fault("the DHT reader lost its right to run", "dht_helper_dead", lambda b: b.rights.update({b.helper: Rights(0, 0, 0o644)})),
    # permissions
    Fault("the service's user is not in gpio", "not_in_group", _not_in_gpio),
    Fault("added to gpio, but not logged in anew", "group_not_yet", _group_not_yet),
    Fault("udev rules missing", "device_of_root", lambda b: b.rights.update({"dev/i2c-1": Rights(0, 0, 0o600)})),
    # pins
    Fault("no GPIO chip after half an update", "no_gpio_chip", lambda b: [b.remove(f"dev/{each}") for each in ("gpiochip0", "gpiochip1")]),
    Fault("an orphaned DHT reader", "helper_orphaned", lambda b: b.process(1533, "libgpiod_pulsein64", 1)),
    Fault("strict_gpiod missing", "pins_stay_on", _not_strict),
    Fault("strict_gpiod missing on a Pi 5", "pins_stay_on", _pi_5_not_strict, "5", "trixie"),
    Fault("strict_gpiod under [pi5], on a Pi 4", "pins_stay_on", _strict_for_another_model),
    Fault("strict_gpiod not in force yet", "pins_stay_on_until_restart", lambda b: b.write(BCM_PERSIST, "Y\n")),
    Fault("a pin held by another program", "pin_busy", _busy, stopped=True),
    Fault("another project has the pins", "pins_held", _another_project, held="run water_filter", also=("service_stopped", "not looked at: i2c_parts")),
    Fault("1-wire on the pin of the DHT22", "pin_taken_by_overlay", lambda b: b.edit(CONFIG, "dtparam=strict_gpiod", "dtparam=strict_gpiod\ndtoverlay=w1-gpio")),
    Fault("pins of a mock", "no_pin_would_move", lambda b: b.write("etc/highland/gas_alarm.env", "GPIOZERO_PIN_FACTORY=mock\n")),
    # buses
    Fault("I2C off", "i2c_off", _i2c_off),
    Fault("I2C on, but not restarted", "i2c_no_device", lambda b: b.remove("dev/i2c-1")),
    Fault("SPI off", "spi_off", _spi_off),
    Fault("SPI on, but not restarted", "spi_no_device", _spi),
    Fault("ADS1115 unplugged", "i2c_part_silent", _answers(0x40, 0x41), stopped=True),
    Fault("a chip that nobody listed", "i2c_stranger", _answers(0x40, 0x41, 0x48, 0x76), stopped=True),
    Fault("SDA held low", "i2c_hung", _hung, stopped=True),
    Fault("a part fails while the project runs", "part_fails", lambda b: b.health(adc="fails")),
    # power
    Fault("under-voltage now", "under_voltage_now", lambda b: b.write(b.throttled, "50005\n")),
    Fault("under-voltage earlier", "under_voltage_since", lambda b: b.write(b.throttled, "50000\n"), "5"),
    Fault("slowed down by heat now", "slowed_now", lambda b: b.write(b.throttled, "80008\n"), "3"),
    Fault("slowed down by heat earlier", "slowed_since", lambda b: b.write(b.throttled, "80000\n"), "3"),
    # clock
    Fault("clock never set", "clock_not_set", _clock_never_set),
    Fault("no network, no clock module", "nothing_sets_clock", _clock_free),
    Fault("time by network switched off", "clock_setting_off", _clock(("NTP=yes", "NTP=no"), ("NTPSynchronized=yes", "NTPSynchronized=no"))),
    Fault("clock module with an empty battery", "clock_module_wrong", _module_wrong),
    # card
    Fault("card full", "card_full", _space(free_bytes=41_000_000)),
    Fault("card nearly full", "card_filling", _space(free_bytes=380_000_000)),
    Fault("no file left (inodes)", "files_used_up", _space(free_files=212)),
    Fault("card remounted read-only", "read_only", _read_only),
    Fault("overlay without a place to keep", "card_forgets", _overlay),
    Fault("ext4 has counted errors", "file_system_errors", lambda b: b.write("sys/fs/ext4/mmcblk0p2/errors_count", "7\n")),
    Fault("write errors of the card", "card_errors", _kernel_says("I/O error, dev mmcblk0, sector 13648134 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2", "Buffer I/O error on dev mmcblk0p2, logical block 1641120, lost async page write")),
    Fault("eMMC worn", "card_worn", _emmc("0x0a 0x03", "0x02")),
    Fault("eMMC at its end", "card_at_its_end", _emmc("0x0b 0x0b", "0x03")),
    # state
    Fault("state folder missing", "state_folder_missing", lambda b: b.remove("var/lib/highland")),
    Fault("latches owned by root", "state_folder_shut", _state_of_root),
    Fault("latches cut off", "latches_damaged", lambda b: b.write("var/lib/highland/gas_alarm.json", '{"latched": tr')),
    # club
    Fault("node.toml with a mistake", "node_file_wrong", lambda b: b.write("etc/highland/node.toml", '[mqtt]\nurl = "mqtt://hub.local\n')),
    Fault("password readable for all", "node_file_open", _password_for_all),
    Fault("name of the hub unknown", "hub_unknown", _hub(HubAnswer.UNKNOWN_NAME)),
    Fault("no hub on the port", "hub_port_shut", _hub(HubAnswer.PORT_SHUT)),
    Fault("hub silent", "hub_silent", _hub(HubAnswer.SILENT)),
    Fault("account refused", "hub_refuses", _hub(HubAnswer.REFUSED)),
    Fault("another certificate", "hub_certificate", _hub(HubAnswer.BAD_CERTIFICATE)),
    Fault("records wait for three days", "outbox_waits", _records(200, 3 * 86_400.0), stopped=True),
    Fault("outbox nearly full", "outbox_nearly_full", _nearly_full, stopped=True),
    Fault("outbox damaged", "outbox_damaged", _outbox_damaged, stopped=True),
    Fault("an outbox was set aside", "outbox_set_aside", _set_aside),
    # service
    Fault("service not installed", "service_missing", lambda b: b.units.pop(UNIT)),
    Fault("service in a restart loop", "service_failed", _unit(ActiveState="activating", SubState="auto-restart", Result="exit-code", ExecMainStatus="2", NRestarts="14")),
    Fault("service ended for want of memory", "service_out_of_memory", _unit(ActiveState="failed", SubState="failed", Result="oom-kill")),
    Fault("service hung", "service_hung", _unit(ActiveState="failed", SubState="failed", Result="watchdog")),
    Fault("service restarted often", "service_restarts", _unit(NRestarts="9")),
    Fault("service stopped", "service_stopped", lambda b: None, stopped=True),
    Fault("service not enabled", "service_not_enabled", _unit(UnitFileState="disabled")),
    Fault("service without WatchdogSec", "service_unguarded", _unit(WatchdogUSec="0")),
    Fault("nobody feeds the board's watchdog", "board_unguarded", lambda b: b.units[""].update(RuntimeWatchdogUSec="0")),
    Fault("two masters of the watchdog", "watchdog_has_two_masters", _two_masters),
    # project
    Fault("law and list do not fit", "project_unusable", lambda b: b.edit(f"{b.in_project}/wiring.toml", "[parts.room]", "[parts.rom]")),
    Fault("a mistake in the wiring list", "wiring_list_wrong", lambda b: b.edit(f"{b.in_project}/wiring.toml", "divider = 1.6", "divider = 1.0")),
    Fault("calibration without a day", "calibration_wrong", _calibration("[gas]\nr0_ohm = 17400\n")),
    Fault("never calibrated", "calibration_missing", _calibration(_calibrated("2026-11-01").partition("\n\n")[0])),
    Fault("calibrated a year ago", "calibration_old", _calibration(_calibrated("2025-11-01"))),
    Fault("calibrated in the future", "calibration_ahead", _calibration(_calibrated("2027-03-01"))),
)  # fmt: skip
