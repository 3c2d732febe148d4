"""R0 of an MQ sensor in clean air, and with a known gas its ratio in clean air too.

In clean air only the product of R0 and the unit's own clean-air ratio is seen, and a little gas lowers it as a lower R0
would: 15 ppm halve it. So without a test gas R0 may rise, which makes the alarm come earlier, and never falls: then the
ratio takes the difference. Pre-heating and the refusals (more than 3 % of the LEL, more than 30 % from the stored
value) keep a leak from being calibrated away.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from devices import Message
from science.gas import ppm_from_lel_pct
from science.mq_sensors import MODELS, MQ7, MqSensor, resistance_from_voltage_ohm
from workshop.calibration.advice import worth_it
from workshop.calibration.budget import Budget
from workshop.calibration.recording import doubt, kept, mapped, mean, refuse_too_few, refuse_unsteady, rounded
from workshop.calibration.steps import (
    VOLTS,
    Ask,
    Confirm,
    Do,
    Heat,
    Measure,
    Outcome,
    Point,
    Procedure,
    Refused,
    Scene,
    Step,
    Subject,
)

HOUR_S = 3600.0
HEATED_H = {"MQ-2": 48.0, "MQ-7": 48.0, "MQ-135": 48.0}  # Hanwei data sheets; the others 24 h
HEATED_USUAL_H = 24.0
HEATER_WITHIN = 0.34  # of the data sheet's current: 0.10 to 0.20 A where 0.15 A is usual
LEAK_LEL_PCT = 3.0
LEAK_CO_PPM = 30.0  # the lowest level that EN 50291 knows, from memory
MOVED = 0.30  # of the stored value
FAR_FROM_TYPE = (0.5, 3.0)  # the MQ-6's data sheet: 10 to 60 k where 20 k is usual
OUTDOOR_CO2_PPM = 420.0  # NOAA, 2023
STEADY, NOISE = 0.03, 0.12  # chosen: drift between the halves, and all values, as shares of the mean
READINGS, EVERY_S = 150, 2.0  # five minutes, well above the sensor's own 45 s
CYCLES, CYCLE_S = 6, 150.0  # an MQ-7 gives one value for each cycle of its heater
GAS_SETTLES_S = 180.0  # four times the 45 s
RATIO_WITHIN = 0.35  # chosen: of the type's; twice the gas that was said, or 10 ppm in the clean air, are beyond it
TYPE_R0_WITHIN = 0.30  # chosen, as in sim/chips/_mq.py: one batch; the data sheets allow much more
TYPE_RATIO_WITHIN = 0.15  # chosen: how far a unit's clean-air ratio lies from its type's (sim/chips/_mq.py)
GAS_WITHIN = 0.05  # chosen: a syringe of gas in a box of known size
CLIMATE_WITHIN = 0.20  # of the correction: the figures were read by eye
OUTDOOR_CO2_WITHIN = 0.10  # chosen: 420 ppm in the hills, more beside a road

IS_GAS_THERE = Message(
    "calibrate.gas.is_gas_there",
    "Is a known test gas there, and your teacher? (10 mL of lighter gas in a box of 10 L)",
)
IS_BOTTLE_THERE = Message(
    "calibrate.gas.is_bottle_there",
    "Is a bottle with a known amount of carbon monoxide there, and your teacher? Never make it: it kills.",
)
OF_AIR = Message("calibrate.gas.of_air", "clean air alone")
OF_OWN_AIR = Message("calibrate.gas.of_own_air", "clean air with the ratio of this unit")
OF_GAS = Message("calibrate.gas.of_gas", "a known gas")
WITH_GAS = Message("calibrate.gas.with_gas", "a known gas, together with your teacher")
NO_USE = Message(
    "calibrate.gas.no_use", "Clean air alone cannot calibrate {part}: about {left_pct:.0f} % of its error would stay."
)
NO_USE_HINT = Message(
    "calibrate.gas.no_use.hint",
    "Use a known gas together with your teacher. Where there is none: with --anyway R0 may rise, which makes an alarm "
    "come earlier, and never falls.",
)

REPLACED = Message("calibrate.gas.replaced", "Has {part} been replaced by another sensor since {day}?")
HAS_RUN = Message(
    "calibrate.gas.has_run",
    "The heater of {part} works only while the project runs. Has it run for {hours:.0f} hours until a moment ago?",
)
HEATS = Message("calibrate.gas.heats", "{part} must be heated for {hours:.0f} hours without a break.")
CLEAN_AIR = Message(
    "calibrate.gas.clean_air",
    "Shut the gas bottle. Bring {part} outdoors or open every window. No flame, no spirit, no spray near it. Wait 15 "
    "minutes.",
)
TEST_GAS = Message(
    "calibrate.gas.test_gas", "Only with your teacher: close the box over {part} and let the measured gas in."
)
TEST_FUMES = Message(
    "calibrate.gas.test_fumes",
    "Never make carbon monoxide: it kills. Only with a bottle whose label says how much it holds, outdoors, with your "
    "teacher: close the box over {part} and let it in.",
)
FUMES_SAY = Message("calibrate.gas.fumes_say", "How much carbon monoxide does the bottle hold, in ppm?")
HOW_MUCH = Message("calibrate.gas.how_much", "How much gas is in the box, in ppm? (10 mL in 10 L are 1000 ppm)")

COLD = Message("calibrate.gas.cold", "{part} has been heated for {heated_s:span} at most; it needs {needed_s:span}.")
COLD_HINT = Message(
    "calibrate.gas.cold.hint", "Leave it switched on, and call this again in {left_s:span}: nothing needs to wait."
)
NOT_RUN_HINT = Message("calibrate.gas.not_run.hint", "Let the project run for {hours:.0f} hours, then call this again.")
BAD_HEATER = Message(
    "calibrate.gas.heater", "The heater of {part} draws {current_a:.3f} A; it should be about {wanted_a:.2f} A."
)
BAD_HEATER_HINT = Message("calibrate.gas.heater.hint", "Check the 5 V wire of its heater and the supply.")
OPEN = Message("calibrate.gas.open", "{part} gives {volts:.3f} V at its output: no signal of a gas sensor.")
OPEN_HINT = Message("calibrate.gas.open.hint", "Check its supply, the AO wire, the divider and the load resistor.")
LEAK = Message("calibrate.gas.leak", "{part} sees gas: about {ppm:.0f} ppm, and clean air has less than {limit:.0f}.")
LEAK_HINT = Message(
    "calibrate.gas.leak.hint", "Shut the bottle, open the windows, switch nothing. Look for the leak with soapy water."
)
HAS_MOVED = Message(
    "calibrate.gas.moved", "R0 of {part} would be {r0_ohm:.0f} Ω, which is {pct:+.0f} % from that of {day}."
)
HAS_MOVED_HINT = Message(
    "calibrate.gas.moved.hint",
    "Less means gas in the air, more a sensor that is worn out. Air the room and try again, or put in a new sensor and "
    "say so.",
)
FAR = Message(
    "calibrate.gas.far", "R0 of {part} would be {r0_ohm:.0f} Ω; a sensor of its type has {low:.0f} to {high:.0f} Ω."
)
FAR_HINT = Message(
    "calibrate.gas.far.hint", "There is gas, or load_resistor_ohm in wiring.toml is wrong: measure it with a meter."
)
NO_CLIMATE = Message(
    "calibrate.gas.no_climate", "{part} gives no temperature and humidity, which change the gas sensor."
)
NO_CLIMATE_HINT = Message("calibrate.gas.no_climate.hint", "Mend that sensor first.")
NO_RISE = Message(
    "calibrate.gas.no_rise", "{part} hardly sees the test gas: {pct:.0f} % of its resistance in clean air is left."
)
NO_RISE_HINT = Message("calibrate.gas.no_rise.hint", "Is the box tight, and the gas in it? Begin again in clean air.")
SECOND_BEST = Message(
    "calibrate.gas.second_best",
    "Without a test gas its ratio in clean air is that of the type: the ppm may be wrong by a third.",
)
STAYS = Message(
    "calibrate.gas.stays",
    "{part} has {pct:.0f} % of the resistance that was expected in clean air. A little gas looks the same, so R0 stays "
    "{r0_ohm:.0f} Ω: the alarm rather comes early. Only a test gas can lower it.",
)
WRONG_RATIO = Message(
    "calibrate.gas.wrong_ratio",
    "{part} has {ratio:.1f} times its R0 in clean air; its type has {usual:.1f} times.",
)
WRONG_RATIO_HINT = Message(
    "calibrate.gas.wrong_ratio.hint",
    "Either the air was not clean, or the box does not hold the gas that was said. Air everything, and begin again.",
)
TOO_LITTLE_LEFT = 0.6  # chosen: 200 ppm leave less than 0.2 of the clean-air resistance


def sensor_of(subject: Subject) -> MqSensor:
    """The model's curves, with the clean-air ratio of this unit as far as it is known."""
    typical = MQ7 if subject.part.driver == "mq7" else MODELS[subject.part.options["model"]]
    return typical.of_unit(subject.option("clean_air_ratio", None))


