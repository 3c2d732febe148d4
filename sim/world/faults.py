"""Faults: every kind with its details, a fault as people write it, and what it does to a sensor or to the board.

Written as `TARGET=KIND(k=v)@START..END/EVERY?CHANCE`: `gas=off@30m..45m`, `box_humidity_pct=wrong(offset=-20)@1h`,
`heater=welded@2h`, `board=killed@1h..61m/6h?0.5` (first after an hour, then every six hours, each time with a chance of
one half). Without an end a fault stays; without a start it is there from the beginning.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import exp, inf, isfinite
from typing import Any

from devices import HighlandError, Message
from firmware.latches import Latches
from sim.chips._analog import Distortion
from sim.time.clock import VirtualClock
from sim.time.durations import seconds

SENSES: dict[str, tuple[str, ...]] = {  # what the part feels is not what is true
    "stuck": ("value",),
    "wrong": ("offset", "gain"),
    "drift": ("per_h",),  # further from the truth every hour
    "garbage": ("low", "high"),
    "slow": ("tau_s",),
    "delayed": ("delay_s",),
}
VOLTS: dict[str, tuple[str, ...]] = {  # what an analog part puts out is not what it should
    "wrong": ("offset_v", "gain"),
    "drift": ("v_per_h",),
    "poisoned": ("share", "over_h"),  # an MQ: the share of its answer that is lost, and how many hours that takes
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
    "deaf_reader": (),
    "welded": (),
    "shorted": (),
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
    "under_voltage": (),  # the board's own supply is too low, and its flag says so; the program runs on
    "stalled": (),  # the process stands still: pins keep their level; at the end it goes on as if nothing had happened
    "full": (),  # nothing can be written
    "lagging": ("save_s",),  # whatever is saved takes so long
    "unreadable": (),  # what was saved cannot be read
    "jump": ("by_s",),  # the clock on the wall moves, as when the internet comes back
}
ON_THE_BOARD: dict[str, tuple[str, ...]] = {  # what the board itself can have, by the name of its thing
    "board": ("power_cut", "brown_out", "under_voltage", "killed", "stalled"),
    "card": ("full", "lagging", "unreadable"),
    "clock": ("jump",),
}
OF_BOTH = {kind: tuple(dict.fromkeys(SENSES[kind] + VOLTS[kind])) for kind in SENSES if kind in VOLTS}
KINDS = SENSES | VOLTS | POWER | WIRES | WORLD | MACHINE | OF_BOTH


SHAPE = re.compile(
    r"(?P<target>\w+)=(?P<kind>\w+)(\((?P<details>[^)]*)\))?"
    r"(@(?P<start>(\d+\.\d+|[^./?])*)(\.\.(?P<end>[^/?]*))?)?(/(?P<every>[^?]*))?(\?(?P<chance>.*))?"
)
WORDS = {"true": 1.0, "on": 1.0, "false": 0.0, "off": 0.0}

NOT_A_FAULT = Message("fault.shape", "{text} is not a fault: {reason}.")
SHAPELESS = Message("fault.shapeless", "it does not look like CHANNEL=KIND(k=v)@START..END")
NO_KIND = Message("fault.no_kind", "the kinds are {kinds}")
NO_NUMBER = Message("fault.no_number", "a number is missing in it")
NO_SHARE = Message("fault.no_share", "p is a share from 0 to 1")
NO_TIME = Message("fault.no_time", "a time must be above 0 s")
NO_CHANCE = Message("fault.no_chance", "a chance is a number from 0 to 1")
ENDS_FIRST = Message("fault.ends_first", "it ends before it starts")
OVERLAPS = Message("fault.overlaps", "what comes again must end before it comes again")
TAKES = Message("fault.takes", "{kind} takes {details}, not {name}")
TAKES_NOTHING = Message("fault.takes_nothing", "{kind} takes nothing in brackets, so not {name}")
NOT_A_FAULT_HINT = Message("fault.shape.hint", "Write for example gas=off@30m..45m or heater=welded@2h.")
CANNOT = Message("fault.cannot", "{target} cannot have the fault {kind}.")
NO_DETAIL = Message("fault.no_detail", "{target}={kind} has the detail {detail}, which means nothing there.")
NO_DETAIL_HINT = Message("fault.no_detail.hint", "There {kind} takes: {details}.")
CANNOT_HINT = Message("fault.cannot.hint", "It can have: {kinds}.")
NO_TARGET = Message("fault.no_target", "There is no channel, part or actuator called {target}.")
NO_TARGET_HINT = Message("fault.no_target.hint", "There are: {names}.")


class FaultError(HighlandError):
    """A fault that cannot be: it says what can."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a channel, part, actuator, thing of the world or of the board.

    It lasts from `start_s` to `end_s` after the start of the run; with `every_s` above 0 it comes again and again.
    Each time it comes only with that `chance`, 0 to 1.
    """

    target: str
    kind: str
    start_s: float = 0.0
    end_s: float = float("inf")
    details: Mapping[str, float] = field(default_factory=dict, hash=False)
    every_s: float = 0.0
    chance: float = 1.0

    @property
    def share(self) -> float:
        """How often it happens, 0 to 1: the detail `p`, or always."""
        return self.details.get("p", 1.0)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value:g}" for name, value in self.details.items())
        return f"{self.target}={self.kind}({details})" if details else f"{self.target}={self.kind}"


DOWN = "DOWN"  # the state while the board itself is down: no law runs
NO_POWER = Fault("board", "no_power")  # nobody injects it: the world's own supply has nothing left


def parse_fault(text: str) -> Fault:
    """The fault in a text. Raises FaultError."""
    found = SHAPE.fullmatch(text.replace(" ", ""))
    if found is None:
        raise _refused(text, SHAPELESS)
    kind = found["kind"]
    if kind not in KINDS:
        raise _refused(text, NO_KIND(kinds=", ".join(KINDS)))
    try:
        details = dict(_detail(each, kind) for each in (found["details"] or "").split(",") if each)
        start_s = seconds(found["start"]) if found["start"] else 0.0
        end_s = seconds(found["end"]) if found["end"] else float("inf")
        every_s = seconds(found["every"]) if found["every"] is not None else 0.0
        chance = float(found["chance"]) if found["chance"] is not None else 1.0
    except HighlandError as error:
        raise _refused(text, error.message) from None
    except ValueError:
        raise _refused(text, NO_NUMBER) from None
    if not 0.0 <= details.get("p", 1.0) <= 1.0:
        raise _refused(text, NO_SHARE)
    if min(details.get("tau_s", 1.0), details.get("delay_s", 1.0), details.get("over_h", 1.0)) <= 0.0:
        raise _refused(text, NO_TIME)
    if not 0.0 <= chance <= 1.0:
        raise _refused(text, NO_CHANCE)
    if end_s <= start_s:
        raise _refused(text, ENDS_FIRST)
    if found["every"] is not None and not 0.0 < end_s - start_s < every_s:
        raise _refused(text, OVERLAPS)
    return Fault(found["target"], kind, start_s, end_s, details, every_s, chance)


def _detail(text: str, kind: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    if name not in KINDS[kind]:
        details = ", ".join(KINDS[kind])
        takes = TAKES(kind=kind, details=details, name=name) if details else TAKES_NOTHING(kind=kind, name=name)
        raise HighlandError(takes)
    found = WORDS[value.lower()] if value.lower() in WORDS else float(value)
    if not isfinite(found):
        raise ValueError("a part would fail by it, not the world")
    return name, found


def _refused(text: str, reason: Message) -> FaultError:
    return FaultError(NOT_A_FAULT(text=text, reason=reason), NOT_A_FAULT_HINT)


EIO, ENOSPC = 5, 28  # Linux errno "Input/output error", "No space left on device": Windows numbers differ
START_AGAIN_S = 2.0  # chosen: systemd starts a service that died again after so long (RestartSec)
BOOT_S = 30.0  # chosen: a Raspberry Pi from power-on until the service runs; measure yours


class BoardDown(BaseException):
    """The program that controlled the parts is gone at this very moment. No `except Exception` may stop it.

    `kind` is the fault that did it. The loop's `finally` still runs in this process, but the pins do not listen.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Card:
    """The memory card with the state file, and the worker that waits for it.

    While it is `full`, saving raises OSError 28, as on a real one; while it is `unreadable`, loading raises OSError 5;
    with `save_s` above 0 it takes so many virtual seconds until something is saved.
    """

    error: Exception | None = None
    lost = 0
    late_s = 0.0

    def __init__(self, latches: Latches) -> None:
        self.full = self.unreadable = False
        self.save_s = 0.0
        self.clock: VirtualClock | None = None  # of the board that the card is in
        self._latches = latches
        self._life = 0

    def load(self) -> dict[str, Any] | None:
        """What was saved last. Raises OSError when it cannot be read."""
        if self.unreadable:
            raise OSError(EIO, "Input/output error")
        return self._latches.load()

    def save(self, latched: dict[str, Any]) -> None:
        """Keep it. Raises OSError when the card is full."""
        if self.full:
            raise OSError(ENOSPC, "No space left on device")
        self._latches.save(latched)

    def put(self, job: Callable[[], None]) -> None:
        """Do it at once, or when a slow card has done it."""
        if self.clock is None or not self.save_s:
            job()
        else:
            self.clock.at(self.clock.monotonic() + self.save_s, partial(self._do, job, self._life))

    def pull_out(self) -> None:
        """The program that waited for the card is gone: what is not saved yet never will be."""
        self._life += 1

    def close(self, timeout_s: float = 0.0) -> bool:
        """Nothing to wait for: it is virtual time that passes."""
        return True

    def _do(self, job: Callable[[], None], life: int) -> None:
        if life == self._life:
            job()


