"""Stand-in for `robot_hat.adc`: the eight analog inputs, 12 bits of 3.3 V."""

from __future__ import annotations

from sim.libraries.stand_ins.robot_hat.i2c import I2C

ADDRESS = 0x14
INPUTS, FIRST, SUPPLY_V, FULL = 8, 0x10, 3.3, 4095


class ADC(I2C):
    """One input: "A0" to "A7", or 0 to 7."""

    ADDR = ADDRESS

    def __init__(self, chn: str | int, address: int | None = None) -> None:
        super().__init__(self.ADDR if address is None else address)
        number = int(chn[1:]) if isinstance(chn, str) and chn.startswith("A") else chn
        if not isinstance(number, int) or not 0 <= number < INPUTS:
            raise ValueError(f'ADC channel should be between [A0, A7] or [0, 7], not "{chn}"')
        self.chn = FIRST | (INPUTS - 1 - number)

    def read(self) -> int:  # type: ignore[override]
        """Return 0 to 4095."""
        self.write([self.chn, 0, 0])
        high, low = super().read(2)
        return high << 8 | low

    def read_voltage(self) -> float:
        """Return volts."""
        return self.read() * SUPPLY_V / FULL
