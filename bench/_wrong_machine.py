"""Mistakes under the laws: in timers, filters, the loop, the state file, drivers and wiring lists.

Each is one edit of a file that all projects, or one, stand on. `plays` names the projects that must notice it.
"""

from __future__ import annotations

from bench._wrong_laws import WrongLaw

ALL = "gas_alarm,water_filter,solar_lamp"
GAS, LAMP, WATER = "gas_alarm", "solar_lamp", "water_filter"
PLAIN = "bench/_plain_law"  # a law without times of its own: what it switches is held back by the wiring list alone


def _in(file: str, *rows: tuple[str, str, str, str]) -> list[WrongLaw]:
    return [WrongLaw(plays, file, mistake, old, new) for plays, mistake, old, new in rows]


DEVICES = [
    *_in(
        "devices/clock.py",
        (ALL, "a timer is not reset when its cause ends", "        if not holds:\n            return STOPPED\n", "        if not holds:\n            return Timer(False, self.held_s)\n"),
        (ALL, "a timer counts whole turns, not seconds", "Timer(True, self.held_s + dt_s)", "Timer(True, self.held_s + 0.01 * dt_s)"),
        (ALL, "a timer has always been reached", "return self.holds and self.held_s >= limit_s", "return self.holds"),
        (ALL, "a timer is never reached", "return self.holds and self.held_s >= limit_s", "return self.holds and self.held_s >= 1000.0 * limit_s"),
        (ALL, "a timer runs ten times too fast", "Timer(True, self.held_s + dt_s)", "Timer(True, self.held_s + 10.0 * dt_s)"),
    ),
    *_in(
        "devices/conditioning.py",
        (ALL, "the highest sample for the median", "return sorted(samples)[self._middle] if", "return sorted(samples)[-1] if"),
        (ALL, "the lowest sample for the median", "return sorted(samples)[self._middle] if", "return sorted(samples)[0] if"),
        (LAMP, "an impossible step counts at once", "CONFIRMATIONS = 2", "CONFIRMATIONS = 0"),
        (LAMP, "a step is never believed", "CONFIRMATIONS = 2", "CONFIRMATIONS = 100_000"),
    ),
    *_in(
        "devices/sensor.py",
        (ALL, "what cannot be true is used", "            if not channel.low <= value <= channel.high:", "            if False:"),
        (ALL, "old samples count after a silence", "            self._forget_samples()\n            if", "            if"),
        (GAS, "a gas sensor that comes back cold is believed", "            if self._warm_up_s:\n                self._warm_up_again", "            if False:\n                self._warm_up_again"),
        (GAS, "no warm-up: a cold gas sensor is believed", "        self.due_s = start_s + warm_up_s\n", "        self.due_s = start_s\n"),
        (ALL, "a failed read makes the old value young again", "            self.failures += 1\n", "            self.failures += 1\n            self.good_at_s = dict.fromkeys(self.good_at_s, now_s)\n"),
        (LAMP, "a silent reader is never restarted", "            self.part.restart()\n", "            pass\n"),
        (ALL, "after a failed read it waits as long as ever", "            self._read_again_soon(now_s)\n            self._restart", "            self._restart"),
    ),
    *_in(
        "devices/actuator.py",
        (PLAIN, "minimum times are not kept", "if not urgent and now_s - self._since_s < held_s:", "if False:"),
        (ALL, "minimum times hold back what is urgent", "if not urgent and now_s - self._since_s < held_s:", "if now_s - self._since_s < held_s:"),
        (PLAIN, "minimum on and off times swapped", "held_s = self.min_on_s if self.on else self.min_off_s", "held_s = self.min_off_s if self.on else self.min_on_s"),
        (ALL, "the wire is written upside down", "        self.part.write(on)\n", "        self.part.write(not on)\n"),
        (ALL, "the wire is written once and never again", "        self.part.write(on)\n        self.on = on", "        if not self.switches:\n            self.part.write(on)\n        self.on = on"),
    ),
]  # fmt: skip

