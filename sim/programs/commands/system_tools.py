"""vcgencmd, hostname, free, df, top, uptime: what the virtual Pi says of itself, the same on every computer."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.kits.psutil_board import (
    DISK_FREE_GB,
    DISK_GB,
    DISK_PCT,
    DISK_USED_GB,
    IDLE_PCT,
    MEM_CACHE_MB,
    MEM_FREE_MB,
    MEM_MB,
    MEM_USED_MB,
    SYSTEM_PCT,
    USER_PCT,
)
from sim.programs.commands.answer import DONE, Answer
from sim.wires import switched_on

ADDRESS = "192.168.1.50"  # chosen: a Pi in a school's network
NAME = "raspberrypi"
SWAP_MB = 511  # chosen, as the Pi's memory
LOAD = "0.12, 0.08, 0.03"
VOLTS = {"core": 0.86, "sdram_c": 1.1, "sdram_i": 1.1, "sdram_p": 1.1}  # what a Pi 4 reports
CLOCKS_HZ = {"arm": (48, 600_000_000), "core": (1, 200_000_000), "v3d": (46, 250_000_000), "emmc": (50, 200_000_000)}
MEMORY = {"arm": "948M", "gpu": "76M"}
VERSION = "Aug 30 2024 19:19:11 \nCopyright (c) 2012 Broadcom\nversion 2808975b80149bbf (clean) (release) (start)\n"
NOT_REGISTERED = 'error=1 error_msg="Command not registered"\n'


def vcgencmd(words: Sequence[str]) -> Answer:
    """What the processor's firmware knows: temperature, volts, clocks, throttling."""
    verb, which = (*words, "", "")[:2]
    if verb == "measure_temp":
        return Answer(f"temp={switched_on.board().processor.temperature_c():.1f}'C\n")
    if verb == "measure_volts":
        return Answer(f"volt={VOLTS.get(which or 'core', 0.0):.4f}V\n")
    if verb == "measure_clock" and which in CLOCKS_HZ:
        return Answer("frequency({})={}\n".format(*CLOCKS_HZ[which]))
    if verb == "get_mem" and which in MEMORY:
        return Answer(f"{which}={MEMORY[which]}\n")
    if verb == "get_throttled":
        return Answer("throttled=0x0\n")
    if verb == "get_camera":
        return Answer("supported=0 detected=0, libcamera interfaces=0\n")
    return Answer(VERSION) if verb == "version" else Answer(NOT_REGISTERED, code=255)


def hostname(words: Sequence[str]) -> Answer:
    """The name of the board, or its address."""
    return Answer(f"{ADDRESS} \n" if any(word.startswith("-") and "I" in word for word in words) else f"{NAME}\n")


def iwgetid(words: Sequence[str]) -> Answer:
    """The wireless network."""
    return Answer("school\n" if "-r" in words else 'wlan0     ESSID:"school"\n')


def free(words: Sequence[str]) -> Answer:
    """Memory, in kilobytes or with -m in megabytes."""
    unit = next((1 for word in words if word in ("-m", "--mebi")), 1024)
    row = "{:<7}{:>12}{:>12}{:>12}"
    numbers = [value * unit for value in (MEM_MB, MEM_USED_MB, MEM_FREE_MB, 28, MEM_CACHE_MB, MEM_MB - MEM_USED_MB)]
    title = "{:>19}{:>12}{:>12}{:>12}{:>12}{:>12}".format("total", "used", "free", "shared", "buff/cache", "available")
    memory = "Mem:   " + "".join(f"{value:>12}" for value in numbers)
    return Answer("\n".join((title, memory, row.format("Swap:", SWAP_MB * unit, 0, SWAP_MB * unit))) + "\n")


def df(words: Sequence[str]) -> Answer:
    """The card, in kilobytes or with -h in gigabytes."""
    human = any(word.startswith("-") and "h" in word for word in words)
    sizes = [f"{gb}G" if human else str(gb * 1024 * 1024) for gb in (DISK_GB, DISK_USED_GB, DISK_FREE_GB)]
    title = "Filesystem     {:>10}{:>10}{:>10} Use% Mounted on".format(
        "Size" if human else "1K-blocks", "Used", "Avail" if human else "Available"
    )
    return Answer(f"{title}\n/dev/root      {sizes[0]:>10}{sizes[1]:>10}{sizes[2]:>10} {DISK_PCT:>3}% /\n")


def uptime(words: Sequence[str]) -> Answer:
    """How long the board has been on, and its load."""
    clock = switched_on.board().clock
    minutes = int(clock.monotonic() // 60)
    if "-p" in words:
        return Answer(f"up {minutes} minutes\n")
    return Answer(f" {clock.now():%H:%M:%S} up {minutes} min,  1 user,  load average: {LOAD}\n")


def top(words: Sequence[str]) -> Answer:
    """One look at what the processor does (`top -bn1`)."""
    first = uptime(()).out.strip()
    share = f"{USER_PCT:4.1f} us, {SYSTEM_PCT:4.1f} sy,  0.0 ni, {IDLE_PCT:4.1f} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st"
    tasks = "Tasks: 142 total,   1 running, 141 sleeping,   0 stopped,   0 zombie"
    memory = f"MiB Mem : {MEM_MB:8.1f} total, {MEM_FREE_MB:8.1f} free, {MEM_USED_MB:8.1f} used"
    return Answer(f"top - {first}\n{tasks}\n%Cpu(s): {share}\n{memory}\n")


def sleep(words: Sequence[str]) -> Answer:
    """Let so many seconds of the board's time pass."""
    units = {"s": 1.0, "m": 60.0, "h": 3600.0}
    for word in words:
        value, unit = (word[:-1], units[word[-1]]) if word[-1:] in units else (word, 1.0)
        try:
            switched_on.board().clock.sleep(float(value) * unit)
        except ValueError:
            return Answer(err=f"sleep: invalid time interval '{word}'\n", code=1)
    return DONE


def date(words: Sequence[str]) -> Answer:
    """The board's own date, in the form that follows a +."""
    form = next((word[1:] for word in words if word.startswith("+")), "%a %b %e %H:%M:%S %Z %Y")
    now = switched_on.board().clock.now()
    form = form.replace("%e", f"{now.day:2}").replace("%s", f"{now.timestamp():.0f}")  # these two Windows has not
    return Answer(f"{now.strftime(form)}\n")


def ifconfig(_: Sequence[str]) -> Answer:
    """The network interface, as ifconfig and ip show it."""
    return Answer(
        "wlan0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n"
        f"        inet {ADDRESS}  netmask 255.255.255.0  broadcast 192.168.1.255\n"
    )


def uname(words: Sequence[str]) -> Answer:
    """The system."""
    whole = f"Linux {NAME} 6.12.34+rpt-rpi-v8 #1 SMP PREEMPT Debian 1:6.12.34-1+rpt1 aarch64 GNU/Linux"
    return Answer(
        {"-a": whole, "-n": NAME, "-r": "6.12.34+rpt-rpi-v8", "-m": "aarch64"}.get((*words, "")[0], "Linux") + "\n"
    )
