"""A source, a charge controller, a 12 V battery and what they feed. No watt-hour comes from nowhere.

The controller takes everything off an empty battery, the board included, and gives it back later: with a low-voltage
disconnect, a reconnect above it, and a delay. A battery that was charged shows too much for some minutes, one that
works too little: its voltage goes back to rest slowly.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from science import battery as cells
from science.battery import LEAD_ACID, LIFEPO4, Battery, Chemistry

WH = 1.0 / 3600.0  # of a watt-second
BOOST_BELOW_SOC = 0.9  # chosen: after full the controller floats until a tenth is gone (boost return)
SURFACE_S = 600.0  # chosen: surface charge fades with this time constant,
SURFACE_SHARE_PER_V = 0.002  # chosen: and a load takes it off; it is so much of the capacity for each volt
SAG_S = 300.0  # chosen: under load the voltage sags on for minutes,
SAG_SHARE = 0.3  # chosen: by a third of what the internal resistance takes at once
CLOSE_V = 2e-6  # the voltage under a load is found to this
MAX_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A charge controller's load switch: off below `off_v` for `delay_s`, on again at `back_v` for as long."""

    off_v: float
    back_v: float
    delay_s: float = 5.0  # BougeRV Sunflow manual


LEAD_ACID_CUTOFF = Cutoff(11.1, 12.6)  # BougeRV Sunflow manual, sealed lead-acid
CUTOFFS = {LEAD_ACID: LEAD_ACID_CUTOFF, LIFEPO4: Cutoff(12.25, 12.75)}  # KiloVault HLX manual


