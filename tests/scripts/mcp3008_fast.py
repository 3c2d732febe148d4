# Reads a knob as fast as it goes, and says when it is turned.
from gpiozero import MCP3008

knob = MCP3008(channel=0)
before = None
while True:
    value = round(knob.value, 1)
    if value != before:
        before = value
        print(value)
