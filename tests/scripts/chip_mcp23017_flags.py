# Counts presses of two buttons by the interrupt flags of an MCP23017: no press is too short to be seen.
import time

import smbus

MCP, GPINTEN, GPPU, INTF, INTCAP = 0x27, 0x05, 0x0D, 0x0F, 0x11
bus = smbus.SMBus(1)
bus.write_byte_data(MCP, GPPU, 0x03)
bus.write_byte_data(MCP, GPINTEN, 0x03)
presses = {0x01: 0, 0x02: 0}
for _ in range(5):
    time.sleep(1)
    flags = bus.read_byte_data(MCP, INTF)
    captured = bus.read_byte_data(MCP, INTCAP)
    for bit in presses:
        if flags & bit and not captured & bit:
            presses[bit] += 1
print(presses)
