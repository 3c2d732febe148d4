# Sun, battery, lamp: three currents with Adafruit's library.
import board
from adafruit_ina3221 import INA3221

meter = INA3221(board.I2C())
for channel in range(3):
    print(f"{meter[channel].bus_voltage:.2f} V {meter[channel].current:.0f} mA")
