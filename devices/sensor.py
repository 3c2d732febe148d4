"""A sensor: a part with its own sampling period, filters, calibration, and readings that know their age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from devices.conditioning import Calibration, Filter
from devices.message import Message, ReadError, WarmingUp
from devices.part import SensorPart

IMPLAUSIBLE = Message("read.implausible", "{part} shows {value} {unit}, which cannot be true ({low} to {high}).")
IMPLAUSIBLE_HINT = Message("read.implausible.hint", "Check the wires of {part} and whether it is wet or near a motor.")
NEVER = float("-inf")


class Quality(Enum):
    """Whether a value may be trusted. Only GOOD reaches a control law; everything else arrives there as None."""

    GOOD = "good"
    WARMING = "warming"
    STALE = "stale"
    UNKNOWN = "unknown"


def nine_digits(value: float | bool) -> float | bool:
    """The value to nine significant digits: what the law sees, what its trace says, and the same on every processor.

    exp, pow and sin differ in the last of 16 digits between processors; no sensor of ours is sure of five.
    """
    return value if isinstance(value, bool) else float(f"{value:.9g}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One channel at one moment: the last good value, its unit, its age in seconds, its quality."""

    value: float | bool | None
    unit: str
    age_s: float
    quality: Quality


class Sensor:
    """A part that is read at its own period and whose values grow old.

    A failed read never clears a value at once: it only lets it age. Past `max_age_s` the value is None.
    After a failed read, and until the filters have enough samples for a first value, it is read every `retry_s`.
    While the part warms up every value is None and `warming` is True, until its filters give the first value; also when
    it comes back from a long silence.
    Halfway to `max_age_s` a silent part is restarted once (Blinka thread 210: after hours every DHT read fails until
    its reader is restarted).
    """

    def __init__(
        self,
        name: str,
        part: SensorPart,
        *,
        start_s: float,
        sample_s: float,
        max_age_s: float,
        retry_s: float | None = None,
        warm_up_s: float = 0.0,
        filters: Mapping[str, Sequence[Filter]] | None = None,
        calibrations: Mapping[str, Calibration] | None = None,
    ) -> None:
        self.name = name
        self.part = part
        self.sample_s = sample_s
        self.retry_s = min(sample_s, sample_s if retry_s is None else retry_s)
        self.max_age_s = max_age_s
        self._warm_up_s = warm_up_s
        self.due_s = start_s + warm_up_s
        self.warming = warm_up_s > 0
        self.error: ReadError | None = None
        self.reads = 0
        self.failures = 0
        self.restarts = 0
        self.values: dict[str, float | bool | None] = {channel.name: None for channel in part.channels}
        self.good_at_s: dict[str, float] = dict.fromkeys(self.values, NEVER)
        self._channels = {channel.name: channel for channel in part.channels}
        self._filters = {name: tuple(each) for name, each in (filters or {}).items()}
        self._calibrations = dict(calibrations or {})
        self.stale_s = start_s  # from this moment on a value may have turned into None by age alone
        self._answered_s = start_s + warm_up_s
        self._restarted = False

    def sample(self, now_s: float) -> None:
        """Read the part once and take what is good. Only a ReadError is forgiven; anything else goes up."""
        self.due_s += self.sample_s
        if self.due_s <= now_s:
            self.due_s = now_s + self.sample_s
        self.reads += 1
        try:
            values = self.part.read()
            if values:
                self._take(self._true(values), now_s)
        except WarmingUp as warming:
            self.warming = True
            self.error = warming
            self._answered_s = now_s
        except ReadError as error:
            self.failures += 1
            self.error = error
            self.warming = False
            self._read_again_soon(now_s)
            self._restart_when_long_silent(now_s)
        if self.part.next_read_s is not None:
            self.due_s = self.part.next_read_s
        if self.due_s <= now_s:  # a part that asks for the past must not stop the time
            self.due_s = now_s + self.retry_s

    def _true(self, shown: Mapping[str, float | bool]) -> dict[str, float | bool]:
        """What the part shows, calibrated. Raises ReadError for the whole read when one value cannot be true.

        What it shows decides that; a calibration carries no value past the ends of its range: no air has 101 %.
        """
        values = dict(shown)
        for name, value in shown.items():
            channel = self._channels[name]
            if name in self._calibrations:
                values[name] = min(max(self._calibrations[name].apply(value), channel.low), channel.high)
            if not channel.low <= value <= channel.high:
                seen = IMPLAUSIBLE(part=self.name, value=value, unit=channel.unit, low=channel.low, high=channel.high)
                raise ReadError(seen, IMPLAUSIBLE_HINT(part=self.name))
        return values

    def _take(self, values: Mapping[str, float | bool], now_s: float) -> None:
        """Let good values through the filters; after a silence longer than `max_age_s` the filters begin afresh."""
        if now_s - self._answered_s > self.max_age_s:
            self._forget_samples()
            if self._warm_up_s:
                self._warm_up_again(now_s)
                return
        has_value = False
        for name, value in values.items():
            for each in self._filters.get(name, ()):
                filtered = each.push(value)
                if filtered is None:
                    break
                value = filtered
            else:
                self.values[name] = nine_digits(value)
                self.good_at_s[name] = now_s
                has_value = True
        self.warming = self.warming and not has_value
        self.error = None
        self._restarted = False
        self._answered_s = now_s
        self.stale_s = min(self.good_at_s.values()) + self.max_age_s
        if self.stale_s == NEVER:
            self._read_again_soon(now_s)

    def _warm_up_again(self, now_s: float) -> None:
        """It was away, perhaps without power: a cold gas sensor reads far too high for its first minutes."""
        self.warming = True
        self._answered_s = self.due_s = now_s + self._warm_up_s

    def _forget_samples(self) -> None:
        for filters in self._filters.values():
            for each in filters:
                each.reset()

    def _read_again_soon(self, now_s: float) -> None:
        self.due_s = min(self.due_s, now_s + self.retry_s)

    def _restart_when_long_silent(self, now_s: float) -> None:
        if not self._restarted and now_s - self._answered_s > self.max_age_s / 2:
            self._restarted = True
            self.restarts += 1
            self.part.restart()

    def value(self, channel: str, now_s: float) -> float | bool | None:
        """The value of a channel, or None when it is warming up, stale, or was never good."""
        if self.warming or now_s - self.good_at_s[channel] > self.max_age_s:
            return None
        return self.values[channel]

    def reading(self, channel: str, now_s: float) -> Reading:
        """The last good value of a channel with its age and quality."""
        age_s = now_s - self.good_at_s[channel]
        if self.warming:
            quality = Quality.WARMING
        elif age_s == float("inf"):
            quality = Quality.UNKNOWN
        else:
            quality = Quality.GOOD if age_s <= self.max_age_s else Quality.STALE
        return Reading(self.values[channel], self._channels[channel].unit, age_s, quality)

    def close(self) -> None:
        """Let go of the part's pins."""
        self.part.close()
