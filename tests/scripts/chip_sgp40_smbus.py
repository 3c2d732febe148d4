# The raw signal of an SGP40 with smbus2: a command with two words, 30 ms, and an answer with a checksum.
import time

from smbus2 import SMBus, i2c_msg

with SMBus(1) as bus:
    for _ in range(2):
        bus.i2c_rdwr(i2c_msg.write(0x59, [0x26, 0x0F, 0x80, 0x00, 0xA2, 0x66, 0x66, 0x93]))
        time.sleep(0.03)
        answer = i2c_msg.read(0x59, 3)
        bus.i2c_rdwr(answer)
        high, low, _ = bytes(answer)
        print(high << 8 | low)
        time.sleep(1)
