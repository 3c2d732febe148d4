"""Stand-in for `grove.adc`: the STM32 on the base hat. Its registers: Seeed's description of the hat, section "ADC"."""

from __future__ import annotations

from sim.libraries.stand_ins.grove.i2c import Bus

ADDRESSES = (0x08, 0x04)  # of today's hats, and of the first ones
RAW, MILLIVOLTS, THOUSANDTHS, PRODUCT, VERSION = 0x10, 0x20, 0x30, 0x00, 0x03
RPI_HAT_PID, RPI_ZERO_HAT_PID = 0x0004, 0x0005
RPI_HAT_NAME, RPI_ZERO_HAT_NAME = "Grove Base Hat RPi", "Grove Base Hat RPi Zero"
NAMES = {RPI_HAT_PID: RPI_HAT_NAME, RPI_ZERO_HAT_PID: RPI_ZERO_HAT_NAME}


class ADC:
    """Eight analog inputs."""

    def __init__(self, address: int = ADDRESSES[0]) -> None:
        self.address = address
        self.bus = Bus()

    def read_raw(self, channel: int) -> int:
        """Return 0 to 4095."""
        return self.read_register(RAW + channel)

    def read_voltage(self, channel: int) -> int:
        """Return millivolts."""
        return self.read_register(MILLIVOLTS + channel)

    def read(self, channel: int) -> int:
        """Return thousandths of the supply."""
        return self.read_register(THOUSANDTHS + channel)

    @property
    def name(self) -> str | None:
        """Which hat it is on."""
        return NAMES.get(self.read_register(PRODUCT))

    @property
    def version(self) -> int:
        """Which firmware it has."""
        return self.read_register(VERSION)

    def read_register(self, register: int) -> int:
        """Return a word, low byte first."""
        return self.bus.read_word_data(self.address, register)
