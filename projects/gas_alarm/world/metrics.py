"""What a run is judged by: when the siren sounded, when the valve shut, and how much gas there was."""

from __future__ import annotations

from collections.abc import Mapping

from science.gas import ppm_from_lel_pct

NEVER = -1.0  # a time that does not come
STEADY_S = 3.0  # chosen: a siren that sounds this long is an alarm; shorter ones are the beeps of a prealarm
# 420 ppm, lower bound of EN 50194-1 (from memory, not read): a siren below it is a false alarm
HARMLESS_PPM = ppm_from_lel_pct(3.0)
NO_SWITCHING_PPM = ppm_from_lel_pct(20.0)  # 2800 ppm: above it no mains switch may be moved
HARMLESS_CO_PPM = 25.0


class Metrics:
    """Sees the true air and the actuators, not the law's state. Times in seconds since the start of the run."""

    def __init__(self, leak_s: float, co_s: float) -> None:
        self._leak_s = leak_s
        self._co_s = co_s
        self._first_beep_s = NEVER
        self._gas_alarm_s = NEVER
        self._co_alarm_s = NEVER
        self._valve_shut_s = NEVER
        self._siren_run_s = 0.0
        self._siren_s = 0.0
        self._true_siren = False
        self._false_siren_s = 0.0
        self._valve_open_s = 0.0
        self._valve_was_open = False
        self._fan_s = 0.0
        self._fan_was = 0.0
        self._fan_switches_in_danger = 0
        self._peak_ppm = 0.0
        self._peak_co_ppm = 0.0
        self._above_ppm_s = 0.0

    def look(
        self, t_s: float, dt_s: float, lpg_ppm: float, co_ppm: float, valve_open: bool, driven: Mapping[str, float]
    ) -> None:
        """Note what is going on now, at the end of `dt_s` seconds."""
        if lpg_ppm > self._peak_ppm:
            self._peak_ppm = lpg_ppm
        if co_ppm > self._peak_co_ppm:
            self._peak_co_ppm = co_ppm
        if valve_open:
            self._valve_open_s += dt_s
        if valve_open is not self._valve_was_open:
            self._valve_moved(t_s, valve_open)
        if driven.get("siren", 0.0) > 0.0:
            self._hear(t_s, dt_s, lpg_ppm, co_ppm)
        else:
            self._siren_run_s = 0.0
        fan = driven.get("fan", 0.0)
        self._fan_s += fan * dt_s
        if lpg_ppm > NO_SWITCHING_PPM:
            self._above_ppm_s += dt_s
            if (fan > 0.0) is not (self._fan_was > 0.0):
                self._fan_switches_in_danger += 1
        self._fan_was = fan

    def _valve_moved(self, t_s: float, valve_open: bool) -> None:
        self._valve_was_open = valve_open
        if not valve_open and t_s >= self._leak_s and self._valve_shut_s == NEVER:
            self._valve_shut_s = t_s

    def _hear(self, t_s: float, dt_s: float, lpg_ppm: float, co_ppm: float) -> None:
        gas, fumes = lpg_ppm >= HARMLESS_PPM, co_ppm >= HARMLESS_CO_PPM
        if self._siren_run_s <= 0.0:
            self._true_siren = gas or fumes  # one that goes on until somebody presses reset stays a true one
        self._siren_run_s += dt_s
        self._siren_s += dt_s
        if not gas and not fumes:
            self._false_siren_s += 0.0 if self._true_siren else dt_s
            return
        began_s = t_s - self._siren_run_s
        steady = self._siren_run_s >= STEADY_S
        if gas and self._first_beep_s == NEVER:
            self._first_beep_s = began_s
        if gas and steady and self._gas_alarm_s == NEVER:
            self._gas_alarm_s = began_s
        if fumes and steady and self._co_alarm_s == NEVER:
            self._co_alarm_s = began_s

    def metrics(self) -> dict[str, float]:
        """Times after the leak or the fumes began, -1 for never; sums and peaks of the whole run."""
        return {
            "time_to_prealarm_s": _after(self._first_beep_s, self._leak_s),
            "time_to_alarm_s": _after(self._gas_alarm_s, self._leak_s),
            "valve_closed_s": _after(self._valve_shut_s, self._leak_s),
            "time_to_co_alarm_s": _after(self._co_alarm_s, self._co_s),
            "peak_ppm": self._peak_ppm,
            "peak_co_ppm": self._peak_co_ppm,
            "above_20pct_lel_s": self._above_ppm_s,
            "fan_switches_above_20pct_lel": float(self._fan_switches_in_danger),
            "siren_s": self._siren_s,
            "false_siren_s": self._false_siren_s,
            "fan_s": self._fan_s,
            "valve_open_s": self._valve_open_s,
        }


def _after(moment_s: float, start_s: float) -> float:
    return NEVER if moment_s == NEVER else moment_s - start_s
