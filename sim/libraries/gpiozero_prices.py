"""What it costs a program to read and to write gpiozero's devices, and how a write reaches its wire in few steps.

Displays that are lit by hand need thirty thousand writes a second, so the usual case is one function.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from gpiozero import GPIODevice, OutputDevice
from gpiozero.devices import GPIOBase
from gpiozero.mixins import event as Event

from sim.libraries import gpiozero_loops
from sim.libraries.gpiozero_pins import VirtualPin
from sim.python.program import Program
from sim.python.swaps import Swaps
from sim.time.call_costs import Polling
from sim.wires.pins import Net


def swap_prices(swaps: Swaps, program: Program) -> None:
    """Let time pass with each call on a device, as long as with RPi.GPIO: a loop that asks and asks comes to an end."""
    polling = Polling(program.clock)  # of all of its pins
    own_write, own_put = OutputDevice._write, GPIOBase.__setattr__

    def keep_own(made: Any) -> None:
        """A class of the program that changes what the quicker functions take for granted has gpiozero's own."""
        if getattr(made, "_write", None) is write and made._value_to_state is not OutputDevice._value_to_state:
            made._write = own_write
        if made.__setattr__ is quick_put and super(GPIOBase, made).__setattr__ is not object.__setattr__:
            made.__setattr__ = own_put

    write, quick_put = _write_at_a_price(program, polling, own_write), _attributes(own_put)
    read_state, write_state = _state_at_a_price(program, polling)
    swaps.put(VirtualPin, "state", property(read_state, write_state))
    swaps.put(OutputDevice, "_write", write)
    swaps.put(GPIOBase, "__init_subclass__", classmethod(keep_own))
    swaps.put(GPIOBase, "__setattr__", quick_put)
    swaps.put(GPIODevice, "pin", property(attrgetter("_pin"), doc=vars(GPIODevice)["pin"].__doc__))
    swaps.put(Event, "__set__", _set_at_a_price(program))


def _set_at_a_price(program: Program) -> Callable[[Any, Any, Any], None]:
    """`button.when_pressed = f`: a loop that says so again and again lets time pass, as one that asks."""
    polling, put = Polling(program.clock), Event.__set__

    def set_event(event: Any, device: Any, value: Any) -> None:
        polling.call()
        put(event, device, value)

    return set_event


# The calls of gpiozero's own loops, such as that of a LED that blinks, take no time: they keep their beat.


def _state_at_a_price(program: Program, polling: Polling) -> tuple[Any, Any]:
    """How the level of a pin is read and set."""
    clock, loops, has_threads = program.clock, gpiozero_loops.LoopOnClock, program.threads.backend.has_threads
    call, switch, set_any_state = polling.call, polling.switch, VirtualPin._set_state

    def state(pin: Any) -> float:
        running: Any = clock.running
        if (has_threads or not loops.steps) if running is None else not running.is_library:
            call()
        net = pin._net
        level: float = net.look(polling) if net.duty is None else pin._get_state()
        if level is not pin.seen and level != pin.seen:
            pin.seen = level
            polling.changed(net.counted)
        return level

    def set_state(pin: Any, value: float) -> None:
        net = pin._net
        before = net.duty
        set_any_state(pin, value)
        running: Any = clock.running
        if (has_threads or not loops.steps) if running is None else not running.is_library:
            if before != net.duty:
                switch()
            else:
                call()

    return state, set_state


def _write_at_a_price(program: Program, polling: Polling, own: Any) -> Callable[[Any, object], None]:
    """How a device writes: OutputDevice._write, and all that it calls for a pin that is an output and has no PWM."""
    clock, loops, has_threads = program.clock, gpiozero_loops.LoopOnClock, program.threads.backend.has_threads
    call, switch = polling.call, polling.switch

    def write(device: Any, value: object) -> None:
        pin = device._pin
        if type(pin) is not VirtualPin:
            own(device, value)
            return
        net: Net = pin._net
        before = net.duty
        if before is None or net.frequency_hz is not None:
            own(device, value)
            return
        after = 1.0 if (device._active_state if value else device._inactive_state) else 0.0
        running: Any = clock.running
        if before != after:
            net.pi_writes(after)
            if (has_threads or not loops.steps) if running is None else not running.is_library:
                switch()
        elif (has_threads or not loops.steps) if running is None else not running.is_library:
            call()

    return write


def _attributes(own: Callable[[Any, str, Any], None]) -> Callable[[Any, str, Any], None]:
    """GPIOBase.__setattr__, and quicker for an attribute that is there: each `led.value = 1` comes through it."""

    put = object.__setattr__

    def set_attribute(device: Any, name: str, value: Any) -> None:
        try:
            is_there = name in device.__attrs__
        except AttributeError:  # it is being made
            is_there = False
        if is_there:
            put(device, name, value)
        else:
            own(device, name, value)

    return set_attribute
