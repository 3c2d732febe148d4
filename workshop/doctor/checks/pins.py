"""The pins: is their chip there, who holds them, and what happens to them when a program dies?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devices import Message
from drivers._pin_users import REAPERS, line_use, process_name
from firmware.board.busy_pin import who
from wiring.links import on_gpio
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

CHIPS = "dev/gpiochip*"
PERSIST = "sys/module/pinctrl_{chip}/parameters/persist_gpio_outputs"  # Raspberry Pi's kernels from 6.6.31 on
NO_PIN_MOVES = ("mock", "native")
TAKEN_BY = {  # overlay -> its option for the pin, and the pins it takes by itself: Raspberry Pi, overlays README
    "w1-gpio": ("gpiopin", (4,)),
    "w1-gpio-pullup": ("gpiopin", (4,)),
    "gpio-fan": ("gpiopin", (12,)),
    "gpio-ir": ("gpio_pin", (18,)),
    "gpio-ir-tx": ("gpio_pin", (18,)),
    "gpio-shutdown": ("gpio_pin", (3,)),
    "gpio-poweroff": ("gpiopin", (26,)),
    "gpio-led": ("gpio", (19,)),
    "pwm": ("pin", (18,)),
    "pwm-2chan": ("pin", (18, 19)),
    "hifiberry-dac": ("", (18, 19, 20, 21)),
    "audremap": ("", (12, 13)),
}

NO_GPIO_CHIP = Kind(
    "no_gpio_chip",
    WRONG,
    Message("doctor.no_gpio_chip", "The kernel offers no pins: /dev/gpiochip0 is missing."),
    Message("doctor.no_gpio_chip.why", "No relay and no button works. Often an update was cut off halfway."),
    "sudo shutdown -r now",
    Message("doctor.no_gpio_chip.offline", "If it stays away after the restart, write the card anew."),
)
HELPER_ORPHANED = Kind(
    "helper_orphaned",
    WRONG,
    Message("doctor.helper_orphaned", "A DHT reader was left behind by a program that died (process {pid})."),
    Message("doctor.helper_orphaned.why", "It holds its pin for good: the sensor stays silent until it is ended."),
    "sudo kill {pid}",
)
NOT_STRICT = Kind(
    "pins_stay_on",
    WRONG,
    Message("doctor.pins_stay_on", "On this board a pin stays as it is when its program dies."),
    Message("doctor.pins_stay_on.why", "A heater, pump or valve stays on after a crash, until somebody comes."),
    "echo dtparam=strict_gpiod | sudo tee -a /boot/firmware/config.txt",
    Message("doctor.pins_stay_on.offline", "The same command. Then restart the board."),
)
STRICT_AFTER_RESTART = Kind(
    "pins_stay_on_until_restart",
    WRONG,
    Message("doctor.pins_stay_on_until_restart", "strict_gpiod is in config.txt, but not in force yet."),
    Message("doctor.pins_stay_on_until_restart.why", "Until a restart, a heater stays on when its program dies."),
    "sudo shutdown -r now",
)
PIN_BUSY = Kind(
    "pin_busy",
    WRONG,
    Message("doctor.pin_busy", "GPIO{gpio} ({part}) is used by {holder}."),
    Message("doctor.pin_busy.why", "The project cannot open that part, so it does not start."),
    "sudo fuser -v /dev/gpiochip{chip}",
    Message("doctor.pin_busy.offline", "The same command: it shows every program with pins. End the wrong one."),
)
PINS_HELD = Kind(
    "pins_held",
    WORTH_KNOWING,
    Message("doctor.pins_held", "Another program of Highland has the pins: {what}, process {pid}."),
    Message("doctor.pins_held.why", "Only one may have them: the project does not start meanwhile."),
    "kill {pid}",
)
PIN_TAKEN = Kind(
    "pin_taken_by_overlay",
    WRONG,
    Message("doctor.pin_taken_by_overlay", "config.txt gives GPIO{gpio} to {overlay}, but {part} is wired there."),
    Message("doctor.pin_taken_by_overlay.why", "The kernel keeps that pin: {part} cannot be opened."),
    "sudo sed -i 's/^dtoverlay={overlay}/#&/' /boot/firmware/config.txt",
    Message("doctor.pin_taken_by_overlay.offline", "Or wire {part} to another pin. Then restart the board."),
)
NO_PIN_WOULD_MOVE = Kind(
    "no_pin_would_move",
    WRONG,
    Message("doctor.no_pin_would_move", "GPIOZERO_PIN_FACTORY is {factory} in {where}."),
    Message("doctor.no_pin_would_move.why", "The program then runs on pins that are not real, or not guarded."),
    "sudo sed -i '/GPIOZERO_PIN_FACTORY/d' {where}",
)


def chip(machine: Machine) -> Iterator[Finding]:
    """Does the kernel offer pins at all?"""
    if not machine.glob(CHIPS):
        yield NO_GPIO_CHIP()


def orphans(machine: Machine) -> Iterator[Finding]:
    """Is there a DHT reader whose program is gone? Such a process belongs to process 1."""
    for name in machine.glob("proc/[0-9]*/comm"):
        if (machine.text(name) or "").startswith("libgpiod_pulsei"):  # the kernel keeps 15 letters
            pid = name.split("/")[1]
            parent = re.search(r"^PPid:\s*(\d+)", machine.text(f"proc/{pid}/status") or "", re.MULTILINE)
            if parent and (parent[1] == "1" or process_name(int(parent[1]), machine.root) in REAPERS):
                yield HELPER_ORPHANED(pid=pid)


def busy(machine: Machine) -> Iterator[Finding]:
    """Does somebody else have a pin of the project? While the project runs, it has them itself."""
    assert machine.project is not None
    held_by = machine.pins_held_by
    if held_by is not None:
        if held_by.what != f"run {machine.project.name}":
            yield PINS_HELD(what=held_by.what or "?", pid=held_by.pid or 0)
        return
    for wire, gpio in on_gpio(machine.wires):
        use = line_use(gpio, machine.chip, machine.root, machine.senses.line)
        if use.in_use:
            yield PIN_BUSY(gpio=gpio, part=wire.part.name, holder=who(use), chip=machine.chip)


def strict(machine: Machine) -> Iterator[Finding]:
    """Does the kernel let a pin go when its program dies?"""
    persists = machine.text(PERSIST.format(chip="rp1" if machine.is_pi_5 else "bcm2835"))
    wanted = machine.boot_config.parameter("strict_gpiod")
    if persists == "Y" or (persists is None and not wanted):
        yield STRICT_AFTER_RESTART() if wanted else NOT_STRICT()


def overlays(machine: Machine) -> Iterator[Finding]:
    """Does config.txt give a pin of the project to somebody else?"""
    taken: dict[int, str] = {}
    for overlay, options in machine.boot_config.overlays():
        option, own = TAKEN_BY.get(overlay, ("", ()))
        said = options.get(option, "")
        for gpio in (int(said),) if said.isdecimal() else own:
            taken[gpio] = overlay
    for wire, gpio in on_gpio(machine.wires):
        if gpio in taken:
            yield PIN_TAKEN(gpio=gpio, overlay=taken[gpio], part=wire.part.name)


def back_end(machine: Machine) -> Iterator[Finding]:
    """Does a setting keep the pins from moving?"""
    places = [("~/.profile", machine.senses.environment.get("GPIOZERO_PIN_FACTORY", ""))]
    for name in ("etc/environment", *machine.glob("etc/highland/*.env")):
        said = re.search(r"^(?:export )?GPIOZERO_PIN_FACTORY=\"?(\w+)", machine.text(name) or "", re.MULTILINE)
        places.append((f"/{name}", said[1] if said else ""))
    for where, factory in places:
        if factory in NO_PIN_MOVES:
            yield NO_PIN_WOULD_MOVE(factory=factory, where=where)
