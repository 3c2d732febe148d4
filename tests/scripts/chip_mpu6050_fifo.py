# A step counter: the FIFO of an MPU6050 keeps every acceleration while the program sleeps.
import time

from smbus2 import SMBus

with SMBus(1) as bus:
    bus.write_byte_data(0x68, 0x6B, 0x00)
    bus.write_byte_data(0x68, 0x19, 19)
    bus.write_byte_data(0x68, 0x1A, 0x01)  # 50 times a second
    bus.write_byte_data(0x68, 0x23, 0x08)
    bus.write_byte_data(0x68, 0x6A, 0x44)
    for _ in range(2):
        time.sleep(2)
        count = int.from_bytes(bytes(bus.read_i2c_block_data(0x68, 0x72, 2)), "big") // 6
        heights = []
        for _ in range(count):
            six = bytes(bus.read_i2c_block_data(0x68, 0x74, 6))
            heights.append(int.from_bytes(six[4:], "big", signed=True) / 16384)
        print(count, "measurements, the last", heights[-1], "g")
