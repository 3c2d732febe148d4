"""Sensors by their registers, pulses and bits, through the whole stack, and a broker beside the project."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from contextlib import suppress
from typing import Any

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import FLOW, gas_plugged, lamp_plugged, spi_lamp
from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.program import SHARE, highland, python, short, until
from bench.kernel_pi.inside.report import Report

PULSES_HZ, PULSES_S, PULSES_PCT = 40.0, 20.0, 2.0
METER = f"""
import sys, time
from devices import SystemClock
from drivers._pins import use_pins
from drivers.flow_meter import FlowMeter
use_pins("Raspberry Pi 4 Model B Rev 1.4")
meter = FlowMeter({FLOW}, SystemClock(), pulses_per_litre=1)
print("ready", flush=True)
sys.stdin.readline()
time.sleep(0.5)
print("counted", round(meter.read()["volume_l"]), flush=True)
"""
BROKER = "127.0.0.1"
PORT = 18830


@case("a flow meter at 40 Hz", machine="sensors", limit_s=120)
def flow(report: Report) -> None:
    """Every pulse that was sent is counted, within 2 %."""
    wires.plug(up=[FLOW])
    with python(METER) as program:
        program.says("ready", 60)
        since_s = time.monotonic()
        with wires.Pulses(FLOW, PULSES_HZ) as pulses:
            time.sleep(PULSES_S)
        sent_hz = pulses.sent / (time.monotonic() - since_s)
        program.enter()
        program.ends(30)
        counted = int(program.said().split()[-1])
    off_pct = 100.0 * abs(counted - pulses.sent) / pulses.sent
    seen = f"{pulses.sent} sent at {sent_hz:.1f} Hz, {counted} counted: {off_pct:.1f} % off"
    report.row(
        f"counted within {PULSES_PCT:g} % at 40 Hz", off_pct <= PULSES_PCT and abs(sent_hz - PULSES_HZ) < 2, seen
    )


@case("the lamp's values, from register to trace", machine="sensors", limit_s=120)
def values(report: Report) -> None:
    """MCP3008 over spidev, SHT31 and INA219 over i2c-1, into the trace of the run."""
    folder = spi_lamp()
    outputs = lamp_plugged(folder)
    trace = SHARE / "lamp.csv"
    with highland("run", str(folder), "--trace", str(trace), "--trace-every", "1") as program:
        program.says("BOOT", 60)
        time.sleep(25.0)
        outputs.ends_safe(report, program)
    names, *rows = (row.split(",") for row in trace.read_text(encoding="utf-8").splitlines())
    last = dict(zip(names, rows[-1], strict=True))
    for name, true, off in (
        ("box_temperature_c", 22.0, 0.05),
        ("box_humidity_pct", 85.0, 0.05),
        ("room_humidity_pct", 55.0, 0.05),
        ("wall_temperature_c", 21.5, 0.2),
        ("heater_probe_temperature_c", 22.0, 0.2),
        ("battery_voltage_v", 13.2, 0.005),
        ("battery_current_a", 0.5, 0.005),
        ("panel_current_a", 1.0, 0.005),
    ):
        near = bool(last[name]) and abs(float(last[name]) - true) <= off
        report.row(f"{name} is {true:g}", near, last[name] or "unknown")
    real = last["provenance"] == "real"
    report.row("the trace says: real", real, last["provenance"])


@case("mosquitto beside it", machine="sensors", limit_s=120)
def mqtt(report: Report) -> None:
    """Records reach a broker on the same board, and say that they are real."""
    program_file = shutil.which("mosquitto", path="/usr/sbin:/usr/bin")
    if program_file is None:
        report.row("mosquitto is installed", False, "not installed: apt-get install mosquitto")
        return
    broker = subprocess.Popen([program_file, "-p", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _records(report)
    finally:
        broker.kill()
        broker.wait()


def _records(report: Report) -> None:
    import paho.mqtt.client as paho
    from paho.mqtt.enums import CallbackAPIVersion

    got: list[dict[str, object]] = []
    listener = paho.Client(CallbackAPIVersion.VERSION2)

    def hear(_client: Any, _data: Any, message: Any) -> None:
        if message.payload.startswith(b"{"):  # "online" is no record
            got.append(json.loads(message.payload))

    listener.on_message = hear
    until(lambda: _connects(listener), 10)
    listener.subscribe("highland/#")
    listener.loop_start()
    outputs = gas_plugged()
    with highland("run", "gas_alarm", "--mqtt", f"mqtt://{BROKER}:{PORT}", "--mqtt-every", "1") as program:
        program.says("WARMUP", 60)
        came = until(lambda: len([each for each in got if each.get("provenance") == "real"]) >= 5, 30)
        kinds = sorted({str(each.get("provenance")) for each in got})
        report.row(
            "five records, all real",
            came and kinds == ["real"],
            f"{len(got)} messages, provenance {kinds}; {short(program.said(), 60)}",
        )
        outputs.ends_safe(report, program)
    listener.loop_stop()


def _connects(listener: Any) -> bool:
    with suppress(OSError):
        return bool(listener.connect(BROKER, PORT) == 0)
    return False
