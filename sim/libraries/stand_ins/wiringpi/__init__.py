"""Stand-in for `wiringpi` 2.60, which needs the memory of a Pi: pins, PWM, interrupts, buses, chips, displays.

Not here: devices that the C library reads by itself (rht03Setup, ds18b20Setup), PiGlow, Scroll pHAT, Gertboard.
"""

from __future__ import annotations

from sim.libraries.stand_ins.wiringpi import buses, chips, lcd, names, pins

WITHOUT_CAPITALS = ("delay", "micros", "millis")  # all other names of the library's functions have one
FUNCTIONS = {
    name: each
    for module in (pins, buses, chips, lcd)
    for name, each in vars(module).items()
    if name[0].islower() and (name in WITHOUT_CAPITALS or name != name.lower()) and callable(each)
}
globals().update(names.NAMES | FUNCTIONS)


def wiringPiSetup() -> int:
    """Count pins as wiringPi does."""
    return pins.set_up(names.WPI_MODE_PINS)


def wiringPiSetupGpio() -> int:
    """Count pins as the chip does (BCM)."""
    return pins.set_up(names.WPI_MODE_GPIO)


def wiringPiSetupPhys() -> int:
    """Count pins as they stand on the header."""
    return pins.set_up(names.WPI_MODE_PHYS)


def wiringPiSetupSys() -> int:
    """Count pins as the chip does (BCM)."""
    return pins.set_up(names.WPI_MODE_GPIO_SYS)


def piBoardRev() -> int:
    """2: of every board with 40 pins."""
    return 2


def piGpioLayout() -> int:
    """2: of every board with 40 pins."""
    return 2


def piHiPri(priority: int) -> int:
    """A program cannot get more of this processor."""
    return 0


class GPIO:
    """The same functions as methods; made with WPI_MODE_PINS, WPI_MODE_GPIO or WPI_MODE_PHYS it sets them up."""

    def __init__(self, pinmode: int = names.WPI_MODE_PINS) -> None:
        self.MODE = pinmode
        pins.set_up(pinmode)


OF_BOARD = {each.__name__: each for each in (piBoardRev, piGpioLayout, piHiPri)}
for _name, _value in (names.NAMES | FUNCTIONS | OF_BOARD).items():
    setattr(GPIO, _name, staticmethod(_value) if callable(_value) else _value)


class I2C:
    """The functions for I2C as methods."""

    setup = staticmethod(buses.wiringPiI2CSetup)
    setupInterface = staticmethod(buses.wiringPiI2CSetupInterface)
    read = staticmethod(buses.wiringPiI2CRead)
    readReg8 = staticmethod(buses.wiringPiI2CReadReg8)
    readReg16 = staticmethod(buses.wiringPiI2CReadReg16)
    write = staticmethod(buses.wiringPiI2CWrite)
    writeReg8 = staticmethod(buses.wiringPiI2CWriteReg8)
    writeReg16 = staticmethod(buses.wiringPiI2CWriteReg16)


class Serial:
    """A serial port."""

    def __init__(self, device: str, baud: int) -> None:
        self.device, self.baud = device, baud
        self.serial_id = buses.serialOpen(device, baud)

    def printf(self, text: str) -> None:
        buses.serialPuts(self.serial_id, text)

    puts = printf

    def putchar(self, char: int) -> None:
        buses.serialPutchar(self.serial_id, char)

    def dataAvail(self) -> int:
        return buses.serialDataAvail(self.serial_id)

    def getchar(self) -> int:
        return buses.serialGetchar(self.serial_id)

    def flush(self) -> None:
        buses.serialFlush(self.serial_id)
