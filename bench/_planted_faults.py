"""Faults of boards, planted in a folder tree as they show on a machine, and what the doctor must find then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench._boards import Board
from bench._plant import (
    BCM_PERSIST,
    CONFIG,
    UNIT,
    another_project,
    answers,
    bullseye,
    busy,
    calibrated,
    calibration,
    clock_free,
    clock_never_set,
    clock_setting_off,
    emmc,
    first_boot_gave_up,
    fumes_today,
    group_not_yet,
    hub,
    hub_in_options,
    hung,
    i2c_off,
    kernel_says,
    module_wrong,
    nearly_full,
    never_tried,
    not_in_gpio,
    not_strict,
    old_gpiozero,
    outbox_damaged,
    overlay,
    password_for_all,
    pi_5_not_strict,
    python_3_14,
    read_only,
    records,
    set_aside,
    space,
    spi,
    spi_off,
    state_of_root,
    strict_for_another_model,
    trial_failed,
    two_masters,
    ubuntu,
    unit,
    upgraded,
    without_module,
)
from workshop.doctor.ask_hub import HubAnswer
from workshop.doctor.senses import Ran, Rights

UNDATED = ("not looked at: calibrations",)


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


FAULTS = (
    # computer
    Fault("a Zero W instead of a Zero 2 W", "board_too_old", lambda b: b.write("proc/device-tree/model", "Raspberry Pi Zero W Rev 1.1\0")),
    Fault("a Pi 2", "board_untried", lambda b: b.write("proc/device-tree/model", "Raspberry Pi 2 Model B Rev 1.1\0")),
    Fault("Bullseye", "system_too_old", bullseye),
    Fault("Ubuntu", "system_untried", ubuntu),
    Fault("the 32-bit edition", "system_32_bit", lambda b: b.edit("etc/os-release", "ID=debian", "ID=raspbian")),
    Fault("memory nearly used up", "memory_low", lambda b: b.edit("proc/meminfo", "248000", " 21000"), "Zero 2 W"),
    Fault("a program ended for want of memory", "memory_ran_out", kernel_says("Out of memory: Killed process 1290 (chromium) total-vm:812340kB, anon-rss:201232kB"), "Zero 2 W"),
    Fault("a board in a hot box", "too_hot", lambda b: b.write("sys/class/thermal/thermal_zone0/temp", "82784\n")),
    Fault("a Python that is too new", "python_unfit", python_3_14),
    Fault("a language without UTF-8", "language_without_utf_8", lambda b: b.write("etc/default/locale", "LANG=C\n")),
    Fault("a language that was never made", "language_not_made", lambda b: b.commands.update(locale=Ran(0, "C\nC.utf8\nen_GB.utf8\nPOSIX\n"))),
    # libraries
    Fault("gpiozero missing", "gpiozero_missing", lambda b: b.remove((next(b.packages.glob("gpiozero-*"))).relative_to(b.root).as_posix())),
    Fault("gpiozero 2.0.1.post1 on a Pi 5", "gpiozero_breaks_pi_5", old_gpiozero("2.0.1.post1"), "5"),
    Fault("gpiozero 1.6.2", "gpiozero_old", old_gpiozero("1.6.2")),
    Fault("lgpio missing", "pin_library_missing", without_module("lgpio"), "5"),
    Fault("gpiod missing", "gpiod_missing", without_module("gpiod")),
    Fault("Blinka missing", "blinka_missing", without_module("board")),
    Fault("sysv_ipc missing", "sysv_ipc_missing", without_module("sysv_ipc")),
    Fault("the DHT reader lost its right to run", "dht_helper_dead", lambda b: b.rights.update({b.helper: Rights(0, 0, 0o644)})),
    # permissions
    Fault("the service's user is not in gpio", "not_in_group", not_in_gpio),
    Fault("added to gpio, but not logged in anew", "group_not_yet", group_not_yet),
    Fault("udev rules missing", "device_of_root", lambda b: b.rights.update({"dev/i2c-1": Rights(0, 0, 0o600)})),
    # pins
    Fault("no GPIO chip after half an update", "no_gpio_chip", lambda b: [b.remove(f"dev/{each}") for each in ("gpiochip0", "gpiochip1")]),
    Fault("an orphaned DHT reader", "helper_orphaned", lambda b: b.process(1533, "libgpiod_pulsein64", 1)),
    Fault("strict_gpiod missing", "pins_stay_on", not_strict),
    Fault("strict_gpiod missing on a Pi 5", "pins_stay_on", pi_5_not_strict, "5", "trixie"),
    Fault("strict_gpiod under [pi5], on a Pi 4", "pins_stay_on", strict_for_another_model),
    Fault("strict_gpiod not in force yet", "pins_stay_on_until_restart", lambda b: b.write(BCM_PERSIST, "Y\n")),
    Fault("a pin held by another program", "pin_busy", busy, stopped=True),
    Fault("another project has the pins", "pins_held", another_project, held="run water_filter", also=("service_stopped", "not looked at: i2c_parts", "not looked at: running_parts")),
    Fault("1-wire on the pin of the DHT22", "pin_taken_by_overlay", lambda b: b.edit(CONFIG, "dtparam=strict_gpiod", "dtparam=strict_gpiod\ndtoverlay=w1-gpio")),
    Fault("pins of a mock", "no_pin_would_move", lambda b: b.write("etc/highland/gas_alarm.env", "GPIOZERO_PIN_FACTORY=mock\n")),
    # buses
    Fault("I2C off", "i2c_off", i2c_off),
    Fault("I2C on, but not restarted", "i2c_no_device", lambda b: b.remove("dev/i2c-1")),
    Fault("SPI off", "spi_off", spi_off),
    Fault("SPI on, but not restarted", "spi_no_device", spi),
    Fault("ADS1115 unplugged", "i2c_part_silent", answers(0x40, 0x41), stopped=True),
    Fault("a chip that nobody listed", "i2c_stranger", answers(0x40, 0x41, 0x48, 0x76), stopped=True),
    Fault("SDA held low", "i2c_hung", hung, stopped=True),
    Fault("ADS1115 unplugged while the project runs", "part_fails", lambda b: b.health(gas="fails", fumes="fails")),
    # power
    Fault("under-voltage now", "under_voltage_now", lambda b: b.write(b.throttled, "50005\n")),
    Fault("under-voltage earlier", "under_voltage_since", lambda b: b.write(b.throttled, "50000\n"), "5"),
    Fault("slowed down by heat now", "slowed_now", lambda b: b.write(b.throttled, "80008\n"), "3"),
    Fault("slowed down by heat earlier", "slowed_since", lambda b: b.write(b.throttled, "80000\n"), "3"),
    # clock
    Fault("clock never set", "clock_not_set", clock_never_set, also=UNDATED),
    Fault("no network, no clock module", "nothing_sets_clock", clock_free, also=UNDATED),
    Fault("time by network switched off", "clock_setting_off", clock_setting_off, also=UNDATED),
    Fault("clock module with an empty battery", "clock_module_wrong", module_wrong),
    # card
    Fault("card full", "card_full", space(free_bytes=41_000_000)),
    Fault("card nearly full", "card_filling", space(free_bytes=380_000_000)),
    Fault("no file left (inodes)", "files_used_up", space(free_files=212)),
    Fault("card remounted read-only", "read_only", read_only),
    Fault("overlay without a place to keep", "card_forgets", overlay),
    Fault("ext4 has counted errors", "file_system_errors", lambda b: b.write("sys/fs/ext4/mmcblk0p2/errors_count", "7\n")),
    Fault("write errors of the card", "card_errors", kernel_says("I/O error, dev mmcblk0, sector 13648134 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2", "Buffer I/O error on dev mmcblk0p2, logical block 1641120, lost async page write")),
    Fault("eMMC worn", "card_worn", emmc("0x0a 0x03", "0x02")),
    Fault("eMMC at its end", "card_at_its_end", emmc("0x0b 0x0b", "0x03")),
    # state
    Fault("state folder missing", "state_folder_missing", lambda b: b.remove("var/lib/highland"), also=("calibration_missing", "never_tried")),
    Fault("an outbox of root", "state_folder_shut", state_of_root),
    Fault("latches cut off", "latches_damaged", lambda b: b.write("var/lib/highland/gas_alarm.json", '{"latched": tr')),
    # club
    Fault("node.toml with a mistake", "node_file_wrong", lambda b: b.write("etc/highland/node.toml", '[mqtt]\nurl = "mqtt://hub.local\n')),
    Fault("password readable for all", "node_file_open", password_for_all),
    Fault("name of the hub unknown", "hub_unknown", hub(HubAnswer.UNKNOWN_NAME)),
    Fault("name of a hub in the service's options unknown", "hub_unknown", hub_in_options),
    Fault("no hub on the port", "hub_port_shut", hub(HubAnswer.PORT_SHUT)),
    Fault("hub silent", "hub_silent", hub(HubAnswer.SILENT)),
    Fault("account refused", "hub_refuses", hub(HubAnswer.REFUSED)),
    Fault("another certificate", "hub_certificate", hub(HubAnswer.BAD_CERTIFICATE)),
    Fault("records wait for three days", "outbox_waits", records(200, 3 * 86_400.0), stopped=True),
    Fault("outbox nearly full", "outbox_nearly_full", nearly_full, stopped=True),
    Fault("outbox damaged", "outbox_damaged", outbox_damaged, stopped=True),
    Fault("an outbox was set aside", "outbox_set_aside", set_aside),
    # service
    Fault("service not installed", "service_missing", lambda b: b.units.pop(UNIT)),
    Fault("service in a restart loop", "service_failed", unit(ActiveState="activating", SubState="auto-restart", Result="exit-code", ExecMainStatus="2", NRestarts="14")),
    Fault("service ended for want of memory", "service_out_of_memory", unit(ActiveState="failed", SubState="failed", Result="oom-kill")),
    Fault("service hung", "service_hung", unit(ActiveState="failed", SubState="failed", Result="watchdog")),
    Fault("service restarted often", "service_restarts", unit(NRestarts="9")),
    Fault("service stopped", "service_stopped", lambda b: None, stopped=True),
    Fault("service not enabled", "service_not_enabled", unit(UnitFileState="disabled")),
    Fault("service without WatchdogSec", "service_unguarded", unit(WatchdogUSec="0")),
    Fault("nobody feeds the board's watchdog", "board_unguarded", lambda b: b.units[""].update(RuntimeWatchdogUSec="0")),
    Fault("two masters of the watchdog", "watchdog_has_two_masters", two_masters),
    # project
    Fault("law and list do not fit", "project_unusable", lambda b: b.edit(f"{b.in_project}/wiring.toml", "[parts.room]", "[parts.rom]"), also=("never_tried",)),
    Fault("a mistake in the wiring list", "wiring_list_wrong", lambda b: b.edit(f"{b.in_project}/wiring.toml", "divider = 1.6", "divider = 1.0")),
    Fault("calibration without a day", "calibration_wrong", calibration("[gas]\nr0_ohm = 17400\n")),
    Fault("never calibrated", "calibration_missing", calibration(calibrated("2026-11-01").partition("\n\n")[0])),
    Fault("calibrated a year ago", "calibration_old", calibration(calibrated("2025-11-01"))),
    Fault("a gas sensor of six years", "sensor_worn_out", calibration(calibrated("2020-10-01").partition("\n\n")[0] + fumes_today())),
    Fault("a part that failed at its trial", "trial_failed", trial_failed),
    Fault("a part that was never tried", "never_tried", never_tried),
    # release
    Fault("a first boot that gave up", "first_boot_unfinished", first_boot_gave_up),
    Fault("a release that is not whole", "release_broken", lambda b: b.remove("opt/highland/current/bin/highland")),
    Fault("the bundle of another project", "release_other_project", lambda b: b.edit("opt/highland/current/manifest.json", "gas_alarm", "solar_lamp")),
    Fault("Bookworm upgraded to Trixie under a release", "release_other_python", upgraded, also=("gpiozero_missing", "blinka_missing", "sysv_ipc_missing")),
    Fault("an update that was broken off", "update_broken_off", lambda b: b.write("opt/highland/trial.json", '{"new": "0123456789abcdef", "old": "3f9c1d2e5a7b8046"}')),
    Fault("an update that was taken back", "update_taken_back", lambda b: b.write("var/lib/highland/updates.jsonl", '{"at": "2026-11-17T02:11:09Z", "event": "taken_back", "why": "crashed", "project": "gas_alarm"}\n')),
    Fault("calibrated in the future", "calibration_ahead", calibration(calibrated("2027-03-01"))),
)  # fmt: skip