def gas_of(sensor: MqSensor) -> str:
    """The gas that the driver tells of."""
    return {"MQ-135": "co2", "MQ-7": "co"}.get(sensor.name, "lpg")


def air_ratio(sensor: MqSensor) -> float:
    """Rs/R0 outdoors: the unit's own; for a sensor of carbon dioxide what its curve says of the open air."""
    return sensor.ratio("co2", OUTDOOR_CO2_PPM) if gas_of(sensor) == "co2" else sensor.clean_air_ratio


def resistances(subject: Subject, sensor: MqSensor, points: Sequence[Point]) -> tuple[Point, ...]:
    """Rs in ohm at 20 C and 65 % for volts at the converter. Raises Refused for volts that no sensor gives."""
    divider, supply_v = subject.of_type("divider", 1.0), subject.option("supply_v", 5.0)
    load_ohm = subject.option("load_resistor_ohm", None)

    def rs_ohm(point: Point) -> float:
        volts = point.value * divider
        if not 0.02 < volts < 0.96 * supply_v:  # the driver's own limits
            raise Refused(OPEN(part=subject.part.name, volts=volts), OPEN_HINT)
        factor = 1.0 if point.air is None else sensor.climate_factor(*point.air)
        return resistance_from_voltage_ohm(volts, load_ohm, supply_v) / factor

    return mapped(points, rs_ohm)


