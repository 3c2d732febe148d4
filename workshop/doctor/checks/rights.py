"""Who may use pins and buses: the service's user, and the person who asks."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine
from workshop.doctor.senses import Rights, User

DEVICES = (("gpio", "dev/gpiochip{chip}"), ("i2c", "dev/i2c-1"), ("spi", "dev/spidev0.0"))

NOT_IN_GROUP = Kind(
    "not_in_group",
    WRONG,
    Message("doctor.not_in_group", "The user {user} may not use {devices}."),
    Message("doctor.not_in_group.why", "No pin can be moved and no sensor read by this user."),
    "sudo usermod -aG {groups} {user}",
    Message("doctor.not_in_group.offline", "The same command. Log out and in again afterward."),
)
GROUP_NOT_YET = Kind(
    "group_not_yet",
    WORTH_KNOWING,
    Message("doctor.group_not_yet", "The user {user} is in {groups} now, but not yet in this session."),
    Message("doctor.group_not_yet.why", "A program started from here may not use {devices}."),
    offline=Message("doctor.group_not_yet.offline", "Log out and in again, or restart the board."),
)
DEVICE_OF_ROOT = Kind(
    "device_of_root",
    WRONG,
    Message("doctor.device_of_root", "Only root may use {devices}."),
    Message("doctor.device_of_root.why", "The rules that give them to a group are missing; root never runs a project."),
    "sudo apt install --reinstall raspberrypi-sys-mods",
    Message(
        "doctor.device_of_root.offline",
        "The install.sh of a bundle brings the same rules: run it again from the USB stick.",
    ),
)


def device_rights(machine: Machine) -> Iterator[Finding]:
    """May the service's user and the person who asks use what is there?"""
    devices = ((group, name.format(chip=machine.chip)) for group, name in DEVICES)
    there = [(group, f"/{name}", rights) for group, name in devices if (rights := machine.rights(name)) is not None]
    shut = [name for _, name, rights in there if not rights.mode & 0o060 or rights.gid == 0]
    if shut:
        yield DEVICE_OF_ROOT(devices=", ".join(shut))
    open_ones = [each for each in there if each[1] not in shut]
    known = machine.user(machine.me.name)
    for user in filter(None, (machine.service_user, machine.me)):
        listed = known if user is machine.me else user
        yield from _of(user, listed or user, open_ones)


def _of(user: User, listed: User, there: list[tuple[str, str, Rights]]) -> Iterator[Finding]:
    """What a user lacks; `listed` has the groups that the next session will have."""
    lacks = [each for each in there if not user.may_use(each[2])]
    later = [each for each in lacks if listed.may_use(each[2])]
    for kind, devices in ((GROUP_NOT_YET, later), (NOT_IN_GROUP, [each for each in lacks if each not in later])):
        if devices:
            groups = ",".join(group for group, _, _ in devices)
            yield kind(user=user.name, groups=groups, devices=", ".join(name for _, name, _ in devices))
