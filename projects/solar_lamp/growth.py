"""Mold and damp hours at the coldest surface of a box, minute by minute."""

from __future__ import annotations

from science import mold
from science.humid_air import MOLD_SURFACE_RH_PCT

MATERIALS = {
    "very_sensitive": mold.VERY_SENSITIVE,  # raw pine
    "sensitive": mold.SENSITIVE,  # books, clothes, cardboard
    "medium_resistant": mold.MEDIUM_RESISTANT,  # plaster
    "resistant": mold.RESISTANT,  # glass, metal
    "pine": mold.PINE,  # the original wood model of 1999
}
SOAKED_RH_PCT = 95.0  # near dew: mold grows fastest


class Growth:
    """What the air at one surface did to it: mold, hours damp (80 % and more), hours soaked (above 95 %)."""

    def __init__(self, material: str, rh_pct: float) -> None:
        self.material = MATERIALS[material]
        self.mold = mold.CLEAN
        self.rh_pct = rh_pct
        self.wet_s = 0.0
        self.soaked_s = 0.0

    def live(self, surface_c: float, rh_pct: float, dt_s: float) -> None:
        """Let `dt_s` pass in this air."""
        self.rh_pct = rh_pct
        self.mold = mold.step(self.mold, surface_c, rh_pct, dt_s, self.material)
        if rh_pct >= MOLD_SURFACE_RH_PCT:
            self.wet_s += dt_s
        if rh_pct > SOAKED_RH_PCT:
            self.soaked_s += dt_s
