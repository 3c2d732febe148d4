# A button on A7 and a lamp on B3 of an MCP23017.
import time

import board
import digitalio
from adafruit_mcp230xx.mcp23017 import MCP23017

mcp = MCP23017(board.I2C(), address=0x21)
button = mcp.get_pin(7)
button.direction = digitalio.Direction.INPUT
button.pull = digitalio.Pull.UP
lamp = mcp.get_pin(11)
lamp.switch_to_output(value=False)
while True:
    lamp.value = not button.value
    time.sleep(0.1)
