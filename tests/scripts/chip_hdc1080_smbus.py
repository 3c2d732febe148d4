# An HDC1080: the pointer begins a measurement of both, and four bytes bring it.
import time

from smbus2 import SMBus, i2c_msg

with SMBus(1) as bus:
    for _ in range(2):
        bus.write_byte(0x40, 0x00)
        time.sleep(0.02)
        answer = i2c_msg.read(0x40, 4)
        bus.i2c_rdwr(answer)
        data = list(answer)
        print(f"{(data[0] << 8 | data[1]) / 65536 * 165 - 40:.1f} C {(data[2] << 8 | data[3]) / 65536 * 100:.0f} %")
        time.sleep(2)
