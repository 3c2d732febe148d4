# The helper module of one maker's kits: whichever of its two converters answers, channel 1 dims a lamp.
import time

from ADCDevice import ADS7830, PCF8591, ADCDevice
from gpiozero import PWMLED

adc = ADCDevice()
if adc.detectI2C(0x48):
    adc = PCF8591()
elif adc.detectI2C(0x4B):
    adc = ADS7830()
lamp = PWMLED(17)
for _ in range(3):
    value = adc.analogRead(1)
    lamp.value = value / 255
    print("value", value, f"{value / 255 * 3.3:.2f} V")
    time.sleep(1)
adc.close()
