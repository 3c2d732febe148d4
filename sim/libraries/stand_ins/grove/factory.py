"""Stand-in for `grove.factory`: parts by the names of their types, such as `Factory.getOneLed("GPIO-HIGH", 5)`."""

from __future__ import annotations

from collections.abc import Callable

from sim.libraries.stand_ins.grove.display import JHD1802
from sim.libraries.stand_ins.grove.gpio import GPIO
from sim.libraries.stand_ins.grove.parts import GroveButton, GroveLed, GroveMiniPIRMotionSensor, GroveRelay


class _LowLed(GroveLed):
    def on(self) -> None:
        self.write(0)

    def off(self) -> None:
        self.write(1)


class _LowButton(GroveButton):
    def is_pressed(self) -> bool:
        return not self.read()


class _Motion(GroveMiniPIRMotionSensor):
    @property
    def has_motion(self) -> bool:
        return bool(self.read())


LEDS: dict[str, Callable[[int], GPIO]] = {"GPIO-HIGH": GroveLed, "GPIO-LOW": _LowLed}
BUTTONS: dict[str, Callable[[int], GPIO]] = {"GPIO-HIGH": GroveButton, "GPIO-LOW": _LowButton}
WRAPPED: dict[str, Callable[[int], GPIO]] = {
    "PIRMotion": _Motion,
    **dict.fromkeys(("Buzzer", "Electromagnet"), GroveLed),
    "Relay": GroveRelay,
}


class Factory:
    """Raises ValueError for a type that is not here."""

    @staticmethod
    def getOneLed(typ: str, pin: int) -> GPIO:
        """A lamp."""
        return _made(LEDS, typ, pin)

    @staticmethod
    def getButton(typ: str, pin: int) -> GPIO:
        """A button."""
        return _made(BUTTONS, typ, pin)

    @staticmethod
    def getGpioWrapper(typ: str, pin: int) -> GPIO:
        """Something that is on or off."""
        return _made(WRAPPED, typ, pin)

    @staticmethod
    def getDisplay(typ: str) -> JHD1802:
        """A display."""
        if typ != JHD1802.name:
            raise ValueError(f"Factory.get: Wrong Display type specified {typ}")
        return JHD1802()

    getLcd = getDisplay


def _made(kinds: dict[str, Callable[[int], GPIO]], typ: str, pin: int) -> GPIO:
    if typ not in kinds:
        raise ValueError(f"Factory.get: Wrong type specified {typ}; here are {', '.join(kinds)}")
    return kinds[typ](pin)