FIRMWARE = [
    *_in("devices/press.py", (GAS, "a button that presses itself is believed", "return self.often > MOST_PRESSES - 1.0", "return False")),
    *_in(
        "firmware/parts.py",
        (ALL, "a value never grows old", "        if now_s - good_at_s[channel] > max_age_s or sensor.warming:", "        if sensor.warming:"),
        (GAS, "values count while the sensor warms up", "        if now_s - good_at_s[channel] > max_age_s or sensor.warming:", "        if now_s - good_at_s[channel] > max_age_s:"),
        (ALL, "minutes for seconds: the age limit", "sensor.good_at_s, sensor.max_age_s\n", "sensor.good_at_s, 60.0 * sensor.max_age_s\n"),
        (PLAIN, "a command held back by a minimum time is forgotten", "        self._obeyed = None if held else action", "        self._obeyed = action"),
        (ALL, "the law sees what it saw before", "        self._woken = False\n        self._seen = None\n", "        self._woken = False\n"),
        (ALL, "parts are not read when they are due", "            if sensor.due_s <= now_s:\n", "            if sensor.due_s <= now_s - 600.0:\n"),
    ),
    *_in(
        "firmware/loop.py",
        (ALL, "every turn counts one tick, however long it took", "law.decide(sensed, memory, now_s - last_s)", "law.decide(sensed, memory, self.tick_s)"),
        (ALL, "milliseconds for seconds", "law.decide(sensed, memory, now_s - last_s)", "law.decide(sensed, memory, 1000.0 * (now_s - last_s))"),
        (GAS, "the heartbeat goes on though the law wants to cut off", "        if not self._cut_off:\n", "        if True:\n"),
        (ALL, "the heartbeat is forgotten", "            beat(memory.latched)\n", ""),
        (GAS, "a program that stood still goes on as if nothing had happened", "STALL_TICKS = 3.0", "STALL_TICKS = 1e9"),
        (GAS, "the law is always told that its latches are on the card", "            parts.tell(LATCH_SAVED, keeper.saved)\n", "            parts.tell(LATCH_SAVED, True)\n"),
        (ALL, "what is urgent is not said", "parts.act(decision.action, now_s, decision.urgent)", "parts.act(decision.action, now_s, False)"),
    ),
    *_in("firmware/latches.py", (GAS, "a failed save counts as saved", "        if this.error is None:\n", "        if True:\n")),
    *_in(
        "firmware/law.py",
        (ALL, "the saved latches are not read at the start", "        if saved is None:\n", "        if True:\n"),
        (GAS, "a law is not told that its latches were lost", 'latched._replace(state_lost=True)', 'latched._replace(state_lost=False)'),
    ),
]  # fmt: skip

DRIVERS = [
    *_in("drivers/_switched.py", (ALL, "on and off swapped", "        if on:\n", "        if not on:\n")),
    *_in(
        "drivers/_mq.py",
        (GAS, "heat and humidity are not corrected", "        air = None if self._climate is None else self._climate()", "        air = None"),
        (GAS, "an open wire is taken for clean air", "if volts < LOWEST_V:", "if False:"),
        (GAS, "a short is taken for gas", "if volts > self._highest_v:", "if False:"),
        (GAS, "the divider is forgotten", "volts = self._adc.voltage_v() * self._divider", "volts = self._adc.voltage_v()"),
        (GAS, "the climate's factor multiplies instead of divides", "ratio = rs_ohm / (self._r0_ohm * self._climate_factor())", "ratio = rs_ohm / self._r0_ohm * self._climate_factor()"),
    ),
    *_in(
        "drivers/mq7.py",
        (GAS, "the CO sensor is read at the wrong end of its cycle", "            if self._sensing:\n                return", "            if not self._sensing:\n                return"),
        (GAS, "the first, unfinished cycle counts", "        if self._first:\n            raise", "        if False:\n            raise"),
        (GAS, "the heater is not lowered: no CO settles", "sensing else 1.0\n\n", "sensing and False else 1.0\n\n"),
    ),
    *_in(
        "drivers/_dht.py",
        (LAMP, "temperature and humidity swapped", '{"temperature_c": float(library.temperature), "humidity_pct": float(library.humidity)}', '{"temperature_c": float(library.humidity), "humidity_pct": float(library.temperature)}'),
        (LAMP, "a garbled answer counts as 60 %", "            raise self._failed(error) from error\n        finally", '            return {"temperature_c": 20.0, "humidity_pct": 60.0}\n        finally'),
    ),
    *_in(
        "drivers/ina219.py",
        (LAMP, "the sign of the current turned round", "return shunt_v / shunt_ohm * trim", "return -shunt_v / shunt_ohm * trim"),
        (WATER, "unit slip: mA for A", "return shunt_v / shunt_ohm * trim", "return 1000.0 * shunt_v / shunt_ohm * trim"),
        (GAS, "a measurement that is not ready counts", "        if not register & READY_BIT:\n", "        if False:\n"),
    ),
    *_in(
        "drivers/ntc.py",
        (LAMP, "an open thermistor is very cold", "if volts > OPEN_SHARE * self._supply_v:", "if False:"),
        (LAMP, "kelvin for degrees Celsius", '{"temperature_c": ntc_temperature_c(ohm, self._r25_ohm, self._beta_k)}', '{"temperature_c": ntc_temperature_c(ohm, self._r25_ohm, self._beta_k) - 20.0}'),
    ),
    *_in("drivers/float_switch.py", (WATER, "wet and dry swapped", "self.is_closed() == self._closed_when_wet", "self.is_closed() != self._closed_when_wet")),
    *_in("drivers/contact.py", (GAS, "closed and open swapped", '{"closed": self.is_closed()}', '{"closed": not self.is_closed()}')),
    *_in("drivers/door_switch.py", (LAMP, "open and closed swapped", '{"open": not self.is_closed()}', '{"open": self.is_closed()}')),
    *_in("drivers/button.py", (GAS, "a button is always down", '{"pressed": is_new or now_s < self._shows_until_s}', '{"pressed": True}'), (GAS, "a button is never down", 'presses, held = self._presses, self.is_closed()', 'presses, held = 0, False')),
    *_in("drivers/flow_meter.py", (WATER, "seconds for minutes", "return pulses / pulses_per_litre * 60.0 / seconds", "return pulses / pulses_per_litre / seconds")),
    *_in("drivers/tds.py", (WATER, "a dry probe counts as pure water", "        if ppm < MIN_PPM:\n", "        if False:\n")),
    *_in("drivers/turbidity.py", (WATER, "a probe without power is believed", "        if volts < LOWEST_V:\n", "        if False:\n")),
]  # fmt: skip

