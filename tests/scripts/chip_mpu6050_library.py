# The same with Adafruit's library.
import time

import adafruit_mpu6050
import board

mpu = adafruit_mpu6050.MPU6050(board.I2C())
for _ in range(2):
    print("x {:.2f} y {:.2f} z {:.2f} m/s2".format(*mpu.acceleration))
    print("turning {:.2f} {:.2f} {:.2f} rad/s".format(*mpu.gyro), f"{mpu.temperature:.1f} C")
    time.sleep(5)
