# The same letters on a display with an SH1106, turned upside down; nothing switches it off at the end.
import time

from luma.core.interface.serial import i2c
from luma.core.legacy import text
from luma.core.legacy.font import LCD_FONT
from luma.core.render import canvas
from luma.oled.device import sh1106

device = sh1106(i2c(), rotate=2)
device.persist = True
with canvas(device) as draw:
    draw.rectangle((0, 0, 127, 63), outline="white")
    text(draw, (4, 4), "12:45", fill="white", font=LCD_FONT)
time.sleep(1)
