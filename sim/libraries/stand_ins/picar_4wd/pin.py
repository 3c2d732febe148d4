"""Stand-in for `picar_4wd.pin`: a pin by its number or by what stands on the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sim.libraries.stand_ins.robot_hat import pin

OF_D = (17, 18, *pin.OF_D[2:])  # D0 to D16; D1 is another one than on later boards


class Pin(pin.Pin):
    """One pin; without a mode it is an output, and an input as soon as it is read."""

    _dict: ClassVar[Mapping[str, int]] = {
        **{f"D{place}": gpio for place, gpio in enumerate(OF_D)},
        **{"SW": 19, "LED": 26},
    }
