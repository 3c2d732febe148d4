"""Stand-in for `fusion_hat.adc`: analog inputs, 12 bits of 3.3 V."""

from __future__ import annotations

from sim.libraries.stand_ins.robot_hat import adc

ADDRESS = 0x17


class ADC(adc.ADC):
    """One input: "A0" to "A3", or its number."""

    ADDR = ADDRESS

    @property
    def voltage(self) -> float:
        """Volts."""
        return self.read_voltage()

    @property
    def raw(self) -> int:
        """From 0 to 4095."""
        return self.read()
