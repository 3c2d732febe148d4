# Running light on port A of an MCP23017; a button on B0 turns it round.
import time

import smbus

MCP = 0x20
bus = smbus.SMBus(1)
bus.write_byte_data(MCP, 0x00, 0x00)
bus.write_byte_data(MCP, 0x01, 0xFF)
bus.write_byte_data(MCP, 0x0D, 0xFF)
order = list(range(8))
for _ in range(3):
    back = not bus.read_byte_data(MCP, 0x13) & 0x01
    print("back" if back else "forth")
    for bit in reversed(order) if back else order:
        bus.write_byte_data(MCP, 0x12, 1 << bit)
        time.sleep(0.25)
bus.write_byte_data(MCP, 0x12, 0)
