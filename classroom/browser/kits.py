"""A third archive: what programs of bought kits import. It is sent to whoever runs a program that asks for it.

The libraries are those of the laptop's own environment, at the versions of requirements-kits.lock. What is not
installed there is not sent: the program's error then says what the teacher can do.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from classroom.browser.bare import bare

ADAFRUIT = (
    *("74hc595", "ads7830", "adt7410", "adxl34x", "ahtx0", "am2320", "amg88xx", "apds9960", "as5600", "as7341"),
    *("bh1750", "bme280", "bme680", "bmp280", "bmp3xx", "bno055", "ccs811", "charlcd", "debouncer", "dotstar"),
    *("dps310", "drv2605", "ds1307", "ds3231", "ens160", "epd", "framebuf", "gps", "hcsr04", "ht16k33", "htu21d"),
    *("icm20x", "ina260", "ina3221", "l3gd20", "lis2mdl", "lis331", "lis3dh", "lis3mdl", "lps2x", "lsm6ds"),
    *(
        "lsm9ds1",
        "ltr390",
        "matrixkeypad",
        "max1704x",
        "max31855",
        "max7219",
        "mcp230xx",
        "mcp3421",
        "mcp3xxx",
        "mcp4725",
    ),
    *("mcp4728", "mcp9600", "mcp9808", "mlx90614", "mlx90640", "mma8451", "motor", "motorkit", "mpl3115a2"),
    *("mpr121", "mpu6050", "pca9685", "pcf8523", "pcf8563", "pcf8574", "pcf8575", "pcf8591", "pixelbuf", "pn532"),
    *("qmc5883p", "rgb-display", "scd30", "scd4x", "seesaw", "servokit", "sgp30", "sgp40", "sht4x", "shtc3"),
    *("si1145", "si7021", "ssd1306", "tca9548a", "tcs34725", "ticks", "tmp117", "tsl2561", "tsl2591", "vcnl4010"),
    *("vcnl4040", "veml6070", "veml7700", "vl53l0x", "vl53l1x", "vl6180x"),
)
OTHERS = (
    *("bh1745", "bme680", "bmp280", "cedargrove-nau7802", "dht11", "i2cdevice", "ltr559", "luma.core"),
    *("luma.lcd", "luma.led-matrix", "luma.oled", "mfrc522", "mpu6050-raspberrypi", "pi-rc522", "pynmea2"),
    *("pyserial", "pytz", "rpi.bme280", "rplcd", "w1thermsensor"),
)
DISTRIBUTIONS = (*(f"adafruit-circuitpython-{name}" for name in ADAFRUIT), *OTHERS)
NOT_SENT = ("RPLCD_Tests", "lcdtests", "tests", "examples", "..")
NOT_OF_PYSERIAL = (  # for other systems, for the network, for a terminal: two thirds of it
    *("serial/__main__.py", "serial/rfc2217.py", "serial/serial[cjw]*.py", "serial/win32.py"),
    *("serial/tools/miniterm.py", "serial/tools/list_ports_[lopw]*.py"),
    *("serial/urlhandler/protocol_[cr]*.py", "serial/urlhandler/protocol_socket.py"),
)


@cache
def kits_files() -> dict[str, bytes]:
    """Path -> content of all that is installed of it."""
    return {path: content for name in DISTRIBUTIONS for path, content in _of(name)}


def modules(files: Iterable[str]) -> list[str]:
    """What a program can import of these files, by its first name."""
    tops = {path.partition("/")[0] for path in files if path.endswith(".py")}
    return sorted(top.removesuffix(".py") for top in tops)


def _of(distribution: str) -> Iterator[tuple[str, bytes]]:
    try:
        files = importlib.metadata.files(distribution)
    except importlib.metadata.PackageNotFoundError:
        return
    for file in files or ():
        path, source = file.as_posix(), Path(str(file.locate()))
        is_sent = file.parts[0] not in NOT_SENT and not any(map(file.match, NOT_OF_PYSERIAL))
        if file.suffix == ".py" and is_sent and source.is_file():
            yield path, bare(source.read_bytes())
