# A tall display with an SH1107: a frame and a bar that says how full the tank is.
import time

from luma.core.interface.serial import i2c
from luma.core.render import canvas
from luma.oled.device import sh1107

device = sh1107(i2c(), width=64, height=128)
device.persist = True
with canvas(device) as draw:
    draw.rectangle((0, 0, 63, 127), outline="white")
    draw.rectangle((8, 64, 55, 119), fill="white")
time.sleep(1)
