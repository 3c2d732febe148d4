"""Which gpiozero device holds a pin: its class says what it is made for."""

from __future__ import annotations

from typing import Any

from sim.wires.pins import Net


def device_on(gpio: int) -> Any:
    """The gpiozero device that holds a pin, or None."""
    from gpiozero import Device

    for device in Device.pin_factory.devices():
        pin = getattr(device, "pin", None)
        if pin is not None and pin.info.name == f"GPIO{gpio}":
            return device
    return None


def closes_to_3v3(net: Net) -> bool:
    """Whether a button on this pin leads to 3.3 V: the Pi, or a resistor, holds the wire low."""
    pull = net.module_pull if net.pi_pull is None else net.pi_pull
    if pull is None:
        return bool(getattr(device_on(net.gpio), "_active_state", True))
    return not pull
