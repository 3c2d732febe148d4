"""`highland doctor` on a board of its own: who answers on a real /dev/i2c-1, and who has a line of a real GPIO chip."""

from __future__ import annotations

import json
import time
from typing import Any

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import ADC, HEATER, gas_plugged
from bench.kernel_pi.inside import chips
from bench.kernel_pi.inside.program import highland, python
from bench.kernel_pi.inside.report import Report

STRANGER = 0x45
VALVE = 17  # of the gas alarm
LONGEST_S = 20.0
HOLD = f"""
import lgpio, time
chip = lgpio.gpiochip_open(0)
lgpio.gpio_claim_output(chip, {VALVE}, 0)
print("held", flush=True)
time.sleep(120)
"""
OF_THE_WIRES = ("i2c_", "pin_", "pins_held", "part_", "no_gpio")
DHT = "room"  # this kernel cannot time its pulses


def look() -> tuple[set[str], dict[str, Any]]:
    """What it finds about pins and buses, and all that it says; the time that it took is in `took_s`."""
    started_s = time.monotonic()
    with highland("doctor", "gas_alarm", "--json") as program:
        program.ends(60)
        said: dict[str, Any] = json.loads(program.said())
    said["took_s"] = time.monotonic() - started_s
    findings = [each for each in said["findings"] if each["values"].get("part") != DHT]
    return {each["kind"] for each in findings if each["kind"].startswith(OF_THE_WIRES)}, said


def seen_of(found: set[str], said: dict[str, Any]) -> str:
    """For the table."""
    return f"{', '.join(sorted(found)) or 'nothing'}, in {said['took_s']:.1f} s"


@case("doctor", machine="doctor", limit_s=300)
def doctor(report: Report) -> None:
    """Chips that answer, one that does not, one too many, a hung bus, a busy pin; then while the project runs."""
    gas_plugged()
    found, said = look()
    sound = {"i2c_parts", "busy", "chip"} <= set(said["sound"])
    report.row("all chips there: nothing about pins and buses", not found and sound, seen_of(found, said))
    chips.gone(ADC)
    chips.plug("sht31", STRANGER)
    found, said = look()
    report.row(
        "ADS1115 unplugged, an SHT31 too many", found == {"i2c_part_silent", "i2c_stranger"}, seen_of(found, said)
    )
    chips.back(ADC)
    chips.gone(STRANGER)
    chips.hang(True)
    found, said = look()
    in_time = said["took_s"] < LONGEST_S
    report.row("SDA held low: told within 20 s", found == {"i2c_hung"} and in_time, seen_of(found, said))
    chips.hang(False)
    with python(HOLD) as holder:
        holder.says("held", 30)
        found, said = look()
        named = any(str(holder.pid) in each["seen"] for each in said["findings"] if each["kind"] == "pin_busy")
        report.row(
            "the valve's pin is held: told with its holder", found == {"pin_busy"} and named, seen_of(found, said)
        )
    with highland("run", "gas_alarm") as program:
        program.says("BOOT", 60)
        time.sleep(8.0)  # until it says how its parts do
        found, said = look()
        still = program.process.poll() is None
        report.row("the project runs: nothing is touched or found", not found and still, seen_of(found, said))
        chips.gone(HEATER)
        time.sleep(25.0)
        found, said = look()
        silent = [each["values"]["part"] for each in said["findings"] if each["kind"] == "part_fails"]
        which = set(silent) - {DHT} == {"heater"}
        report.row("INA219 unplugged: the project says which", which, ", ".join(silent) or "nothing")
        program.stop()