GARBAGE = (0.0, 100.0)  # range of a garbage value when the fault gives none
TAU_S = 60.0
DELAY_S = 60.0
PER_H = 1.0  # in the unit of the channel
V_PER_H = 0.01
LOST_SHARE = 0.5
OVER_H = 24.0
HOUR_S = 3600.0


def distortion_of(fault: Fault, held: float, rng: random.Random) -> Distortion:
    """How a fault distorts what is true; `held` is what the part felt when the fault began."""
    details = fault.details
    if fault.kind == "stuck":
        value = details.get("value", held)
        return lambda _true, _now_s: value
    if fault.kind == "wrong":
        gain, offset = details.get("gain", 1.0), details.get("offset", 0.0) + details.get("offset_v", 0.0)
        return lambda true, _now_s: true * gain + offset
    if fault.kind == "drift":
        return _Ramp(details.get("v_per_h", details.get("per_h", PER_H))).felt
    if fault.kind == "poisoned":
        share = details.get("share", LOST_SHARE)
        return _Ramp(share / details.get("over_h", OVER_H), share).felt
    if fault.kind == "garbage":
        low, high = details.get("low", GARBAGE[0]), details.get("high", GARBAGE[1])
        return lambda _true, _now_s: rng.uniform(low, high)
    if fault.kind == "slow":
        return _Slow(held, details.get("tau_s", TAU_S)).felt
    return _Delayed(held, details.get("delay_s", DELAY_S)).felt


