"""The electric side of the lamp's world: panel, charge controller, battery, what the loads draw, and a UV-C lamp."""

from __future__ import annotations

from math import exp

from science.battery import (
    LEAD_ACID,
    LIFEPO4,
    Battery,
    BatteryState,
    accepted_a,
    compensated_v,
    rest_voltage_v,
    step,
    terminal_voltage_v,
)
from science.sun import PANEL_50W, SYSTEM_LOSSES, Panel, pwm_current_a

CHEMISTRIES = {"lead_acid": (LEAD_ACID, 0.035), "lifepo4": (LIFEPO4, 0.05)}  # with ohm at 7 and 6 Ah, science.battery
RESISTANCE_AT_AH = 7.0  # a battery of twice the size has half the resistance
BOOST_BELOW_SOC = 0.9  # chosen: after full the controller floats until a tenth is gone (boost return)
WH = 1.0 / 3600.0  # of a watt-second
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
    """A panel, a PWM controller and a battery that feed loads in W. Currents in A; charge is positive."""

    def __init__(self, panel_wp: float, battery_ah: float, chemistry: str, soc: float) -> None:
        kind, ohm = CHEMISTRIES[chemistry]
        self.panel = Panel(panel_wp, PANEL_50W.short_circuit_a * panel_wp / PANEL_50W.peak_w)
        self._whole = Battery(kind, battery_ah, ohm * RESISTANCE_AT_AH / battery_ah)
        self.battery = self._whole
        self.lit_share = 1.0  # of the panel; the rest lies in shade
        self.state = BatteryState(soc)
        self.voltage_v = rest_voltage_v(soc, kind)
        self.charge_a = 0.0
        self.panel_a = 0.0
        self.harvest_wh = 0.0
        self.load_wh = 0.0
        self.charged_wh = 0.0  # into the battery, less what came out of it
        self.min_soc = soc
        self.below_half_s = 0.0
        self._floating = False
        self.shine(0.0, 25.0)

    @property
    def alive(self) -> bool:
        """False when the battery is empty: nothing can be fed."""
        return self.state.soc > 0.0

    def shine(self, sun_w_m2: float, air_c: float) -> None:
        """Sun on the panel and temperature at the controller, until the next call."""
        kind = self.battery.chemistry
        self._offered_a = pwm_current_a(self.panel, sun_w_m2) * (1.0 - SYSTEM_LOSSES) * self.lit_share
        self._absorb_v = compensated_v(kind.absorb_v, air_c, kind)
        self._float_v = compensated_v(kind.float_v, air_c, kind)

    def weaken(self, share: float) -> None:
        """Leave that share of the battery's capacity (above 0, 1 for a whole one); its resistance rises as much."""
        whole = self._whole
        self.battery = Battery(whole.chemistry, whole.capacity_ah * share, whole.resistance_ohm / share)

    def step(self, load_w: float, dt_s: float) -> None:
        """Let `dt_s` pass; what the battery can't take, the controller leaves in the sun."""
        soc = self.state.soc
        self._floating = soc >= 1.0 or (self._floating and soc >= BOOST_BELOW_SOC)
        ceiling_v = self._float_v if self._floating else self._absorb_v
        load_a = load_w / self.voltage_v
        spare_a = self._offered_a - load_a
        self.charge_a = charge_a = accepted_a(soc, spare_a, self.battery)
        self.panel_a = panel_a = min(self._offered_a, charge_a + load_a)
        self.voltage_v = voltage_v = terminal_voltage_v(soc, spare_a, self.battery, ceiling_v)
        self.state = step(self.state, charge_a, voltage_v, dt_s, self.battery, ceiling_v)
        wh_per_a = voltage_v * dt_s * WH
        self.harvest_wh += panel_a * wh_per_a
        self.load_wh += load_a * wh_per_a
        self.charged_wh += charge_a * wh_per_a
        if self.state.soc < self.min_soc:
            self.min_soc = self.state.soc
        if self.state.soc < 0.5:
            self.below_half_s += dt_s


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
