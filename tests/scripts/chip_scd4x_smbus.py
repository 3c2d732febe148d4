# The same without a library.
import time

from smbus2 import SMBus, i2c_msg

SCD = 0x62
with SMBus(1) as bus:
    bus.i2c_rdwr(i2c_msg.write(SCD, [0x21, 0xB1]))
    time.sleep(5.1)
    bus.i2c_rdwr(i2c_msg.write(SCD, [0xEC, 0x05]))
    time.sleep(0.002)
    answer = i2c_msg.read(SCD, 9)
    bus.i2c_rdwr(answer)
    data = bytes(answer)
print(data[0] << 8 | data[1], "ppm", round(-45 + 175 * (data[3] << 8 | data[4]) / 65535, 1), "C")