class _Ramp:
    """Adds more every hour, up to `most`, from the moment it is first looked at."""

    def __init__(self, per_h: float, most: float = inf) -> None:
        self._per_s = per_h / HOUR_S
        self._most = most
        self._since_s: float | None = None

    def felt(self, true: float, now_s: float) -> float:
        if self._since_s is None:
            self._since_s = now_s
        return true + min(self._per_s * (now_s - self._since_s), self._most)


class _Slow:
    """Follows the true value with a time constant, as a sensor covered in dust does."""

    def __init__(self, held: float, tau_s: float) -> None:
        self._value = float(held)
        self._tau_s = tau_s
        self._seen_s: float | None = None

    def felt(self, true: float, now_s: float) -> float:
        passed_s = 0.0 if self._seen_s is None else now_s - self._seen_s
        self._seen_s = now_s
        self._value += (true - self._value) * (1.0 - exp(-passed_s / self._tau_s))
        return self._value


class _Delayed:
    """Gives the true value of some time ago."""

    def __init__(self, held: float, delay_s: float) -> None:
        self._value = float(held)
        self._delay_s = delay_s
        self._coming: deque[tuple[float, float]] = deque()

    def felt(self, true: float, now_s: float) -> float:
        self._coming.append((now_s, true))
        while self._coming and self._coming[0][0] <= now_s - self._delay_s:
            self._value = self._coming.popleft()[1]
        return self._value
