# Two letters on four chained matrices with luma; the modules are mounted a quarter turn to the left.
import time

from luma.core.interface.serial import noop, spi
from luma.core.legacy import text
from luma.core.legacy.font import CP437_FONT, proportional
from luma.core.render import canvas
from luma.led_matrix.device import max7219

serial = spi(port=0, device=0, gpio=noop())
device = max7219(serial, cascaded=4, block_orientation=-90)
with canvas(device) as draw:
    text(draw, (1, 0), "Lop8", fill="white", font=proportional(CP437_FONT))
time.sleep(1)
device.contrast(16)
time.sleep(1)
