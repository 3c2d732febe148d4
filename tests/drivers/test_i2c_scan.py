"""Who answers on I2C: asked without data, read where a bare write could harm, and a hung bus is left at once."""

import errno

import pytest

from drivers._i2c_scan import READ_INSTEAD, answering


class Bus:
    """The kernel's side of /dev/i2c-1: chips at addresses; a chip may need a second try."""

    def __init__(self, chips, busy=(), hung_at=None):
        self.chips, self.busy, self.hung_at = set(chips), set(busy), hung_at
        self.written, self.read, self.closed = [], [], False

    def _ask(self, address):
        if self.hung_at is not None and address >= self.hung_at:
            raise OSError(errno.ETIMEDOUT, "Connection timed out")
        if address not in self.chips or address in self.busy:
            self.busy.discard(address)
            raise OSError(errno.EREMOTEIO, "Remote I/O error")

    def write_quick(self, address):
        self.written.append(address)
        self._ask(address)

    def read_byte(self, address):
        self.read.append(address)
        self._ask(address)

    def close(self):
        self.closed = True


def test_it_finds_who_answers():
    bus = Bus({0x40, 0x41, 0x48, 0x76})
    assert answering(1, lambda number: bus) == {0x40, 0x41, 0x48, 0x76}
    assert bus.closed


def test_one_that_was_busy_is_not_reported_as_missing():
    assert answering(1, lambda number: Bus({0x48}, busy={0x48})) == {0x48}


def test_an_eeprom_is_only_read():
    bus = Bus({0x50})
    assert answering(1, lambda number: bus) == {0x50}
    assert set(bus.read) == set(READ_INSTEAD)
    assert not set(bus.written) & set(READ_INSTEAD)


def test_reserved_addresses_are_left_alone():
    bus = Bus(())
    answering(1, lambda number: bus)
    assert (min(bus.written), max(bus.written)) == (0x08, 0x77)


@pytest.mark.parametrize("hung_at", [0x08, 0x41])
def test_a_hung_bus_is_left_at_once(hung_at):
    """Each further address would cost a second."""
    bus = Bus({0x40}, hung_at=hung_at)
    assert answering(1, lambda number: bus) is None
    assert bus.written.count(hung_at) == 1
    assert max(bus.written) == hung_at
    assert bus.closed


def test_a_bus_that_cannot_be_opened_says_why():
    def denied(number):
        raise PermissionError(13, "Permission denied", f"/dev/i2c-{number}")

    with pytest.raises(PermissionError):
        answering(1, denied)
