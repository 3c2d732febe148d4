"""Stand-in for `Adafruit_SSD1306`, the library before adafruit_ssd1306: kits with an OLED still use it.

Commands: data sheet SSD1306 (Solomon Systech, rev. 1.1), table 9-1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.Adafruit_GPIO import I2C, SPI
from sim.libraries.stand_ins.Adafruit_GPIO.GPIO import OUT, BaseGPIO

SSD1306_I2C_ADDRESS = 0x3C
SSD1306_SETCONTRAST = 0x81
SSD1306_EXTERNALVCC, SSD1306_SWITCHCAPVCC = 0x1, 0x2
COMMAND, DATA, CHUNK = 0x00, 0x40, 16
SPEED_HZ = 8_000_000
RESET_S, RESTS_S = 0.01, 0.001


class SSD1306Base:
    """An OLED on I2C, on SPI, or on pins of one's own; `rst` is the pin of its reset, or None."""

    com_pins, contrast = 0x12, (0x9F, 0xCF)  # of a display of 64 lines; with power from outside, and from its own pump

    def __init__(
        self,
        width: int,
        height: int,
        rst: int | None,
        dc: int | None = None,
        sclk: int | None = None,
        din: int | None = None,
        cs: int | None = None,
        gpio: BaseGPIO | None = None,
        spi: Any = None,
        i2c_bus: int | None = None,
        i2c_address: int = SSD1306_I2C_ADDRESS,
        i2c: Any = None,
    ) -> None:
        self.width, self.height = width, height
        self._pages = height // 8
        self._buffer = [0] * (width * self._pages)
        self._gpio = BaseGPIO() if gpio is None else gpio
        self._rst, self._dc = rst, dc
        self._spi = self._i2c = None
        if rst is not None:
            self._gpio.setup(rst, OUT)
        if spi is not None:
            self._spi = spi
            spi.set_clock_hz(SPEED_HZ)
        elif sclk is not None and din is not None and cs is not None:
            self._spi = SPI.BitBang(self._gpio, sclk, din, None, cs)
        elif i2c is not None:
            self._i2c = i2c.get_i2c_device(i2c_address)
        else:
            self._i2c = I2C.get_i2c_device(i2c_address, busnum=i2c_bus)
        if self._spi is not None:
            if dc is None:
                raise ValueError("DC pin must be provided when using SPI.")
            self._gpio.setup(dc, OUT)

    def command(self, c: int) -> None:
        """Send a command."""
        if self._i2c is not None:
            self._i2c.write8(COMMAND, c)
            return
        self._gpio.set_low(self._dc_pin())
        self._send([c])

    def data(self, c: int) -> None:
        """Send a byte of the picture."""
        if self._i2c is not None:
            self._i2c.write8(DATA, c)
            return
        self._gpio.set_high(self._dc_pin())
        self._send([c])

    def begin(self, vccstate: int = SSD1306_SWITCHCAPVCC) -> None:
        """Reset it, set it up and switch it on."""
        self._vccstate = vccstate
        self.reset()
        self._initialize()
        self.command(0xAF)

    def reset(self) -> None:
        """Let its reset be low for 10 ms."""
        if self._rst is not None:
            self._gpio.set_high(self._rst)
            sleep(RESTS_S)
            self._gpio.set_low(self._rst)
            sleep(RESET_S)
            self._gpio.set_high(self._rst)

    def _initialize(self) -> None:
        is_outside = self._vccstate == SSD1306_EXTERNALVCC
        for each in (
            *(0xAE, 0xD5, 0x80, 0xA8, self.height - 1, 0xD3, 0x00, 0x40),
            *(0x8D, 0x10 if is_outside else 0x14, 0x20, 0x00, 0xA1, 0xC8, 0xDA, self.com_pins),
            *(SSD1306_SETCONTRAST, self.contrast[0 if is_outside else 1]),
            *(0xD9, 0x22 if is_outside else 0xF1, 0xDB, 0x40, 0xA4, 0xA6),
        ):
            self.command(each)

    def display(self) -> None:
        """Send the picture."""
        for each in (0x21, 0, self.width - 1, 0x22, 0, self._pages - 1):
            self.command(each)
        if self._i2c is not None:
            for start in range(0, len(self._buffer), CHUNK):
                self._i2c.writeList(DATA, self._buffer[start : start + CHUNK])
            return
        self._gpio.set_high(self._dc_pin())
        self._send(self._buffer)

    def image(self, image: Any) -> None:
        """Take a picture of Pillow, of mode 1 and of the size of the display. Raises ValueError for another."""
        if image.mode != "1":
            raise ValueError("Image must be in mode 1.")
        if image.size != (self.width, self.height):
            raise ValueError(f"Image must be same dimensions as display ({self.width}x{self.height}).")
        dots = image.load()
        self._buffer = [
            sum(1 << bit for bit in range(8) if dots[x, 8 * page + bit])
            for page in range(self._pages)
            for x in range(self.width)
        ]

    def clear(self) -> None:
        """Make the picture dark; display() shows it."""
        self._buffer = [0] * len(self._buffer)

    def set_contrast(self, contrast: int) -> None:
        """0 to 255. Raises ValueError for another."""
        if not 0 <= contrast <= 255:
            raise ValueError("Contrast must be a value from 0 to 255 (inclusive).")
        self.command(SSD1306_SETCONTRAST)
        self.command(contrast)

    def dim(self, dim: bool) -> None:
        """As dark as it can be, or as bright as at its begin."""
        bright = self.contrast[0 if self._vccstate == SSD1306_EXTERNALVCC else 1]
        self.set_contrast(0 if dim else bright)

    def _dc_pin(self) -> int:
        return self._dc or 0

    def _send(self, data: Sequence[int]) -> None:
        if self._spi is not None:
            self._spi.write(data)


class SSD1306_128_64(SSD1306Base):
    """128 by 64 dots."""

    def __init__(self, rst: int | None, *further: Any, **named: Any) -> None:
        super().__init__(128, 64, rst, *further, **named)


class SSD1306_128_32(SSD1306Base):
    """128 by 32 dots."""

    com_pins, contrast = 0x02, (0x8F, 0x8F)

    def __init__(self, rst: int | None, *further: Any, **named: Any) -> None:
        super().__init__(128, 32, rst, *further, **named)


class SSD1306_96_16(SSD1306Base):
    """96 by 16 dots."""

    com_pins, contrast = 0x02, (0x8F, 0x8F)

    def __init__(self, rst: int | None, *further: Any, **named: Any) -> None:
        super().__init__(96, 16, rst, *further, **named)
