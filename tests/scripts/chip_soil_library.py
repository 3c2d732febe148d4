# Water for the plant: Adafruit's soil sensor with its library.
import time

import board
from adafruit_seesaw.seesaw import Seesaw
from gpiozero import LED

pump = LED(17)
soil = Seesaw(board.I2C(), addr=0x36)
for _ in range(3):
    wet = soil.moisture_read()
    print(wet, f"{soil.get_temp():.1f} C")
    pump.value = wet < 500
    time.sleep(2)
pump.off()
