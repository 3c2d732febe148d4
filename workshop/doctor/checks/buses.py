"""The buses I2C and SPI: switched on, not hung, and is everybody there who is on the wiring list?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from devices import Message
from firmware.board.health import FAILS
from wiring.links import on_i2c
from workshop.doctor.finding import IN_USE, WORTH_KNOWING, WRONG, Finding, Kind, NotLookedAt
from workshop.doctor.machine import Machine

I2C, SPI = "dev/i2c-1", "dev/spidev0.0"

I2C_OFF = Kind(
    "i2c_off",
    WRONG,
    Message("doctor.i2c_off", "I2C is switched off, and these parts need it: {parts}."),
    Message("doctor.i2c_off.why", "None of them gives a value."),
    "sudo raspi-config nonint do_i2c 0",
)
I2C_NO_DEVICE = Kind(
    "i2c_no_device",
    WRONG,
    Message("doctor.i2c_no_device", "I2C is on in config.txt, but there is no /dev/i2c-1."),
    Message("doctor.i2c_no_device.why", "The board was not restarted since, or the module i2c-dev is not loaded."),
    "sudo modprobe i2c-dev",
    Message("doctor.i2c_no_device.offline", "The same command. If it changes nothing, restart the board."),
)
SPI_OFF = Kind(
    "spi_off",
    WRONG,
    Message("doctor.spi_off", "SPI is switched off, and these parts need it: {parts}."),
    Message("doctor.spi_off.why", "None of them gives a value."),
    "sudo raspi-config nonint do_spi 0",
)
SPI_NO_DEVICE = Kind(
    "spi_no_device",
    WRONG,
    Message("doctor.spi_no_device", "SPI is on in config.txt, but there is no /dev/spidev0.0."),
    Message("doctor.spi_no_device.why", "The board was not restarted since."),
    "sudo shutdown -r now",
)
BUS_HUNG = Kind(
    "i2c_hung",
    WRONG,
    Message("doctor.i2c_hung", "The I2C bus hangs: SDA (pin 3) or SCL (pin 5) is held low."),
    Message("doctor.i2c_hung.why", "No part on it answers: {parts}."),
    offline=Message("doctor.i2c_hung.offline", "Look for a short, then unplug the parts one by one and look again."),
)
PART_SILENT = Kind(
    "i2c_part_silent",
    WRONG,
    Message("doctor.i2c_part_silent", "{part} does not answer at address {address}."),
    Message("doctor.i2c_part_silent.why", "It gives no value: the project stays in a fault."),
    offline=Message(
        "doctor.i2c_part_silent.offline",
        "Check its power, SDA on pin 3 and SCL on pin 5, and the solder bridge or pin that sets its address.",
    ),
)
PART_FAILS = Kind(
    "part_fails",
    WRONG,
    Message("doctor.part_fails", "The running project gets no value from {part}."),
    Message("doctor.part_fails.why", "The project stays in a fault until it answers."),
    offline=Message(
        "doctor.part_fails.offline", "Check its power and its wires; `highland wiring` shows where each one goes."
    ),
)
STRANGER = Kind(
    "i2c_stranger",
    WORTH_KNOWING,
    Message("doctor.i2c_stranger", "Something answers at address {address} that is not on the wiring list."),
    Message("doctor.i2c_stranger.why", "It may be a listed part whose address is set differently."),
    "highland wiring {project}",
)


def running_parts(machine: Machine) -> Iterator[Finding]:
    """What the running project says of its parts: nobody else may come between a chip's command and its answer."""
    for part, word in (_health(machine) or {}).items():
        if word == FAILS:
            yield PART_FAILS(part=part)


def _health(machine: Machine) -> Mapping[str, str] | None:
    """The word of the program that has the pins; None when nobody has them. Raises NotLookedAt where it is silent."""
    if machine.pins_held_by is None:
        return None
    if machine.health is None:
        raise NotLookedAt(IN_USE(what=machine.pins_held_by.what))
    return machine.health


def i2c_on(machine: Machine) -> Iterator[Finding]:
    """Is I2C on where a part needs it?"""
    parts = ", ".join(wire.part.name for wire, _ in on_i2c(machine.wires))
    if parts and not machine.has(I2C):
        is_on = machine.boot_config.parameter("i2c_arm", "i2c", "i2c1")
        yield I2C_NO_DEVICE() if is_on else I2C_OFF(parts=parts)


def spi_on(machine: Machine) -> Iterator[Finding]:
    """Is SPI on where a part needs it?"""
    parts = ", ".join(wire.part.name for wire in machine.wires if wire.terminal.role == "spi")
    if parts and not machine.has(SPI):
        yield SPI_NO_DEVICE() if machine.boot_config.parameter("spi") else SPI_OFF(parts=parts)


def i2c_parts(machine: Machine) -> Iterator[Finding]:
    """Who answers, against the wiring list. A bus that a running project uses is left alone."""
    listed = {address: wire.part.name for wire, address in on_i2c(machine.wires)}
    if not listed or machine.project is None or not machine.has(I2C):
        return
    if _health(machine) is not None:  # `running_parts` tells
        return
    found = machine.senses.answering()
    if found is None:
        yield BUS_HUNG(parts=", ".join(listed.values()))
        return
    for address, part in listed.items():
        if address not in found:
            yield PART_SILENT(part=part, address=f"0x{address:02X}")
    for address in sorted(found - set(listed)):
        if machine.has(f"sys/bus/i2c/devices/1-{address:04x}"):  # the kernel's own, such as a clock module
            continue
        yield STRANGER(address=f"0x{address:02X}", project=machine.project.name)
