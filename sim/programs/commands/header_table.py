"""The 40 pins of the header as wiringPi's `gpio readall` prints them."""

from __future__ import annotations

from sim.libraries.stand_ins.rpi_gpio.names import BOARD_TO_GPIO, WIRING_PI_TO_GPIO
from sim.wires.pins import Net, Pins

HEADER = BOARD_TO_GPIO | {27: 0, 28: 1}  # pin of the header to BCM number; the last two are the EEPROM's
WIRING_PI_OF = {bcm: number for number, bcm in WIRING_PI_TO_GPIO.items()}
POWER = {1: "3.3v", 17: "3.3v", 2: "5v", 4: "5v"}  # every other pin that is no GPIO is ground
NAMES = {
    **{2: "SDA.1", 3: "SCL.1", 14: "TxD", 15: "RxD", 10: "MOSI", 9: "MISO", 11: "SCLK", 8: "CE0", 7: "CE1"},
    **{0: "SDA.0", 1: "SCL.0"},
}
RULE = " +-----+-----+---------+------+---+----++----+---+------+---------+-----+-----+"
TITLE = " +-----+-----+---------+------+---+---Pi 4B--+---+------+---------+-----+-----+"
HEAD = " | BCM | wPi |   Name  | Mode | V | Physical | V | Mode | Name    | wPi | BCM |"


def readall(pins: Pins) -> str:
    """The whole table."""
    rows = [f" | {_left(pins, pin)} | {pin:2} || {pin + 1:<2} | {_right(pins, pin + 1)} |" for pin in range(1, 40, 2)]
    return "\n".join((TITLE, HEAD, RULE, *rows, RULE, HEAD, TITLE)) + "\n"


def _cells(pins: Pins, pin: int) -> tuple[str, str, str, str, str]:
    bcm = HEADER.get(pin)
    if bcm is None:
        return "", "", POWER.get(pin, "0v"), "", ""
    number = WIRING_PI_OF[bcm]
    name = NAMES.get(bcm, f"GPIO.{number:2}")
    net: Net = pins[bcm]
    return str(bcm), str(number), name, "OUT" if net.duty is not None else "IN", str(int(net.level))


def _left(pins: Pins, pin: int) -> str:
    bcm, number, name, mode, level = _cells(pins, pin)
    return f"{bcm:>3} | {number:>3} | {name:>7} | {mode:>4} | {level or ' '}"


def _right(pins: Pins, pin: int) -> str:
    bcm, number, name, mode, level = _cells(pins, pin)
    return f"{level or ' '} | {mode:<4} | {name:<7} | {number:<3} | {bcm:<3}"
