"""A sensor that charges a capacitor, on two pins: one charges through it, the other one waits, and empties it again.

The way without an analog input that also works for small resistances: 1 kohm stands before each pin. Thermistor or
photoresistor, capacitor 330 nF.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import exp, log

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.header.light_sensor import HIGH_V, SUPPLY_V, resistance_ohm
from sim.programs.parts.kind import GPIO, PartKind
from sim.time.clock import ClockEvent
from sim.wires.pins import Net

CAPACITOR_F = 330e-9
JUST_BELOW_V = 1e-6
BEFORE_PIN_OHM = 1000.0
THERMISTOR_OHM, THERMISTOR_B, ZERO_K, AT_K = 1000.0, 3800.0, 273.15, 298.15  # NTC of 1 kohm at 25 C


class ChargedSensorChip(Chip):
    """The sensor between the pin `charge` and the capacitor on the pin `sense`."""

    def plug(self) -> None:
        self._charge: Net = self.pi.pins[self.part.options["charge"]]
        self._sense: Net = self.pi.pins[self.part.options["sense"]]
        self._volts = 0.0
        self._since_s = self.option("since_s", self.pi.clock.monotonic())
        self._target: float | None = None  # nobody charges it
        self._tau_s = BEFORE_PIN_OHM * CAPACITOR_F
        self._alarm: ClockEvent | None = None
        self._alarm_s = 0.0
        self._charge.on_change(self._follow)
        self._sense.on_change(self._follow)
        self._begin()

    def resistance_ohm(self) -> float:
        """What the sensor has now."""
        raise NotImplementedError

    def _follow(self) -> None:
        now_s = self.pi.clock.monotonic()
        if self._target is not None:
            self._volts = self._target + (self._volts - self._target) * exp(-(now_s - self._since_s) / self._tau_s)
        self._since_s = now_s
        self._begin()

    def _begin(self) -> None:
        """From now on it is charged, emptied or left alone."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        through = BEFORE_PIN_OHM
        duty = self._sense.duty
        if duty is None:
            duty, through = self._charge.duty, BEFORE_PIN_OHM + self.resistance_ohm()
        self._target = None if duty is None else duty * SUPPLY_V
        self._tau_s = through * CAPACITOR_F
        if self._sense.duty is not None:
            self._sense.release()
            return
        is_high = self._volts >= HIGH_V
        self._sense.drive(is_high)
        if self._target is None or (self._target >= HIGH_V) is is_high:
            return
        takes_s = -self._tau_s * log((self._target - HIGH_V) / (self._target - self._volts))
        self._alarm_s = max(self._since_s + takes_s, self.pi.clock.monotonic())
        self._alarm = self.pi.clock.at(self._alarm_s, self._turn)

    def _turn(self) -> None:
        """It is just at the voltage between low and high."""
        rises = self._target is not None and self._target >= HIGH_V
        self._volts, self._since_s, self._alarm = (HIGH_V if rises else HIGH_V - JUST_BELOW_V), self._alarm_s, None
        self._sense.drive(rises)


class ChargedLightChip(ChargedSensorChip):
    """A photoresistor. It feels `light_lux`."""

    feels = ("light_lux",)

    def resistance_ohm(self) -> float:
        return resistance_ohm(self.feel("light_lux"))


class ChargedThermistorChip(ChargedSensorChip):
    """A thermistor. It feels `temperature_c`."""

    feels = ("temperature_c",)

    def resistance_ohm(self) -> float:
        kelvin = self.feel("temperature_c") + ZERO_K
        return THERMISTOR_OHM * exp(THERMISTOR_B * (1.0 / kelvin - 1.0 / AT_K))


LIGHT = Message("script.kind.rc_light", "photoresistor with a capacitor of 0.33 uF, on two pins")
THERMISTOR = Message("script.kind.rc_thermistor", "thermistor with a capacitor of 0.33 uF, on two pins")

KINDS = (
    PartKind("rc_light", ChargedLightChip, LIGHT, GPIO, ("light_lux",), needs_partner=True),
    PartKind("rc_thermistor", ChargedThermistorChip, THERMISTOR, GPIO, ("temperature_c",), needs_partner=True),
)

FRESH_S = 5e-3  # chosen: so close together one pin is let go and the other one begins to charge
LOOKS = 3  # chosen: who waits for a capacitor asks again and again
PLAIN = 64  # chosen: changes; an output that was never let go meanwhile charges nothing
CHARGES = 2  # changes: it becomes an output, and goes high; a clock has ticked more often
WARM = ("thermistor", "temp", "temperature", "thermometer", "ntc")


class ChargedOnTwoPins:
    """Finds the pair: a pin that was low is let go, another one that was an input goes high, and the first is asked."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._calls: dict[int, Callable[[], None]] = {}
        self._changes: dict[int, int] = {}
        self._duty: dict[int, float | None] = {}
        self._emptied_s: dict[int, float] = {}  # when it was let go, after it was low
        self._taken_s: dict[int, float] = {}  # when it became an output
        self._low_s: dict[int, float] = {}
        self._armed: tuple[int, int, float] | None = None
        self._asked = 0
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net))

    def _claimed(self, net: Net) -> None:
        if net.gpio not in self._calls:
            self._calls[net.gpio] = call = partial(self._changed, net)
            net.on_change(call)

    def _changed(self, net: Net) -> None:
        gpio, duty, now_s = net.gpio, net.duty, self._header.pi.clock.monotonic()
        before = self._duty.get(gpio)
        self._duty[gpio] = duty
        changes = self._changes[gpio] = 0 if duty is None else self._changes.get(gpio, 0) + 1
        if changes > PLAIN:
            net.forget(self._calls[gpio])
        if duty is None:
            if before == 0.0 and net.pi_pull is None:
                self._emptied_s[gpio] = now_s
                self._look_for_charger(gpio, now_s)
            return
        if before is None:
            self._taken_s[gpio] = now_s
        if duty == 0.0:
            self._low_s[gpio] = now_s
        elif duty == 1.0 and now_s - self._taken_s.get(gpio, -1.0) < FRESH_S:
            for other, emptied_s in self._emptied_s.items() if changes <= CHARGES else ():
                if other != gpio and now_s - emptied_s < FRESH_S and self._duty.get(other) is None:
                    self._arm(other, gpio, now_s)

    def _look_for_charger(self, gpio: int, now_s: float) -> None:
        """It is let go: another one may charge already, that became an output while this one was low."""
        for other, taken_s in self._taken_s.items():
            if self._duty.get(other) == 1.0 and now_s - taken_s < FRESH_S and taken_s > self._low_s.get(gpio, now_s):
                self._arm(gpio, other, now_s)

    def _arm(self, sense: int, charge: int, now_s: float) -> None:
        self._asked = 0
        if self._armed is None:
            self._header.pi.pins[sense].on_look(self._look)
        elif self._armed[0] != sense:
            return
        self._armed = (sense, charge, now_s)

    def _look(self) -> None:
        assert self._armed is not None
        sense, charge, since_s = self._armed
        pins = self._header.pi.pins
        if pins[sense].duty is not None or pins[charge].duty != 1.0:
            self._asked = 0
            return
        self._asked += 1
        if self._asked < LOOKS:
            return
        pins[sense].forget(self._look)
        self._armed = None
        kind = KINDS[not self._header.words.isdisjoint(WARM)]
        options = {"charge": charge, "sense": sense, "since_s": since_s}
        self._header.claim(kind, sense, (sense, charge), options)


DECODERS = (ChargedOnTwoPins,)
