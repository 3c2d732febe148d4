# A parking aid: the lamp is on when something is nearer than 20 cm.
import time

import adafruit_vl53l0x
import board
import busio
from gpiozero import LED

lamp = LED(17)
sensor = adafruit_vl53l0x.VL53L0X(busio.I2C(board.SCL, board.SDA))
sensor.measurement_timing_budget = 50000
with sensor.continuous_mode():
    for _ in range(4):
        print(f"{sensor.distance:.1f} cm")
        lamp.value = sensor.range < 200
        time.sleep(1)