class PowerSupply:
    """Source, controller, battery and loads, with a book of the energy (Wh). Set `offered_a`, then `step`.

    `feeds` is False while everything behind the controller is off: nothing is delivered then, whatever is asked.
    """

    def __init__(self, battery: Battery, soc: float, cutoff: Cutoff | None = None) -> None:
        self.battery = battery
        self.soc = soc
        self.offered_a = 0.0  # what the source would give
        self.source_a = 0.0  # what it gave
        self.charge_a = 0.0
        self.harvest_wh = 0.0
        self.load_wh = 0.0
        self.charged_wh = 0.0  # into the battery, less what came out of it
        self.lowest_soc = soc
        self.voltage_v = self.rest_v()
        self._over_v = 0.0  # above 0: surface charge, below: sag
        self._tail_s = 0.0
        self._floating = False
        self._cutoff = cutoff or CUTOFFS[battery.chemistry]
        self._switching_s = 0.0
        self.feeds = self.voltage_v >= self._cutoff.off_v
        self._given_wh = self.stored_wh()  # by who put the battery there
        self._unpaid_wh = self._created_wh = 0.0
        self.set_charger(battery.chemistry.absorb_v, battery.chemistry.float_v)

    def rest_v(self) -> float:
        """What the battery would show after hours without current."""
        return cells.rest_voltage_v(self.soc, self.battery.chemistry)

    def stored_wh(self) -> float:
        """What is in the battery now, with its surface charge."""
        surface_j = 0.5 * self._surface_f() * max(self._over_v, 0.0) ** 2
        return cells.stored_wh(self.soc, self.battery) + surface_j * WH

    def from_nowhere_wh(self) -> float:
        """Energy that nobody gave, so far; call it now and then. Above a millionth this model would be wrong.

        What was used and is still stored, less the harvest and what was stored first, may only fall: those are losses.
        """
        unpaid_wh = self.load_wh + self.stored_wh() - self.harvest_wh - self._given_wh
        self._created_wh += max(unpaid_wh - self._unpaid_wh, 0.0)
        self._unpaid_wh = unpaid_wh
        return self._created_wh

    def set_charger(self, absorb_v: float, float_v: float) -> None:
        """Set the controller's two charge voltages."""
        self._absorb_v, self._float_v = absorb_v, float_v

    def exchange(self, battery: Battery) -> None:
        """Put in another battery, or break a cell of this one: same state of charge, other energy."""
        before_wh = self.stored_wh()
        self.battery = battery
        self._given_wh += self.stored_wh() - before_wh

    def step(self, dt_s: float, load_w: float = 0.0, load_a: float = 0.0) -> bool:
        """Let `dt_s` pass with loads that ask for a power, and loads that ask for a current; whether they were fed."""
        self._floating = self._tail_s >= cells.TAIL_S or (self._floating and self.soc >= BOOST_BELOW_SOC)
        if self.feeds and not self._feed(dt_s, load_w, load_a):
            self.feeds = False
        fed = self.feeds
        if not fed:
            self._feed(dt_s, 0.0, 0.0)
        self._switch(dt_s)
        return fed

    def _feed(self, dt_s: float, load_w: float, load_a: float) -> bool:
        """Book `dt_s`. False, and nothing booked, when battery and source together can't give what is asked."""
        voltage_v = self.voltage_v
        for _ in range(MAX_ROUNDS):
            asked_a = load_a + load_w / voltage_v
            spare_a = self.offered_a - asked_a
            if spare_a > 0.0:
                charge_a, over_v, after_v = self._charging(spare_a, dt_s)
            else:
                charge_a, over_v, after_v = self._discharging(spare_a, dt_s)
            if spare_a < 0.0 and (charge_a > spare_a or after_v <= 0.0):
                return False
            missed_v, voltage_v = abs(after_v - voltage_v), after_v
            if missed_v < CLOSE_V:
                break
        else:
            return False  # more than this battery's resistance lets through: its voltage breaks down
        self._book(charge_a, asked_a, over_v, voltage_v, dt_s)
        return True

    def _book(self, charge_a: float, asked_a: float, over_v: float, voltage_v: float, dt_s: float) -> None:
        ceiling_v = self._float_v if self._floating else self._absorb_v
        self.charge_a, self.source_a, self.voltage_v, self._over_v = charge_a, charge_a + asked_a, voltage_v, over_v
        self.soc = cells.charged(self.soc, charge_a, dt_s, self.battery)
        self.lowest_soc = min(self.lowest_soc, self.soc)
        is_tail = not self._floating and cells.is_tail(charge_a, voltage_v, ceiling_v, self.battery)
        self._tail_s = self._tail_s + dt_s if is_tail else 0.0
        wh_per_a = voltage_v * dt_s * WH
        self.harvest_wh += self.source_a * wh_per_a
        self.load_wh += asked_a * wh_per_a
        self.charged_wh += charge_a * wh_per_a

    def _charging(self, spare_a: float, dt_s: float) -> tuple[float, float, float]:
        """Current into the battery, surface charge and voltage while more is offered than used."""
        battery, ceiling_v = self.battery, self._float_v if self._floating else self._absorb_v
        charge_a = cells.accepted_a(self.soc, spare_a, battery, dt_s)
        soc = cells.charged(self.soc, charge_a, dt_s, battery)
        rest_v = cells.rest_voltage_v(soc, battery.chemistry)
        faded_v = max(self._faded_v(dt_s), 0.0)
        own_v = rest_v + faded_v
        if own_v >= ceiling_v:  # it stands above what the charger gives: nothing flows in, the source feeds the loads
            return 0.0, faded_v, self.rest_v() + faded_v
        drop_v = charge_a * battery.resistance_ohm
        pushed_v = max(cells.charging_voltage_v(soc, spare_a, battery, ceiling_v), own_v + drop_v)
        voltage_v = min(pushed_v, ceiling_v)
        wanted_v = max(voltage_v - rest_v - drop_v, 0.0)
        grown_v = max(self._over_v, 0.0) + charge_a * dt_s / self._surface_f()
        over_v = min(wanted_v, grown_v) if wanted_v > self._over_v else max(wanted_v, faded_v)
        return charge_a, over_v, voltage_v

    def _discharging(self, spare_a: float, dt_s: float) -> tuple[float, float, float]:
        """The same while the battery helps out: nothing that is not in it, and its voltage at the end of `dt_s`."""
        battery = self.battery
        charge_a = cells.accepted_a(self.soc, spare_a, battery, dt_s)
        soc = cells.charged(self.soc, charge_a, dt_s, battery)
        over_v = self._over_v
        if over_v > 0.0:
            over_v = max(self._faded_v(dt_s) + charge_a * dt_s / self._surface_f(), 0.0)
        else:
            deepest_v = charge_a * SAG_SHARE * battery.resistance_ohm
            over_v = deepest_v + (over_v - deepest_v) * exp(-dt_s / SAG_S)
        rest_v = cells.rest_voltage_v(soc, battery.chemistry)
        return charge_a, over_v, rest_v + over_v + charge_a * battery.resistance_ohm

    def _faded_v(self, dt_s: float) -> float:
        """Surface charge or sag after `dt_s` without current."""
        return self._over_v * exp(-dt_s / (SURFACE_S if self._over_v > 0.0 else SAG_S))

    def _surface_f(self) -> float:
        """Capacitance that stands for the surface charge, ampere-seconds for each volt."""
        return SURFACE_SHARE_PER_V * self.battery.capacity_ah * cells.SECONDS_PER_HOUR

    def _switch(self, dt_s: float) -> None:
        """The controller's load switch, by the voltage at its clamps."""
        wants = self.voltage_v < self._cutoff.off_v if self.feeds else self.voltage_v >= self._cutoff.back_v
        self._switching_s = self._switching_s + dt_s if wants else 0.0
        if wants and self._switching_s >= self._cutoff.delay_s:
            self.feeds = not self.feeds
            self._switching_s = 0.0


def battery_of(chemistry: Chemistry, capacity_ah: float) -> Battery:
    """A battery of that size: one of twice the capacity has half the resistance."""
    return Battery(chemistry, capacity_ah, OHM_AH[chemistry] / capacity_ah)


OHM_AH = {LEAD_ACID: 0.035 * 7.0, LIFEPO4: 0.05 * 7.0}  # from memory: 0.035 ohm at 7 Ah, 0.05 at 7 Ah with its BMS
