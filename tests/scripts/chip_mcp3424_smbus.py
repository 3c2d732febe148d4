# A knob at the second input of an MCP3424: 18 bits, asked for once.
import time

from smbus2 import SMBus, i2c_msg

MCP3424 = 0x68
with SMBus(1) as bus:
    for settings in (0b10101100, 0b10100001):
        bus.write_byte(MCP3424, settings)
        while True:
            answer = i2c_msg.read(MCP3424, 4 if settings & 0x0C == 0x0C else 3)
            bus.i2c_rdwr(answer)
            data = bytes(answer)
            if not data[-1] & 0x80:
                break
            time.sleep(0.01)
        print(int.from_bytes(data[:-1], "big", signed=True), hex(data[-1]))
