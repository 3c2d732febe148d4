"""Every kind of fault there is, in the field's words, with the details that it takes in brackets."""

from __future__ import annotations

SENSES: dict[str, tuple[str, ...]] = {  # what the part feels is not what is true
    "stuck": ("value",),
    "wrong": ("offset", "gain"),
    "garbage": ("low", "high"),
    "slow": ("tau_s",),
    "delayed": ("delay_s",),
}
POWER: dict[str, tuple[str, ...]] = {"off": (), "intermittent": ("p",)}
WIRES: dict[str, tuple[str, ...]] = {  # a chip says in `wire_faults` which of these it can have
    "nack": (),
    "stuck_bus": (),
    "hang": (),
    "silent": ("p",),
    "checksum": ("p",),
    "short": ("p",),
    "doubled": ("p",),
    "welded": (),
    "dead": (),
}
WORLD: dict[str, tuple[str, ...]] = {  # a plant says in FAULTS which of these its things can have
    "open": (),  # a heater or lamp whose circuit is open; a door that stands open
    "dry": (),  # a pump or a probe in the air
    "stuck": ("value",),  # a valve that stays as it is, or shut (0), or open (1)
    "clogged": ("share",),  # a bed: share of the clean flow that is left
    "shaded": ("share",),  # a panel: share of the light that is lost
    "weak_cell": ("share",),  # a battery: share of its capacity that is left
    "cut": (),  # the mains
    "burst": (),  # a pipe
}
MACHINE: dict[str, tuple[str, ...]] = {
    "power_cut": (),  # board and parts lose their power; at the end the board boots
    "brown_out": (),  # the board alone resets: its pins let go; at the end it boots
    "killed": (),  # the process dies without a last word: pins keep their level; at the end it is started again
    "full": (),  # nothing can be written
    "jump": ("by_s",),  # the clock on the wall moves, as when the internet comes back
}
ON_THE_BOARD: dict[str, tuple[str, ...]] = {  # what the board itself can suffer, by the name of its thing
    "board": ("power_cut", "brown_out", "killed"),
    "card": ("full",),
    "clock": ("jump",),
}
KINDS = SENSES | POWER | WIRES | WORLD | MACHINE
