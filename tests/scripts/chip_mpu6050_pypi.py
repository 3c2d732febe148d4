# The library mpu6050 from PyPI.
import time

from mpu6050 import mpu6050

sensor = mpu6050(0x68)
sensor.set_accel_range(mpu6050.ACCEL_RANGE_8G)
sensor.set_gyro_range(mpu6050.GYRO_RANGE_1000DEG)
for _ in range(2):
    acceleration, turning = sensor.get_accel_data(g=True), sensor.get_gyro_data()
    print({axis: round(value, 2) for axis, value in acceleration.items()})
    print(round(turning["z"]), round(sensor.get_temp(), 1))
    time.sleep(1)
