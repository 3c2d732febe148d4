"""A part behind a relay or MOSFET module: the level on its wire becomes power in the world.

Only a pin that the Pi drives counts: the module's input current is far above what a pull resistor gives, so a floating
pin leaves the part off. PWM gives a part of the power.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sim.chips import Chip


class SwitchedChip(Chip):
    """An output. Faults: `welded = True` keeps it on, `welded = False` keeps it off, None is healthy.

    A `shorted` transistor keeps it on as long as its coil has a supply.
    """

    command: ClassVar[str] = ""
    wire_faults = ("welded", "dead", "shorted")

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._active_high = self.option("active_high", True)
        self.actuator = f"{self.part.name}_{self.command}" if self.command else self.part.name
        self._welded: bool | None = None
        self._shorted = False
        self._fed = True
        self._net.on_change(self.follow)
        self.follow()

    @property
    def welded(self) -> bool | None:
        """True: contacts welded together. False: never closes any more. None: it follows its input."""
        return self._welded

    @welded.setter
    def welded(self, welded: bool | None) -> None:
        self._welded = welded
        self.follow()

    @property
    def fed(self) -> bool:
        """Whether its coil has a supply: False when a heartbeat relay in front of it has dropped."""
        return self._fed

    @fed.setter
    def fed(self, fed: bool) -> None:
        if fed is not self._fed:
            self._fed = fed
            self.follow()

    def disturb(self, faults: Mapping[str, float]) -> None:
        self._shorted = "shorted" in faults
        self.welded = True if "welded" in faults else False if "dead" in faults else None

    def follow(self) -> None:
        """Report to the world the power that arrives now, 0.0 to 1.0; 0 when the part has no power."""
        duty = self._net.duty
        if not self._powered:
            power = 0.0
        elif self._welded is not None:
            power = 1.0 if self._welded else 0.0
        elif not self._fed:
            power = 0.0
        elif self._shorted:
            power = 1.0
        elif duty is None:
            power = 0.0
        else:
            power = duty if self._active_high else 1.0 - duty
        self.driven[self.actuator] = power

    def power_changed(self) -> None:
        self.follow()
