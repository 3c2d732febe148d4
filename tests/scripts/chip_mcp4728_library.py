# Four voltages with Adafruit's library.
import time

import adafruit_mcp4728
import board

dac = adafruit_mcp4728.MCP4728(board.I2C())
for channel in (dac.channel_a, dac.channel_b, dac.channel_c, dac.channel_d):
    channel.vref = adafruit_mcp4728.Vref.VDD
dac.channel_a.value = 65535
dac.channel_b.normalized_value = 0.5
dac.channel_c.raw_value = 1024
time.sleep(1)
dac.channel_a.value = 0
dac.channel_b.value = 0
dac.channel_c.value = 0
