"""What the wires see while a project opens its parts: the kernel's log judges, in microseconds."""

from __future__ import annotations

from bench.kernel_pi.cases import case
from bench.kernel_pi.cases._plugged import filter_plugged, gas_plugged, lamp_plugged, measured_filter, spi_lamp
from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.outputs import Outputs
from bench.kernel_pi.inside.program import highland, python
from bench.kernel_pi.inside.report import Report
from bench.kernel_pi.wire_log import spans_us

TIMES = 3
RELAY = 5
BARE = """
from gpiozero import OutputDevice
from gpiozero.pins.lgpio import LGPIOFactory
OutputDevice(5, active_high=False, initial_value=False, pin_factory=LGPIOFactory())
"""


def _start_and_stop(report: Report, outputs: Outputs, folder: str) -> None:
    for _ in range(TIMES):
        wires.forget()
        with highland("run", folder) as program:
            up = program.says("BOOT", 60)
            outputs.began_off(report)
            code = program.stop()
            report.row("starts, and ends with exit 0", up and code == 0, f"exit {code}")


@case("gas alarm, its active-high outputs at start", machine="starts", limit_s=200)
def gas(report: Report) -> None:
    """Valve, siren, fan and lamps: never high."""
    _start_and_stop(report, gas_plugged(), "gas_alarm")


@case("water filter, its active-low relays at start", machine="starts", limit_s=200)
def water_filter(report: Report) -> None:
    """Pump, valves and UV lamp: never low."""
    folder = measured_filter()
    _start_and_stop(report, filter_plugged(folder), str(folder))


@case("solar lamp, its active-low heater at start", machine="starts", limit_s=200)
def lamp(report: Report) -> None:
    """The heater: never low."""
    folder = spi_lamp()
    _start_and_stop(report, lamp_plugged(folder), str(folder))


@case("bare gpiozero, an active-low relay at start", machine="starts", limit_s=60)
def bare(report: Report) -> None:
    """A control of the log itself: gpiozero alone drives the wire low for a moment."""
    wires.plug(up=[RELAY])
    wires.forget()
    with python(BARE) as program:
        code = program.ends()
    low = spans_us(wires.log(), RELAY, 0)
    report.row("the log sees the low that gpiozero alone drives", code == 0 and bool(low), f"low for (us): {low}")
