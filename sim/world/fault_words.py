"""A fault in words, as a person meets it: `Gas sensor: no power (gas=off)`; how it is typed stands behind."""

from __future__ import annotations

from devices import Message
from firmware.names import Names
from sim.world.faults import NO_POWER, Fault, FaultError, parse_fault

SAID = Message("fault.said", "{what}: {how} ({code})")

WORDS = {
    "stuck": Message("fault.is.stuck", "stuck"),
    "wrong": Message("fault.is.wrong", "wrong value"),
    "drift": Message("fault.is.drift", "drifts away from the truth"),
    "garbage": Message("fault.is.garbage", "any value"),
    "slow": Message("fault.is.slow", "slow value"),
    "delayed": Message("fault.is.delayed", "late value"),
    "poisoned": Message("fault.is.poisoned", "poisoned by silicone"),
    "off": Message("fault.is.off", "unplugged"),
    "intermittent": Message("fault.is.intermittent", "loose plug"),
    "nack": Message("fault.is.nack", "does not answer"),
    "stuck_bus": Message("fault.is.stuck_bus", "holds the bus low"),
    "hang": Message("fault.is.hang", "hangs until its power is cut"),
    "silent": Message("fault.is.silent", "often silent"),
    "checksum": Message("fault.is.checksum", "answers with mistakes"),
    "short": Message("fault.is.short", "answers break off"),
    "doubled": Message("fault.is.doubled", "twice or half the value"),
    "deaf_reader": Message("fault.is.deaf_reader", "its reader hears nothing until it is restarted"),
    "welded": Message("fault.is.welded", "cannot be switched off"),
    "shorted": Message("fault.is.shorted", "its transistor has a short"),
    "dead": Message("fault.is.dead", "cannot be switched on"),
    "open": Message("fault.is.open", "open circuit"),
    "dry": Message("fault.is.dry", "only air"),
    "clogged": Message("fault.is.clogged", "clogged"),
    "shaded": Message("fault.is.shaded", "in the shade"),
    "weak_cell": Message("fault.is.weak_cell", "a weak cell"),
    "cut": Message("fault.is.cut", "cut off"),
    "burst": Message("fault.is.burst", "burst"),
    "power_cut": Message("fault.is.power_cut", "power cut"),
    "brown_out": Message("fault.is.brown_out", "the board alone restarts"),
    "under_voltage": Message("fault.is.under_voltage", "the board's supply is too low"),
    "killed": Message("fault.is.killed", "the program is killed"),
    "stalled": Message("fault.is.stalled", "the program stands still"),
    "full": Message("fault.is.full", "full"),
    "lagging": Message("fault.is.lagging", "slow to save"),
    "unreadable": Message("fault.is.unreadable", "cannot be read"),
    "jump": Message("fault.is.jump", "jumps"),
    "no_power": Message("fault.is.no_power", "no energy left"),
}
STANDS_OPEN = Message("fault.is.stands_open", "stands open")
OF_THE_BOARD = {
    "board": Message("fault.thing.board", "Board"),
    "card": Message("fault.thing.card", "Memory card"),
    "clock": Message("fault.thing.clock", "Clock"),
}


def in_words(fault: Fault | str, names: Names, lang: str) -> Message | str:
    """The fault for a person; a text that is no fault stays as it is."""
    try:
        found = NO_POWER if fault == str(NO_POWER) else fault if isinstance(fault, Fault) else parse_fault(fault)
    except FaultError:
        return str(fault)
    what = OF_THE_BOARD.get(found.target) or names.thing(found.target).short(lang)
    how = STANDS_OPEN if found.target.endswith("door") and found.kind == "open" else WORDS[found.kind]
    return SAID(what=what, how=how, code=str(found))


def labeled(message: Message, names: Names, lang: str) -> Message:
    """The sentence of an event with each part, state and fault in it called by its name, its code behind."""
    found = names.labeled(message, lang)
    fault = found.values.get("fault")
    return found(**{**found.values, "fault": in_words(fault, names, lang)}) if isinstance(fault, str) else found
