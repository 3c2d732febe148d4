# A clock at 0x68 and a motion sensor moved to 0x69 write down when the box was tipped over.
import time

from smbus2 import SMBus

with SMBus(1) as bus, open("tipped.txt", "w") as log:
    bus.write_byte_data(0x69, 0x6B, 0)
    for _ in range(40):
        z = int.from_bytes(bytes(bus.read_i2c_block_data(0x69, 0x3F, 2)), "big", signed=True) / 16384
        if z < 0.5:
            second, minute, hour = (f"{each:02x}" for each in bus.read_i2c_block_data(0x68, 0, 3))
            log.write(f"{hour}:{minute}:{second} z {z:.1f}\n")
            break
        time.sleep(1)