def in_clean_air(subject: Subject, points: Sequence[Point]) -> tuple[float, float]:
    """R0 in ohm and the ratio in clean air, from volts there; R0 is never lower than it was.

    Raises Refused when it is not clean, not steady, or not this sensor.
    """
    sensor, name = sensor_of(subject), subject.part.name
    rs = resistances(subject, sensor, points)
    rs_ohm = mean(rs)
    before_ohm = subject.option("r0_ohm", None)
    _refuse_gas(sensor, name, rs_ohm / before_ohm)
    refuse_unsteady(rs, "Ω", STEADY * rs_ohm, NOISE * rs_ohm)
    r0_ohm = rs_ohm / air_ratio(sensor)
    if "r0_ohm" in subject.stored:
        moved = r0_ohm / before_ohm - 1.0
        if abs(moved) > MOVED:
            seen = HAS_MOVED(part=name, r0_ohm=r0_ohm, pct=100.0 * moved, day=subject.stored["measured_on"])
            raise Refused(seen, HAS_MOVED_HINT)
    low, high = (share * subject.of_type("r0_ohm", None) for share in FAR_FROM_TYPE)
    if not low <= r0_ohm <= high:
        raise Refused(FAR(part=name, r0_ohm=r0_ohm, low=low, high=high), FAR_HINT)
    if r0_ohm >= before_ohm or gas_of(sensor) == "co2":  # no alarm hangs on carbon dioxide
        return r0_ohm, sensor.clean_air_ratio
    return before_ohm, rs_ohm / before_ohm


def _refuse_gas(sensor: MqSensor, name: str, ratio: float) -> None:
    gas = gas_of(sensor)
    limit = {"lpg": ppm_from_lel_pct(LEAK_LEL_PCT), "co": LEAK_CO_PPM}.get(gas)
    ppm = sensor.ppm(gas, ratio)
    if limit is not None and ppm > limit:
        raise Refused(LEAK(part=name, ppm=ppm, limit=limit), LEAK_HINT)


