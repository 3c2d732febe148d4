"""How a program leaves its outputs: off, let go, and not worn out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from devices import Message
from sim.chips._switched import SwitchedChip
from sim.programs.checking.check_run import LOOK_THERE, CheckResult, error_of, failed, passed, skipped
from sim.programs.checking.trial import TrialResult
from sim.programs.lint.wire_levels import SELECTED_S
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.driven.unknown_bits import UnknownBitsChip
from sim.programs.parts.kind import LED
from sim.programs.program_files import SourceLine
from sim.programs.testing.pin_record import PinRecord
from sim.wires.pins import HALF

MOVES, MOVES_S = 10, 9.5  # chosen: ten moves one second apart take 10 s; a little less is the clock's own rounding
RELAYS = ("relay", "valve", "pump", "fan", "uv_lamp")
BUSES = (2, 3, 7, 8, 9, 10, 11)  # I2C and SPI: a chip-select wire rests high
# Names in programs, English and Vietnamese (bom pump, quạt fan, rơ le relay).
LIKE_A_RELAY = re.compile(r"relay|ro_?le|pump|bom|fan|quat|valve|heater", re.IGNORECASE)
SURELY_A_RELAY = re.compile(r"relay|ro_?le", re.IGNORECASE)
A_DRIVER = re.compile(
    r"motor|forward|backward|l29[38]|drv88|tb6612|\b(in|ena?)_?[ab1-4]\b", re.IGNORECASE
)  # an H-bridge

OFF = Message("check.off", "It ends with its outputs off, after Ctrl-C too.")
ALL_OFF = Message("check.all_off", "All outputs were off at its end.")
NO_OUTPUT = Message("check.no_output", "It drives no pin.")
STILL_ON = Message("check.still_on", "{pins} stayed on after its end.")
IGNORED = Message("check.ignored", "It caught Ctrl-C and went on: nobody could stop it.")
AGAIN = Message("check.again", "After Ctrl-C it went on, until Ctrl-C was pressed again.")
STOP_THREADS = Message(
    "check.stop_threads",
    "Let each thread end: ask an Event in its loop and set it in finally:, or start it with daemon=True.",
)
ERROR_AT_END = Message("check.error_at_end", "There was an error while it ended: {error}.")
FINALLY = Message(
    "check.finally",
    "Put the loop into try: and switch everything off in finally:. A relay that is on when its pin is low needs a "
    "wiring list with active_high = false.",
)
LET_CTRL_C = Message("check.let_ctrl_c", "Write `except Exception:` instead of `except:`.")

LETS_GO = Message("check.lets_go", "It lets go of its pins.")
LET_GO = Message("check.let_go", "It drove no pin any more after its end.")
STILL_DRIVES = Message("check.still_drives", "It still drove {pins} after its end.")
CLEANUP = Message("check.cleanup", "Put {call} into a finally: block at the end; gpiozero does it by itself.")

RELAY = Message("check.relay", "It switches no relay more than once a second for long.")
CALM = Message("check.calm", "No relay moved that often.")
NOT_KNOWN = Message("check.not_known", "No relay moved that often. {pins} did: fine for an LED, too fast for a relay.")
TOO_OFTEN = Message("check.too_often", "GPIO{gpio} moved {moves} times within {seconds:.1f} s.")
PWM = Message("check.pwm", "GPIO{gpio} gets PWM: a relay would chatter.")
REST = Message(
    "check.rest", "Give it two limits, one to switch on and one to switch off, and a shortest time for each state."
)


def ends_off(seen: TrialResult) -> CheckResult:
    """After Ctrl-C, or at its own end."""
    if seen.ignored_ctrl_c:
        return failed(OFF, IGNORED, LET_CTRL_C, seen.error_line)
    if seen.stopped_by_us and seen.ctrl_cs > 1:
        return failed(OFF, AGAIN, STOP_THREADS, seen.error_line)
    if seen.error is not None and seen.stopped_by_us:
        return failed(OFF, ERROR_AT_END(error=error_of(seen)), seen.error.hint or LOOK_THERE, seen.error_line)
    outputs = outputs_of(seen)
    on = [gpio for gpio in outputs if gpio in seen.driven_at_end and is_on(seen, gpio, seen.driven_at_end[gpio])]
    if on:
        return failed(OFF, STILL_ON(pins=_pins(on)), FINALLY, last_line(outputs[on[0]]))
    return passed(OFF, ALL_OFF if outputs else NO_OUTPUT)


def lets_go(seen: TrialResult) -> CheckResult:
    """What is still driven when everything is over."""
    outputs = outputs_of(seen)
    if not outputs:
        return skipped(LETS_GO, NO_OUTPUT)
    driven = [gpio for gpio in outputs if gpio in seen.driven_at_end and gpio not in seen.kept_by_design]
    if driven:
        return failed(
            LETS_GO, STILL_DRIVES(pins=_pins(driven)), CLEANUP(call=seen.lets_go), outputs[driven[0]].history[0].line
        )
    return passed(LETS_GO, LET_GO)


def relays(seen: TrialResult, shaken_s: Sequence[float] = ()) -> CheckResult:
    """How often each output moves; whether it is a relay is told by the wiring list, or by the program's own names.

    `shaken_s` are the moments at which the world changed: a move at each of them is no chatter.
    """
    outputs = outputs_of(seen)
    if not outputs:
        return skipped(RELAY, NO_OUTPUT)
    quick = []
    for gpio, pin in outputs.items():
        relay = is_relay(seen, gpio, pin)
        if relay and any(change.pwm for change in pin.history):
            line = next(change.line for change in pin.history if change.pwm)
            return failed(RELAY, PWM(gpio=gpio), REST, line)
        changes = pin.changes
        for earlier, later in zip(changes, changes[MOVES:], strict=False):
            lasted_s = later[0] - earlier[0]
            asked_for = sum(earlier[0] <= t_s <= later[0] for t_s in shaken_s)
            if lasted_s < MOVES_S and asked_for < MOVES / 2:
                if relay:
                    return failed(RELAY, TOO_OFTEN(gpio=gpio, moves=MOVES + 1, seconds=lasted_s), REST, last_line(pin))
                quick.append(gpio)
                break
    return passed(RELAY, NOT_KNOWN(pins=_pins(quick)) if quick else CALM)


def is_on(seen: TrialResult, gpio: int, duty: float) -> bool:
    """Whether what hangs on a pin is on at that duty."""
    chip = _switched(seen, gpio)
    if chip is not None and not chip.option("active_high", True):
        return duty < HALF
    return duty > 0.0


def is_relay(seen: TrialResult, gpio: int, pin: PinRecord) -> bool:
    """Whether a relay hangs on a pin: it wears out, and has two states only."""
    chip = _switched(seen, gpio)
    if chip is not None:
        return chip.part.driver in RELAYS
    if seen.outputs.get(gpio, LED) not in (LED, "OutputDevice", "DigitalOutputDevice", "output"):
        return False  # gpiozero's own names: Buzzer, Servo, RGBLED
    names = " ".join(line.text for line in lines_of(seen, gpio))
    if A_DRIVER.search(names) and not SURELY_A_RELAY.search(names):
        return False
    pattern = SURELY_A_RELAY if any(change.pwm for change in pin.history) else LIKE_A_RELAY  # a MOSFET takes PWM
    return pattern.search(names) is not None


def lines_of(seen: TrialResult, gpio: int) -> list[SourceLine]:
    """The lines of the program that changed a pin."""
    return list(dict.fromkeys(change.line for change in seen.pins[gpio].history if change.line is not None))


def _switched(seen: TrialResult, gpio: int) -> SwitchedChip | None:
    for chip in seen.parts.values():
        if isinstance(chip, SwitchedChip) and chip.part.options.get("pin") == gpio:
            return chip
    return None


def outputs_of(seen: TrialResult) -> dict[int, PinRecord]:
    """The pins that were driven, without the wires to sensors and buses."""
    wires: set[Any] = set()
    for chip in seen.parts.values():
        options = chip.part.options
        if not isinstance(chip, SwitchedChip):
            wires.update(options.get(name) for name in ("pin", "trigger", "echo", "device"))  # a chip select, too
        if "clock" in options:
            wires.update(options.get("pins", ()))
    return {
        gpio: pin
        for gpio, pin in seen.pins.items()
        if gpio not in BUSES
        and gpio not in wires
        and not _is_of_display(seen, gpio)
        and any(change.high is not None for change in pin.history)
        and not _selects_a_chip(pin)
    }


def _is_of_display(seen: TrialResult, gpio: int) -> bool:
    """Whether it only carries bits to a display: then a high level is no part that is on."""
    kind = KINDS.get(seen.outputs.get(gpio, ""))
    return kind is not None and issubclass(kind.chip, DisplayChip | UnknownBitsChip)


def _selects_a_chip(pin: PinRecord) -> bool:
    """Whether it rests high and is low for moments only: it is a wire to a chip, and high is its rest."""
    changes = pin.changes
    lows = [later[0] - earlier[0] for earlier, later in pairwise(changes) if not earlier[1]]
    return bool(lows) and max(lows) < SELECTED_S


def last_line(pin: PinRecord) -> SourceLine | None:
    """Where the program changed a pin last."""
    return next((change.line for change in reversed(pin.history) if change.line is not None), None)


def _pins(gpios: list[int]) -> str:
    return ", ".join(f"GPIO{gpio}" for gpio in sorted(gpios))
