# Words on eight digits with luma's own segments.
import time

from luma.core.interface.serial import noop, spi
from luma.core.virtual import sevensegment
from luma.led_matrix.device import max7219

device = max7219(spi(port=0, device=0, gpio=noop()), cascaded=1)
seg = sevensegment(device)
seg.text = "HELLO 8b"
time.sleep(1)
seg.text = "27.5 C"
time.sleep(1)