def with_test_gas(subject: Subject, clean: Sequence[Point], gas: Sequence[Point], ppm: float) -> tuple[float, float]:
    """R0 in ohm and the unit's own clean-air ratio, from volts in clean air and in a known gas. Raises Refused."""
    sensor = sensor_of(subject)
    clean_ohm, gas_ohm = (mean(resistances(subject, sensor, points)) for points in (clean, gas))
    if gas_ohm > TOO_LITTLE_LEFT * clean_ohm:
        raise Refused(NO_RISE(part=subject.part.name, pct=100.0 * gas_ohm / clean_ohm), NO_RISE_HINT)
    r0_ohm = gas_ohm / sensor.curves[gas_of(sensor)].ratio(ppm)
    ratio, usual = clean_ohm / r0_ohm, sensor_of(Subject(subject.part)).clean_air_ratio
    if abs(ratio / usual - 1.0) > RATIO_WITHIN:
        raise Refused(WRONG_RATIO(part=subject.part.name, ratio=ratio, usual=usual), WRONG_RATIO_HINT)
    return r0_ohm, ratio


def calibrate(subject: Subject, test_gas: bool = False) -> Procedure:
    """The whole way: what the reference can give, heated, heater proved, clean air, and a known gas after it.

    Without `test_gas` the person is asked for one. Clean air alone counts only where the person wants that.
    """
    name, unit, replaced = subject.part.name, subject, False
    if "r0_ohm" in subject.stored:
        replaced = yield Confirm("replaced", REPLACED(part=name, day=subject.stored["measured_on"]))
        unit = Subject(subject.part, heater_proof=subject.heater_proof) if replaced else subject
    sensor = sensor_of(unit)
    if not test_gas and gas_of(sensor) != "co2":
        question = IS_BOTTLE_THERE if gas_of(sensor) == "co" else IS_GAS_THERE
        test_gas = yield Confirm("test_gas", question())
    budget = budget_of(unit, sensor, test_gas)
    if not (yield from worth_it(budget)):
        raise Refused(NO_USE(part=name, left_pct=100.0 * budget.left), NO_USE_HINT)
    yield from _heated(unit, sensor)
    yield Do(Scene.CLEAN_AIR, CLEAN_AIR(part=name))
    clean = yield from _volts(unit, 0.0)
    r0_ohm, ratio = in_clean_air(unit, clean)
    rs = resistances(unit, sensor, clean)
    share = doubt(rs) / mean(rs) + _climate_doubt(sensor, clean)
    points = [(*each, 0.0) for each in kept(clean)]
    said: tuple[Message, ...] = ()
    if test_gas:
        ppm, gas = yield from _in_test_gas(unit, sensor)
        r0_ohm, ratio = with_test_gas(unit, clean, gas, ppm)
        share, points = share + GAS_WITHIN, [*points, *((*each, ppm) for each in kept(gas))]
    elif r0_ohm == unit.option("r0_ohm", None):
        said = (STAYS(part=name, r0_ohm=r0_ohm, pct=100.0 * ratio / sensor.clean_air_ratio),)
        missing = abs(ratio / sensor.clean_air_ratio - 1.0)
        share += TYPE_R0_WITHIN if "r0_ohm" not in unit.stored else _own_ratio_within(unit) + missing
    elif "clean_air_ratio" not in unit.stored and gas_of(sensor) != "co2":
        said, share = (SECOND_BEST(),), share + TYPE_RATIO_WITHIN
    elif gas_of(sensor) != "co2":
        share += _own_ratio_within(unit)
    values = {"r0_ohm": rounded(r0_ohm), "clean_air_ratio": rounded(ratio)}
    uncertainty = {key: rounded(share * value, 2) for key, value in values.items()}
    return Outcome(values, uncertainty, points, "time_s, volts_v, gas_ppm", said=said, forget=replaced)


