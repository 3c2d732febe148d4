"""Every check in one table: what it is called for people, and on which machines it can be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from devices import Message
from workshop.doctor.checks import (
    buses,
    card,
    clock,
    club,
    computer,
    libraries,
    parts,
    pins,
    power,
    release,
    rights,
    service,
    state,
)
from workshop.doctor.finding import Finding
from workshop.doctor.machine import Machine


class Where(Enum):
    """On which machines a check can be made."""

    ANYWHERE = "anywhere"
    PI = "pi"
    PROJECT = "project"  # anywhere, once a project is named
    PI_WITH_PROJECT = "pi_with_project"

    def fits(self, machine: Machine) -> bool:
        """Whether it can be made on this machine."""
        needs_pi = self in (Where.PI, Where.PI_WITH_PROJECT)
        needs_project = self in (Where.PROJECT, Where.PI_WITH_PROJECT)
        return not (needs_pi and machine.model is None) and not (needs_project and machine.project is None)


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the table. `key` is stable, for scripts."""

    key: str
    title: Message
    look: Callable[[Machine], Iterable[Finding]]
    where: Where = Where.PI


CALIBRATIONS = Message("doctor.check.calibrations", "calibrations")
CHECKS = (
    Check("board", Message("doctor.check.board", "model of the board"), computer.board),
    Check("system", Message("doctor.check.system", "operating system"), computer.system),
    Check("python", Message("doctor.check.python", "Python"), computer.python, Where.ANYWHERE),
    Check("memory", Message("doctor.check.memory", "memory"), computer.memory),
    Check("heat", Message("doctor.check.heat", "temperature"), computer.heat),
    Check("language", Message("doctor.check.language", "language"), computer.language),
    Check("gpiozero", Message("doctor.check.gpiozero", "gpiozero"), libraries.gpiozero, Where.ANYWHERE),
    Check("pin_library", Message("doctor.check.pin_library", "library for the pins"), libraries.pin_library),
    Check("blinka", Message("doctor.check.blinka", "Adafruit's libraries"), libraries.blinka),
    Check("dht_reader", Message("doctor.check.dht_reader", "DHT reader"), libraries.dht_reader, Where.PI_WITH_PROJECT),
    Check("rights", Message("doctor.check.rights", "permissions"), rights.device_rights),
    Check("chip", Message("doctor.check.chip", "chip of the pins"), pins.chip),
    Check("orphans", Message("doctor.check.orphans", "DHT readers left behind"), pins.orphans),
    Check("strict", Message("doctor.check.strict", "pins after a crash"), pins.strict),
    Check("busy", Message("doctor.check.busy", "who has the pins"), pins.busy, Where.PI_WITH_PROJECT),
    Check("overlays", Message("doctor.check.overlays", "pins in config.txt"), pins.overlays, Where.PI_WITH_PROJECT),
    Check("back_end", Message("doctor.check.back_end", "choice of the pin library"), pins.back_end),
    Check("i2c_on", Message("doctor.check.i2c_on", "I2C"), buses.i2c_on, Where.PI_WITH_PROJECT),
    Check("spi_on", Message("doctor.check.spi_on", "SPI"), buses.spi_on, Where.PI_WITH_PROJECT),
    Check("i2c_parts", Message("doctor.check.i2c_parts", "parts on I2C"), buses.i2c_parts, Where.PI_WITH_PROJECT),
    Check(
        "running_parts",
        Message("doctor.check.running_parts", "parts of the running project"),
        buses.running_parts,
        Where.PI_WITH_PROJECT,
    ),
    Check("supply", Message("doctor.check.supply", "power supply"), power.supply),
    Check("clock", Message("doctor.check.clock", "clock"), clock.time),
    Check("clock_source", Message("doctor.check.clock_source", "what sets the clock"), clock.source),
    Check("room", Message("doctor.check.room", "room on the card"), card.room, Where.ANYWHERE),
    Check("stays", Message("doctor.check.stays", "whether the card keeps what is written"), card.stays),
    Check("card_errors", Message("doctor.check.card_errors", "errors of the card"), card.errors),
    Check("wear", Message("doctor.check.wear", "wear of the card"), card.wear),
    Check("state", Message("doctor.check.state", "folder for latched alarms"), state.folder),
    Check("latches", Message("doctor.check.latches", "latched alarms"), state.latches),
    Check("outbox", Message("doctor.check.outbox", "records that wait"), club.outbox),
    Check("settings", Message("doctor.check.settings", "address of the hub"), club.settings, Where.ANYWHERE),
    Check("hub", Message("doctor.check.hub", "hub"), club.hub, Where.ANYWHERE),
    Check("service", Message("doctor.check.service", "service"), service.service, Where.PI_WITH_PROJECT),
    Check("watchdog", Message("doctor.check.watchdog", "watchdog of the board"), service.board_watchdog),
    Check("first_boot", Message("doctor.check.first_boot", "first boot"), release.first_boot),
    Check("release", Message("doctor.check.release", "installed release"), release.release),
    Check("update", Message("doctor.check.update", "last update"), release.update),
    Check("wiring_list", Message("doctor.check.wiring_list", "wiring list"), parts.wiring_list, Where.PROJECT),
    Check("calibrations", CALIBRATIONS, parts.calibrations, Where.PI_WITH_PROJECT),
    Check("trials", Message("doctor.check.trials", "trials of the parts"), parts.trials, Where.PI_WITH_PROJECT),
)
