"""Stand-in for `grove.factory`: parts by the names of their types, such as `Factory.getOneLed("GPIO-HIGH", 5)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sim.libraries.stand_ins.grove.button import ButtonTypedGpio
from sim.libraries.stand_ins.grove.display import JHD1802
from sim.libraries.stand_ins.grove.gpio import GPIO
from sim.libraries.stand_ins.grove.led import OneLed, OneLedTypedGpio, OneLedTypedWs2812
from sim.libraries.stand_ins.grove.parts import GroveLed, GroveMiniPIRMotionSensor, GroveRelay
from sim.libraries.stand_ins.grove.temperature import Temper, TemperMCP9808, TemperTypedNTC

Part = TypeVar("Part")


class _Motion(GroveMiniPIRMotionSensor):
    def has_motion(self) -> bool:
        return bool(self.read())


LEDS: dict[str, Callable[[int], OneLed]] = {
    "GPIO-HIGH": OneLedTypedGpio,
    "GPIO-LOW": partial(OneLedTypedGpio, high_enable=False),
    "WS2812-PWM": OneLedTypedWs2812,
}
BUTTONS: dict[str, Callable[[int], ButtonTypedGpio]] = {
    "GPIO-HIGH": partial(ButtonTypedGpio, low_pressed=False),
    "GPIO-LOW": ButtonTypedGpio,
}
WRAPPED: dict[str, Callable[[int], GPIO]] = {
    "PIRMotion": _Motion,
    **dict.fromkeys(("Buzzer", "Electromagnet"), GroveLed),
    "Relay": GroveRelay,
}


class Factory:
    """Raises ValueError for a type that is not here."""

    @staticmethod
    def getOneLed(typ: str, pin: int) -> OneLed:
        """A lamp."""
        return _made(LEDS, typ, pin)

    @staticmethod
    def getButton(typ: str, pin: int) -> ButtonTypedGpio:
        """A button."""
        return _made(BUTTONS, typ, pin)

    @staticmethod
    def getGpioWrapper(typ: str, pin: int) -> GPIO:
        """Something that is on or off."""
        return _made(WRAPPED, typ, pin)

    @staticmethod
    def getTemper(typ: str, channel: int = 0, address: int = 0x18) -> Temper:
        """A thermometer."""
        kinds: dict[str, Callable[[int], Temper]] = {"NTC-ADC": TemperTypedNTC, "MCP9808-I2C": TemperMCP9808}
        return _made(kinds, typ, address if typ == "MCP9808-I2C" else channel)

    @staticmethod
    def getDisplay(typ: str) -> JHD1802:
        """A display."""
        if typ != JHD1802.name:
            raise ValueError(f"Factory.get: Wrong Display type specified {typ}")
        return JHD1802()

    getLcd = getDisplay


def _made(kinds: dict[str, Callable[[int], Part]], typ: str, pin: int) -> Part:
    if typ not in kinds:
        raise ValueError(f"Factory.get: Wrong type specified {typ}; here are {', '.join(kinds)}")
    return kinds[typ](pin)
