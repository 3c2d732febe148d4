"""Open the parts of a wiring list and tie them to the law by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from math import inf
from typing import Any

from devices import (
    Actuator,
    AdcPart,
    AnalogInput,
    Calibration,
    Clock,
    Filter,
    HeartbeatPart,
    Median,
    Message,
    OutputPart,
    Part,
    Reading,
    Sensor,
    SensorPart,
    StepGate,
    WiredPart,
    Wiring,
    WiringError,
)
from drivers import find as find_driver
from firmware.law import Law

WARMING = "warming"
CALIBRATION_AGE = "calibration_age_days"

NO_CHANNEL = Message("bind.no_channel", "The law wants {field}, but no part in wiring.toml gives it.")
NO_CHANNEL_HINT = Message("bind.no_channel.hint", "The wiring list gives: {names}.")
NO_ACTUATOR = Message("bind.no_actuator", "The law switches {field}, but no part in wiring.toml is that actuator.")
NO_ACTUATOR_HINT = Message("bind.no_actuator.hint", "The wiring list has: {names}.")
UNUSED_ACTUATOR = Message("bind.unused", "wiring.toml has the actuator {name}, but the law never switches it.")
UNUSED_ACTUATOR_HINT = Message("bind.unused.hint", "Add a field {name} to Action, or take the part out.")
BAD_OPTION = Message("bind.bad_option", "Part {part}: the driver {driver} has no option {option}.")
BAD_OPTION_HINT = Message("bind.bad_option.hint", "It knows: {options}.")
NO_OPTION = Message("bind.no_option", "Part {part}: the driver {driver} needs the option {option}.")
NO_PART = Message("bind.no_part", "Part {part} says {option} = {wanted}, but there is no such part above it.")
NO_PART_HINT = Message("bind.no_part.hint", "Write [parts.{wanted}] before [parts.{part}], and check the spelling.")
NO_HELP = Message("bind.no_help", "Part {part} says {option} = {wanted}, but that part does not give what is needed.")
NO_HELP_HINT = Message("bind.no_help.hint", "Name a part that gives {channels}.")
BAD_VALUE = Message("bind.bad_value", "Part {part}: {reason}.")


class Parts:
    """All parts of a project, opened and tied to a law. Close it, or use it with `with`.

    Raises WiringError, with nothing left open, when a name does not fit.
    """

    def __init__(self, wiring: Wiring, law: Law, clock: Clock) -> None:
        self.clock = clock
        self.sensors: dict[str, Sensor] = {}
        self.actuators: dict[str, Actuator] = {}
        self._hearts: list[HeartbeatPart] = []
        self._calibrated_on: dict[str, date] = {}
        self._stack = ExitStack()
        self._opened: dict[str, Part] = {}
        safe = {name: bool(value) for name, value in law.safe._asdict().items()}
        try:
            for wired in wiring.parts:
                self._open(wired, safe)
            self._inputs = [self._input(field) for field in law.sensed]
            self._outputs = [self._output(field) for field in law.actions]
        except BaseException:
            self._stack.close()
            raise
        self._sensed = law.module.Sensed
        self._schedule = list(self.sensors.values())
        self._obeyed: Any = None
        self._commanded: dict[str, bool] = {}
        self._sample_due_s = self._fresh_until_s = -inf
        self._seen: Any = None
        self._woken = False

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

    # act

    def act(self, action: Any, now_s: float, urgent: bool) -> dict[str, bool]:
        """Switch what the law asks for; returns what the parts are really told (a new dict whenever that changes)."""
        if action == self._obeyed:
            return self._commanded
        commanded = {
            field: actuator.command(getattr(action, field), now_s, urgent) for field, actuator in self._outputs
        }
        held = any(told != getattr(action, field) for field, told in commanded.items())
        self._obeyed = None if held else action
        if commanded != self._commanded:
            self._commanded = commanded
        return self._commanded

    def beat(self) -> None:
        """Show the heartbeat relays that the control lives."""
        for heart in self._hearts:
            heart.beat()

    def make_safe(self) -> list[Exception]:
        """Every actuator to its safe value, each tried whatever the others do; returns what went wrong."""
        failures: list[Exception] = []
        interrupt: BaseException | None = None
        self._obeyed = None
        for actuator in self.actuators.values():
            try:
                actuator.make_safe()
            except Exception as error:
                failures.append(error)
            except BaseException as error:  # a second Ctrl-C: the others still come first
                interrupt = error
                actuator.make_safe()
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

    def _open(self, wired: WiredPart, safe: dict[str, bool]) -> None:
        kind = find_driver(wired.driver)
        part = self._construct(kind, wired)
        self._stack.callback(part.close)
        self._opened[wired.name] = part
        start_s = self.clock.monotonic()
        if isinstance(part, SensorPart):
            sensor = self.sensors[wired.name] = sensor_of(wired, part, start_s)
            part.on_change = lambda: self._wake(sensor)
            if "calibrated_on" in wired.sampling:
                self._calibrated_on[wired.name] = wired.sampling["calibrated_on"]
        elif isinstance(part, HeartbeatPart):
            self._hearts.append(part)
        elif isinstance(part, OutputPart):
            name = f"{wired.name}_{part.command}" if part.command else wired.name
            if name not in safe:
                raise WiringError(UNUSED_ACTUATOR(name=name), UNUSED_ACTUATOR_HINT(name=name))
            self.actuators[name] = Actuator(name, part, safe=safe[name], start_s=start_s, **switching_of(wired))

    def _construct(self, kind: type[Part], wired: WiredPart) -> Part:
        known = inspect.signature(kind).parameters
        given: dict[str, Any] = {}
        for option, value in wired.options.items():
            if option == "on" and "adc" in known:
                given["adc"] = self._analog_input(wired)
            elif option == "channel" and "adc" in known:
                continue
            elif option == "climate" and option in known:
                given[option] = self._newest(wired, option, ("temperature_c", "humidity_pct"))
            elif option == "thermometer" and option in known:
                given[option] = self._newest(wired, option, ("temperature_c",))
            elif option in known:
                given[option] = value
            else:
                options = ", ".join(sorted(_toml_options(known)))
                refused = BAD_OPTION(part=wired.name, driver=wired.driver, option=option)
                raise WiringError(refused, BAD_OPTION_HINT(options=options))
        if "clock" in known:
            given["clock"] = self.clock
        for option, parameter in known.items():
            if parameter.default is parameter.empty and option not in given:
                wanted = "on" if option == "adc" else option
                raise WiringError(NO_OPTION(part=wired.name, driver=wired.driver, option=wanted))
        try:
            return kind(**given)
        except (ValueError, TypeError) as error:
            raise WiringError(BAD_VALUE(part=wired.name, reason=error)) from error

    def _analog_input(self, wired: WiredPart) -> AnalogInput:
        adc = self._earlier(wired, "on")
        if not isinstance(adc, AdcPart):
            refused = NO_PART(part=wired.name, option="on", wanted=wired.options["on"])
            raise WiringError(refused, NO_PART_HINT(part=wired.name, wanted=wired.options["on"]))
        return adc.channel(wired.options.get("channel", 0))

    def _newest(self, wired: WiredPart, option: str, channels: tuple[str, ...]) -> Callable[[], Any]:
        self._earlier(wired, option)
        sensor = self.sensors.get(wired.options[option])
        if sensor is None or not set(channels) <= set(sensor.values):
            refused = NO_HELP(part=wired.name, option=option, wanted=wired.options[option])
            raise WiringError(refused, NO_HELP_HINT(channels=", ".join(channels)))
        monotonic = self.clock.monotonic

        def newest() -> Any:
            now_s = monotonic()
            values = [sensor.value(channel, now_s) for channel in channels]
            if None in values:
                return None
            return tuple(values) if len(values) > 1 else values[0]

        return newest

    def _earlier(self, wired: WiredPart, option: str) -> Part:
        wanted = wired.options[option]
        if wanted not in self._opened:
            refused = NO_PART(part=wired.name, option=option, wanted=wanted)
            raise WiringError(refused, NO_PART_HINT(part=wired.name, wanted=wanted))
        return self._opened[wanted]

    # bind

    def _input(self, field: str) -> Callable[[float], Any]:
        for name, sensor in self.sensors.items():
            if not field.startswith(name + "_"):
                continue
            channel = field[len(name) + 1 :]
            if channel in sensor.values:
                return _value_reader(sensor, channel)
            if channel == WARMING:
                return lambda _now_s, sensor=sensor: sensor.warming  # type: ignore[misc]
            if channel == CALIBRATION_AGE:
                return self._calibration_age_reader(name)
        given = [f"{name}_{channel}" for name, sensor in self.sensors.items() for channel in sensor.values]
        raise WiringError(NO_CHANNEL(field=field), NO_CHANNEL_HINT(names=", ".join(given)))

    def _calibration_age_reader(self, name: str) -> Callable[[float], float | None]:
        made_on = self._calibrated_on.get(name)
        if made_on is None:
            return lambda _now_s: None
        calibrated_days = (self.clock.now().date() - made_on).days
        if calibrated_days < 0:  # the calibration lies in the future: this clock is wrong, so the age is unknown
            return lambda _now_s: None
        start_s = self.clock.monotonic()
        return lambda now_s: calibrated_days + (now_s - start_s) / 86_400.0

    def _output(self, field: str) -> tuple[str, Actuator]:
        if field not in self.actuators:
            raise WiringError(NO_ACTUATOR(field=field), NO_ACTUATOR_HINT(names=", ".join(self.actuators)))
        return field, self.actuators[field]


def sensor_of(wired: WiredPart, part: SensorPart, start_s: float) -> Sensor:
    """The sensor around a part, sampled and filtered as its wiring says. Raises WiringError for a bad filter."""
    sampling = wired.sampling
    sample_s = float(sampling.get("sample_s", part.sample_s))
    try:
        filters = {each.name: _filters(each.name, sampling) for each in part.channels if not each.is_switch}
        points = sampling.get("calibration", {})
        for name in (*points, *sampling.get("max_step", {})):
            if name not in filters:
                raise ValueError(f"it has no channel {name}; it has {', '.join(filters) or 'none with a number'}")
        calibrations = {
            name: Calibration(sampling["calibrated_on"], tuple((float(x), float(y)) for x, y in pairs))
            for name, pairs in points.items()
        }
    except (ValueError, KeyError) as error:
        raise WiringError(BAD_VALUE(part=wired.name, reason=error)) from error
    return Sensor(
        wired.name,
        part,
        start_s=start_s,
        sample_s=sample_s,
        retry_s=float(sampling.get("retry_s", sample_s)),
        max_age_s=float(sampling.get("max_age_s", 3 * sample_s)),
        warm_up_s=float(sampling.get("warm_up_s", part.warm_up_s)),
        filters=filters,
        calibrations=calibrations,
    )


def switching_of(wired: WiredPart) -> dict[str, float]:
    """Minimum on and off times of an actuator, in seconds."""
    return {key: float(wired.sampling[key]) for key in ("min_on_s", "min_off_s") if key in wired.sampling}


def _filters(channel: str, sampling: Any) -> list[Filter]:
    found: list[Filter] = []
    if channel in sampling.get("max_step", {}):
        found.append(StepGate(float(sampling["max_step"][channel])))
    if sampling.get("median", 1) > 1:
        found.append(Median(sampling["median"]))
    return found


def _value_reader(sensor: Sensor, channel: str) -> Callable[[float], Any]:
    values, good_at_s, max_age_s = sensor.values, sensor.good_at_s, sensor.max_age_s

    def read(now_s: float) -> float | bool | None:
        if now_s - good_at_s[channel] > max_age_s or sensor.warming:
            return None
        return values[channel]

    return read


def _toml_options(known: Any) -> set[str]:
    options = set(known) - {"clock"}
    return (options - {"adc"}) | {"on", "channel"} if "adc" in options else options
