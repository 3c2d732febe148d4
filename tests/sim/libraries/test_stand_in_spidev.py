"""spidev: the textbook's MCP3008 function, and what the port of a Pi refuses."""

from collections.abc import Sequence

import pytest

from sim.virtual_pi import VirtualPi


class Echo:
    """A chip that answers every byte with its complement, and remembers what came."""

    def __init__(self) -> None:
        self.log: list[list[int]] = []

    def transfer(self, data: Sequence[int]) -> list[int]:
        self.log.append(list(data))
        return [value ^ 0xFF for value in data]


@pytest.fixture
def chip(pi: VirtualPi) -> Echo:
    chip = Echo()
    pi.spi.attach(0, 0, chip)
    return chip


def test_the_textbooks_mcp3008_function(pi: VirtualPi) -> None:
    import spidev

    class Adc:
        def transfer(self, data: Sequence[int]) -> list[int]:
            assert data[0] == 1
            code = 600 + (data[1] >> 4 & 7)
            return [0, code >> 8, code & 0xFF]

    pi.spi.attach(0, 0, Adc())
    spi = spidev.SpiDev()
    spi.open(0, 0)
    spi.max_speed_hz = 1_350_000

    def read_channel(channel: int) -> int:
        adc = spi.xfer2([1, (8 + channel) << 4, 0])
        return ((adc[1] & 3) << 8) + adc[2]

    assert [read_channel(channel) for channel in (0, 5)] == [600, 605]
    spi.close()
    with pytest.raises(OSError, match="not open") as refused:
        read_channel(0)
    assert refused.value.errno == 9


def test_all_ways_to_send_and_receive(chip: Echo) -> None:
    import spidev

    with spidev.SpiDev(0, 0) as spi:
        assert spi.xfer([1, 2]) == [254, 253]
        assert spi.xfer2((1, 2), 500_000, 10, 8) == (254, 253)
        assert spi.xfer2(b"\x01") == [254]
        assert spi.xfer3([0] * 5000) == (255,) * 5000
        spi.writebytes([0x101, 3])
        spi.writebytes2(bytes(5000))
        assert spi.readbytes(2) == [255, 255]
    assert chip.log[0] == [1, 2]
    assert chip.log[4] == [1, 3]


def test_too_little_and_too_much(chip: Echo) -> None:
    import spidev

    spi = spidev.SpiDev(0, 0)
    with pytest.raises(TypeError, match=r"^Empty argument list.$"):
        spi.xfer2([])
    with pytest.raises(OverflowError, match=r"^Argument list size exceeds 4096 bytes.$"):
        spi.xfer2([0] * 4097)


def test_settings_are_kept_and_what_a_pi_cannot_do_is_refused(pi: VirtualPi) -> None:
    import spidev

    spi = spidev.SpiDev()
    with pytest.raises(OSError, match="not open"):
        spi.max_speed_hz = 1000
    spi.open_path("/dev/spidev0.1")
    spi.max_speed_hz, spi.mode, spi.cshigh, spi.no_cs, spi.threewire = 7629, 0b11, True, True, True
    assert (spi.max_speed_hz, spi.mode, spi.bits_per_word) == (7629, 3, 8)
    assert (spi.cshigh, spi.no_cs, spi.threewire) == (True, True, True)
    spi.lsbfirst = spi.loop = False
    spi.bits_per_word = 8
    for name, wrong in (("lsbfirst", True), ("loop", True), ("bits_per_word", 16)):
        with pytest.raises(OSError, match="Invalid argument") as refused:
            setattr(spi, name, wrong)
        assert refused.value.errno == 22
    for name, nonsense in (("mode", 4), ("bits_per_word", 7), ("max_speed_hz", 1e6)):
        with pytest.raises(TypeError):
            setattr(spi, name, nonsense)
    with pytest.raises(FileNotFoundError, match=r"/dev/spidev1\.0"):
        spi.open_path("/dev/spidev1.0")
