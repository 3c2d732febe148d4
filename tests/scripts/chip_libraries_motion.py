# Four sensors of motion and three of light with Adafruit's libraries.
import time

import adafruit_as5600
import adafruit_bno055
import adafruit_lis3dh
import adafruit_tsl2591
import adafruit_vcnl4040
import adafruit_veml7700
import board
from adafruit_icm20x import ICM20948

i2c = board.I2C()
shaft, pose, tilt = adafruit_as5600.AS5600(i2c), adafruit_bno055.BNO055_I2C(i2c), adafruit_lis3dh.LIS3DH_I2C(i2c)
moved = ICM20948(i2c)
sun, near, shade = adafruit_tsl2591.TSL2591(i2c), adafruit_vcnl4040.VCNL4040(i2c), adafruit_veml7700.VEML7700(i2c)
time.sleep(1)
print(shaft.magnet_detected, shaft.angle * 360 // 4096)
print("%.0f %.0f %.0f" % pose.euler)
print("%.1f %.1f" % (tilt.acceleration.z, moved.acceleration[2]))
print(f"{sun.lux:.0f} {near.lux:.0f} {shade.lux:.0f}")
