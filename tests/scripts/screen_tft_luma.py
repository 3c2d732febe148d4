# A circle and a square on a TFT with luma.
import time

from luma.core.interface.serial import spi
from luma.core.render import canvas
from luma.lcd.device import st7735

device = st7735(spi(port=0, device=0, gpio_DC=24, gpio_RST=25), width=160, height=80)
with canvas(device) as draw:
    draw.ellipse((10, 10, 70, 70), fill="red")
    draw.rectangle((90, 10, 150, 70), outline="white")
time.sleep(1)
