"""SPI: gpiozero's own hardware class over a spidev that is ours, and CircuitPython's bus."""

from collections.abc import Sequence

import pytest

from sim.virtual_pi import VirtualPi
from sim.wires.spi import is_for_leds


class Mcp3008:
    """The protocol of the MCP3008 data sheet DS21295D, figure 6-1."""

    def __init__(self) -> None:
        self.codes = [0] * 8

    def transfer(self, data: Sequence[int]) -> list[int]:
        assert data[0] == 1  # start bit
        assert data[1] & 0x80  # single-ended
        code = self.codes[data[1] >> 4 & 7]
        return [0, code >> 8, code & 0xFF]


def test_mcp3008_reads_through_gpiozeros_hardware_class(pi: VirtualPi) -> None:
    from gpiozero import MCP3008
    from gpiozero.pins.local import LocalPiHardwareSPI

    chip = Mcp3008()
    chip.codes[0], chip.codes[5] = 1023, 512
    pi.spi.attach(0, 0, chip)
    first, second = MCP3008(0), MCP3008(5)
    assert isinstance(first._spi, LocalPiHardwareSPI)
    assert first.value == 1.0
    assert second.raw_value == 512
    assert pi.spi.transactions == 2


def test_the_second_chip_select_is_another_chip(pi: VirtualPi) -> None:
    from gpiozero import MCP3008

    chip = Mcp3008()
    chip.codes[1] = 700
    pi.spi.attach(0, 1, chip)
    assert MCP3008(1, device=1).raw_value == 700


def test_an_empty_socket_reads_zero_and_a_pin_of_the_bus_is_in_use(pi: VirtualPi) -> None:
    from gpiozero import LED, MCP3008, GPIOPinInUse

    adc = MCP3008(0)
    assert adc.raw_value == 0
    with pytest.raises(GPIOPinInUse, match="GPIO11"):
        LED(11)


def test_spidev_itself_refuses_a_device_that_is_not_there(pi: VirtualPi) -> None:
    import spidev

    with pytest.raises(FileNotFoundError):
        spidev.SpiDev().open(1, 0)
    with pytest.raises(OSError, match="not open"):
        spidev.SpiDev().xfer2([1])


def test_circuitpythons_spi_talks_to_the_chip_that_is_selected(pi: VirtualPi) -> None:
    import board
    import digitalio
    from adafruit_bus_device.spi_device import SPIDevice

    chip = Mcp3008()
    chip.codes[3] = 0x2A5
    pi.spi.attach(0, 0, chip)
    device = SPIDevice(board.SPI(), digitalio.DigitalInOut(board.CE0))
    answer = bytearray(3)
    with device as spi:
        spi.write_readinto(bytes((1, 0x80 | 3 << 4, 0)), answer)
    assert answer == b"\x00\x02\xa5"


def test_two_chips_on_one_chip_select_are_refused() -> None:
    pi = VirtualPi()
    pi.spi.attach(0, 0, Mcp3008())
    with pytest.raises(ValueError, match=r"0\.0"):
        pi.spi.attach(0, 0, Mcp3008())
    with pytest.raises(ValueError, match="chip-select wire 1"):
        pi.spi.attach(1, 0, Mcp3008())


@pytest.mark.parametrize(
    ("sent", "is_it"),
    [
        ("00000000 e10000ff 00000000", True),
        ("00000000 ff0a0b0c ff000000 ffffffff", True),
        ("00000000 ff00007f 7f000000 00", True),  # Adafruit's library, and an LED that was never set
        ("00000000 7f000000 7f000000 00", False),
        ("00000000 ff00007f 7f000000 010203", False),
        ("00000001 e10000ff", False),
        ("000000", False),
    ],
)
def test_colors_of_leds_without_a_chip_select_are_known_by_their_marks(sent, is_it):
    """APA102, "Serial data": 32 bits of 0, then 111, five bits of brightness, blue, green, red for each LED."""
    assert is_for_leds(bytes.fromhex(sent)) == is_it
