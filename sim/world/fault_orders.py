"""What somebody does to break something, in words for a menu: `Gas sensor: pull out the plug`."""

from __future__ import annotations

from devices import Message
from firmware.names import Names
from sim.world.fault_words import OF_THE_BOARD, in_words
from sim.world.faults import Fault

TO_DO = Message("fault.do", "{what}: {do}")

DO = {
    "off": Message("fault.do.off", "pull out the plug"),
    "stuck": Message("fault.do.stuck", "stays as it is"),
    "welded": Message("fault.do.welded", "sticks switched on"),
    "shorted": Message("fault.do.shorted", "give its transistor a short"),
    "dead": Message("fault.do.dead", "sticks switched off"),
    "open": Message("fault.do.open", "break its circuit"),
    "dry": Message("fault.do.dry", "leave it without water"),
    "clogged": Message("fault.do.clogged", "clog it"),
    "shaded": Message("fault.do.shaded", "put it into the shade"),
    "weak_cell": Message("fault.do.weak_cell", "take an old one with a weak cell"),
    "cut": Message("fault.do.cut", "switch it off"),
    "burst": Message("fault.do.burst", "let it burst"),
    "power_cut": Message("fault.do.power_cut", "cut its power"),
    "brown_out": Message("fault.do.brown_out", "let its voltage dip, so that it restarts"),
    "under_voltage": Message("fault.do.under_voltage", "let its supply sag, without a restart"),
    "killed": Message("fault.do.killed", "let the program crash"),
    "stalled": Message("fault.do.stalled", "let the program stand still"),
    "full": Message("fault.do.full", "fill it up"),
    "lagging": Message("fault.do.lagging", "let it save slowly"),
    "unreadable": Message("fault.do.unreadable", "make it unreadable"),
    "jump": Message("fault.do.jump", "let it jump by an hour"),
}
HALF = Message("fault.do.half", "shows half")
DOUBLE = Message("fault.do.double", "shows double")
ALWAYS = Message("fault.do.always", "always “{word}”")
STICKS = Message("fault.do.sticks", "sticks “{word}”")
LEAVE_OPEN = Message("fault.do.leave_open", "leave it open")
YES = Message("fault.do.yes", "yes")
NO = Message("fault.do.no", "no")


def thing_words(target: str, names: Names, lang: str, of_part: bool = False) -> Message | str:
    """What a thing that can break is called; `of_part` where it is a part, not the channel of the same name."""
    if target in OF_THE_BOARD:
        return OF_THE_BOARD[target]
    return (names.part(target) if of_part and target in names.parts else names.thing(target)).short(lang)


def to_do(fault: Fault, names: Names, lang: str) -> Message | str:
    """The fault as a thing to do; one that no menu offers is told as it is."""
    do = _do(fault, names, lang)
    if do is None:
        return in_words(fault, names, lang)
    return TO_DO(what=thing_words(fault.target, names, lang, of_part=fault.kind == "off"), do=do)


def _do(fault: Fault, names: Names, lang: str) -> Message | None:
    switch = names.thing(fault.target).on_and_off(lang)
    if fault.kind == "stuck" and "value" in fault.details:
        on = fault.details["value"] >= 0.5
        return ALWAYS(word=switch[0 if on else 1] if switch else YES if on else NO)
    if fault.kind == "wrong":
        return {0.5: HALF, 2.0: DOUBLE}.get(fault.details.get("gain", 1.0))
    if fault.kind in ("welded", "dead") and switch:
        return STICKS(word=switch[0 if fault.kind == "welded" else 1])
    if fault.kind == "open" and fault.target.endswith("door"):
        return LEAVE_OPEN
    return DO.get(fault.kind)
