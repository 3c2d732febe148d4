# A scan, and then a library at its usual address, the last one of the scan.
import adafruit_bmp280
import board

i2c = board.I2C()
i2c.try_lock()
print([hex(each) for each in i2c.scan()])
i2c.unlock()
print(f"{adafruit_bmp280.Adafruit_BMP280_I2C(i2c).temperature:.0f} C")
