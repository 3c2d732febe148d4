"""Behind a TCA9548A the same address is there eight times; one is found, or nobody, as the channels are connected."""

import pytest

from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import I2C, Place, Talk, place_of
from sim.wires.i2c import CHANNEL
from tests.sim.programs.chip_bus import Bus


class Answers:
    """A chip that gives one number."""

    def __init__(self, number):
        self.number = number

    def write(self, data):
        pass

    def read(self, count):
        return bytes((self.number,)) * count


def asked(bus, address):
    found = bytearray(1)
    bus.pi.i2c.readfrom_into(address, found)
    return found[0]


def test_the_control_register_connects_channels():
    """SCPS207, section 8.6.2: all off at first; bit n connects channel n; the last byte that is written counts."""
    bus = Bus("tca9548a")
    i2c = bus.pi.i2c
    for channel, number in ((0, 10), (5, 15)):
        i2c.attach(0x29 + CHANNEL * (channel + 1), Answers(number))
    i2c.attach(0x40, Answers(40))
    absent = []
    i2c.on_absent = lambda address, sent, count: absent.append(address)
    assert bus.read(1) == b"\x00"
    with pytest.raises(OSError, match="Remote I/O"):
        asked(bus, 0x29)
    assert absent == []  # it is there, but cut off: nobody plugs another one in
    bus.write(0x01)
    assert (asked(bus, 0x29), asked(bus, 0x40), i2c.scan()) == (10, 40, [0x29, 0x40, 0x70])
    bus.write(0x01, 0x20)
    assert (asked(bus, 0x29), bus.read(2), i2c.present()) == (15, b"\x20\x20", {0x29, 0x40, 0x70})
    i2c.watch(0x70, lambda sent, count: None)  # somebody still listens what it may be
    assert i2c.present() == {0x29, 0x40, 0x70}
    i2c.watch(0x70, None)
    i2c.on_scan = lambda: {0x29, 0x50}  # what the program's text speaks of
    assert i2c.present() == {0x29, 0x40, 0x50, 0x70}
    bus.write(0x00)
    assert i2c.present() == {0x40, 0x50, 0x70}
    bus.write(0x04)
    absent.clear()
    with pytest.raises(OSError, match="Remote I/O"):
        asked(bus, 0x29)
    assert absent == [0x29 + 3 * CHANNEL]  # channel 2 is empty
    bus.chip.powered = False
    assert i2c.chip(0x29 + CHANNEL) is not None
    with pytest.raises(OSError, match="Remote I/O"):
        bus.read(1)


def test_a_second_multiplexer_has_channels_of_its_own():
    bus = Bus("tca9548a")
    bus.pi.i2c.attach(0x29 + 2 * CHANNEL, Answers(1))
    bus.pi.i2c.attach(0x29 + 10 * CHANNEL, Answers(9))
    bus.write(0x02)
    assert asked(bus, 0x29) == 1
    bus.pi.i2c.connect(0x71, 0x02)
    bus.write(0x00)
    assert asked(bus, 0x29) == 9


def test_a_chip_that_is_stuck_or_silent_behind_a_channel_is_that_one_alone():
    bus = Bus("tca9548a")
    i2c = bus.pi.i2c
    i2c.attach(0x29 + CHANNEL, Answers(1))
    i2c.attach(0x29 + 2 * CHANNEL, Answers(2))
    i2c.silence(0x29 + CHANNEL, True)
    bus.write(0x01)
    with pytest.raises(OSError, match="Remote I/O"):
        asked(bus, 0x29)
    bus.write(0x02)
    assert asked(bus, 0x29) == 2


@pytest.mark.parametrize(("text", "key"), [("0x29", 0x29), ("0x29.2", 0x329), ("0x76.10", 0xB76)])
def test_a_place_behind_a_channel_has_a_name(text, key):
    assert place_of(text) == Place(I2C, key)
    assert str(Place(I2C, key)) == text
    assert Place(I2C, key).address == key % CHANNEL


@pytest.mark.parametrize(
    ("talk", "words", "best"),
    [
        ([([0x04], 0)], "", "tca9548a"),
        ([([0x00], 0), ([0x80], 0)], "", "tca9548a"),
        ([([0x00, 0x04], 0)], "tca9548a", "tca9548a"),
        ([([0x03], 0)], "mux", "tca9548a"),
        ([([0x21], 0)], "", "ht16k33_digits"),
        ([([0x35, 0x17], 0)], "", "shtc3"),
    ],
)
def test_the_first_bytes_tell_it_from_others(talk, words, best):
    spoken = Talk(0x70, [(bytes(sent), count) for sent, count in talk], frozenset(words.split()))
    here = [kind for kind in KINDS.values() if 0x70 in kind.addresses]
    assert max(here, key=lambda kind: kind.fits(spoken)).name == best
