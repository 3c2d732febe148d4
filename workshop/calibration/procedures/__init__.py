"""Which procedure calibrates which part, and which parts of a project there is one for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from devices import WiredPart, Wiring
from workshop.calibration.procedures import air, battery, current, flow, gas, tds, thermistor, turbidity
from workshop.calibration.steps import Procedure, Subject

PROCEDURES: Mapping[str, Callable[[Subject], Procedure]] = {
    "mq": gas.calibrate,
    "mq7": gas.calibrate,
    "turbidity": turbidity.calibrate,
    "tds": tds.calibrate,
    "ina219": current.calibrate,
    "flow_meter": flow.calibrate,
    "yf_s401": flow.calibrate,
    "ntc": thermistor.calibrate,
    "dht22": air.calibrate,
    "dht11": air.calibrate,
    "sht31": air.calibrate,
}
CURRENT_SENSOR = "ina219"


def can_be_calibrated(wiring: Wiring) -> tuple[WiredPart, ...]:
    """The parts that have a procedure, in the order of the wiring list."""
    return tuple(part for part in wiring.parts if part.driver in PROCEDURES)


def subject_of(wiring: Wiring, part: WiredPart, stored: Mapping[str, Any], opened: Mapping[str, Any]) -> Subject:
    """The part with what was stored of it, its driver's options now, and the sensor in the wire of its heater."""
    proofs = [
        each.name
        for each in wiring.parts
        if each.driver == CURRENT_SENSOR and each.build.get("in_wire_of") == part.name
    ]
    return Subject(part, stored, opened, proofs[0] if proofs else None)


def gas_seen(subject: Subject) -> str:
    """The gas that a part tells of, as its world calls it: `lpg`, `co` or `co2`; nothing for other parts."""
    return gas.gas_of(gas.sensor_of(subject)) if subject.part.driver in ("mq", "mq7") else ""


def procedure_of(subject: Subject, test_gas: bool = False, capacity: bool = False) -> Procedure:
    """The steps for this part. Raises KeyError for a part that has none."""
    if capacity:
        return battery.calibrate(subject)
    if test_gas:
        return gas.calibrate(subject, test_gas=True)
    return PROCEDURES[subject.part.driver](subject)
