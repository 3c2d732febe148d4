# One sensor, made anew for each measurement.
import adafruit_vl53l0x
import board

i2c = board.I2C()
for _ in range(3):
    sensor = adafruit_vl53l0x.VL53L0X(i2c)
    print(sensor.range)
