# An H3LIS331DL in a crash: 100 g, 200 g and 400 g.
import time

from smbus2 import SMBus

H3LIS331DL = 0x18
with SMBus(1) as bus:
    bus.write_byte_data(H3LIS331DL, 0x20, 0x3F)
    bus.write_byte_data(H3LIS331DL, 0x23, 0x00)
    for _ in range(2):
        raw = int.from_bytes(bytes(bus.read_i2c_block_data(H3LIS331DL, 0xA8, 2)), "little", signed=True)
        print(round((raw >> 4) * 0.049), "g")
        time.sleep(2)
