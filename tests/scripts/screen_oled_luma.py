# Counts on an OLED display with luma.
from time import sleep

from luma.core.interface.serial import i2c
from luma.core.legacy import text
from luma.core.legacy.font import LCD_FONT, proportional
from luma.core.render import canvas
from luma.oled.device import sh1106, ssd1306  # noqa: F401

device = ssd1306(i2c(port=1, address=0x3C), width=128, height=64)
for number in (7, 8):
    with canvas(device) as draw:
        draw.rectangle(device.bounding_box, outline="white", fill="black")
        text(draw, (8, 8), f"Lop {number}B", fill="white", font=proportional(LCD_FONT))
    sleep(2)
