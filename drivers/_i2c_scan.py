"""Who answers on the I2C bus: one address after the other is asked without data, as `i2cdetect` does.

An EEPROM could take a bare write for the start of one (i2cdetect's manual): in its ranges one byte is read instead.
Never call it while a project runs: it would come between a chip's command and its answer.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

FIRST, LAST = 0x08, 0x77  # the rest is reserved, NXP UM10204 table 4
READ_INSTEAD = (*range(0x30, 0x38), *range(0x50, 0x60))
HUNG = (errno.ETIMEDOUT, errno.EAGAIN)  # a line is held low: the controller gives up, or waits for its turn
SILENT_TRIES = 2  # so that one that was busy is not reported as missing


def answering(number: int = 1, opened: Callable[[int], Any] | None = None) -> frozenset[int] | None:
    """The addresses that answer on /dev/i2c-NUMBER; None when the bus hangs. Raises OSError when it will not open."""
    bus = (opened or _open)(number)
    try:
        return frozenset(address for address in range(FIRST, LAST + 1) if _answers(bus, address))
    except TimeoutError:
        return None
    finally:
        bus.close()


def _answers(bus: Any, address: int) -> bool:
    for _ in range(SILENT_TRIES):
        try:
            if address in READ_INSTEAD:
                bus.read_byte(address)
            else:
                bus.write_quick(address)
        except OSError as error:
            if error.errno in HUNG:
                raise TimeoutError from error
        else:
            return True
    return False


def _open(number: int) -> Any:
    from Adafruit_PureIO.smbus import SMBus  # Blinka's own

    return SMBus(number)
