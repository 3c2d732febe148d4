# Two sensors, and nobody holds one of them off.
import adafruit_vl53l0x
import board

i2c = board.I2C()
door = adafruit_vl53l0x.VL53L0X(i2c)
window = adafruit_vl53l0x.VL53L0X(i2c)
print(door.range == window.range)
