"""What must outlive a power cut: the state folder and the latches in it."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message
from firmware.latches import opened
from workshop.doctor.finding import WRONG, Finding, Kind, NotLookedAt
from workshop.doctor.machine import STATE, Machine
from workshop.doctor.senses import READ, WRITE

STATE_MISSING = Kind(
    "state_folder_missing",
    WRONG,
    Message("doctor.state_folder_missing", "The folder /var/lib/highland is missing."),
    Message("doctor.state_folder_missing.why", "The service cannot save latched alarms and readings."),
    "sudo install -d -m 2770 -o highland -g highland /var/lib/highland",
)
STATE_SHUT = Kind(
    "state_folder_shut",
    WRONG,
    Message("doctor.state_folder_shut", "The user {user} may not use {folder} as it must."),
    Message("doctor.state_folder_shut.why", "Latched alarms are forgotten at a power cut, and readings are lost."),
    "sudo chown -R highland:highland /var/lib/highland",
)
LATCHES_DAMAGED = Kind(
    "latches_damaged",
    WRONG,
    Message("doctor.latches_damaged", "The file {file} of latched alarms is damaged."),
    Message("doctor.latches_damaged.why", "The project starts in its safe state and cannot say what happened before."),
    "sudo mv {file} {file}.damaged",
    Message("doctor.latches_damaged.offline", "The same command. Look first what the alarm was about."),
)


def folder(machine: Machine) -> Iterator[Finding]:
    """Is it there, and may the service's user do with it and with what lies in it what it must?"""
    user = machine.service_user
    if user is None:
        return
    if not machine.has(STATE):
        yield STATE_MISSING()
        return
    needed = dict.fromkeys(machine.glob(f"{STATE}/*.json"), READ)  # a new one takes their place
    needed |= dict.fromkeys((STATE, *machine.glob(f"{STATE}/outbox"), *_outboxes(machine)), READ | WRITE)
    for name, wanted in sorted(needed.items()):
        rights = machine.rights(name)
        if rights is not None and not user.may_use(rights, wanted):
            yield STATE_SHUT(user=user.name, folder=f"/{name}")
            return


def _outboxes(machine: Machine) -> list[str]:
    """The outboxes, where this user may look into their folder, which belongs to the service alone."""
    try:
        return machine.glob(f"{STATE}/outbox/*.db")
    except NotLookedAt:
        return []


def latches(machine: Machine) -> Iterator[Finding]:
    """Can each file of latches be read?"""
    for name in machine.glob(f"{STATE}/*.json"):
        text = machine.text(name)
        try:
            if text is not None:
                opened(text)
        except ValueError:
            yield LATCHES_DAMAGED(file=f"/{name}")
