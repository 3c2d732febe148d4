"""Which gpiozero device holds a pin: its class says what it is made for."""

from __future__ import annotations

from typing import Any

from sim.virtual_pi import VirtualPi
from sim.wires.pins import Net

# Classes of gpiozero that hold a pin, and the kind of part that each is made for.
SENSORS = ("DigitalInputDevice", "InputDevice", "SmoothedInputDevice")
INPUT_KINDS = {
    **{"Button": "button", "MotionSensor": "pir", "LightSensor": "light", "LineSensor": "sensor"},
    "Wheel": "pulses",
}
CLASSES = ("gpiozero", "sim.libraries.stand_ins.picar_4wd.speed")  # where these stand; the last has the wheel
NO_OUTPUT_NAMES = ("", "GPIODevice", "LightSensor")  # they drive a pin for other ends, or only for a moment
PLAIN_OUTPUT_NAMES = ("", "GPIODevice", "OutputDevice", "DigitalOutputDevice", "PWMOutputDevice")

I2C_GPIOS, SPI_GPIOS = (2, 3), (7, 8, 9, 10, 11)


def is_of_bus(pi: VirtualPi, gpio: int) -> bool:
    """Whether a pin belongs to a bus on which the program has spoken."""
    return (gpio in I2C_GPIOS and pi.i2c.transactions > 0) or (gpio in SPI_GPIOS and pi.spi.transactions > 0)


def device_on(gpio: int) -> Any:
    """The gpiozero device that holds a pin, or None."""
    from gpiozero import Device

    for device in Device.pin_factory.devices():
        pin = getattr(device, "pin", None)
        if pin is not None and pin.info.name == f"GPIO{gpio}":
            return device
    return None


def class_on(gpio: int) -> str:
    """What gpiozero calls the class of the device that holds a pin; a class of the program's own counts as its base."""
    kinds = type(device_on(gpio)).__mro__
    return next((kind.__name__ for kind in kinds if kind.__module__.startswith(CLASSES)), "")


def closes_to_3v3(net: Net) -> bool:
    """Whether a button on this pin leads to 3.3 V: the Pi, or a resistor, holds the wire low."""
    pull = net.module_pull if net.pi_pull is None else net.pi_pull
    if pull is None:
        return bool(getattr(device_on(net.gpio), "_active_state", True))
    return not pull