WIRING = [
    *_in(
        "projects/gas_alarm/wiring.toml",
        (GAS, "hours for minutes: the age limit of CO", "sampling = { max_age_s = 330 }", "sampling = { max_age_s = 19800 }"),
        (GAS, "the age limit of gas", "max_age_s = 50, median = 3", "max_age_s = 5000, median = 3"),
        (GAS, "the valve's polarity", '[parts.valve]                         # normally closed: a spring shuts it, 12 V open it\ndriver = "valve"\n', '[parts.valve]\ndriver = "valve"\nactive_high = false\n'),
        (GAS, "the heartbeat does not guard the valve", 'cuts = ["valve", "fan"]', 'cuts = ["fan"]'),
        (GAS, "no vote: one sample is enough", "max_age_s = 50, median = 3", "max_age_s = 50, median = 1"),
    ),
    *_in(
        "projects/solar_lamp/wiring.toml",
        (LAMP, "the heater relay's polarity", 'driver = "relay"\npin = 5\nactive_high = false\n', 'driver = "relay"\npin = 5\n'),
        (LAMP, "the heartbeat does not guard the heater", 'cuts = ["heater", "fan", "light"]', 'cuts = ["fan", "light"]'),
        (LAMP, "the heater's probe may be silent for long", "max_age_s = 15, median = 3", "max_age_s = 1500, median = 3"),
        (LAMP, "no minimum times for the relay", "switching = { min_on_s = 590, min_off_s = 590 }", "switching = { min_on_s = 0, min_off_s = 0 }"),
    ),
    *_in(
        "projects/water_filter/wiring.toml",
        (WATER, "the pump relay's polarity", 'driver = "pump"\npin = 5\nactive_high = false\n', 'driver = "pump"\npin = 5\n'),
        (WATER, "the product valve's polarity", 'driver = "valve"\npin = 6\nactive_high = false\n', 'driver = "valve"\npin = 6\n'),
        (WATER, "the heartbeat does not guard the product valve", '"product_valve", "uv_lamp"]', '"uv_lamp"]'),
        (WATER, "the product probe may be silent for long", "max_age_s = 5, median = 3 }\nbuild = { divider_ohm = [10000, 20000] }\n\n[parts.waste_valve]", "max_age_s = 5000, median = 3 }\nbuild = { divider_ohm = [10000, 20000] }\n\n[parts.waste_valve]"),
        (WATER, "the upper float the wrong way round", "closed_when_wet = false\n", "closed_when_wet = true\n"),
        (WATER, "the lamp's current may be unknown for long", "sampling = { sample_s = 1, retry_s = 0.5, max_age_s = 2 }", "sampling = { sample_s = 1, retry_s = 0.5, max_age_s = 2000 }"),
    ),
]  # fmt: skip

WRONG_MACHINES = [*DEVICES, *FIRMWARE, *DRIVERS, *WIRING]
