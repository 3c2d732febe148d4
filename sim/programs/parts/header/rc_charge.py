"""A sensor that charges a capacitor, on two pins: one charges through it, the other one waits, and empties it again.

The way without an analog input that also works for small resistances: 1 kohm stands before each pin. Thermistor or
photoresistor, capacitor 330 nF. A program may charge in steps, and look between them; one pin alone can do that, too.
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
    """The sensor between the pin `charge` and the capacitor on the pin `sense`; they may be the same pin."""

    def plug(self) -> None:
        self._charge: Net = self.pi.pins[self.part.options["charge"]]
        self._sense: Net = self.pi.pins[self.part.options["sense"]]
        self._since_s = self.option("since_s", self.pi.clock.monotonic())
        self._target: float | None = None  # nobody charges it
        self._tau_s = self._through_ohm() * CAPACITOR_F
        self._volts = SUPPLY_V * (1.0 - exp(-self.option("charged_s", 0.0) / self._tau_s))
        self._alarm: ClockEvent | None = None
        self._alarm_s = 0.0
        self._charge.on_change(self._follow)
        self._sense.on_change(self._follow)
        self._begin()

    def resistance_ohm(self) -> float:
        """What the sensor has now."""
        raise NotImplementedError

    def _through_ohm(self) -> float:
        """What stands between the pin that charges and the capacitor."""
        return self.resistance_ohm() + (0.0 if self._charge is self._sense else BEFORE_PIN_OHM)

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
        duty, through = self._sense.duty, BEFORE_PIN_OHM
        if duty is None or self._charge is self._sense:
            duty, through = self._charge.duty, self._through_ohm()
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


LIGHT = Message("script.kind.rc_light", "photoresistor that charges a capacitor of 0.33 uF")
THERMISTOR = Message("script.kind.rc_thermistor", "thermistor that charges a capacitor of 0.33 uF")

KINDS = (
    PartKind("rc_light", ChargedLightChip, LIGHT, GPIO, ("light_lux",), needs_partner=True),
    PartKind("rc_thermistor", ChargedThermistorChip, THERMISTOR, GPIO, ("temperature_c",), needs_partner=True),
)

FRESH_S = 5e-3  # chosen: so close together one pin is let go and the other one begins to charge
LOOKS = 3  # chosen: who waits for a capacitor asks again and again
EMPTIED_S = 0.02  # chosen: so long a pin is low that empties a capacitor before it charges in steps
STEP_S = 5e-3  # chosen: the longest step in which one charges a little
PLAIN = 64  # chosen: changes; an output that was never let go meanwhile charges nothing
CHARGES = 2  # changes: it becomes an output, and goes high; a clock has ticked more often
WARM = ("thermistor", "temp", "temperature", "thermometer", "ntc")
BRIGHT = (
    "light",
    "ldr",
    "photoresistor",
    "photo",
    "lux",
    "dark",
)  # said by the program, and no warmth: not its module's


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
        self._charged_s = 0.0  # in steps that are over
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
        if self._armed is not None and gpio == self._armed[1]:
            self._step(before, duty, now_s)
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

    def _step(self, before: float | None, duty: float | None, now_s: float) -> None:
        """The pin that charges begins a step, or ends one."""
        assert self._armed is not None
        sense, charge, since_s = self._armed
        if duty == 1.0:
            self._armed = (sense, charge, now_s)
        elif before == 1.0:
            long = now_s - since_s > STEP_S
            self._charged_s = 0.0 if duty is not None or long else self._charged_s + now_s - since_s

    def _look_for_charger(self, gpio: int, now_s: float) -> None:
        """It is let go: another one may charge already, that became an output while this one was low."""
        for other, taken_s in self._taken_s.items():
            if self._duty.get(other) == 1.0 and now_s - taken_s < FRESH_S and taken_s > self._low_s.get(gpio, now_s):
                self._arm(gpio, other, now_s)

    def _arm(self, sense: int, charge: int, now_s: float) -> None:
        self._asked, self._charged_s = 0, 0.0
        if self._armed is None:
            self._header.pi.pins[sense].on_look(self._look)
        elif self._armed[0] != sense:
            return
        self._armed = (sense, charge, now_s)

    def _look(self) -> None:
        assert self._armed is not None
        sense, charge, since_s = self._armed
        pins = self._header.pi.pins
        is_between = pins[charge].duty is None and self._charged_s > 0.0
        is_free = pins[sense].duty is None and pins[sense].pi_pull is None  # a pull would charge it, or empty it
        if not is_free or (pins[charge].duty != 1.0 and not is_between):
            self._asked = 0
            return
        self._asked += 1
        if self._asked < LOOKS and not is_between:
            return
        pins[sense].forget(self._look)
        self._armed = None
        _claim(
            self._header, charge, sense, self._header.pi.clock.monotonic() if is_between else since_s, self._charged_s
        )


class ChargedInSteps:
    """Finds one pin that does it all: long low, let go and found low, high for a moment, and let go again."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._calls: dict[int, Callable[[], None]] = {}
        self._turns: dict[int, int] = {}
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net))

    def _claimed(self, net: Net) -> None:
        if net.gpio not in self._calls:
            self._calls[net.gpio] = call = partial(self._changed, net, [net.looks, -1.0])
            net.on_change(call)

    def _changed(self, net: Net, seen: list[float]) -> None:
        """`seen`: the looks until it was let go, and when it was let go after a long low; -1 when it was not."""
        now_s = self._header.pi.clock.monotonic()
        turns = self._turns[net.gpio] = self._turns.get(net.gpio, 0) + 1
        if net.duty is None:
            low_s, high_s = now_s - net.fell_s, now_s - net.rose_s
            if seen[1] >= 0.0 and net.drove == 1.0 and high_s <= STEP_S and net.pi_pull is None:
                net.forget(self._calls[net.gpio])
                _claim(self._header, net.gpio, net.gpio, now_s, high_s)
                return
            seen[:] = net.looks, now_s if net.drove == 0.0 and low_s >= EMPTIED_S else -1.0
        elif net.duty == 1.0 and (seen[1] < 0.0 or net.looks == seen[0] or now_s - seen[1] > STEP_S):
            seen[1] = -1.0
        if turns > PLAIN:
            net.forget(self._calls[net.gpio])


def _claim(header: Header, charge: int, sense: int, since_s: float, charged_s: float) -> None:
    own = header.own_words
    is_bright = not own.isdisjoint(BRIGHT) and own.isdisjoint(WARM)
    kind = KINDS[not is_bright and not header.words.isdisjoint(WARM)]
    options = {"charge": charge, "sense": sense, "since_s": since_s, "charged_s": charged_s}
    header.claim(kind, sense, tuple(dict.fromkeys((sense, charge))), options)


DECODERS = (ChargedOnTwoPins, ChargedInSteps)
