"""A program that is over before anything could happen: it set up what should happen, and nobody waits for it."""

from __future__ import annotations

from devices import Message
from sim.programs.lint.finding import FindingLog, Rule
from sim.wires.pins import Net
from wiring.checks import Severity

AT_ONCE_S = 1.0  # chosen: nobody presses a button so soon
BLINKS = "_blink_thread"  # of LED.blink(), Buzzer.beep() and others
HANDLERS = ("when_activated", "when_deactivated", "when_held", "when_rotated", "source")  # of gpiozero's devices

NOBODY_WAITS = Rule(
    Severity.FAILS,
    Message("lint.nobody_waits", "The program ended after {seconds:.1f} s: nothing waits for what it has set up."),
    Message(
        "lint.nobody_waits.hint",
        "Write pause() as its last line, and `from signal import pause` at its top. Or let a loop sleep until Ctrl-C.",
    ),
)


def look_back(log: FindingLog, nets: list[Net], lasted_s: float) -> None:
    """The program has come to its last line, and no error ended it."""
    if lasted_s < AT_ONCE_S and (_has_handlers() or any(_listens(net) for net in nets)):
        log.add(NOBODY_WAITS, {"seconds": lasted_s})


def _has_handlers() -> bool:
    from gpiozero import Device

    factory = Device.pin_factory
    devices = factory.devices() if factory is not None and hasattr(factory, "devices") else ()
    return any(_has(device, name) for device in devices for name in (*HANDLERS, BLINKS))


def _has(device: object, name: str) -> bool:
    try:
        return getattr(device, name, None) is not None
    except Exception:  # a device that was closed, or a property that asks the wire
        return False


def _listens(net: Net) -> bool:
    return net.on_edge is not None and net.owner == "RPi.GPIO"
