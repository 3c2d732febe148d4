# The same sensor byte by byte: two bytes, a pause, an answer.
import time

from smbus2 import SMBus, i2c_msg

with SMBus(1) as bus:
    for function, size in ((0x0001, 1), (0x0F10, 2)):
        bus.i2c_rdwr(i2c_msg.write(0x37, [function >> 8, function & 0xFF]))
        time.sleep(0.005)
        answer = i2c_msg.read(0x37, size)
        bus.i2c_rdwr(answer)
        print(int.from_bytes(bytes(answer), "big"))
