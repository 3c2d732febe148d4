import time
import board
import adafruit_sht31d

sensor = adafruit_sht31d.SHT31D(board.I2C())

temperatures = []
for _ in range(5):
    temperatures.append(sensor.temperature)
    time.sleep(2)
print("Average: %0.1f C" % (sum(temperatures) / len(temperatures)))
print("Humidity: %0.0f %%" % sensor.relative_humidity)
