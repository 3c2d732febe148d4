"""Open the parts of a plan, and read and switch them for the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date
from math import inf
from typing import Any

from devices import (
    Actuator,
    AdcPart,
    Clock,
    HeartbeatPart,
    Message,
    OutputPart,
    Part,
    Reading,
    Sensor,
    SensorPart,
    WiringError,
)
from devices.sensor import NEVER, nine_digits
from drivers._lgpio_pins import PinBusy
from firmware.board.busy_pin import explained
from firmware.plan import CALIBRATION_AGE, THE_LOOP, TOLD, WARMING, Plan, PlannedPart, Source

BAD_VALUE = Message("bind.bad_value", "Part {part}: {reason}.")


class Parts:
    """All parts of a plan, open and tied to its law. Close it, or use it with `with`.

    Raises WiringError, with nothing left open, when a driver refuses a value.
    """

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self.clock = clock
        self.sensors: dict[str, Sensor] = {}
        self.actuators: dict[str, Actuator] = {}
        self.hearts: list[HeartbeatPart] = []
        self.converters: dict[str, AdcPart] = {}
        self._calibrated_on: dict[str, date | None] = {}
        self._calibrated: dict[str, tuple[int, float] | None] = {}  # days, and when those were reckoned
        self._stack = ExitStack()
        try:
            for planned in plan.parts:
                self._open(planned, plan.safe)
            self._inputs = [self._input(name, channel) for name, channel in plan.inputs.values()]
            self._aged = [
                (field, self.sensors[name], channel)
                for field, (name, channel) in plan.inputs.items()
                if name != THE_LOOP and channel in self.sensors[name].values
            ]
        except BaseException:
            self._stack.close()
            raise
        self._outputs = [(name, self.actuators[name]) for name in plan.safe]
        self._sensed = plan.sensed
        self._schedule = list(self.sensors.values())
        self._obeyed: Any = None
        self._commanded: dict[str, bool] = {}
        self._sample_due_s = self._fresh_until_s = -inf
        self._seen: Any = None
        self._woken = False
        self._told = dict(TOLD)

    # sense

    def sample_due(self) -> float:
        """Read every part whose time has come; returns when the next one wants to be read."""
        monotonic = self.clock.monotonic
        now_s = monotonic()
        if now_s < self._sample_due_s and not self._woken:
            return self._sample_due_s
        self._woken = False
        self._seen = None
        for sensor in self._schedule:
            if sensor.due_s <= now_s:
                sensor.sample(now_s)
                now_s = monotonic()
        self._sample_due_s = min([sensor.due_s for sensor in self._schedule], default=inf)
        return self._sample_due_s

    def sensed(self, now_s: float) -> Any:
        """What the law sees now. While nothing was read and nothing has aged out, that is what it saw before."""
        if self._seen is None or now_s >= self._fresh_until_s:
            self._seen = self._sensed(*[read(now_s) for read in self._inputs])
            self._fresh_until_s = min([sensor.stale_s for sensor in self._schedule], default=inf)
        return self._seen

    def tell(self, field: str, said: bool | None) -> None:
        """What the loop itself tells the law from now on, in a field of `plan.TOLD`."""
        if said is not self._told[field]:
            self._told[field] = said
            self._seen = None

    def redate(self) -> None:
        """The date has become another: reckon the age of calibrations anew. From any thread."""
        for name in list(self._calibrated):
            self._calibrated[name] = self._calibrated_days(name)

    def _wake(self, sensor: Sensor) -> None:
        """Called by a part that noticed a change, on a Pi from another thread: the flag comes last."""
        sensor.due_s = -inf
        self._woken = True

    def readings(self) -> dict[str, Reading]:
        """Every channel with value, unit, age and quality, for people to look at."""
        now_s = self.clock.monotonic()
        return {
            f"{sensor.name}_{channel}": sensor.reading(channel, now_s)
            for sensor in self.sensors.values()
            for channel in sensor.values
        }

    def ages(self) -> dict[str, float | None]:
        """The age in seconds of each value of Sensed that a part gives; None while there is no good one."""
        now_s = self.clock.monotonic()
        found: dict[str, float | None] = {}
        for field, sensor, channel in self._aged:
            good_s = sensor.good_at_s[channel]
            found[field] = None if good_s == NEVER else nine_digits(now_s - good_s)
        return found

    # act

    def act(self, action: Any, now_s: float, urgent: bool) -> dict[str, bool]:
        """Switch what the law asks for; returns what the parts are commanded (a new dict whenever that changes)."""
        if action == self._obeyed:
            return self._commanded
        commanded = {
            field: actuator.command(getattr(action, field), now_s, urgent) for field, actuator in self._outputs
        }
        held = any(on != getattr(action, field) for field, on in commanded.items())
        self._obeyed = None if held else action
        if commanded != self._commanded:
            self._commanded = commanded
        return self._commanded

    def beat(self) -> None:
        """Send a heartbeat to the heartbeat relays."""
        for heart in self.hearts:
            heart.beat()

    def make_safe(self) -> list[Exception]:
        """Every actuator to its safe value, each tried whatever the others do; returns what went wrong."""
        failures: list[Exception] = []
        interrupt: BaseException | None = None
        self._obeyed, now_s = None, self.clock.monotonic()
        for actuator in self.actuators.values():
            try:
                actuator.make_safe(now_s)
            except Exception as error:
                failures.append(error)
            except BaseException as error:  # a second Ctrl-C: the others still come first
                interrupt = error
                actuator.make_safe(now_s)
        if interrupt is not None:
            raise interrupt
        return failures

    def close(self) -> None:
        """Let go of all pins."""
        self._stack.close()

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # open

    def _open(self, planned: PlannedPart, safe: Mapping[str, bool]) -> None:
        name = planned.wired.name
        part = self._construct(planned)
        self._stack.callback(part.close)
        start_s = self.clock.monotonic()
        if isinstance(part, SensorPart) and planned.sampling is not None:
            sensor = self.sensors[name] = planned.sampling.sensor(name, part, start_s)
            part.on_change = lambda: self._wake(sensor)
            self._calibrated_on[name] = planned.sampling.calibrated_on
        elif isinstance(part, OutputPart) and planned.switching is not None:
            actuator = planned.switching.name
            self.actuators[actuator] = planned.switching.actuator(part, safe[actuator], start_s)
        elif isinstance(part, HeartbeatPart):
            self.hearts.append(part)
        elif isinstance(part, AdcPart):
            self.converters[name] = part

    def _construct(self, planned: PlannedPart) -> Part:
        given: dict[str, Any] = dict(planned.arguments)
        if planned.adc is not None:
            converter, number = planned.adc
            given["adc"] = self.converters[converter].channel(number)
        for argument, source in planned.sources.items():
            given[argument] = self._newest(source)
        if planned.wants_clock:
            given["clock"] = self.clock
        try:
            return planned.kind(**given)
        except PinBusy as busy:
            raise explained(busy, planned.wired.name) from busy
        except (ValueError, TypeError) as error:
            raise WiringError(BAD_VALUE(part=planned.wired.name, reason=error)) from error

    def _newest(self, source: Source) -> Callable[[], Any]:
        """A function that gives the newest values of some channels: one or a tuple, None while any is unknown."""
        sensor, channels, monotonic = self.sensors[source.part], source.channels, self.clock.monotonic

        def newest() -> Any:
            now_s = monotonic()
            values = [sensor.value(channel, now_s) for channel in channels]
            if None in values:
                return None
            return tuple(values) if len(values) > 1 else values[0]

        return newest

    # bind

    def _input(self, name: str, channel: str) -> Callable[[float], Any]:
        if name == THE_LOOP:
            return lambda _now_s: self._told[channel]
        sensor = self.sensors[name]
        if channel in sensor.values:
            return _value_reader(sensor, channel)
        if channel == WARMING:
            return lambda _now_s: sensor.warming
        assert channel == CALIBRATION_AGE
        return self._calibration_age_reader(name)

    def _calibration_age_reader(self, name: str) -> Callable[[float], float | None]:
        self._calibrated[name] = self._calibrated_days(name)

        def age_days(now_s: float) -> float | None:
            found = self._calibrated[name]
            return None if found is None else found[0] + (now_s - found[1]) / 86_400.0

        return age_days

    def _calibrated_days(self, name: str) -> tuple[int, float] | None:
        """How old the calibration of a part is now, in days, and when that was."""
        made_on = self._calibrated_on[name]
        if made_on is None:
            return None
        days = (self.clock.now().date() - made_on).days
        return None if days < 0 else (days, self.clock.monotonic())  # made in the future: this clock is wrong


def _value_reader(sensor: Sensor, channel: str) -> Callable[[float], Any]:
    values, good_at_s, max_age_s = sensor.values, sensor.good_at_s, sensor.max_age_s

    def read(now_s: float) -> float | bool | None:
        if now_s - good_at_s[channel] > max_age_s or sensor.warming:
            return None
        return values[channel]

    return read
