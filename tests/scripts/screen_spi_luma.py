# An OLED display on SPI with luma; the display stays on when the program is over.
import time

from luma.core.interface.serial import spi
from luma.core.render import canvas
from luma.oled.device import sh1106

device = sh1106(spi(device=0, port=0, gpio_DC=24, gpio_RST=25))
device.persist = True
with canvas(device) as draw:
    draw.rectangle((8, 8, 119, 55), outline="white")
    draw.ellipse((48, 16, 80, 48), outline="white", fill="white")
time.sleep(1)
