# Two buttons and a lamp on the small port expander.
import time

import board
import digitalio
from adafruit_mcp230xx.mcp23008 import MCP23008

mcp = MCP23008(board.I2C())
up, down, lamp = mcp.get_pin(0), mcp.get_pin(1), mcp.get_pin(7)
for button in (up, down):
    button.switch_to_input(pull=digitalio.Pull.UP)
lamp.switch_to_output(value=False)
for _ in range(10):
    if not up.value:
        lamp.value = True
    elif not down.value:
        lamp.value = False
    time.sleep(0.5)
