"""adafruit_mcp3xxx on D22."""

import time

import adafruit_mcp3xxx.mcp3008 as MCP
import board
import busio
import digitalio
from adafruit_mcp3xxx.analog_in import AnalogIn

spi = busio.SPI(clock=board.SCK, MISO=board.MISO, MOSI=board.MOSI)
mcp = MCP.MCP3008(spi, digitalio.DigitalInOut(board.D22))
channel = AnalogIn(mcp, MCP.P0)

for _ in range(2):
    print("Raw:", channel.value, f"Voltage: {channel.voltage:.2f} V")
    time.sleep(1)
