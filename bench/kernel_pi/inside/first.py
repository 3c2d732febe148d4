"""The first process of the simulated board: `first.py SHARE` makes a Pi of it, runs the cases and powers off.

The root is the computer's own, read-only; /run is the board's alone, and SHARE (mounted at /run/share) is where the
computer reads the report. A second start in the same SHARE means that the watchdog reset the board.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import traceback
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(HOME))

from bench.kernel_pi.inside.system_calls import (  # noqa: E402  # the path comes first
    MS_BIND,
    load_module,
    loopback_up,
    mount,
    power_off,
)

UML = Path("/usr/lib/uml/modules")
OF_THE_KERNEL = ("fs/configfs/configfs", "drivers/i2c/i2c-core", "drivers/i2c/i2c-dev")
SHARE = Path("/run/share")
LINES = 28
PULLED_UP_AT_POWER_ON = range(9)  # GPIO 0 to 8; the others down (BCM2835 ARM Peripherals, table 6-31)
BOARDS = {  # revision and model in /proc/cpuinfo, label of the GPIO chip
    "pi4": ("c03114", "Raspberry Pi 4 Model B Rev 1.4", "pinctrl-bcm2711"),
    "pi5": ("c04170", "Raspberry Pi 5 Model B Rev 1.0", "pinctrl-rp1"),
}
CPU_INFO = """processor\t: 0
model name\t: ARMv8
Hardware\t: BCM2835
Revision\t: {revision}
Serial\t\t: 10000000deadbeef
Model\t\t: {model}
"""


def file_systems(share: str) -> None:
    """What a board has mounted, and the share. A program without a parent belongs to `init`, as on any board."""
    mount("proc", "/proc")
    mount("sysfs", "/sys")
    Path("/proc/self/comm").write_text("init", encoding="ascii")
    for place in ("/dev/shm", "/run"):
        Path(place).mkdir(exist_ok=True)
        mount("tmpfs", place)
    for folder in (SHARE, Path("/run/tmp"), Path("/run/cgroup")):
        folder.mkdir()
    mount("hostfs", str(SHARE), share)
    mount("cgroup2", "/run/cgroup")


def drivers(modules: Path, version: str) -> None:
    """GPIO, I2C, SPI, and configfs, through which gpio-sim is told what to be."""
    for name in OF_THE_KERNEL:
        load_module(UML / version / "kernel" / f"{name}.ko")
    for name in ("gpiocore", "gpiosim", "spicore", "spidev", "pi_buses"):
        load_module(modules / f"{name}.ko")
    mount("configfs", "/sys/kernel/config")


def board(kind: str) -> None:
    """A Pi's names, its 28 lines, and the pulls that its chip has at power-on."""
    revision, model, label = BOARDS[kind]
    info = Path("/run/cpuinfo")
    info.write_text(CPU_INFO.format(revision=revision, model=model), encoding="ascii")
    mount("", "/proc/cpuinfo", source=str(info), flags=MS_BIND)
    chip = Path("/sys/kernel/config/gpio-sim/pi")
    bank = chip / "bank"
    bank.mkdir(parents=True)
    (bank / "num_lines").write_text(str(LINES), encoding="ascii")
    (bank / "label").write_text(label, encoding="ascii")
    for number in range(LINES):
        (bank / f"line{number}").mkdir()
        (bank / f"line{number}" / "name").write_text(f"GPIO{number}", encoding="ascii")
    (chip / "live").write_text("1", encoding="ascii")
    sim = next(Path("/sys/devices/platform/gpio-sim.0").glob("gpiochip*"))
    for number in PULLED_UP_AT_POWER_ON:
        (sim / f"sim_gpio{number}" / "pull").write_text("pull-up", encoding="ascii")
    Path("/sys/module/gpiosim/parameters/held").write_text("0", encoding="ascii")  # nothing is plugged in yet


def pulse_helper(built: Path) -> None:
    """Put our program in the place of Blinka's, which is for another processor."""
    for name in ("libgpiod_pulsein64", "libgpiod_pulsein"):
        for file in Path(sysconfig.get_path("purelib")).glob(f"adafruit_blinka/**/bcm283x/**/{name}"):
            mount("", str(file), source=str(built / "pulse_helper"), flags=MS_BIND)


def reaped(child: int) -> None:
    """Wait for a child, and meanwhile take in every orphan, as a first process must."""
    while True:
        try:
            ended, _ = os.wait()
        except ChildProcessError:
            return
        if ended == child:
            return


def main() -> None:
    """Never returns: a first process that ends stops its kernel."""
    share = sys.argv[1]
    try:
        file_systems(share)
        settings = json.loads((SHARE / "settings.json").read_text(encoding="utf-8"))
        if (SHARE / "started").exists():
            (SHARE / "reset").touch()
            return
        (SHARE / "started").touch()
        drivers(Path(settings["modules"]), settings["version"])
        board(settings["board"])
        pulse_helper(Path(settings["modules"]))
        loopback_up()
        runner = [sys.executable, str(Path(__file__).with_name("runner.py")), str(SHARE)]
        reaped(subprocess.Popen(runner, cwd="/run").pid)
    except Exception:  # nobody else can say it: with this process the kernel ends
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        power_off()


if __name__ == "__main__":
    main()
