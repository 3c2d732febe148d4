# An earthquake alarm: all seven values in one block, at +-8 g.
import struct
import time

from gpiozero import Buzzer
from smbus2 import SMBus

buzzer = Buzzer(17)
with SMBus(1) as bus:
    bus.write_byte_data(0x69, 0x6B, 0x80)
    time.sleep(0.1)
    bus.write_byte_data(0x69, 0x6B, 0x01)
    bus.write_byte_data(0x69, 0x1C, 0x10)
    while True:
        x, y, z, t, gx, gy, gz = struct.unpack(">7h", bytes(bus.read_i2c_block_data(0x69, 0x3B, 14)))
        shock = (x * x + y * y + z * z) ** 0.5 / 4096
        if abs(shock - 1) > 0.3:
            print(f"{shock:.2f} g")
            buzzer.on()
        else:
            buzzer.off()
        time.sleep(0.5)
