# Seeed's base hat: a knob, a climate sensor, a lamp.
import time

from grove.adc import ADC
from grove.gpio import GPIO
from grove.i2c import Bus

knob, lamp, bus = ADC(), GPIO(5, GPIO.OUT), Bus()
for _ in range(2):
    bus.write_i2c_block_data(0x44, 0x24, [0x00])
    time.sleep(0.02)
    data = bus.read_i2c_block_data(0x44, 0x00, 6)
    print(knob.read_voltage(0) // 100, round(-45 + 175 * (data[0] * 256 + data[1]) / 65535))
    lamp.write(knob.read(0) > 600)
    time.sleep(1)
lamp.write(0)
