# A voltage of 18 bits with Adafruit's library for the MCP3421.
import time

import board
from adafruit_mcp3421.analog_in import AnalogIn
from adafruit_mcp3421.mcp3421 import MCP3421

adc = MCP3421(board.I2C(), gain=1, resolution=18, continuous_mode=True)
knob = AnalogIn(adc)
time.sleep(1)
print(f"{knob.value * 2.048 / 131072:.3f} V")
