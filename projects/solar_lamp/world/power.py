"""The electric side of the lamp's world: panel, charge controller, battery, what the loads draw, and a UV-C lamp."""

from __future__ import annotations

from math import exp

from science.battery import LEAD_ACID, LIFEPO4, Battery, compensated_v
from science.power_supply import WH, PowerSupply, battery_of
from science.sun import panel_of, pwm_current_a

CHEMISTRIES = {"lead_acid": LEAD_ACID, "lifepo4": LIFEPO4}
UV_FADE_S = 0.01  # chosen: the ballast's capacitor feeds the lamp so long; 100 ms is the limit for the whole chain
UV_DARK_SHARE = 1e-3  # below it a lamp counts as dark


class Load:
    """Something that is switched: what it used (Wh) and how often it was switched."""

    def __init__(self) -> None:
        self.on = False
        self.used_wh = 0.0
        self.switches = 0

    def use(self, on: bool, power_w: float, dt_s: float) -> None:
        """Use `power_w` for `dt_s`."""
        if power_w:
            self.used_wh += power_w * dt_s * WH
        if on is not self.on:
            self.on = on
            self.switches += 1


class SolarPower:
    """A panel in the sun in front of a power supply that feeds loads in W. Currents in A; charge is positive."""

    def __init__(self, panel_wp: float, battery_ah: float, chemistry: str, soc: float) -> None:
        self.panel = panel_of(panel_wp)
        self._whole = battery_of(CHEMISTRIES[chemistry], battery_ah)
        self.supply = PowerSupply(self._whole, soc)
        self.lit_share = 1.0  # of the panel; the rest lies in shade
        self.below_half_s = 0.0

    def shine(self, sun_w_m2: float, air_c: float) -> None:
        """Sun on the panel and temperature of air, panel and controller, until the next call."""
        kind, supply = self._whole.chemistry, self.supply
        supply.offered_a = pwm_current_a(self.panel, sun_w_m2, air_c, supply.voltage_v) * self.lit_share
        supply.set_charger(compensated_v(kind.absorb_v, air_c, kind), compensated_v(kind.float_v, air_c, kind))

    def weaken(self, share: float) -> None:
        """Leave that share of the battery's capacity (above 0, 1 for a whole one); its resistance rises as much."""
        whole = self._whole
        self.supply.exchange(Battery(whole.chemistry, whole.capacity_ah * share, whole.resistance_ohm / share))

    def step(self, load_w: float, dt_s: float) -> bool:
        """Let `dt_s` pass, and say whether the loads were fed."""
        fed = self.supply.step(dt_s, load_w)
        if self.supply.soc < 0.5:
            self.below_half_s += dt_s
        return fed


class UvLamp:
    """A UV-C lamp behind a door switch: a variant for a lesson about hardware interlocks. No build of ours has one.

    The switch is normally open: only a closed door presses it shut. It sits in the lamp's own supply, before any relay,
    so that no program, right or wrong, can give light to an open door. What is left is the lamp's own fading.
    `full_mw_cm2` is meant at the place of a hand in the door; 0 means there is no lamp.
    """

    def __init__(self, full_mw_cm2: float, door_switch: bool) -> None:
        self.full_mw_cm2 = full_mw_cm2
        self.mw_cm2 = 0.0
        self.hand_mj_cm2 = 0.0  # dose of a hand that is in the box whenever the door is open
        self._door_switch = door_switch

    def shine(self, asked: bool, door_open: bool, dt_s: float) -> None:
        """Let `dt_s` pass while its timer asks for light, or does not."""
        before = self.mw_cm2
        if asked and not (door_open and self._door_switch):
            self.mw_cm2 = self.full_mw_cm2
            given_mj_cm2 = self.mw_cm2 * dt_s
        else:
            faded = before * exp(-dt_s / UV_FADE_S)
            self.mw_cm2 = faded if faded > UV_DARK_SHARE * self.full_mw_cm2 else 0.0
            given_mj_cm2 = (before - faded) * UV_FADE_S
        if door_open:
            self.hand_mj_cm2 += given_mj_cm2
