# The same chip without registers: two bytes are written, two are read.
import time

from smbus2 import SMBus, i2c_msg

with SMBus(1) as bus:
    bus.i2c_rdwr(i2c_msg.write(0x21, [0xFF, 0xFF]))
    for _ in range(2):
        answer = i2c_msg.read(0x21, 2)
        bus.i2c_rdwr(answer)
        low, high = bytes(answer)
        print(f"{high:08b} {low:08b}")
        time.sleep(1)
    bus.i2c_rdwr(i2c_msg.write(0x21, [0xFE, 0xFF]))
    time.sleep(0.5)
    bus.i2c_rdwr(i2c_msg.write(0x21, [0xFF, 0xFF]))