def budget_of(subject: Subject, sensor: MqSensor, test_gas: bool) -> Budget:
    """What the reference can give, in % of R0: a known gas, or clean air and what is known of the ratio there."""
    gas, own = gas_of(sensor), _own_ratio_within(subject)
    slope = abs(sensor.curves[gas].b)
    within, reference, only_up = TYPE_RATIO_WITHIN, OF_AIR(), gas != "co2"
    if test_gas:
        within, reference, only_up = GAS_WITHIN * slope, OF_GAS(), False
    elif gas == "co2":
        within = OUTDOOR_CO2_WITHIN * slope
    elif own < TYPE_RATIO_WITHIN:
        within, reference = own, OF_OWN_AIR()
    channel, percent = f"{gas}_ppm", 100.0 * within
    return Budget(
        subject.part.name, channel, "%", 100.0 * TYPE_R0_WITHIN, reference, percent, WITH_GAS(), only_up=only_up
    )


def _own_ratio_within(subject: Subject) -> float:
    """How well the unit's own ratio in clean air is known, as a share; that of the type where nobody measured it."""
    stored = subject.stored
    own = stored.get("uncertainty", {}).get("clean_air_ratio")
    return TYPE_RATIO_WITHIN if own is None else min(own / stored["clean_air_ratio"], TYPE_RATIO_WITHIN)


def _in_test_gas(subject: Subject, sensor: MqSensor) -> Generator[Step, Any, tuple[float, tuple[Point, ...]]]:
    """How much gas there is in the box, in ppm, and the volts in it. Carbon monoxide comes from a bottle, or not."""
    of_fumes, name = gas_of(sensor) == "co", subject.part.name
    yield Do(Scene.TEST_GAS, (TEST_FUMES if of_fumes else TEST_GAS)(part=name))
    question, usual_ppm = (FUMES_SAY(), None) if of_fumes else (HOW_MUCH(), 1000.0)
    ppm = yield Ask("gas_ppm", question, 100.0, 2000.0, usual_ppm)
    return ppm, (yield from _volts(subject, GAS_SETTLES_S))


def _heated(subject: Subject, sensor: MqSensor) -> Generator[Step, Any, None]:
    """Whether it is warm all through, as far as can be known. Raises Refused."""
    name, hours = subject.part.name, HEATED_H.get(sensor.name, HEATED_USUAL_H)
    heated_s = yield Heat(hours * HOUR_S, HEATS(part=name, hours=hours))
    left_s = hours * HOUR_S - heated_s
    if left_s > 0.0:
        seen = COLD(part=name, heated_s=heated_s, needed_s=hours * HOUR_S)
        raise Refused(seen, COLD_HINT(left_s=left_s))
    if subject.part.driver == "mq7":
        has_run = yield Confirm("has_run", HAS_RUN(part=name, hours=hours))
        if not has_run:
            raise Refused(COLD(part=name, heated_s=0.0, needed_s=hours * HOUR_S), NOT_RUN_HINT(hours=hours))
    if subject.heater_proof is not None:
        points = yield Measure("current_a", 5, 1.0, part=subject.heater_proof)
        current_a, wanted_a = abs(mean(points)) if points else 0.0, sensor.heater_current_a()
        if abs(current_a - wanted_a) > HEATER_WITHIN * wanted_a:
            raise Refused(BAD_HEATER(part=name, current_a=current_a, wanted_a=wanted_a), BAD_HEATER_HINT)


def _volts(subject: Subject, settle_s: float) -> Generator[Step, Any, tuple[Point, ...]]:
    """Enough readings of the output, each with its air where the part has a climate sensor. Raises Refused."""
    climate = subject.of_type("climate", None)
    mq7 = subject.part.driver == "mq7"
    count, every_s = (CYCLES, CYCLE_S) if mq7 else (READINGS, EVERY_S)
    points: tuple[Point, ...] = yield Measure(VOLTS, count, every_s, settle_s, with_air=climate is not None)
    refuse_too_few(points, count)
    if climate is not None and any(point.air is None for point in points):
        raise Refused(NO_CLIMATE(part=climate), NO_CLIMATE_HINT)
    return points


def _climate_doubt(sensor: MqSensor, points: Sequence[Point]) -> float:
    factors = [1.0 if point.air is None else sensor.climate_factor(*point.air) for point in points]
    return CLIMATE_WITHIN * max(abs(factor - 1.0) for factor in factors)
