"""Stand-in for `ADCDevice`, the module of Freenove's kits for their two analog converters: PCF8591 and ADS7830.

Control bytes: data sheets PCF8591 (NXP, rev. 7), section 7.2, and ADS7830 (TI, SBAS302B), table 2.
"""

from __future__ import annotations

from sim.libraries.stand_ins.smbus import BUS, SMBus

SINGLE, OUTPUT_ON = 0x80, 0x40
REFERENCE_ON = 0x04


class ADCDevice:
    """An analog converter at `address`; a subclass knows its bytes. Newer kits give the address, older ones do not."""

    def __init__(self, addr: int = 0) -> None:
        self.cmd = 0
        self.address = addr
        self.bus = SMBus(BUS)

    def detectI2C(self, addr: int) -> bool:
        """Whether somebody answers there."""
        try:
            self.bus.write_byte(addr, 0)
        except OSError:
            print(f"No I2C device at address {addr:#x}.")
            return False
        return True

    def close(self) -> None:
        """Close the bus."""
        self.bus.close()


class PCF8591(ADCDevice):
    """Four inputs and an output of eight bits."""

    def __init__(self, addr: int = 0x48) -> None:
        super().__init__(addr)
        self.cmd = OUTPUT_ON

    def analogRead(self, chn: int) -> int:
        """Return 0 to 255 of an input: the first byte is that of the conversion before."""
        self.bus.read_byte_data(self.address, self.cmd + chn)
        return self.bus.read_byte_data(self.address, self.cmd + chn)

    def analogWrite(self, value: int) -> None:
        """Put 0 to 255 on the output."""
        self.bus.write_byte_data(self.address, self.cmd, value)


class ADS7830(ADCDevice):
    """Eight inputs of eight bits."""

    def __init__(self, addr: int = 0x4B) -> None:
        super().__init__(addr)
        self.cmd = SINGLE | REFERENCE_ON

    def analogRead(self, chn: int) -> int:
        """Return 0 to 255 of an input. The even ones come first in the chip's own numbers."""
        channel = (chn << 2 | chn >> 1) & 7
        return self.bus.read_byte_data(self.address, self.cmd | channel << 4)
