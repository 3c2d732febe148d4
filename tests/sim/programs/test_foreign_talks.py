"""Chips that are not here are known by their bytes alone, and nobody answers for them."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.foreign_talks import ON_I2C, ON_SPI, foreign_chip, text_of
from sim.programs.parts.kind import I2C, SPI, Talk

# As programs speak by the data sheets: address, the talk in words (see foreign_talks), the numbers in the text.
TALKS = (
    ("veml6075", 0x10, "000000 07>2 09>2", ()),
    ("tf-luna", 0x10, "00>6", ()),
    ("si4703", 0x10, "00>32", ()),
    ("bma250", 0x18, "02>6", ()),
    ("lsm303d", 0x1D, "2057 2464 a8>6", ()),
    ("qwiic joystick", 0x20, "03>4", ()),
    ("chirp", 0x20, "00>2 05>2", ()),
    ("trill", 0x20, "000100 04>8", ()),
    ("sdp810", 0x25, "3615 >9", ()),
    ("cap1188", 0x29, "fd>1 2a00 03>1", ()),
    ("ds3502", 0x28, "0280 0040 00>1", ()),
    ("ad7991", 0x29, "10 10>2", ()),
    ("ft6206", 0x38, "8028 00>16", ()),
    ("tsl2571", 0x39, "8003 81db 8f00 b4>4", ()),
    ("tmd2671", 0x39, "800d 82ff b8>2", ()),
    ("tmp006", 0x40, "027500 00>2 01>2", ()),
    ("ina228", 0x40, "3e>2 05>3", ()),
    ("hdc2080", 0x40, "0f01 00>4", ()),
    ("as5048", 0x40, "fe>1 ff>1", ()),
    ("bma180", 0x40, "00>1 02>6", ()),
    ("stmpe610", 0x41, "00>2 0302 0400", ()),
    ("isl29125", 0x44, "0046 0105 023f 09>6", ()),
    ("isl29035", 0x44, "00a0 02>2", ()),
    ("sts31", 0x4A, "2400 >3", ()),
    ("bno085", 0x4A, ">4", ()),
    ("ads1110", 0x48, "8c 8c>3", ()),
    ("mcp3221", 0x4D, "00>2", ()),
    ("ads7828", 0x48, "84>2", ()),
    ("bno085", 0x4B, "0500010001 >32", ()),
    ("veml6030", 0x48, "000000 04>2", ()),
    ("fxas21002", 0x20, "130e 0d00 00>7", ()),
    ("as7262", 0x49, "00>1 0104 00>1 02>1", ()),
    ("ad5693", 0x4C, "400000 308000", ()),
    ("ltc2990", 0x4C, "011f 0200 04>1", ()),
    ("adc121", 0x50, "0220 00>2", ()),
    ("iaq-core", 0x5A, ">9", ()),
    ("is31fl3730", 0x60, "0003 010102030405 0cff", ()),
    ("pca9635", 0x40, "0001 14aa 15aa 0280", ()),
    ("cmps03", 0x60, "01>1 02>1 03>1", ()),
    ("lidar-lite", 0x62, "0004 8f>2", ()),
    ("itg3200", 0x68, "3e00 1507 161e 1b>8", ()),
    ("bmi160", 0x69, "00>1 7e11 7e15 0c>12", ()),
    ("bmi270", 0x68, "00>1 7c00", ()),
    ("mcp7940n", 0x6F, "0080 00>7", ()),
    ("srf02", 0x70, "0051 02>2", ()),
)
ON_A_SELECT = (
    ("xpt2046", "900000>3 d00000>3", ()),
    ("bme280", "d000>2", (0xF7,)),
    ("ssd1331", "ae>1 a072>2", ()),
)


def said(words):
    """The transactions of a talk in words."""
    parts = [word.partition(">") for word in words.split()]
    return [(bytes.fromhex(sent), int(asked or 0)) for sent, _, asked in parts]


@pytest.mark.examples(4)
@pytest.mark.parametrize(("name", "address", "words", "clues"), TALKS)
def test_a_chip_that_is_not_here_is_known_by_its_bytes(name, address, words, clues):
    numbers = frozenset(clue for clue in clues if not isinstance(clue, str))
    talk = Talk(address, said(words), frozenset(clues) - numbers, numbers)
    assert text_of(talk.exchanges) == f" {words} "
    assert foreign_chip(talk) == name
    assert foreign_chip(Talk(0x0B, said(words))) == ""
    assert name in {each.name for each in ON_I2C if address in each.places}


@pytest.mark.parametrize(("name", "words", "clues"), ON_A_SELECT)
def test_so_is_one_behind_a_chip_select(name, words, clues):
    assert foreign_chip(Talk(0, said(words), numbers=frozenset(clues)), SPI) == name
    assert foreign_chip(Talk(0, said(words), numbers=frozenset(clues)), I2C) == ""


def test_every_chip_in_the_list_has_its_talk_here():
    assert {each.name for each in ON_I2C} == {name for name, *_ in TALKS}
    assert {each.name for each in ON_SPI} == {name for name, *_ in ON_A_SELECT}


# What programs for chips that are here say first: none of it is foreign.
@pytest.mark.parametrize(
    ("address", "words"),
    [
        (0x48, "40>1 40>1"),  # PCF8591
        (0x48, "84>1 c4>1"),  # ADS7830
        (0x48, "01c383 00>2"),  # ADS1115
        (0x68, "00 >7 11 >2"),  # DS3231
        (0x68, "6b00 3b>14"),  # MPU6050
        (0x40, "0010 fe79 0000 0600 0700 0800 0901"),  # PCA9685
        (0x20, "00ff 12>1 1400"),  # MCP23017
        (0x29, "8003 81f6 b4>8"),  # TCS34725
        (0x50, "00>1 00>2"),  # 24C02
        (0x60, "408000 40fff0 608000"),  # MCP4725
        (0x40, "00399f 01>2 02>2 03>2 04>2 05>2"),  # INA219
        (0x38, "e10800 ac3300 >6"),  # AHT20
    ],
)
def test_the_chips_that_are_here_are_not_taken_for_others(address, words):
    assert foreign_chip(Talk(address, said(words))) == ""


def test_what_was_a_guess_is_taken_off_and_told(run, capsys, notices):
    """The registers of a port expander are others of a gyroscope: the second one that is written tells."""
    run(
        """
        import smbus
        bus = smbus.SMBus(1)
        bus.write_byte_data(0x20, 0x13, 0x0E)
        try:
            bus.write_byte_data(0x20, 0x0D, 0x00)
            print(bus.read_byte_data(0x20, 0))
        except OSError as error:
            print(error.errno)
        """
    )
    assert capsys.readouterr().out == "121\n"
    told = [message.key for message in notices]
    assert told[-1] == "script.foreign.late"
    assert "--plug 0x20=mcp23017" in notices[-1].render()


def test_who_names_a_chip_or_says_what_is_there_gets_it(run, capsys, notices):
    program = """
        import smbus
        {name} = 0x4D
        print(smbus.SMBus(1).read_word_data({name}, 0))
        """
    run(program.format(name="PCF8591"))
    run(program.format(name="where"), plugs=("0x4d=pcf8591",))
    assert capsys.readouterr().out == "32896\n32896\n"
    assert not any(message.key.startswith("script.foreign") for message in notices)


@pytest.mark.parametrize(
    ("address", "words", "best"),
    [
        (0x20, "00f0 0a01 09>1", "mcp23008"),
        (0x20, "0000 01ff 1401 13>1", "mcp23017"),
        (0x20, "0a20 0000 1401", "mcp23017"),
        (0x20, "030f", "pca9554"),
        (0x38, "030f 01f0 00>1", "pca9554"),
        (0x20, "0600 07ff 0201", "pca9555"),
        (0x20, "ffff >2", "pcf8575"),
        (0x20, "ff >1", "pcf8574"),
        (0x60, "400000 408000", "mcp4725"),
        (0x60, "408800 428400", "mcp4728"),
        (0x60, "0123045607890abc", "mcp4728"),
        (0x36, "02>2 04>2", "max17043"),
        (0x36, "0e>2", "as5600"),
        (0x53, "00>2", "ens160"),
        (0x53, "1002", "ens160"),
        (0x53, "06>1", "ltr390"),
        (0x53, "00>1", "adxl345"),
        (0x5A, "20>1", "ccs811"),
        (0x5A, "07>3", "mlx90614"),
        (0x5A, "0100 0401 0c01", "drv2605"),
        (0x5A, "5e00 2b01", "mpr121"),
        (0x60, "0010 fe79 0000", "pca9685"),
    ],
)
def test_two_chips_that_are_here_are_told_apart_without_names(address, words, best):
    talk = Talk(address, said(words))
    here = [kind for kind in KINDS.values() if address in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(talk)).name == best


def test_numbers_of_a_program_tell_ten_bits_from_twelve(run):
    program = """
        import spidev
        spi = spidev.SpiDev()
        spi.open(0, 0)
        high, low = spi.xfer2([1, 0xA0, 0])[1:]
        print((high << 8 | low) * 3.3 / {steps})
        """
    assert [part.kind for part in run(program.format(steps=4096)).plugged] == ["mcp3202"]
    assert [part.kind for part in run(program.format(steps=1024)).plugged] == ["mcp3008"]
